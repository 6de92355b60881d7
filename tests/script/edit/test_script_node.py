"""A script that is read to be edited gives the reader the nodes that it would read itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.reader import Report
from stilte.reader.compose import compose
from stilte.reader.source import decode
from stilte.script.edit import script_node
from stilte.script.parse.grammar import WORDS
from tests.script.edit.scripts import all_scripts

TEXTS = all_scripts()
UNTIDY = {
    "a name twice": "title: a\ntitle: b\n",
    "a merge": "<<: a\n",
    "a label": "title: &a b\n",
    "a reference": "title: *a\n",
    "a type": "title: !a b\n",
    "a list as a name": "[a, b]: c\n",
    "two documents": "title: a\n---\ntitle: b\n",
    "a colon without a space": "steps:\n  - pause:4\n",
    "a tab": "steps:\n\t- a\n",
    "a quote that stays open": "title: 'a\n",
    "a control character": "title: a\x07\n",
    "nothing": "",
    "a comment": "# a\n",
    "too much": f"title: {'é' * 160_000}\n",
}
PIECES = st.sampled_from(
    ("title: a", "steps:", "  - ", "- ", "b", "\n", "\r\n", "\r", "'", '"', "&x ", "<<: c", ": ", "{a: b}",
     "[c]", "|", "#", "\ufeff", "\u2028", "\x85", "\t", "    ", "pause:4", "\u200b", "'d'", "? e")
)  # fmt: skip


def told(text: str) -> tuple[object, bool]:
    """Return what the reader makes of a text by itself, and whether it has something to tell."""
    report = Report()
    clean = decode(text.encode("utf-8", "surrogatepass"), "a.yaml", report)
    node = None if clean is None else compose(clean, "a.yaml", report, WORDS)
    return node, bool(report.errors or report.warnings)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_script_gives_the_same_nodes(name: str) -> None:
    """With the same lines and ways of writing; nothing where the reader has something to tell."""
    node, noticed = told(TEXTS[name])
    assert script_node(TEXTS[name], "a.yaml") == (None if noticed else node)


@pytest.mark.parametrize("name", sorted(UNTIDY))
def test_what_the_reader_tells_of_is_left_to_it(name: str) -> None:
    """A text with a trap in it gives no node."""
    assert script_node(UNTIDY[name], "a.yaml") is None


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_gives_the_same_nodes_or_none(text: str) -> None:
    """Whatever is written, never other nodes than the reader's, and never past something it would tell."""
    found = script_node(text, "a.yaml")
    if found is not None:
        assert (found, False) == told(text)
