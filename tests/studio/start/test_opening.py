"""Opening the studio in the browser, and ending it when it is closed."""

from __future__ import annotations

import stat
import webbrowser
from typing import TYPE_CHECKING

from stilte.studio.start.idleness import Idleness
from stilte.studio.start.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ADDRESS = "http://127.0.0.1:8000/?key=geheim&tab=1"


class Browser:
    """A browser that remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def open(self, address: str) -> bool:
        """Open an address."""
        self.given.append(address)
        return True


def test_the_secret_is_in_no_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser is given a file that only its owner can read, which is gone in the end."""
    browser = Browser()
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    with opened(tmp_path, ADDRESS) as found:
        (page,) = (tmp_path / ".stilte/open").iterdir()
        assert found
        assert browser.given == [page.as_uri()]
        assert "geheim" not in browser.given[0]
        assert "key=geheim&amp;tab=1" in page.read_text()
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    assert not page.exists()


def test_a_browser_in_the_terminal_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take the terminal over; so would none at all be found."""

    def nowhere() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("none")

    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    with opened(tmp_path, ADDRESS) as found:
        assert not found
    monkeypatch.setattr(webbrowser, "get", nowhere)
    with opened(tmp_path, ADDRESS) as found:
        assert not found


def test_what_a_killed_studio_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that leads nowhere does not stay."""
    monkeypatch.setattr(webbrowser, "get", Browser)
    (tmp_path / ".stilte/open").mkdir(parents=True)
    (tmp_path / ".stilte/open/old.html").write_text("old")
    with opened(tmp_path, ADDRESS):
        assert not (tmp_path / ".stilte/open/old.html").exists()


def test_a_studio_that_nobody_looks_at_ends() -> None:
    """After its patience, counted from the last moment in which it was used; once."""
    now, used, ended = [0.0], [True], [0]

    def end() -> None:
        ended[0] += 1

    idleness = Idleness(lambda: used[0], end, patience_s=90, clock=lambda: now[0])
    for now[0] in (0.0, 50.0, 100.0):
        assert not idleness.look()
    used[0] = False
    for now[0] in (150.0, 189.0):
        assert not idleness.look()
    now[0] = 190.0
    assert idleness.look()
    assert ended == [1]
