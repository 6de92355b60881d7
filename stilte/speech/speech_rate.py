"""How fast a voice probably speaks, for estimates of what has not been spoken; no engine is loaded for it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.speech.voice import Use, Voice

_NEEDS = {"kokoro": "onnxruntime", "espeak": "espeakng_loader"}

# Measured on the samples and on 72 other lines, docs/voices-measured.md: estimated over real length.
_KOKORO = 1.41
"""At speed 1."""

_ESPEAK = 0.0081
"""At one word a minute."""


def pace(voice: Voice) -> float:
    """Return how much faster a voice is than `spoken_s` supposes.

    By the first of its engines that was measured and is installed; who would really speak is known only by
    asking, which loads them.
    """
    measured = (use for use in voice.use if use.engine in _NEEDS and find_spec(_NEEDS[use.engine]))
    use = next(measured, None)
    return voice.speed * (_own(use, voice.language) * float(use.settings.get("stretch", 1.0)) if use else 1.0)


def kokoro_speed(settings: Mapping[str, Any], language: str) -> float:
    """Return the speed that a voice file asks of Kokoro, or ours for the language."""
    default = {"nl": 0.8, "de": 0.85}.get(language.partition("-")[0].lower(), 0.9)
    return float(settings.get("speed", default))


def _own(use: Use, language: str) -> float:
    if use.engine == "kokoro":
        return _KOKORO * kokoro_speed(use.settings, language)
    return _ESPEAK * float(use.settings.get("rate", 110))
