"""Engines on the network, against servers that behave and misbehave like the real ones."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece
from stilte.speech.engines import network
from stilte.speech.engines.gtts import Gtts
from stilte.speech.engines.openai_speech import OpenaiSpeech
from tests.speech.standins import (
    MISDEEDS,
    FakeClock,
    google,
    openai,
    standin,
    text_for_google,
    text_for_openai,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.speech.standins import Standin

DUTCH = EngineVoice("nl-NL", {})
LINE = (Piece("Adem in door je neus."),)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def translate() -> Iterator[Standin]:
    with standin(text_for_google, google) as server:
        yield server


@pytest.fixture
def local() -> Iterator[Standin]:
    with standin(text_for_openai, openai) as server:
        yield server


def closed_port() -> str:
    """Return an address of this machine where nobody listens."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{opened.getsockname()[1]}"


def test_gtts_speaks_a_line(translate: Standin, clock: FakeClock) -> None:
    """One request brings the line in the voice's language, at 24 kHz, without waiting."""
    clip = Gtts(translate.address, clock.clock()).say(LINE, DUTCH)
    assert clip.rate_hz == 24_000
    assert clip.frames > 24_000
    assert [asked["text"] for asked in translate.asked] == ["Adem in door je neus."]
    assert clock.slept == []


def test_gtts_cuts_long_lines_at_clauses_and_joins_their_sound(translate: Standin, clock: FakeClock) -> None:
    """No request holds a hundred letters, none is cut inside a word, and requests keep their distance."""
    text = "Voel hoe je voeten de grond raken, hoe je knieën zacht worden en hoe je adem. " * 3
    short = Gtts(translate.address, clock.clock()).say((Piece(text[:70]),), DUTCH)
    whole = Gtts(translate.address, clock.clock()).say((Piece(text),), DUTCH)
    parts = [asked["text"] for asked in translate.asked[1:]]
    assert " ".join(parts) == text.strip()
    assert all(len(part) < 100 for part in parts)
    assert whole.frames > 2.5 * short.frames
    assert len(clock.slept) == len(parts) - 1
    assert all(0.5 <= wait_s <= 1 for wait_s in clock.slept)


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_gtts_asks_again_after_every_kind_of_failure(
    translate: Standin, clock: FakeClock, misdeed: str
) -> None:
    """A refusal, a page for people, an empty, a broken and a half answer each cost one wait."""
    answers = iter([misdeed, None])
    translate.misdeed = lambda: next(answers)
    clip = Gtts(translate.address, clock.clock()).say(LINE, DUTCH)
    assert clip.frames > 20_000
    assert len(translate.asked) == 2
    assert 2 <= sum(clock.slept) <= 3 + 1


def test_a_server_that_is_slow_is_left_and_asked_again(
    translate: Standin, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that does not come within the time limit counts as a failure."""
    monkeypatch.setattr(network, "TIMEOUT_S", (60.0, 0.05))
    patient = clock.clock()

    def sleep(wait_s: float) -> None:
        patient.sleep(wait_s)
        monkeypatch.setattr(network, "TIMEOUT_S", (60.0, 60.0))

    translate.misdeed = lambda: None if clock.slept else "slow"
    assert Gtts(translate.address, replace(patient, sleep=sleep)).say(LINE, DUTCH).frames
    assert len(clock.slept) == 1


def test_the_time_that_a_server_names_is_waited(translate: Standin, clock: FakeClock) -> None:
    """Retry-After is honoured, if not shortened."""
    translate.retry_after = "7"
    answers = iter(["busy", None])
    translate.misdeed = lambda: next(answers)
    Gtts(translate.address, clock.clock()).say(LINE, DUTCH)
    assert 7 <= sum(clock.slept) <= 12


def test_a_server_that_never_answers_well_is_given_up_within_a_minute(
    translate: Standin, clock: FakeClock
) -> None:
    """Five tries; after that the engine counts as gone for the rest of the build."""
    translate.misdeed = lambda: "busy"
    engine = Gtts(translate.address, clock.clock())
    with pytest.raises(EngineFailed, match="Google Translate answered 429"):
        engine.say(LINE, DUTCH)
    assert len(translate.asked) == 5
    assert sum(clock.slept) < 60
    with pytest.raises(EngineUnavailable, match="answered 429"):
        engine.fingerprint(DUTCH)
    assert len(translate.asked) == 5


def test_without_a_network_gtts_fails_at_once_and_only_once(clock: FakeClock) -> None:
    """Nobody listens: no waiting, and the next track does not ask again."""
    engine = Gtts(closed_port(), clock.clock())
    engine.fingerprint(DUTCH)
    with pytest.raises(EngineUnavailable, match=r"127.0.0.1 cannot be reached"):
        engine.say(LINE, DUTCH)
    assert clock.slept == []
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        engine.fingerprint(DUTCH)


def test_what_a_server_refuses_is_not_asked_again(translate: Standin, clock: FakeClock) -> None:
    """Status 403 says that asking again is of no use."""
    translate.misdeed = lambda: "refused"
    with pytest.raises(EngineFailed, match="403"):
        Gtts(translate.address, clock.clock()).say(LINE, DUTCH)
    assert len(translate.asked) == 1


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    """The package that we build on switches this check off; we do not."""
    name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *name, *files]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with standin(text_for_google, google, tls=context) as server:
        with pytest.raises(EngineUnavailable, match=r"certificate of 127.0.0.1 is not trusted"):
            Gtts(server.address, clock.clock()).say(LINE, DUTCH)
        assert server.asked == []


def test_openai_speech_sends_voice_speed_and_key(
    local: Standin, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key comes from the environment and is no part of the fingerprint."""
    monkeypatch.setenv("MY_KEY", "secret-1")
    voice = EngineVoice("nl", {"address": f"{local.address}/v1", "voice": "sage", "key": "MY_KEY"}, speed=1.0)
    engine = OpenaiSpeech(clock.clock())
    assert engine.say(LINE, voice).rate_hz == 24_000
    assert local.asked[0]["Authorization"] == "Bearer secret-1"
    assert local.asked[0]["path"] == "/v1/audio/speech"
    assert "secret-1" not in engine.fingerprint(voice)


@pytest.mark.parametrize("misdeed", ["busy", "error", "page", "empty", "broken", "cut"])
def test_openai_speech_asks_again(local: Standin, clock: FakeClock, misdeed: str) -> None:
    """What fails once is asked again, whatever the server is."""
    answers = iter([misdeed, None])
    local.misdeed = lambda: next(answers)
    voice = EngineVoice("nl", {"address": f"{local.address}/v1"})
    assert OpenaiSpeech(clock.clock()).say(LINE, voice).frames
    assert len(local.asked) == 2


def test_openai_itself_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable, and that a voice file is no place for a key."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(EngineUnavailable, match="Set OPENAI_API_KEY in the environment; never write a key"):
        OpenaiSpeech().fingerprint(EngineVoice("nl", {}))
