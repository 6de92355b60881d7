"""An exercise → a draft: chapters, lengths, notes, and room where the exercise leaves time open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.chapters import read_chapter
from stilte.importer.draft import Draft, Step, Times, estimate_s
from stilte.importer.post import Section
from stilte.importer.quantities import quantities
from stilte.importer.repeats import repeat_sides
from stilte.importer.room import make_room
from stilte.importer.sentences import Sentence, sentences, split
from stilte.importer.state import Reader, quoted
from stilte.importer.words import idioms, union

if TYPE_CHECKING:
    from stilte.importer.post import Block, Exercise
    from stilte.importer.words import Idioms

_NUMBER = re.compile(r"^\s*(?:#\s*)?\d{1,2}\s*[.):–-]\s*")
_QUOTES = '“”„"«»‟'
_STAY_S = 60.0
_SHORTEST_S = 60.0


def draft_exercise(exercise: Exercise) -> Draft:
    """Return the script of an exercise, before it is written."""
    table = idioms(exercise.language)
    sections = _by_leads(exercise.sections)
    chaptered = _chaptered(sections, exercise)
    steps: list[Step] = []
    guesses: list[str] = []
    inherited: dict[str, Times] = {}
    named = _named_pattern(exercise, table)
    block = 0
    for section in sections:
        titled = bool(section.heading) and chaptered and section.title != exercise.heading
        reader = Reader(table, titled, inherited, named)
        lines = sentences(section.blocks, table, block)
        block += len(section.blocks) + 1
        read_chapter(_without_lengths(lines, table), reader)
        _heading_times(section, reader, table)
        if titled and reader.steps:
            steps.append(Step("chapter", chapter_title(section.title, table)))
        steps += reader.steps
        guesses += [guess for guess in reader.guesses if guess not in guesses]
    steps = _stays([*steps, *(Step("note", note) for note in exercise.notes)], table)
    lengths, words = whole_lengths(exercise, steps, table)
    draft = Draft(exercise.title, exercise.language, tuple(steps), exercise.subtitle, source=exercise.source)
    draft = make_room(draft, lengths, words)
    extra = (*guesses, *_contradictions(exercise, draft, table))
    about = "\n".join(f"- {text}" for text in exercise.about if not text.endswith(":"))
    return replace(draft, guesses=(*draft.guesses, *extra), description=about)


def _by_leads(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Make chapters of a list whose items open with a bold name ("**Ademen.** Adem …")."""
    found: list[Section] = []
    for section in sections:
        led = [block for block in section.blocks if _named(block)]
        if len(led) < 2:  # noqa: PLR2004
            found.append(section)
            continue
        gathered: list[Block] = []
        heading = section.heading
        for block in section.blocks:
            if _named(block):
                if gathered:
                    found.append(Section(heading, tuple(gathered)))
                heading, gathered = replace(block, kind="heading", text=block.lead.strip(" .:"), lead=""), []
                block = replace(block, text=block.text[len(block.lead) :].strip(" .:–-"), lead="")  # noqa: PLW2901
            gathered += [block] if block.text else []
        found.append(Section(heading, tuple(gathered)))
    return tuple(found)


def _named(block: Block) -> bool:
    named = block.lead and len(block.lead.split()) <= 6 and len(block.text) > len(block.lead) + 3  # noqa: PLR2004
    return bool(
        named
        and block.kind in ("item", "text")
        and block.lead.rstrip().endswith((".", ":"))
        and (block.kind == "item" or block.number)
    )


def _chaptered(sections: tuple[Section, ...], exercise: Exercise) -> bool:
    return (
        len([one for one in sections if one.heading and one.title != exercise.heading]) > 1
        or len(sections) > 1
    )


def chapter_title(heading: str, table: Idioms) -> str:
    """Return a heading as the title of a chapter.

    >>> chapter_title("Stap 2: “Heffen” (2 minuten)", idioms("nl"))
    'Heffen'
    """
    steps = "|".join(table.table["headings"]["step"])
    bare = re.sub(
        rf"^(?:{steps})\s*(?:\d{{1,2}}|[IVX]{{1,4}}\b|\w+(?=\s*[:–—]))?\s*[.:)–—-]+\s*",
        "",
        _NUMBER.sub("", heading),
        flags=re.IGNORECASE,
    )
    bare = re.sub(r"\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]\s*", " ", bare).strip(" :")
    inner = bare.strip(_QUOTES).strip()
    return (
        inner if bare[:1] in _QUOTES and bare[-1:] in _QUOTES and not set(inner) & set(_QUOTES) else bare
    ) or heading


