"""What an author says about the tones over a bed: `layers` in `music/NAME.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.reader.fields import fields_of
from stilte.reader.tones import tone_hz

if TYPE_CHECKING:
    from stilte.reader import Fields

LAYER_KEYS = ("binaural", "isochronic", "tone", "level")
LAYER_LIMITS: dict[str, tuple[float, float]] = {"isochronic": (0.5, 40), "level": (-60, -20)}
"""The least and the most that a number may be: pulses a second, dBFS."""
_APART_HZ = 30.0


@dataclass(frozen=True, slots=True)
class Layering:
    """A layer of tones: in the left and the right ear, pulses a second (0: steady), RMS in dBFS."""

    tones_hz: tuple[float, float]
    pulse_hz: float = 0.0
    level_db: float = -32.0


def read_layers(fields: Fields) -> tuple[Layering, ...]:
    """Return the tones over a bed, as `layers` lists them."""
    entries = (fields_of(node, fields.report, LAYER_KEYS, tr("a layer")) for node in fields.entries("layers"))
    return tuple(layer for entry in entries if (layer := _layer(entry)) is not None)


def _layer(fields: Fields) -> Layering | None:
    if ("binaural" in fields) == ("isochronic" in fields):
        cure = tr("Write `- binaural: [200, 206]`, or `- isochronic: 6` with `tone: 200` under it.")
        fields.report.error(fields.at, tr("A layer is either binaural or isochronic."), cure)
        return None
    level_db = _number(fields, "level", -32.0)
    if "isochronic" in fields:
        tone = _tenths(fields.read("tone", tone_hz, 200.0))
        return Layering((tone, tone), _tenths(_number(fields, "isochronic", 6.0)), level_db)
    left, right = map(_tenths, fields.numbers("binaural", (200.0, 206.0), tone_hz))
    if not 0 < abs(left - right) <= _APART_HZ:
        message = tr("The tones of a binaural layer are {left} and {right} Hz.", left=left, right=right)
        cure = tr("Write two tones that differ by 0.1 to {most} Hz, like [200, 206].", most=round(_APART_HZ))
        fields.report.error(fields.where("binaural"), message, cure)
    return Layering((left, right), 0.0, level_db)


def _number(fields: Fields, key: str, default: float) -> float:
    least, most = LAYER_LIMITS[key]
    return fields.number(key, default, least=least, most=most)


def _tenths(value_hz: float) -> float:
    return round(value_hz, 1)
