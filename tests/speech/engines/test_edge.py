"""Microsoft's online voices, against a websocket that behaves and misbehaves like theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece
from tests.speech.standins import FakeClock

pytest.importorskip("edge_tts", reason="the extra `edge` is not installed")

from stilte.speech.engines.edge import Edge
from tests.speech.edge_standin import MISDEEDS, edge_standin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.speech.edge_standin import EdgeStandin

LINE = (Piece("Adem rustig in & uit."),)
DUTCH = EngineVoice("nl-NL", {})


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeStandin]:
    with edge_standin() as server:
        monkeypatch.setattr("edge_tts.communicate.WSS_URL", server.address)
        yield server


def test_edge_asks_for_voice_rate_and_pitch(service: EdgeStandin, clock: FakeClock) -> None:
    """The language has a voice of its own; the speed is told in percent; signs of XML arrive as they are."""
    clip = Edge(clock.clock()).say(LINE, EngineVoice("nl-BE", {"pitch": -4}, speed=0.8))
    said = service.asked[0]
    voice = next(element for element in said.iter() if element.tag.endswith("voice"))
    prosody = next(element for element in said.iter() if element.tag.endswith("prosody"))
    assert "nl-BE, DenaNeural" in voice.attrib["name"]
    assert (prosody.attrib["rate"], prosody.attrib["pitch"]) == ("-32%", "-4Hz")
    assert prosody.text == "Adem rustig in & uit."
    assert clip.rate_hz == 24_000
    assert clip.frames > 24_000


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_edge_asks_again(service: EdgeStandin, clock: FakeClock, misdeed: str) -> None:
    """Also where the connection closed in the middle, which looks like an end."""
    answers = iter([misdeed, None])
    service.misdeed = lambda: next(answers, None)
    assert Edge(clock.clock()).say(LINE, DUTCH).frames > 24_000
    assert len(clock.slept) >= 1


def test_edge_gives_up_where_it_is_shut_out(service: EdgeStandin, clock: FakeClock) -> None:
    """The service changes its tokens now and then: the status is told, and the build goes on without it."""
    service.misdeed = lambda: "forbidden"
    engine = Edge(clock.clock())
    with pytest.raises(EngineFailed, match="Microsoft's voice service answered 403"):
        engine.say(LINE, DUTCH)
    with pytest.raises(EngineUnavailable, match="403"):
        engine.fingerprint(DUTCH)


def test_without_a_network_edge_fails_at_once(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens: no waiting."""
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", "ws://127.0.0.1:9/?")
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        Edge(clock.clock()).say(LINE, DUTCH)
    assert clock.slept == []


def test_a_language_without_a_voice_asks_for_one() -> None:
    """Naming a voice is the cure."""
    with pytest.raises(EngineUnavailable, match="edge-tts --list-voices"):
        Edge().fingerprint(EngineVoice("sv", {}))
