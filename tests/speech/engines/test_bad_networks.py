"""Whole routines spoken over a network that fails now and then, or for good, by every online engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import BuildError, Where
from stilte.script.line import Utterance
from stilte.speech.engines.gtts import Gtts
from stilte.speech.engines.openai_speech import OpenaiSpeech
from stilte.speech.speak import speak
from stilte.speech.voice import Use, Voice
from stilte.store import Store
from tests.speech.standins import (
    MISDEEDS,
    FakeClock,
    google,
    often,
    openai,
    standin,
    text_for_google,
    text_for_openai,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from stilte.speech.engine import Engine
    from stilte.speech.speak import Spoken

LINES = 40


class Online:
    """An engine before its server, and what that server does wrong with its next answer."""

    def __init__(
        self,
        engine: Engine,
        settings: dict[str, str],
        misdeeds: Sequence[str],
        misbehave: Callable[[Callable[[], str | None]], None],
    ) -> None:
        self.engine, self.settings, self.misdeeds, self.misbehave = engine, settings, misdeeds, misbehave


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=["gtts", "openai-speech", "edge"])
def online(
    request: pytest.FixtureRequest, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Online]:
    yield from {"gtts": _gtts, "openai-speech": _openai, "edge": _edge}[request.param](clock, monkeypatch)


def _gtts(clock: FakeClock, _patch: pytest.MonkeyPatch) -> Iterator[Online]:
    with standin(text_for_google, google) as server:
        engine = Gtts(server.address, clock.clock())
        yield Online(engine, {}, MISDEEDS, lambda deed: setattr(server, "misdeed", deed))


def _openai(clock: FakeClock, _patch: pytest.MonkeyPatch) -> Iterator[Online]:
    with standin(text_for_openai, openai) as server:
        settings = {"address": f"{server.address}/v1"}
        engine = OpenaiSpeech(clock.clock())
        yield Online(engine, settings, MISDEEDS, lambda deed: setattr(server, "misdeed", deed))


def _edge(clock: FakeClock, patch: pytest.MonkeyPatch) -> Iterator[Online]:
    pytest.importorskip("edge_tts", reason="the extra `edge` is not installed")
    from stilte.speech.engines.edge import Edge  # noqa: PLC0415 - likewise
    from tests.speech.edge_standin import MISDEEDS as THEIRS  # noqa: PLC0415 - aiohttp comes with the extra
    from tests.speech.edge_standin import edge_standin  # noqa: PLC0415 - likewise

    with edge_standin() as server:
        patch.setattr("edge_tts.communicate.WSS_URL", server.address)
        yield Online(Edge(clock.clock()), {}, THEIRS, lambda deed: setattr(server, "misdeed", deed))


def spoken(online: Online, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Spoken:
    """Speak forty lines, of lines 1 to 40 of a script, by one engine and no other.

    One after the other: what goes wrong by dice meets the same lines each time, and waits add up.
    """
    for module in ("speak_line", "takes", "engine_fallback"):
        monkeypatch.setattr(f"stilte.speech.{module}.engine", lambda _: online.engine)
    voice = Voice("rustig", "nl", (Use("standin", online.settings),))
    lines = [
        (Utterance((f"Regel {number}, adem in.",), "rustig", "nl"), Where("scripts/a.yaml", number))
        for number in range(1, LINES + 1)
    ]
    return speak(lines, {"rustig": voice}, store=Store(folder, "takes"), rate_hz=24_000, at_once=1)


@pytest.mark.parametrize("seed", [1, 2])
def test_with_thirty_in_a_hundred_requests_failing_every_line_is_spoken(
    online: Online, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Forty lines arrive, in less than ten minutes of waiting."""
    online.misbehave(often(0.3, seed, online.misdeeds))
    assert len(spoken(online, tmp_path, monkeypatch).takes) == LINES
    assert 0 < sum(clock.slept) < 600


def test_a_service_that_stops_answering_is_told_with_the_line_of_the_script(
    online: Online, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some good answers only bad ones: file and line, within five minutes; the rest is kept."""
    good = iter([None] * 5)
    online.misbehave(lambda: next(good, "error"))
    with pytest.raises(BuildError, match=r"scripts/a\.yaml:\d+: .*'Regel \d+, adem in\.'.*503"):
        spoken(online, tmp_path, monkeypatch)
    assert sum(clock.slept) < 300
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) >= 3
