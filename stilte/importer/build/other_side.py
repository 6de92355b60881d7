"""The other side and the other direction: the item again, with the change said between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.chapter_state import Reader, quoted
from stilte.importer.build.draft import Step
from stilte.importer.build.reach import from_side, item_start, without_posture
from stilte.importer.build.sides import both_sides, names_side, texts_of, turns_both_ways
from stilte.importer.language.phrases import capital
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.quantities import Quantity

_CHANGE_S = "8"
_MOST_SIDED = 30


def switch(line: Sentence, found: tuple[Quantity, ...], reader: Reader) -> None:
    """Repeat the item before this sentence on the other side, with the sentence said between the two."""
    close(reader)
    if _otherwise(reader):
        reader.say(line.text, line)
        return
    if line.label == "timing" and not found:
        repeat_sides(reader, line, None)
        return
    repeat_sides(reader, line, Step("say", capital(line.text), on="first", pause=_CHANGE_S))


def _otherwise(reader: Reader) -> bool:
    """Tell whether the next sentence opens with a "but": the other side is told by itself."""
    return any(
        one.label == "spoken" and reader.table.starts("contrasts", one.text) for one in reader.ahead[:1]
    )


def done_on_one_side(line: Sentence, reader: Reader) -> bool:
    """Tell whether the item before a sentence names a side, and counts or holds something on it."""
    inside = reader.steps[item_start(reader, line) :]
    timed = any(
        step.verb in ("hold", "breathe") or (step.verb == "repeat" and not step.entries) for step in inside
    )
    return timed and any(names_side(text, reader.table) for text in texts_of(tuple(inside)))


def repeat_sides(reader: Reader, line: Sentence, said: Step | None) -> None:
    """Repeat the whole item on the other side."""
    start = from_side(without_posture(item_start(reader, line), reader), line, reader)
    inside = tuple(reader.steps[start:])
    if not inside:
        reader.say(line.text, line)
        return
    if said is None and turns_both_ways(inside, reader.table):
        return
    ours = Step("say", reader.table.table["switch_line"], on="first", pause=_CHANGE_S).noting(
        str(tr("ours: the post leaves the change to its reader"))
    )
    step = both_sides(inside, reader.table, said or ours).noting(quoted(line.text))
    reader.wrap(start, step, line)


def other_direction(reader: Reader, line: Sentence) -> None:
    """Repeat the last step in the other direction, which is announced as ours."""
    counted = reader.steps[-1]
    ours = str(tr("ours: the post leaves the change to its reader"))
    reader.add(Step("say", reader.table.table["direction_line"]).noting(ours), line)
    reader.add(counted, line)
