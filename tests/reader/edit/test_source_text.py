"""Offsets of the text that is parsed, found in the text that is saved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stilte.reader.edit.source_text import Change, SourceText

TEXTS = st.text(alphabet="ab \n\r\ufeff\u2028é😀", max_size=30)


@given(TEXTS)
def test_no_change_gives_the_same_text(saved: str) -> None:
    """Whatever line breaks and hidden signs are in it, nothing is lost by reading it."""
    assert SourceText(saved).changed([]) == saved


@given(TEXTS, st.data())
def test_a_stretch_is_replaced_and_the_rest_stays(saved: str, data: st.DataObject) -> None:
    """What is parsed of the result is what was parsed with that stretch replaced."""
    source = SourceText(saved)
    start = data.draw(st.integers(0, len(source.clean)))
    end = data.draw(st.integers(start, len(source.clean)))
    changed = source.changed([Change(start, end, "X")])
    assert SourceText(changed).clean == source.clean[:start] + "X" + source.clean[end:]


@given(TEXTS, st.data())
def test_lines_that_are_inserted_and_removed_leave_the_same_text(saved: str, data: st.DataObject) -> None:
    """New lines end as the lines around them; a text without a last line feed gets none."""
    source = SourceText(saved)
    number = data.draw(st.integers(0, len(source.lines) - 1))
    made = SourceText(source.changed([source.insert_lines(number, ["x", "y"])]))
    assert made.lines[number : number + 2] == ["x", "y"]
    assert made.changed([made.remove_lines(number, number + 1)]) == saved


def test_new_lines_end_as_those_around_them() -> None:
    """A file of mixed line breaks gets at each place that of the place."""
    source = SourceText("\ufeffa\r\nb\nc\n")
    changes = [source.insert_lines(1, ["x"]), source.insert_lines(3, ["y"])]
    assert source.changed(changes) == "\ufeffa\r\nx\r\nb\nc\ny\n"
