"""Engines in the place of those we know, and lines spoken by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.speech.speak import speak
from stilte.store import Store
from tests.speech.fakes import Fake
from tests.speech.speaking import LINES, RATE_HZ, VOICE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.speak import Spoken
    from stilte.speech.voice import Voice


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".cache", "takes")


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fake]:
    """Three engines in the place of those we know."""
    fakes = {"best": Fake(220), "next": Fake(330), "last": Fake(440)}
    for module in ("speak_line", "takes", "engine_fallback"):
        monkeypatch.setattr(f"stilte.speech.{module}.engine", fakes.__getitem__)
    return fakes


@pytest.fixture
def spoken(store: Store, engines: dict[str, Fake]) -> Callable[..., Spoken]:
    """Speak the lines of `VOICE`."""

    def run(lines: list[tuple[Utterance, Where]] = LINES, voice: Voice = VOICE, **more: object) -> Spoken:
        for fake in engines.values():
            fake.said.clear()
        return speak(lines, {voice.name: voice}, store=store, rate_hz=RATE_HZ, **more)  # type: ignore[arg-type]

    return run
