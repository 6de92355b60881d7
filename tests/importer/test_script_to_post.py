"""From a script to the section of a post, and back: the same timeline."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Literal

import pytest

from benchmarks.importing import POSTS
from stilte.errors import Where
from stilte.importer.import_post import import_post
from stilte.importer.prove.load import load_text
from stilte.importer.script_to_post import to_text
from stilte.script.arrange import arrange
from stilte.script.estimate import estimate

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = sorted(POSTS.glob("*.expected.yaml"))
EVERYTHING = """
title: "Alles: wat kan"
language: nl
breath: 5-7
pause: 6
lead: [1, 2]
stretch: [0.25, 2]
length: 4m
tags: [adem, rust]
steps:
  - chapter: Begin
  - "Adem in: <2s> rustig & <Qigong|tsji-koeng> <<kalm> *nu*."
  - say: 1. Tel -- zachtjes mee.
    voice: fluister
    level: -4
    pause: 3-9
  - pause: 20-60
  - silence: 2.5
  - breathe: 4-8
    breath: 4-2-6-1
    sound: tone
    say:
      - in: In
        rest: rust
      - silent
      - on: last
        in: De laatste
  - breathe: 2
    count: up
  - hold: 3-5 breaths
    say: Blijf.
    during:
      - Zacht.
      - say: Nog even.
        at: -5
  - repeat:
      - {deze: linker, andere: rechter}
      - {deze: rechter, andere: linker}
    steps:
      - Zet je <deze>voet voor je <andere>voet.
      - say: Wissel.
        on: first
  - repeat: 4
    every: 20
    steps:
      - say: Ronde <n>, nog <left>.
        on: [2-3, last]
        level: [0, -18]
  - bell: 3
    pause: 5
  - music: -6
    over: 20
  - note: Doe dit <<vaak>.
  - pause: 5
"""


def _plain(value: Any) -> Any:
    """Return a value without the places in files, which differ."""
    if isinstance(value, Where):
        return None
    if is_dataclass(value):
        return (type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value)))
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def _same(script: str, fmt: Literal["markdown", "html"]) -> None:
    first = load_text(script)
    text = to_text(first, fmt)
    (one,) = import_post(text.encode())
    again = load_text(one.script_text)
    assert not one.report
    assert _plain(arrange(again, estimate(1000), 1000)) == _plain(arrange(first, estimate(1000), 1000))
    assert again.lengths_s == first.lengths_s
    assert again.stretch == first.stretch


@pytest.mark.parametrize("fmt", ["markdown", "html"])
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name.removesuffix(".expected.yaml"))
def test_a_script_survives_the_way_to_a_post_and_back(path: Path, fmt: Literal["markdown", "html"]) -> None:
    """What `text` writes, `import` reads back to the same timeline, event by event."""
    _same(path.read_text(encoding="utf-8"), fmt)


@pytest.mark.parametrize("fmt", ["markdown", "html"])
def test_every_form_of_the_language_survives(fmt: Literal["markdown", "html"]) -> None:
    """Marks, cues, counts, sides, levels, bells and music come back as they were."""
    _same(EVERYTHING, fmt)


def test_readers_see_counts_in_words_and_no_marks() -> None:
    """The text reads like a post: numbers in words, pronunciations and quiet left out."""
    text = to_text(load_text(EVERYTHING), "html")
    seen = " ".join(part.split("-->")[-1] for part in text.split("<!--"))
    assert "Doe dit vier tot acht ademhalingen lang." in seen
    assert "Houd dit drie tot vijf ademhalingen vast." in seen
    assert "Zet je rechtervoet voor je linkervoet." in seen
    assert "Qigong &lt;kalm&gt; *nu*." in seen
    assert "tsji" not in seen


def test_words_that_an_editor_changed_are_read_anew() -> None:
    """A changed sentence counts as it now stands, and is reported; the rest stays as it was."""
    script = "title: Kort\nlanguage: nl\nsteps:\n  - Ga zitten.\n  - Sluit je ogen.\n"
    text = to_text(load_text(script), "markdown").replace("Ga zitten.", "Ga staan.")
    (one,) = import_post(text.encode())
    assert "- Ga staan." in one.script_text
    assert "- say: Sluit je ogen." in one.script_text
    assert "Ga staan" in str(one.report[0])


def test_the_section_is_found_inside_a_page() -> None:
    """What stands around the section in a post does not become part of the script."""
    section = to_text(load_text("title: Kort\nlanguage: nl\nsteps:\n  - Ga zitten.\n"), "html")
    page = f"<body><h1>Blog</h1><p>Sta op en loop.</p>{section}<p>Sluit je ogen. Adem in.</p></body>"
    (one,) = import_post(page.encode())
    assert one.name == "kort"
    assert "loop" not in one.script_text
    assert "ogen" not in one.script_text
