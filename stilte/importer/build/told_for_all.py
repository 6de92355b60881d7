"""Times, counts and rests that a sentence gives once for every part after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.importer.build.chapter_state import Reader, as_time, dotted, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.language.for_all import counts_for_all, speaks_of_all
from stilte.importer.language.phrases import Idioms, capital
from stilte.importer.language.quantities import quantities
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.quantities import Quantity


def orders_all(text: str, table: Idioms) -> bool:
    """Tell whether a sentence that is not said orders a time for all that follows ("Hold each pose …")."""
    if table.starts("between_poses", text):
        return True
    if counts_for_all(text, table) or (speaks_of_all(text, table) and quantities(text, table)):
        return True
    if not (table.find("each_pose", text) or table.find("each_part", text)):
        return False
    return any(table.starts(key, text) for key in ("hold", "stay", "repeat", "inherit", "each_pose"))


def _nothing_timed(reader: Reader) -> bool:
    """Tell whether nothing was counted or held in this part yet: a sentence for all stands before them."""
    return not any(step.verb in ("hold", "breathe", "repeat") for step in reader.steps)


def inherits(line: Sentence, reader: Reader) -> bool:
    """Take times that are given once for every step ("for each muscle group, hold for 5 seconds …")."""
    table, text = reader.table, line.text
    units = ("seconds", "counts", "breaths")
    found = [one for one in quantities(text, table) if one.unit in units]
    if (told := _told_in_parts(line, found, reader)) is not None:
        return told
    each: object = (
        table.starts("inherit", text) or table.find("each_pose", text) or table.find("each_part", text)
    )
    everything = not each and speaks_of_all(text, table) and _nothing_timed(reader)
    each = bool(each or everything)
    if (
        found
        and not each
        and "told for all" in reader.notes
        and table.find("release", text)
        and not reader.steps
    ):
        reader.inherited["release"] = as_time(found[0])
        return True
    if not found or not each:
        return False
    reader.notes.add("told for all")
    reader.for_all = line.block
    if everything or table.find("each_pose", text):
        reader.inherited["each"] = as_time(found[0])
        if table.find("per_side", text):
            reader.inherited["each side"] = Times(2, 2)
    elif len(found) == 2 and table.find("release", text):  # noqa: PLR2004
        reader.inherited["tense"], reader.inherited["let go"] = map(as_time, found)
    if table.find("each_part", text):
        reader.inherited["each part"] = as_time(found[0])
    for name, one in zip(("hold", "release"), found, strict=False):
        reader.inherited[name] = as_time(one)
    _tell_for_all(text, reader)
    return True


def _told_in_parts(line: Sentence, found: list[Quantity], reader: Reader) -> bool | None:
    """Take what a sentence tells for all in other forms: more of it, a rest, a count; None: nothing."""
    if found and _goes_on_for_all(line, reader):
        _take_more(line.text, found, line, reader)
        return True
    if found and _rests_between_parts(line.text, found[0], reader):
        return True
    if not found and (reader.table.find("each_pose", line.text) or counts_for_all(line.text, reader.table)):
        counted = _nothing_timed(reader) and _counted_for_all(line.text, reader)
        reader.for_all = line.block if counted else reader.for_all
        return counted
    return None


def _goes_on_for_all(line: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence goes on with what holds for every step: in its paragraph, or by an "each".

    "Do each exercise twice. Tense, and hold for 5 seconds." · "Hold the tension 7 seconds each."
    """
    table, text = reader.table, line.text
    if not (table.find("hold", text) or table.find("release", text) or reader.for_all == line.block):
        return False
    if reader.for_all == line.block and line.block >= 0:
        return True
    tense = table.find("hold", text) and table.find("release", text)
    return bool(tense and table.find("each_time", text) and len(quantities(text, table)) > 1)


def _take_more(text: str, found: list[Quantity], line: Sentence, reader: Reader) -> None:
    """Take a tension and its release for every part; the sentence is said, since it tells how."""
    if len(found) > 1:
        reader.inherited["each part"], reader.inherited["release"] = map(as_time, found[:2])
    elif "each part" not in reader.inherited and reader.table.find("hold", text):
        reader.inherited["each part"] = as_time(found[0])
    else:
        reader.inherited["release"] = as_time(found[0])
    reader.inherited["more for all"] = as_time(found[0])
    reader.say(text, line)
    _tell_for_all(text, reader)


def _rests_between_parts(text: str, length: Quantity, reader: Reader) -> bool:
    """Take a rest that is told once for all ("Between the poses, lie on your back for a minute")."""
    told = reader.table.starts("between_poses", text)
    if not told or length.unit == "counts":
        return False
    words = capital(text.lstrip()[told.end() :].lstrip(" ,:"))
    note = str(tr("the time that was given once for all"))
    reader.between.append(Step("hold", dotted(words), times=as_time(length)).noting(note))
    _tell_for_all(text, reader)
    return True


def _counted_for_all(text: str, reader: Reader) -> bool:
    """Take a count that is given once for every part ("Each form is done 6 times")."""
    counts = [one for one in quantities(text, reader.table) if one.unit == "times" and one.high > 1]
    told = (counts[0].low, counts[0].high) if counts else counts_for_all(text, reader.table)
    if told is None:
        return False
    if _closes_list(reader):
        _count_each_item(Times(*told), text, reader)
        return True
    reader.inherited["times"] = Times(*told)
    _tell_for_all(text, reader)
    return True


def _closes_list(reader: Reader) -> bool:
    """Tell whether a list stands right before a sentence, and nothing that it could be meant for after it."""
    run = reader.origins[-1].run if reader.origins and not reader.open else 0
    items = {origin.block for origin in reader.origins if run and origin.run == run}
    return len(items) > 1 and not any(one.kind == "item" for one in reader.ahead)


def _count_each_item(count: Times, words: str, reader: Reader) -> None:
    """Repeat each item of the list that was just told so often."""
    run = reader.origins[-1].run
    end = len(reader.steps)
    while end and reader.origins[end - 1].run == run:
        start = end - 1
        while start and reader.origins[start - 1].block == reader.origins[end - 1].block:
            start -= 1
        item = tuple(reader.steps[start:end])
        if any(step.verb not in ("note", "chapter") for step in item):
            repeat = Step("repeat", times=count, steps=item).noting(quoted(words))
            reader.steps[start:end] = [repeat]
            reader.origins[start:end] = [reader.origins[start]]
        end = start


def _tell_for_all(text: str, reader: Reader) -> None:
    reader.guess(
        tr(
            "{sentence} is taken for every step after it that gives no time of its own.",
            sentence=quoted(text),
        )
    )
