"""Times without a number: vague words, twice as long, and what was given once for all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stilte.importer.build.breaths.breath_lines import LEAST_S
from stilte.importer.build.breaths.close import close, spoken_breaths
from stilte.importer.build.breaths.compact import Phased
from stilte.importer.build.chapter_state import Reader, dotted, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.holds import hold, repeat_line
from stilte.importer.language.phrases import bare_then
from stilte.importer.language.quantities import Quantity
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence

_FEW = 6


def relative(line: Sentence, reader: Reader) -> bool:
    """Read "for twice as long": twice the last time that was held."""
    breathes = reader.table.find("in", line.text) or reader.table.find("out", line.text)
    if breathes or not reader.table.find("twice_as_long", line.text):
        return False
    held = [
        step.times for step in reader.steps if step.verb == "hold" and step.times and step.times.unit == "s"
    ]
    if not held:
        return False
    close(reader)
    hold(line, (), Times(held[-1].low * 2, held[-1].high * 2, "s"), reader)
    return True


def vague(line: Sentence, reader: Reader) -> bool:
    """Read "a few breaths", "even", "a moment": said as it stands, then a time that is reported."""
    if reader.last and reader.table.find("as_often", line.text):
        close(reader)
        repeat_line(line.text, Quantity("times", reader.last.low, reader.last.high, 0, 0), line, reader)
        return True
    for entry in reader.table.table["vague"]:
        if not re.search(rf"(?<!\w)(?:{entry['find']})(?!\w)", line.text, re.IGNORECASE):
            continue
        close(reader)
        _vague_step(line, entry, reader)
        return True
    return False


def _vague_step(line: Sentence, entry: dict[str, Any], reader: Reader) -> None:
    unit, value = next(
        (key, entry[key]) for key in ("breaths", "times", "minutes", "seconds") if key in entry
    )
    low, high = (float(n) for n in (value if isinstance(value, list) else (value, value)))
    factor = 60.0 if unit == "minutes" else 1.0
    if unit == "times" and not reader.table.find("breathe", line.text):
        reader.add(Step("repeat", times=Times(low, high), steps=(Step("say", dotted(line.text)),)), line)
    elif unit in ("breaths", "times") and not (reader.table.find("stay", line.text) and unit == "breaths"):
        spoken_breaths(line, (), reader, Times(low, high))
    elif unit == "breaths":
        hold(line, (), Times(low, high, "breaths"), reader)
    elif unit == "minutes":
        hold(line, (), Times(low * factor, high * factor, "s"), reader)
    else:
        reader.say(line.text, line)
        reader.add(Step("pause", "vague", Times(low, high, "s")).noting(quoted(line.text)), line)
    told = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    sentence = quoted(line.text)
    match unit:
        case "breaths":
            reader.guess(tr("{sentence} gives no number: {n} breaths.", sentence=sentence, n=told))
        case "times":
            reader.guess(tr("{sentence} gives no number: {n} times.", sentence=sentence, n=told))
        case "minutes":
            reader.guess(tr("{sentence} gives no number: {n} minutes.", sentence=sentence, n=told))
        case _:
            reader.guess(tr("{sentence} gives no number: {n} seconds.", sentence=sentence, n=told))


def inherited_time(line: Sentence, reader: Reader) -> bool:
    """Give "Hold" or "then relax" the time that was given once for all."""
    said = bare_then(line.text, reader.table)
    for name in ("hold", "release"):
        key = "hold_alone" if name == "hold" else name
        if (
            name in reader.inherited
            and reader.table.starts(key, said)
            and (len(said.split()) <= (_FEW if name == "hold" else _FEW * 2))
        ):
            close(reader)
            if name == "release" and _untensed(line, reader):
                _inherit("hold", reader.origins[-1], reader)
            reader.say(line.text, line)
            _inherit(name, line, reader)
            return True
    return False


def _inherit(name: str, origin: Sentence, reader: Reader) -> None:
    step = Step("hold", times=reader.inherited[name])
    reader.add(step.noting(str(tr("the time that was given once for all"))), origin)


def _untensed(line: Sentence, reader: Reader) -> bool:
    """Tell whether a release follows the words for its tension in one paragraph, with no time between."""
    last = reader.steps[-1] if reader.steps else None
    if last is None or last.verb != "say" or "hold" not in reader.inherited:
        return False
    return reader.origins[-1].block == line.block and not reader.table.starts("release", last.text)


_IN_S, _OUT_S, _TWICE_S = 4.0, 6.0, 8.0


def longer_out(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> bool:
    """Read "longer out than in", which gives no counts: a breath of 4 in and 6 out, as a guess."""
    if not reader.table.find("longer_out", line.text) or any(one.unit != "seconds" for one in found):
        return False
    if reader.table.starts("during", line.text) and reader.steps and reader.steps[-1].verb == "hold":
        return False
    close(reader)
    reader.open += [
        (Phased("in", line.text, _IN_S), line),
        (
            Phased("out", "", _TWICE_S if reader.table.find("twice_as_long", line.text) else _OUT_S),
            line,
        ),
    ]
    reader.guess(
        tr(
            "{sentence} gives no counts: {low} in and {high} out.",
            sentence=quoted(line.text),
            low=f"{_IN_S:g}",
            high=f"{reader.open[-1][0].seconds:g}",
        )
    )
    span = next((one for one in found if one.low >= LEAST_S), None)
    if span:
        close(reader, Times(span.low, span.high, "s"), line)
    return True