def _named_pattern(exercise: Exercise, table: Idioms) -> str:
    """Return the pattern that a title names ("4-7-8", box); numbers in the steps win over it."""
    text = f"{exercise.title} {exercise.heading}"
    digits = re.search(r"(?<![\w-])(\d{1,2}-\d{1,2}(?:-\d{1,2}){0,2})(?!\d)", text)
    if digits and re.search(union("breath_words"), text, re.IGNORECASE):
        return digits[1]
    return next(
        (name for words, name in table.table["patterns"].items() if re.search(words, text, re.IGNORECASE)), ""
    )


def _without_lengths(lines: tuple[Sentence, ...], table: Idioms) -> tuple[Sentence, ...]:
    """Leave out sentences that tell the length of the whole ("Duur: 10 minuten")."""
    return tuple(line for line in lines if not _tells_length(line.text, table))


def _tells_length(text: str, table: Idioms) -> bool:
    return bool(
        re.match(rf"\W*(?:{'|'.join(table.table['whole_length'])})\s*:", text, re.IGNORECASE)
        and quantities(text, table)
    )


def _heading_times(section: Section, reader: Reader, table: Idioms) -> None:
    """Read "(2x 20-30 sec per kant)" in a heading for the whole chapter, where its steps give no time."""
    told = re.findall(r"[(\[][^()\[\]]*[)\]]", section.title)
    found = quantities(told[-1], table) if told else ()
    timed = any(step.times for step in reader.steps)
    if not found or timed or not reader.steps:
        return
    origin = Sentence(section.title, -1)
    length = next((one for one in found if one.unit in ("seconds", "counts", "breaths")), None)
    times = next((one for one in found if one.unit == "times"), None)
    sides = bool(table.find("per_side", told[-1]))
    if length and length.unit == "seconds" and length.low >= _SHORTEST_S and not times and not sides:
        _fill(reader, length.low, length.high, section)
        return
    if length:
        hold = Step(
            "hold", times=Times(length.low, length.high, "breaths" if length.unit == "breaths" else "s")
        )
        inner = Step("repeat", times=Times(times.low, times.high), steps=(hold,)) if times else hold
        reader.add(inner.noting(quoted(section.title)), origin)
    elif times:
        reader.wrap(
            0,
            Step("repeat", times=Times(times.low, times.high), steps=tuple(reader.steps)).noting(
                quoted(section.title)
            ),
            origin,
        )
    if sides:
        repeat_sides(reader, origin, None)


def _fill(reader: Reader, low: float, high: float, section: Section) -> None:
    """Let quiet fill the length that a chapter's heading asks for."""
    said = sum(estimate_s(step) for step in reader.steps)
    if said > high:
        reader.guess(
            f"{quoted(section.title)}: the words alone take about {said:.0f} s, more than the post says."
        )
        return
    rest = Times(max(5.0, round(low - said)), max(5.0, round(high - said)), "s")
    reader.add(
        Step("pause", times=rest).noting(quoted(section.title) + " less what is said"),
        Sentence(section.title, -1),
    )


def _stays(steps: list[Step], table: Idioms) -> list[Step]:
    """Move lines of perception that follow a long stay into it: they are meant for during."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        stay = (
            last
            and last.verb == "hold"
            and last.times
            and last.times.unit == "s"
            and last.times.low >= _STAY_S
        )
        if (
            last
            and stay
            and step.verb == "say"
            and not step.voice
            and not step.on
            and _perceives(step.text, table)
        ):
            found[-1] = replace(last, during=(*last.during, step.text))
        else:
            found.append(step)
    return found


def _perceives(text: str, table: Idioms) -> bool:
    return bool((table.starts("perception", text) or table.starts("during", text)) and "<" not in text)


def whole_lengths(exercise: Exercise, steps: list[Step], table: Idioms) -> tuple[tuple[float, ...], str]:
    """Return the lengths in seconds that a heading, a "duration" line or a tip asks for, and its words."""
    texts = [
        exercise.heading,
        *exercise.about,
        *exercise.notes,
        *(step.text for step in steps if step.verb == "note"),
    ]
    lines = [
        line for section in exercise.sections for block in section.blocks for line in split(block.text, table)
    ]
    texts += [line for line in lines if _tells_length(line, table)]
    for text in texts:
        for one in quantities(text, table):
            if one.unit == "seconds" and one.low >= _SHORTEST_S:
                return tuple(dict.fromkeys((one.low, one.high))), text
    return (), ""


def _contradictions(exercise: Exercise, draft: Draft, table: Idioms) -> list[str]:
    """Return where a title names another pattern than the steps tell."""
    named = _named_pattern(exercise, table)
    told = [step.breath for step in _all(draft.steps) if step.breath]
    four = {"box": "4-4-4-4", "coherent": "5.5-5.5"}.get(named, named)
    if named and told and all(breath not in (named, four) for breath in told):
        return [f"The title says {named}, the steps say {told[0]}: the steps count."]
    return []


def _all(steps: tuple[Step, ...]) -> list[Step]:
    return [inner for step in steps for inner in (step, *_all(step.steps))]
