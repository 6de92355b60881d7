"""The end of open breaths: one `breathe` with its cues, or lines that are only said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths import cues
from stilte.importer.build.breaths.compact import Phased
from stilte.importer.build.chapter_state import Reader, quoted, spoken
from stilte.importer.build.draft import Cues, Step, Times
from stilte.importer.language.phrases import bare_then, capital
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

FEW = 4
MOST_OPEN = 40
_MOVE_S = 6.0
VAGUE_BREATHS = Times(3, 3)
UNTOLD, PAIRED = "untold count", "told by its halves"


def spoken_breaths(line: Sentence, found: tuple[Quantity, ...], reader: Reader, count: Times) -> None:
    """Say the sentence, then let that many breaths pass."""
    reader.last = count if count.unit == "" else reader.last
    reader.say(spoken(line.text, found), line)
    sound = "breath" if count.low > 1 else ""
    reader.add(Step("breathe", times=count, breath=reader.named, sound=sound).noting(quoted(line.text)), line)


def close(reader: Reader, count: Times | None = None, line: Sentence | None = None) -> None:
    """End the open breaths, with the count that was found, or with as many as their words tell."""
    if not reader.open:
        return
    opened, reader.open = reader.open, []
    trailing: list[tuple[Phased, Sentence]] = []
    while count is None and opened and not opened[-1][0].phase:
        trailing.insert(0, opened.pop())
    if opened:
        _close(opened, count, line, reader)
    for part, came in trailing:
        plain(replace(came, text=part.text), reader)


def _close(
    opened: list[tuple[Phased, Sentence]], count: Times | None, line: Sentence | None, reader: Reader
) -> None:
    parts, origin = [part for part, _ in opened], opened[0][1]
    if count is None and cues.pattern_of(parts):
        count, reader.announced = reader.announced, None
    pattern = cues.pattern_of(parts) or (reader.named if count else "")
    cycles = cues.complete(parts)
    held = not pattern and any(part.seconds for part in parts if part.phase in ("hold", "rest"))
    if held and cycles <= 1:
        _held(opened, count, line, reader)
    elif not cycles and count is None:
        for part, came in opened:
            reader.say(part.text, came)
    elif cycles > 1 and count and count.unit == "" and count.high > 1:
        start = len(reader.steps)
        _breathe(parts, origin, reader, count=Times(cycles, cycles), pattern=pattern, words=origin.text)
        inside = tuple(
            replace(step, sound="") if step.verb == "breathe" else step for step in reader.steps[start:]
        )
        words = line.text if line else origin.text
        reader.wrap(start, Step("repeat", times=count, steps=inside).noting(quoted(words)), origin)
    else:
        words = line.text if line else origin.text
        told = _sentences(opened)
        _breathe(parts, origin, reader, count=count, pattern=pattern, words=words, whole=told)
    if count:
        reader.last = count


def _held(
    opened: list[tuple[Phased, Sentence]], count: Times | None, line: Sentence | None, reader: Reader
) -> None:
    """Say a breath of which only the held part has a time, and hold it there; so often as it is counted."""
    start = len(reader.steps)
    for part, came in opened:
        reader.say(capital(part.text), came)
        if part.phase in ("hold", "rest") and part.seconds:
            length = Times(part.seconds, part.seconds, "s")
            reader.add(Step("hold", times=length).noting(quoted(came.text)), came)
    if count and count.high > 1 and count.unit == "" and len(reader.steps) > start:
        origin = line or opened[0][1]
        step = Step("repeat", times=count, steps=tuple(reader.steps[start:]))
        reader.wrap(start, step.noting(quoted(origin.text)), origin)


def _sentences(opened: list[tuple[Phased, Sentence]]) -> list[str]:
    """Return what open breaths were read from, sentence by sentence: none is said in pieces."""
    found: list[tuple[Sentence, list[str]]] = []
    for part, came in opened:
        if found and found[-1][0] is came:
            found[-1][1].append(part.text)
        else:
            found.append((came, [part.text]))
    return [parts[0] if len(parts) == 1 else came.text for came, parts in found]


def _breathe(
    parts: list[Phased],
    origin: Sentence,
    reader: Reader,
    *,
    count: Times | None,
    pattern: str,
    words: str,
    whole: list[str] | None = None,
) -> None:
    times = count or (VAGUE_BREATHS if pattern else Times(cues.complete(parts), cues.complete(parts)))
    if count is None and pattern:
        reader.guess_count(
            tr("{sentence} does not say how often: three breaths.", sentence=quoted(origin.text)), origin
        )
    lines, step = cues.breathe(parts, times, reader.table, pattern)
    said = whole if whole and len(whole) < len(lines) and not pattern else [one.text for one in lines]
    for text in said if lines else ():
        reader.say(text, origin)
    guessed: tuple[str, ...] = ()
    if count is None:
        paired = (PAIRED,) if step.cues and _paired(parts, reader.table) and not _bare(step) else ()
        guessed = ("guessed count",) if pattern else (UNTOLD, *paired)
    reader.add(replace(step, marks=guessed).noting(quoted(words)), origin)


def _paired(parts: list[Phased], table: Idioms) -> bool:
    """Tell whether both halves of a breath open with the words for them ("Atme ein … und aus")."""
    phased = [part for part in parts if part.phase in ("in", "out")]
    told = {part.phase: bare_then(part.text, table) for part in phased}
    out = told.get("out", "")
    opens = table.starts("in", told.get("in", "")) and (
        table.starts("out", out) or table.starts("out_bare", out) or table.find("out", out)
    )
    return len(phased) == 2 and bool(opens)  # noqa: PLR2004


def _bare(step: Step) -> bool:
    """Tell whether a breath is told by single words ("EINATMEN"), its movements in lines of their own."""
    return all(len(text.split()) == 1 for cue in step.cues for _, text in cue.lines)


def say_untold(steps: tuple[Step, ...], *, counted: bool = False) -> tuple[Step, ...]:
    """Return steps in which breaths that a movement goes with are only said, with quiet for each.

    Those are breaths that nobody counted; they stay breaths until the end, because what follows may count
    them. One whose halves open with the words for them stays one, unless the movement around it is counted.
    """
    found: list[Step] = []
    for step in steps:
        if UNTOLD not in step.marks or step.verb != "breathe":
            inner = counted or (step.verb == "repeat" and not step.entries)
            found.append(replace(step, steps=say_untold(step.steps, counted=inner)) if step.steps else step)
        elif counted or PAIRED not in step.marks:
            found = _said_with_quiet(step, found)
        else:
            found.append(step)
    return tuple(found)


def _said_with_quiet(breath: Step, before: list[Step]) -> list[Step]:
    """Return steps with the lines of a breath after them, the last of each breath with its quiet."""
    quiet = f"{_MOVE_S:g}"
    lines = [[text for _, text in cue.lines] for cue in breath.cues if cue.lines]
    said = [Step("say", text, pause=quiet if text is texts[-1] else "") for texts in lines for text in texts]
    if said:
        return [*before, said[0].noting(*breath.comments), *said[1:]]
    last = before[-1] if before else None
    if last is not None and last.verb == "say" and not (last.pause or last.on):
        return [*before[:-1], replace(last, pause=quiet)]
    return [*before, Step("pause", times=Times(_MOVE_S, _MOVE_S, "s"), comments=breath.comments)]


def plain(line: Sentence, reader: Reader) -> None:
    """Say a sentence that times nothing; among open breaths it is kept with them."""
    if reader.open and len(reader.open) <= MOST_OPEN:
        reader.open.append((Phased("", line.text), line))
    elif not _during(line, reader):
        reader.say(line.text, line)


def _during(line: Sentence, reader: Reader) -> bool:
    """Lay a line that is meant for during the breaths before it into their middle."""
    last = reader.steps[-1] if reader.steps else None
    if (
        not last
        or last.verb != "breathe"
        or not last.times
        or last.times.low < FEW
        or not reader.table.find("during", line.text)
    ):
        return False
    laid = [cue for cue in last.cues if cue.lines]
    while len(laid) < int(last.times.low) // 2 - 1:
        laid.append(Cues())
    laid += [Cues((("out", line.text),)), Cues()]
    step = replace(last, cues=tuple(laid), sound="breath").noting(
        str(tr("{sentence} stands after the breaths; it is said during them.", sentence=quoted(line.text)))
    )
    reader.wrap(len(reader.steps) - 1, step, line)
    return True
