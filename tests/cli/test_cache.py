"""`cache`: whatever folder is named as its place, nothing of anybody's is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.store import key_of
from tests.foreign_files import changed_since, put_foreign, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

KEY = key_of("somebody's")
FOREIGN = ("brief.docx", "foto's/zee.jpg", ".verborgen", f"takes/{KEY[:2]}/{KEY}", f"takes/{KEY}", ".x.part")


@pytest.mark.parametrize("words", [["cache", "--clear"], ["cache", "--prune", "0 MB"], ["cache"], ["build"]])
@pytest.mark.parametrize("place", ["documenten", ".", "output/.cache", "verwijzing"])
def test_a_folder_of_others_named_as_the_cache_stays_as_it_is(
    run: Run, folder: Path, words: list[str], place: str
) -> None:
    """Every command that writes or removes there leaves each file; a folder that is no cache is refused."""
    put_foreign(folder / ("documenten" if place == "verwijzing" else place), FOREIGN)
    if place == "verwijzing":
        (folder / place).symlink_to(folder / "documenten")
    (folder / "podcast.yaml").write_text(
        f"title: Proef\nlanguage: nl\ncache: {{place: {place}, limit: 0.001 KB}}\n", "utf-8"
    )
    before = state_of(folder)
    code, _, told = run(*words)
    assert changed_since(before, folder) == []
    if place == "output/.cache":
        assert code == 0
    else:
        assert code == 2
        assert f"podcast.yaml:3: The cache cannot be at '{place}'" in told
        assert "Write a folder of its own" in told
        assert state_of(folder) == before


def test_what_is_not_ours_is_told(run: Run, folder: Path) -> None:
    """The size is that of our entries alone, and what else lies there is named."""
    put_foreign(folder / "output/.cache", ["brief.docx"])
    code, out, told = run("cache")
    assert (code, "0 entries" in out) == (0, True)
    assert "Not made by Stilte, and left in place: brief.docx." in told


def test_a_place_in_the_home_folder(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~/x` is a folder of the user's home, and no folder named `~` is made."""
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("USERPROFILE", str(folder / "home"))
    (folder / "podcast.yaml").write_text("title: Proef\nlanguage: nl\ncache: {place: ~/kept}\n", "utf-8")
    assert run("build")[0] == 0
    assert not (folder / "~").exists()
    assert (folder / "home/kept/takes").is_dir()
    assert run("cache", "--clear")[0] == 0
    assert not [path for path in (folder / "home/kept").glob("*/*/*") if path.is_file()]
