"""What `podcast.yaml` says of a show: its colour, its teacher, where it is heard, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.pipeline.checking import photo_problems
from stilte.project import open_project
from stilte.release.readiness import start_problems

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.release.show import Show

SPOTIFY = ("Spotify", "https://open.spotify.com/show/1")
CASTS = ("Pocket Casts", "https://pca.st/1")


def show_of(folder: Path, text: str) -> Show:
    (folder / "podcast.yaml").write_text(f"title: Rust\n{text}\n", "utf-8")
    return open_project(folder).show


def refused(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        show_of(folder, text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("'#2f8a80'", "#2f8a80"),
        ('"#2F8A80"', "#2f8a80"),
        ("2f8a80", "#2f8a80"),
        ("123456", "#123456"),
        ("'#fa0'", "#ffaa00"),
        (r"\#2f8a80", None),
        ("groen", None),
        ("'#2f8a8'", None),
        ("rgb(1,2,3)", None),
        ("'red;} body{display:none'", None),
    ],
)
def test_a_colour(tmp_path: Path, written: str, wanted: str | None) -> None:
    """As a colour picker shows it, with and without its sign; all else is told of with its line."""
    if wanted is None:
        assert "podcast.yaml:2" in refused(tmp_path, f"accent: {written}")
    else:
        assert show_of(tmp_path, f"accent: {written}").accent == wanted


def test_a_colour_without_quotes_is_explained(tmp_path: Path) -> None:
    """To YAML it is a comment: the author is told, and what to write."""
    told = refused(tmp_path, "accent: #2f8a80")
    assert "podcast.yaml:2" in told
    assert "`accent: '#2f8a80'`" in told


@pytest.mark.parametrize(
    "written",
    [
        "subscribe: {spotify: https://open.spotify.com/show/1, pocket casts: https://pca.st/1}",
        "subscribe:\n  Spotify: https://open.spotify.com/show/1\n  PocketCasts: https://pca.st/1",
        "subscribe: [https://open.spotify.com/show/1, https://pca.st/1]",
        "subscribe:\n  - open.spotify.com/show/1\n  - pocket-casts: pca.st/1",
        "subscribe:\n  - Spotify: https://open.spotify.com/show/1\n  - https://pca.st/1",
    ],
)
def test_apps_by_name_or_by_address_alone(tmp_path: Path, written: str) -> None:
    """A mapping, a list, a list of mappings: apps have their own names."""
    assert show_of(tmp_path, written).subscribe == (SPOTIFY, CASTS)


def test_an_app_that_is_not_known_keeps_its_name(tmp_path: Path) -> None:
    """Or has that of its site."""
    shown = show_of(tmp_path, "subscribe: [Mijn app: https://a.example/1, https://www.b.example/2]")
    assert shown.subscribe == (("Mijn app", "https://a.example/1"), ("b.example", "https://www.b.example/2"))


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "spotify", "https:// x.example", "[a, [b]]", "data:x,y"]
)
def test_what_is_no_address_is_told_of(tmp_path: Path, written: str) -> None:
    """Nothing but a web address becomes a button."""
    assert "podcast.yaml:2" in refused(tmp_path, f"subscribe: {written}")


def test_links_of_the_teacher(tmp_path: Path) -> None:
    """Addresses with names of their own, or the site's; one for letters too."""
    text = "links:\n  - Lessen: www.anna.example/lessen\n  - anna@example.org\n  - https://www.b.example/"
    assert show_of(tmp_path, text).links == (
        ("Lessen", "https://www.anna.example/lessen"),
        ("anna@example.org", "mailto:anna@example.org"),
        ("b.example", "https://www.b.example/"),
    )


def test_an_ending_is_one_of_two(tmp_path: Path) -> None:
    """The next track, or silence; another word is answered with these."""
    assert show_of(tmp_path, "").ending == "next"
    assert show_of(tmp_path, "ending: silence").ending == "silence"
    assert "silence" in refused(tmp_path, "ending: silense")


def test_a_start_that_there_is_not_is_told_of(tmp_path: Path) -> None:
    """With its line, and the nearest slug."""
    shown = show_of(tmp_path, "start: [de-zee, wolk]")
    (problem,) = start_problems(shown, tmp_path, ("de-zee", "wolken"))
    assert str(problem).startswith("podcast.yaml:2: There is no script 'wolk'.")
    assert "'wolken'" in str(problem)


def test_a_photo_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    """With its line; none is asked for where none is named."""
    show_of(tmp_path, "photo: anna.jpg")
    (problem,) = photo_problems(open_project(tmp_path))
    assert "podcast.yaml:2" in str(problem)
    assert "anna.jpg" in str(problem)
    show_of(tmp_path, "")
    assert photo_problems(open_project(tmp_path)) == ()
