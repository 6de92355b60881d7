"""What other programs change is told to open pages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from stilte.studio.events import Events
from stilte.studio.watching import Watch
from tests.studio.conftest import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path


class Told(Events):
    """Keeps what was told."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[dict[str, Any]] = []

    def tell(self, event: dict[str, Any]) -> None:
        """Keep an event."""
        self.all.append(event)


@pytest.fixture
def watch(folder: Path) -> Watch:
    """Return a watch that has looked once."""
    watch = Watch(folder, Told())
    watch.look()
    return watch


def told(watch: Watch) -> list[dict[str, Any]]:
    """Look again, and return what was told since."""
    events = watch.events
    assert isinstance(events, Told)
    events.all.clear()
    watch.look()
    return events.all


def test_nothing_is_told_of_nothing(watch: Watch) -> None:
    """A look at a project that stays as it is tells nothing."""
    assert told(watch) == []


def test_a_script_that_another_program_wrote_is_told_once(watch: Watch, folder: Path) -> None:
    """With the version of its bytes; what the studio itself told of is not told again."""
    changed = SCRIPT + "# by hand\n"
    (folder / "scripts/kort.yaml").write_text(changed)
    version = hashlib.sha256(changed.encode()).hexdigest()
    assert told(watch) == [{"type": "disk", "name": "kort", "version": version}]
    (folder / "scripts/kort.yaml").write_text(SCRIPT)
    watch.tell("kort")
    assert told(watch) == []


def test_scripts_that_come_and_go_are_told(watch: Watch, folder: Path) -> None:
    """A checkout of another branch brings some and takes some away."""
    (folder / "scripts/kort.yaml").rename(folder / "scripts/lang.yaml")
    events = told(watch)
    assert {(event.get("name"), event.get("version") is None) for event in events} == {
        ("kort", True),
        ("lang", False),
        (None, True),
    }


@pytest.mark.parametrize(
    "name", ["podcast.yaml", "voices/nieuw.yaml", "voices/toon/een.wav", "music/zee.mp3"]
)
def test_what_is_around_scripts_is_told(watch: Watch, folder: Path, name: str) -> None:
    """A voice, a bed, the show: everything may look otherwise now."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("title: Anders en langer\n")
    assert told(watch) == [{"type": "project"}]
