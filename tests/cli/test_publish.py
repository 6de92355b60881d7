"""`publish podcast` and `check`: what is out stays out, as an author renames, deletes and brings back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

SHOW = "title: Proef\nlanguage: nl\ndescription: d\nauthor: a\nmedia: https://example.org/m\n"
SCRIPT = "title: {title}\nlanguage: nl\ndate: 2026-01-05\nlead: [1, 1]\nsteps:\n  - Adem in.\n  - pause: 2\n"


@pytest.fixture
def show(folder: Path, run: Run) -> Path:
    """Return a project with two episodes that are out, in `www`."""
    (folder / "podcast.yaml").write_text(SHOW, "utf-8")
    (folder / "scripts/kort.yaml").unlink()
    for name in ("een", "twee"):
        (folder / f"scripts/{name}.yaml").write_text(SCRIPT.format(title=name.capitalize()), "utf-8")
    assert run("build")[0] == 0
    assert publish(run)[0] == 0
    return folder


def publish(run: Run, *more: str) -> tuple[int, str, str]:
    return run("publish", "podcast", "--to", "www", *more)


def guids(folder: Path, feed: str = "feed.xml") -> set[str]:
    return set(re.findall("<guid[^>]*>([^<]+)<", (folder / "www" / feed).read_text("utf-8")))


@pytest.fixture(autouse=True)
def _here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def test_a_renamed_script_says_what_it_was(run: Run, show: Path) -> None:
    """Without `was` a warning of `check` and an error of `publish`; with it the same guids."""
    before = guids(show)
    (show / "scripts/twee.yaml").rename(show / "scripts/drie.yaml")
    script = show / "scripts/drie.yaml"
    script.write_text(
        script.read_text("utf-8").replace("language: nl", "language: nl\nslug: iets-anders"), "utf-8"
    )
    told = (
        "'twee' is published, and no script has this slug any more: "
        "the episode would be removed from the feed. "
    )
    told += "Was it renamed to 'iets-anders'? Then write `was: twee` in scripts/drie.yaml."
    code, _, checked = run("check")
    assert (code, f"warning: published.yaml:7: {told}" in checked) == (0, True)
    assert run("build")[0] == 0
    code, _, refused = publish(run)
    assert (code, f"published.yaml:7: {told}" in refused) == (2, True)
    assert guids(show) == before
    script.write_text(f"was: twee\n{script.read_text('utf-8')}", "utf-8")
    assert "published.yaml" not in run("check")[2]
    assert run("build")[0] == 0
    assert publish(run)[0] == 0
    assert guids(show) == before
    assert publish(run)[1].startswith("0 files sent")


def test_an_episode_leaves_on_purpose_and_comes_back_as_it_was(run: Run, show: Path) -> None:
    """A deleted script stops `publish` until its episode is removed; the same script brings it back."""
    before, script = guids(show), show / "scripts/twee.yaml"
    kept = script.read_bytes()
    script.unlink()
    code, _, told = publish(run)
    assert (code, "publish podcast --remove twee`" in told) == (2, True)
    assert publish(run, "--remove", "twee", "--dry-run")[0] == 0
    assert guids(show) == before
    assert publish(run, "--remove", "twee")[0] == 0
    assert len(guids(show)) == 1
    assert publish(run)[0] == 0
    script.write_bytes(kept)
    assert run("build")[0] == 0
    assert publish(run)[0] == 0
    assert guids(show) == before


@pytest.mark.parametrize("date", ["", "date: 2999-01-01\n"])
def test_a_date_that_is_taken_away_or_put_off_is_told(run: Run, show: Path, date: str) -> None:
    """The script is there, and the episode would be removed from the feed all the same."""
    before, script = guids(show), show / "scripts/twee.yaml"
    script.write_text(script.read_text("utf-8").replace("date: 2026-01-05\n", date), "utf-8")
    assert "warning: scripts/twee.yaml:" in run("check")[2]
    assert run("build")[0] == 0
    code, _, told = publish(run)
    assert (code, "'twee' has been published, and would be removed from the feed" in told) == (1, True)
    assert guids(show) == before
    assert publish(run, "--remove", "twee")[0] == 0
    assert len(guids(show)) == 1


def test_a_wrong_name_after_remove_is_answered(run: Run, show: Path) -> None:
    """With those there are; and one that its script would bring back at once is not removed."""
    assert "There are: een, twee." in publish(run, "--remove", "tweee-en-meer")[2]
    code, _, told = publish(run, "--remove", "een")
    assert (code, "its script has a date that has come" in told) == (2, True)
    assert len(guids(show)) == 2


@pytest.mark.parametrize(
    ("media", "severity", "message"),
    [
        ("https://example.org/m?x=1", "error", "No file name can be added to 'https://example.org/m?x=1'"),
        ("https://example.org/m#x", "error", "No file name can be added to 'https://example.org/m#x'"),
        (r"https://a\@b/m", "warning", r"'media: https://a\@b/m' is not an address."),
    ],
)
def test_an_address_that_files_cannot_stand_behind_is_told(
    run: Run, show: Path, media: str, severity: str, message: str
) -> None:
    """`check` and `publish` both name its line and say what is wrong with it."""
    (show / "podcast.yaml").write_text(SHOW.replace("https://example.org/m", media), "utf-8")
    assert f"{severity}: podcast.yaml:5: {message}" in run("check")[2]
    code, _, told = publish(run)
    assert (code, f"podcast.yaml:5: {message}" in told) == (2, True)
