"""Files that are saved while a build goes on: a track is what was read, and is known by that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stilte.pipeline import scheduler

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]


def titled(path: Path, title: str) -> None:
    """Give a script another title."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    text = "".join(f"title: {title}\n" if line.startswith("title:") else line for line in lines)
    path.write_text(text, "utf-8")


def built_title(folder: Path) -> str:
    """Return the title with which the track was built."""
    return str(json.loads((folder / "output/adem/adem.json").read_text("utf-8"))["title"])


def saved(monkeypatch: pytest.MonkeyPatch, name: str, save: Callable[[], None], *, after: bool) -> None:
    """Save something just before, or just after, a build reads what `name` reads."""
    read = getattr(scheduler, name)

    def around(*given: Any, **named: Any) -> Any:
        if not after:
            save()
        found = read(*given, **named)
        if after:
            save()
        return found

    monkeypatch.setattr(scheduler, name, around)


def test_a_script_saved_before_it_is_read_is_built_as_saved(
    folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though it was another when the build looked whether anything changed, its track is up to date."""
    make()
    script = folder / "scripts/adem.yaml"
    titled(script, "Eerst")
    with monkeypatch.context() as patch:
        saved(patch, "read_scripts", lambda: titled(script, "Daarna"), after=False)
        make()
    assert built_title(folder) == "Daarna"
    assert [result.status for result in make()] == ["unchanged"]


def test_a_script_saved_after_it_was_read_is_built_the_next_time(
    folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The track is of the text that was read; it does not pass for one of the text that was saved since."""
    script = folder / "scripts/adem.yaml"
    with monkeypatch.context() as patch:
        saved(patch, "read_scripts", lambda: titled(script, "Daarna"), after=True)
        make()
    assert built_title(folder) != "Daarna"
    assert [result.status for result in make()] == ["built"]
    assert built_title(folder) == "Daarna"


@pytest.mark.parametrize("name", ["podcast.yaml", "voices/own.yaml"])
def test_so_is_what_scripts_are_read_with(
    folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A voice or `podcast.yaml` that is saved once it was read is noticed by the next build."""
    voice = folder / "voices/own.yaml"
    voice.parent.mkdir(exist_ok=True)
    voice.write_text("language: nl\nuse: [{tone: {per_letter: 0.06}}]\n", "utf-8")
    script = folder / "scripts/adem.yaml"
    script.write_text(script.read_text("utf-8").replace("title:", "voice: own\ntitle:", 1), "utf-8")
    path = folder / name

    def save() -> None:
        path.write_text((path.read_text("utf-8") if path.exists() else "title: A\n") + "# later\n", "utf-8")

    (folder / "podcast.yaml").touch()
    with monkeypatch.context() as patch:
        saved(patch, "project_context", save, after=True)
        make()
    assert [result.status for result in make()] == ["built"]
    assert [result.status for result in make()] == ["unchanged"]
