"""What every engine promises, whoever made it; run on each that is installed here."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.speech.engine import BUILT_IN, EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.engines.gtts import Gtts
from stilte.speech.engines.openai_speech import OpenaiSpeech
from tests.speech.standins import FakeClock, google, openai, standin, text_for_google, text_for_openai, wav

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.sound.clip import Clip
    from stilte.speech.engine import Engine, Sentence

SHORT = (Piece("Adem in."),)
LONG = (Piece("Adem in door je neus, en uit."),)

PROGRAM = """
import math, struct, sys, wave
text, speed = sys.stdin.buffer.read().decode(), float(sys.argv[1])
count = int(22050 * (0.2 + 0.06 * len(text) / speed))
with wave.open(sys.stdout.buffer, "wb") as out:
    out.setparams((1, 2, 22050, count, "NONE", ""))
    out.writeframes(b"".join(struct.pack("<h", int(6000 * math.sin(at / 16))) for at in range(count)))
"""


@dataclass(frozen=True)
class Case:
    """An engine with a voice that works here; `paces` where it takes the speed to heart."""

    engine: Engine
    voice: EngineVoice
    paces: bool = True
    heard: dict[Sentence, Clip] = field(default_factory=dict)

    def said(self, sentence: Sentence) -> Clip:
        """Return what was heard the first time: neural voices take their time."""
        if sentence not in self.heard:
            self.heard[sentence] = self.engine.say(sentence, self.voice)
        return self.heard[sentence]


def _local(name: str, folder: Path, _stack: ExitStack) -> Case:
    settings: dict[str, object] = {}
    if name == "command":
        (folder / "speak.py").write_text(PROGRAM, encoding="utf-8")
        settings = {"run": [sys.executable, str(folder / "speak.py"), "{speed}"]}
    if name == "recorded":
        for stem, letters in (("adem-in", 8), ("adem-in-door-je-neus-en-uit", 40)):
            (folder / f"{stem}.wav").write_bytes(wav(letters))
        settings = {"folder": str(folder)}
    if name == "piper":
        return Case(engine(name), EngineVoice("en-US", {"model": "en_US-joe-medium"}))
    return Case(engine(name), EngineVoice("nl", settings))


def _gtts(_name: str, _folder: Path, stack: ExitStack) -> Case:
    server = stack.enter_context(standin(text_for_google, google))
    return Case(Gtts(server.address, FakeClock().clock()), EngineVoice("nl", {}))


def _openai(_name: str, _folder: Path, stack: ExitStack) -> Case:
    server = stack.enter_context(standin(text_for_openai, openai))
    return Case(
        OpenaiSpeech(FakeClock().clock()), EngineVoice("nl", {"address": server.address}), paces=False
    )


MADE = {"gtts": _gtts, "openai-speech": _openai}
NEURAL = ("kokoro", "piper")
HERE = sorted(set(BUILT_IN) - {"edge"})  # edge has a server of another kind, in test_edge.py
NAMES = [pytest.param(name, marks=pytest.mark.real if name in NEURAL else ()) for name in HERE]


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    name: str = request.param
    with ExitStack() as stack:
        try:
            made = MADE.get(name, _local)(name, tmp_path_factory.mktemp(name), stack)
            made.engine.fingerprint(made.voice)
        except EngineUnavailable as gone:
            pytest.skip(str(gone))
        yield made


class TestEveryEngine:
    """The contract."""

    def test_it_speaks_mono_that_can_be_heard_and_is_not_clipped(self, case: Case) -> None:
        """Samples are float32 of shape (frames, 1), finite, between -60 dBFS and full scale."""
        clip = case.said(LONG)
        assert clip.samples.dtype == np.float32
        assert clip.samples.shape == (clip.frames, 1)
        assert 16_000 <= clip.rate_hz <= 48_000
        assert np.isfinite(clip.samples).all()
        assert 0.001 < np.abs(clip.samples).max() <= 1.0

    def test_more_words_take_more_time(self, case: Case) -> None:
        """A line of seven words lasts longer than one of two."""
        assert case.said(LONG).frames > 1.5 * case.said(SHORT).frames

    def test_the_same_words_sound_the_same(self, case: Case) -> None:
        """Whatever was said in between, and however many speak at once, the samples are the same."""
        before = case.said(SHORT), case.said(LONG)
        with ThreadPoolExecutor(case.engine.workers) as pool:
            jobs = [pool.submit(case.engine.say, line, case.voice) for line in (SHORT, LONG, SHORT)]
            after = [job.result() for job in jobs]
        for clip, other in zip((*before, before[0]), after, strict=True):
            assert np.array_equal(clip.samples, other.samples)

    def test_a_slower_voice_takes_more_time(self, case: Case) -> None:
        """At 0.7 of its speed a line lasts at least a tenth longer; quiet around it does not stretch."""
        if not case.paces:
            pytest.skip("the server that stands in has one pace")
        slow = case.engine.say(SHORT, replace(case.voice, speed=0.7))
        assert slow.frames > 1.1 * case.said(SHORT).frames

    def test_its_fingerprint_says_the_same_twice(self, case: Case) -> None:
        """A fingerprint is one line, so that it can be kept."""
        assert case.engine.fingerprint(case.voice) == case.engine.fingerprint(case.voice)
        assert "\n" not in case.engine.fingerprint(case.voice)

    def test_a_setting_that_it_does_not_know_is_named(self, case: Case) -> None:
        """A slip of the pen in a voice file does not pass unseen."""
        voice = replace(case.voice, settings={**case.voice.settings, "sped": 0.8})
        with pytest.raises(EngineUnavailable, match="'sped'"):
            case.engine.fingerprint(voice)


def test_an_engine_that_nobody_knows_is_told_with_those_there_are() -> None:
    """With the nearest spelling."""
    with pytest.raises(EngineUnavailable, match=r"There is no engine 'kokkoro'. Did you mean 'kokoro'\?"):
        engine("kokkoro")


def test_engines_of_other_packages_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point of the group `stilte.engines` is an engine like ours."""
    from importlib.metadata import EntryPoint  # noqa: PLC0415

    point = EntryPoint("added", "stilte.speech.engines.tone:Tone", "stilte.engines")
    monkeypatch.setattr("stilte.speech.engine.entry_points", lambda **_: [point])
    assert engine("added").fingerprint(EngineVoice("nl", {})).startswith("tone")
    engine.cache_clear()
