"""Kokoro for real, where its model is installed, and what it says where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from stilte.speech.engine import EngineFailed, EngineUnavailable, EngineVoice, Piece
from stilte.speech.engines import kokoro_model
from stilte.speech.engines.kokoro import Kokoro

if TYPE_CHECKING:
    from pathlib import Path

DUTCH = EngineVoice("nl", {})


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the wheels and any fetched file."""
    monkeypatch.setattr(kokoro_model, "_PARTS", ("not_installed_anywhere",))
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Stand in for the model: a tone as long as there are tokens, and a record of what was asked."""
    asked = []

    def synthesize(_path: None, tokens: list[int], style: np.ndarray, speed: float) -> np.ndarray:
        asked.append((tokens, style, speed))
        return np.zeros(240 * len(tokens), np.float32)

    monkeypatch.setattr(kokoro_model, "synthesize", synthesize)
    return asked


@pytest.mark.usefixtures("no_model")
def test_a_missing_model_names_the_command_that_brings_it() -> None:
    """Without the extra an author reads which one to install."""
    with pytest.raises(EngineUnavailable, match=r"stilte\[neural\]"):
        Kokoro().fingerprint(DUTCH)


@pytest.mark.parametrize(
    ("language", "settings", "told"),
    [
        ("nl", {"styl": "pf_dora"}, "style"),
        ("nl", {"style": "pf_dorra"}, "pf_dora"),
        ("sv", {}, "does not speak 'sv'"),
        ("nl", {"model": "nowhere.onnx"}, "nowhere.onnx"),
    ],
)
def test_what_cannot_be_is_told_before_speaking(language: str, settings: Any, told: str) -> None:
    """An unknown setting, style, language or model is an answer to `fingerprint`."""
    with pytest.raises(EngineUnavailable, match=told):
        Kokoro().fingerprint(EngineVoice(language, settings))


def test_portuguese_is_pronounced_as_the_model_was_trained(model: list[Any]) -> None:
    """The phonemes are Brazil's, whichever country the voice names."""
    for language in ("pt", "pt-PT", "pt-BR"):
        Kokoro().say((Piece("Inspire pelo nariz."),), EngineVoice(language, {}))
    assert model[0][0] == model[1][0] == model[2][0]
    assert model[0][0] != []


def test_the_style_row_is_that_of_the_number_of_tokens(model: list[Any]) -> None:
    """Style and speed follow the line and the voice; a line without an end gets a full stop."""
    voice = EngineVoice("nl", {"style": "ff_siwis", "speed": 0.8}, 0.5)
    clip = Kokoro().say((Piece("Adem in door je neus"),), voice)
    ((tokens, style, speed),) = model
    assert tokens[-1] == 4
    assert style.shape == (256,)
    assert speed == pytest.approx(0.4)
    assert clip.samples.shape == (240 * len(tokens), 1)


def test_two_styles_are_their_mean(model: list[Any]) -> None:
    """A blend is the mean of its styles, row by row."""
    for style in ("pf_dora", "ff_siwis", ["pf_dora", "ff_siwis"]):
        Kokoro().say((Piece("Adem in."),), EngineVoice("nl", {"style": style}))
    one, other, both = (style for _, style, _ in model)
    assert np.allclose(both, (one + other) / 2, atol=1e-6)


def test_a_long_line_is_spoken_in_parts(model: list[Any]) -> None:
    """More than 510 tokens go to the model in stretches."""
    Kokoro().say((Piece("Adem rustig in en adem rustig uit. " * 30),), DUTCH)
    assert len(model) > 1
    assert all(len(tokens) <= 510 for tokens, _, _ in model)


def test_nothing_to_pronounce_is_an_error(model: list[Any]) -> None:
    """A line of another script has no phonemes here."""
    with pytest.raises(EngineFailed):
        Kokoro().say((Piece("—"),), DUTCH)
    assert model == []


@pytest.mark.real
def test_it_speaks_the_same_bytes_every_time() -> None:
    """The model, its checksum verified, speaks Dutch: sound of a plausible length, repeatable."""
    try:
        first_name = Kokoro().fingerprint(DUTCH)
    except EngineUnavailable as error:
        pytest.skip(str(error.why))
    sentence = (Piece("Adem in, en adem uit."),)
    first, second = (Kokoro().say(sentence, DUTCH) for _ in range(2))
    assert first.samples.tobytes() == second.samples.tobytes()
    assert 1.0 < first.frames / first.rate_hz < 5.0
    assert 0.05 < float(np.abs(first.samples).max()) < 1.0
    assert Kokoro().fingerprint(DUTCH) == first_name
    assert Kokoro().fingerprint(EngineVoice("nl", {}, 0.9)) != first_name


def test_a_short_dutch_line_is_not_drawn_out(model: list[Any]) -> None:
    """Spoken slowly, single words get sounds that nobody wrote; other lines and languages keep their pace."""
    for text, language in (("Drie.", "nl"), ("Kom rustig staan en voel je voeten.", "nl"), ("Three.", "en")):
        Kokoro().say((Piece(text),), EngineVoice(language, {"speed": 0.8}))
    assert [speed for _, _, speed in model] == [pytest.approx(each) for each in (0.96, 0.8, 0.8)]
