"""Sentences with a time or a count of their own: holds, stays, sets, vague words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import spoken_breaths
from stilte.importer.build.chapter_state import Reader, as_time, dotted, quoted, spoken
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.other_side import other_direction, repeat_sides
from stilte.importer.build.repeats import repeat, sets_of
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.phrases import bare_then, capital, number_pattern, pattern
from stilte.importer.language.quantities import Quantity, quantities, without
from stilte.importer.language.sentence_kinds import names_itself, opens_with_name

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms

_LONG_S = 15
_STAY_S = 120.0
_NO_HOLD_S = 3600.0
_LEAST_S = 2.0
_MOST_OPENING = 22
_FEW = 6


def measured(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:  # noqa: C901
    """Read a sentence with a time or a count of its own."""
    table, text = reader.table, line.text
    times = next((one for one in found if one.unit == "times"), None)
    length = next((one for one in found if one.unit in ("seconds", "counts")), None)
    times = None if times and times.high <= 1 and length else times
    breath = next((one for one in found if one.unit == "breaths"), None)
    sides = bool(table.find("per_side", text))
    if length and table.find("per_phase", text):
        reader.named = "-".join([f"{length.low:g}"] * 4)
        reader.say(text, line)
        return
    if length and length.low >= _NO_HOLD_S:
        reader.say(text, line)
        return
    if length and length.unit == "counts" and _only_names_counts(text, found, table):
        reader.say(text, line)
        return
    if length and breath and table.find("each_pose", text):
        breath = None
    if breath and times:
        _sets(line, found, times, breath, reader)
    elif breath:
        _breaths_of(line, found, breath, reader)
    elif length and times:
        _sets(line, found, times, length, reader)
    elif length:
        hold(line, found, as_time(length), reader)
    elif times and table.find("breathe", text):
        spoken_breaths(line, found, reader, Times(times.low, times.high))
    elif times:
        _times(line, found, times, reader)
    if sides and not table.find("per_direction", text) and not _has_sides(reader):
        repeat_sides(reader, line, None)


def _has_sides(reader: Reader) -> bool:
    """Tell whether what was repeated last goes to both sides already."""
    last = reader.steps[-1] if reader.steps else None
    return last is not None and last.verb == "repeat" and any(step.entries for step in last.steps)


def names_one(text: str, found: tuple[Quantity, ...], table: Idioms) -> bool:
    """Tell whether a sentence only says what counts as one ("That is one breath")."""
    first = re.findall(r"[^\W\d_]+", text.lower())[:1]
    pointing = bool(first) and first[0] in table.table["anaphors"]
    being = table.find("evidence.being", text) or table.find("counts_as", text)
    units = bool(found) and all(one.unit in ("breaths", "times") and one.high <= 1 for one in found)
    return bool(pointing and units and being and len(text.split()) <= _FEW)


def _only_names_counts(text: str, found: tuple[Quantity, ...], table: Idioms) -> bool:
    """Tell whether counts are only spoken of: how fast, in a condition, or one after the other."""
    first = re.findall(r"[^\W\d_]+", text.lower())[:1]
    if all(text[one.start : one.end].lower().startswith("in ") for one in found):
        return not (table.find("hold", text) or table.find("stay", text))
    conditional = bool(first) and first[0] in table.table["conditions"]
    return conditional or sum(one.unit == "counts" for one in found) >= 3  # noqa: PLR2004


def _times(line: Sentence, found: tuple[Quantity, ...], times: Quantity, reader: Reader) -> None:
    """Repeat what a sentence asks for; each count of two ("6 back, 6 forward") repeats its own half."""
    table = reader.table
    counted = [one for one in found if one.unit == "times"]
    if times.high <= 1:
        reader.say(line.text, line)
        return
    cut = _between(line.text, counted)
    sets = sets_of(line.text, counted, table)
    if sets and (not cut or table.find("rounds", line.text)) and not table.find("directions", line.text):
        _in_sets(sets, line, reader)
    elif len(counted) == 2 and cut:  # noqa: PLR2004
        for text, one in ((line.text[:cut], counted[0]), (line.text[cut:], counted[1])):
            repeat_line(text, one, line, reader)
    elif len(counted) == 1 and (tail := _as_often(line.text, reader)):
        repeat_line(line.text[: tail.start()], times, line, reader)
        repeat_line(line.text[tail.start() :], times, line, reader)
    else:
        repeat_line(line.text, times, line, reader)


def _in_sets(sets: tuple[Quantity, Quantity], line: Sentence, reader: Reader) -> None:
    """Repeat a line, or what came before one that names nothing to do, so often in so many sets."""
    inner, outer = sets
    repeat_line(line.text, inner, line, reader)
    last = reader.steps[-1]
    if last.verb != "repeat" or last.times == Times(outer.low, outer.high):
        return
    step = Step("repeat", times=Times(outer.low, outer.high), steps=(last,))
    reader.wrap(len(reader.steps) - 1, step, line)


def _as_often(text: str, reader: Reader) -> re.Match[str] | None:
    """Return the clause that repeats as often as the one before ("… and forward, just as often")."""
    if not reader.table.find("as_often", text):
        return None
    joins = "|".join(reader.table.table["and_then"])
    cuts = list(re.finditer(rf"[,;]?\s+(?=(?:{joins})\s)|[.;]\s+", text, re.IGNORECASE))
    return cuts[0] if cuts else None


def _between(text: str, counted: list[Quantity]) -> int:
    """Return where the second of two counts begins its own clause; 0 where it has none."""
    if len(counted) != 2:  # noqa: PLR2004
        return 0
    cut = re.search(r"[,;]\s+|\s+(?=(?:and|en|und|et|y|dan|then)\s)", text[counted[0].end : counted[1].start])
    if cut:
        return counted[0].end + cut.end()
    return 0


def repeat_line(text: str, one: Quantity, line: Sentence, reader: Reader) -> None:
    """Repeat the sentence itself; one that names nothing to do repeats what came before it."""
    if (
        not shape_of(line.text, reader.table)
        and not reader.table.find("evidence.body", line.text)
        and not names_itself(line.text, reader.table)
        and not opens_with_name(line.text, reader.table)
        and reader.steps
    ):
        repeat(line, (one,), reader)
        return
    said = re.sub(r"^\W+", "", text).strip()
    joins = bare_then(said, reader.table)
    times = Times(one.low, one.high)
    reader.last = times
    whole = dotted(capital(joins.rstrip(" ,;")))
    bare = dotted(capital(_uncounted(whole, reader.table)))
    once = (Step("say", whole, on="first"), Step("say", bare, on="not first"))
    counted = Step("repeat", times=times, steps=once if bare else (Step("say", whole),))
    counted = counted.noting(quoted(line.text))
    reader.add(counted, line)
    if reader.table.find("per_direction", line.text):
        other_direction(reader, line)


def _governs(after: str) -> bool:
    """Tell whether the words after a count hang on it ("2 sets of stretches")."""
    return bool(re.match(r"\s*(?:of|van|von|mit|à|de)\b", after, re.IGNORECASE))


def _uncounted(text: str, table: Idioms) -> str:
    """Return the words of a repeated line without its count, for later rounds; "" if none is left."""
    counts = [one for one in quantities(text, table) if one.unit == "times"]
    if len(counts) == 1 and counts[0].shaped and pattern(table, "doing").match(text):
        number = re.match(rf"(?:{number_pattern(table)})\s", text[counts[0].start :], re.IGNORECASE)
        named = text[counts[0].start + (number.end() if number else 0) : counts[0].end]
        return f"{capital(named)}." if number else ""
    if any(_governs(text[one.end :]) for one in counts):
        return ""
    phrase = "|".join([*table.table["per_side"], *table.table["per_direction"]])
    before = r"(?:\s(?:with|on|for|to|in|at|met|aan|mit|auf|an|zu|de|con|a))?"
    kept = re.sub(rf"{before}[\s,–—-]+(?:{phrase})(?=\W*$)", "", without(text, *counts), flags=re.IGNORECASE)
    kept = kept.strip(" ,;:–—-").rstrip(".") + "."
    if kept.endswith("ing."):  # a participle that lost its object
        return ""
    least = 1 if opens_with_name(text, table) and shape_of(text, table) not in ("order", "polite") else 2
    return kept if len(re.findall(r"[^\W\d_]{2,}", kept)) >= least and counts else ""


def _sets(
    line: Sentence, found: tuple[Quantity, ...], times: Quantity, length: Quantity, reader: Reader
) -> None:
    said = spoken(without(line.text, *found), ())
    if opens_with_name(line.text, reader.table):
        said = line.text if len(said.split()) <= 2 else said  # noqa: PLR2004
    elif len(said.split()) <= 2:  # noqa: PLR2004
        said = ""
    reader.say(said, line)
    inside = (Step("hold", times=as_time(length)),)
    if times.high <= 1:
        reader.add(inside[0].noting(quoted(line.text)), line)
        return
    reader.add(
        Step("repeat", times=Times(times.low, times.high), steps=inside).noting(quoted(line.text)), line
    )


def _breaths_of(line: Sentence, found: tuple[Quantity, ...], one: Quantity, reader: Reader) -> None:
    table = reader.table
    breathes = table.starts("bare_breaths", line.text) or table.starts("breathe", line.text)
    bare = not breathes and len(without(line.text, *found).split()) <= 3  # noqa: PLR2004
    if table.find("hold", line.text) or (table.find("stay", line.text) and not breathes) or bare:
        hold(line, found, Times(one.low, one.high, "breaths"), reader)
    else:
        spoken_breaths(line, found, reader, Times(one.low, one.high))


def hold(line: Sentence, found: tuple[Quantity, ...], length: Times, reader: Reader) -> None:
    """Hold for a time: a line that asks for it opens the hold; one that is long stands before it."""
    table = reader.table
    said = spoken(line.text, found)
    breathing = table.starts("breathe", line.text) and not (
        table.find("hold", line.text) or table.find("stay", line.text)
    )
    if breathing and length.unit == "s" and length.low > _LONG_S and (reader.named or length.low < _STAY_S):
        reader.say(said, line)
        reader.add(
            Step("breathe", times=length, breath=reader.named, sound="breath").noting(quoted(line.text)), line
        )
        return
    if _breathes_on(line, length, reader):
        return
    if length.unit == "s" and length.high < _LEAST_S and not table.find("hold", line.text):
        reader.say(said, line)
        return
    if len(said.split()) <= _MOST_OPENING and (length.unit == "breaths" or length.low >= 5):  # noqa: PLR2004
        reader.add(Step("hold", dotted(said), times=length).noting(quoted(line.text)), line)
    else:
        reader.say(said, line)
        reader.add(Step("hold", times=length).noting(quoted(line.text)), line)
    _second_hold(line, found, reader)


def _breathes_on(line: Sentence, length: Times, reader: Reader) -> bool:
    """Let a breath in counts whose number was guessed go on for the time that the sentence after it tells."""
    last = reader.steps[-1] if reader.steps else None
    untold = last is not None and last.verb == "breathe" and "guessed count" in last.marks and last.breath
    stays = any(reader.table.find(key, line.text) for key in ("stay", "go_on", "breathe"))
    if last is None or not untold or not stays or length.unit != "s" or length.low < _LONG_S * 2:
        return False
    reader.take_back_counts()
    going = replace(last, times=length, marks=())
    reader.steps[-1] = Step("say", dotted(spoken(line.text, ())))
    reader.origins[-1] = line
    reader.add(going.noting(quoted(line.text)), line)
    return True


def _second_hold(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Keep the time of a hold for a bare "Hold." after it."""
    timed = [one for one in found if one.unit in ("seconds", "counts")]
    if not timed or not reader.table.find("hold", line.text):
        return
    if timed[0].high <= _STAY_S:
        reader.inherited.setdefault("hold", as_time(timed[0]))
    if len(timed) == 2 and line.text[timed[1].start : timed[1].start + 1] in "([":  # noqa: PLR2004
        reader.inherited.setdefault("release", as_time(timed[1]))
        reader.add(Step("hold", times=as_time(timed[1])).noting(quoted(line.text)), line)
