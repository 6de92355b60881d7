"""The tracks that a script makes, and what is published of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.pipeline.variants import episodes_of, variants
from stilte.script.environment import Environment
from stilte.script.load import load_text

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.routine import Routine

COURSE = (
    "title: Dag <dag>\nlanguage: nl\ntracks: [{name: d1, dag: een}, {name: d2, dag: twee}]\nsteps: [Kom.]\n"
)
VERSIONS = "title: Rust\nlanguage: nl\nmusic: none\ntracks: [{name: lang}, {name: kort}]\nsteps: [Kom.]\n"
LENGTHS = "title: Rust\nlanguage: nl\nlength: [1m, 2m]\nsteps: [Kom., {pause: 1-200}]\n"


@pytest.mark.parametrize(
    ("text", "tracks", "published"),
    [
        (COURSE, [("les-d1", None), ("les-d2", None)], ["les-d1", "les-d2"]),
        (VERSIONS, [("les-lang", "les-lang"), ("les-kort", "les-lang")], ["les-lang"]),
        (LENGTHS, [("les-1m", "les"), ("les-2m", "les")], ["les"]),
        (LENGTHS.replace("[1m, 2m]", "1m"), [("les", None)], ["les"]),
    ],
)
def test_a_title_of_its_own_makes_an_episode(
    tmp_path: Path, text: str, tracks: list[tuple[str, str | None]], published: list[str]
) -> None:
    """Days of a course are episodes; versions with one title, and lengths, are one episode."""
    routine: Routine = load_text(f"slug: les\n{text}", Environment(tmp_path, {"rustig": "nl"}))
    assert [(one.slug, one.variant_of) for one in variants(routine)] == tracks
    assert [one.slug for one in episodes_of(routine)] == published
