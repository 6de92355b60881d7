"""Checks for short sounds that are no speech: clicks, plosives that blow into the microphone, bangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault
from stilte.units import frames, gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

    Samples = NDArray[np.float32]
    Floats = NDArray[np.float64]

_GRAIN_S = 0.001
_NEAR, _FAR = 3, 26
"""Grains of 1 ms on either side that a click is compared with: its own ring fills the nearest."""
_SHARPER_DB = 10.0
_SHARPER_AND_LOUD_DB = 17.5
"""How sharp a click is against what is around it, and that together with its level against the voice.

The mouth of somebody who speaks near the microphone comes to 16 dB in both, a faulty cable to 20 and more.
"""
_IN_NOISE_DB, _OVER_VOICE_DB = 6.0, 3.0
"""In the noise of an `s` or of breath: so much sharper than its sharpest turns nearby, and over the voice.

Of 200 good takes no grain that is as sharp as the voice stood 4 dB over those around it.
"""
_KEY_S = 0.25
"""At either end of a recording, the key that starts or stops it is heard; the trimming takes it away."""
_BESIDE_S = 0.1

_LOW_HZ = (12.0, 70.0)
"""Under every voice: only air that hits the membrane, steps and doors sound here."""
_LOW_WINDOW_S = 0.04
_LOW_HOP_S = 0.01
_BLOW_OVER_VOICE_DB = 2.0
_THUD_OVER_VOICE_DB = -4.0
"""The lips of somebody who speaks near the microphone push air up to 0.5 dB under the voice."""
_BLOW_OVER_USUAL_DB = 14.0
_BANG_S = 0.13
_BANG_HZ = 250.0
_BANG_UNDER_VOICE_DB = 22.0
_BANG_RISE_DB = 15.0
_BANG_LOW_SHARE = 0.6
_LEAST_LEVELS = 8


def transient_faults(take: HeardTake) -> Iterator[Fault]:
    """Yield a fault for the clearest click, plosive and bang of a take."""
    if (click_s := find_click(take)) is not None:
        yield Fault(
            "click",
            tr("Something clicks at {at} s.", at=Number(click_s, decimals=1)),
            tr("Leave key and mouse alone while you speak, and sip some water against clicks of the mouth."),
            at_s=click_s,
        )
    bang_s, blow_s = find_bang_and_plosive(take)
    if bang_s is not None:
        yield Fault(
            "bang",
            tr(
                "Something bangs at {at} s: a door, a step, a knock on the table.",
                at=Number(bang_s, decimals=1),
            ),
            tr("Record the line anew when it is still."),
            at_s=bang_s,
        )
    if blow_s is not None:
        yield Fault(
            "plosive",
            tr("Breath blows into the microphone at {at} s (a p, b or t).", at=Number(blow_s, decimals=1)),
            tr("Put the microphone a hand's width away and a little beside your mouth, or use a pop filter."),
            at_s=blow_s,
        )


def find_click(take: HeardTake) -> float | None:
    """Return where something clicks, in seconds: a millisecond that is far sharper than all around it."""
    grain = frames(_GRAIN_S, take.rate_hz)
    sharp = _sharpness(take.samples, grain)
    if len(sharp) < 2 * _FAR + 1:
        return None
    padded = np.pad(sharp, _FAR, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _FAR + 1)
    usual = np.maximum(windows[:, : _FAR - _NEAR + 1].max(axis=1), windows[:, _FAR + _NEAR :].max(axis=1))
    ratio = sharp / np.maximum(usual, gain(-110.0))
    both = ratio * sharp / gain(take.voice_db)
    heard = (ratio > gain(_SHARPER_DB)) & (both > gain(_SHARPER_AND_LOUD_DB))
    heard |= (ratio > gain(_IN_NOISE_DB)) & (sharp > gain(take.voice_db + _OVER_VOICE_DB))
    places = np.flatnonzero(heard & _looked_at(take, len(sharp), grain))
    if not len(places):
        return None
    clearest = places[np.argmax(both[places])]
    return float(clearest * grain / take.rate_hz)


def _sharpness(samples: Samples, grain: int) -> Floats:
    """Return the largest second difference in each grain, an eighth of it: 1/2 for a sample of 1 alone."""
    wide = np.asarray(samples, np.float64)
    turns = np.abs(np.diff(wide, 2, prepend=wide[:1], append=wide[-1:])) / 4
    count = len(turns) // grain
    return np.asarray(turns[: count * grain].reshape(count, grain).max(axis=1))


def _looked_at(take: HeardTake, count: int, grain: int) -> NDArray[np.bool_]:
    """Return the grains that count: all but the ends at which a key is pressed, unless words are there."""
    at_s = np.arange(count) * grain / take.rate_hz
    whole_s = len(take.samples) / take.rate_hz
    start_s, end_s = take.bounds.start / take.rate_hz, take.bounds.end / take.rate_hz
    words = (at_s > start_s - _BESIDE_S) & (at_s < end_s + _BESIDE_S)
    return np.asarray(words | ((at_s > _KEY_S) & (at_s < whole_s - _KEY_S)))


def find_bang_and_plosive(take: HeardTake) -> tuple[float | None, float | None]:
    """Return where something bangs and where breath blows into the microphone, in seconds, or None.

    Both sound below every voice; a breath is short and stands in the words, a bang is longer or elsewhere.
    """
    low = _low_levels(take.samples, take.rate_hz)
    over = low > max(take.voice_db + _THUD_OVER_VOICE_DB, float(np.median(low)) + _BLOW_OVER_USUAL_DB)
    bang_s = blow_s = None
    for first, last in _runs(over):
        at_s, length_s = first * _LOW_HOP_S, _held_s(low, first, last)
        if length_s > _BANG_S or not _in_words(take, at_s, last * _LOW_HOP_S):
            bang_s = at_s if bang_s is None else bang_s
        elif low[first:last].max() > take.voice_db + _BLOW_OVER_VOICE_DB:
            blow_s = at_s if blow_s is None else blow_s
    return (bang_s if bang_s is not None else _bang_in_quiet(take)), blow_s


def _low_levels(samples: Samples, rate_hz: int) -> Floats:
    """Return the level in dBFS below every voice, every 10 ms."""
    freqs_hz = np.fft.rfftfreq(len(samples) + rate_hz, 1 / rate_hz)
    spectrum = np.fft.rfft(samples, len(samples) + rate_hz)
    spectrum[(freqs_hz < _LOW_HZ[0]) | (freqs_hz > _LOW_HZ[1])] = 0
    low = np.fft.irfft(spectrum, len(samples) + rate_hz)[: len(samples)]
    return _levels_db(low, rate_hz)


def _levels_db(sound: Floats, rate_hz: int) -> Floats:
    hop, width = frames(_LOW_HOP_S, rate_hz), frames(_LOW_WINDOW_S, rate_hz)
    total = np.concatenate([[0.0], np.cumsum(np.square(np.asarray(sound, np.float64)))])
    starts = np.arange(0, max(len(sound) - width, 1), hop)
    ends = np.minimum(starts + width, len(sound))
    power = (total[ends] - total[starts]) / np.maximum(ends - starts, 1)
    return np.asarray(10 * np.log10(np.maximum(power, 1e-15)))


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _held_s(low: Floats, first: int, last: int) -> float:
    """Return how long a burst stays within 20 dB of its peak."""
    peak = float(low[first:last].max())
    until = last
    while until < len(low) and low[until] > peak - 20.0:
        until += 1
    return (until - first) * _LOW_HOP_S - _LOW_WINDOW_S


def _in_words(take: HeardTake, from_s: float, to_s: float) -> bool:
    start_s, end_s = take.bounds.start / take.rate_hz, take.bounds.end / take.rate_hz
    return to_s > start_s - _BESIDE_S and from_s < end_s + _BESIDE_S


def _bang_in_quiet(take: HeardTake) -> float | None:
    """Return where a low sound rises at once out of the quiet around the words: no breath does that."""
    for begin, part in _quiet_parts(take):
        levels = _levels_db(np.asarray(part, np.float64), take.rate_hz)
        if len(levels) < _LEAST_LEVELS:
            continue
        at = int(np.argmax(levels))
        floor = float(np.percentile(levels, 20))
        rises = levels[at] - levels[max(at - 6, 0)] > _BANG_RISE_DB
        loud = levels[at] > max(take.voice_db - _BANG_UNDER_VOICE_DB, floor + _BANG_RISE_DB)
        if rises and loud and _low_share(part, at, take.rate_hz) > _BANG_LOW_SHARE:
            return begin + at * _LOW_HOP_S
    return None


def _quiet_parts(take: HeardTake) -> Iterator[tuple[float, Samples]]:
    beside = frames(_BESIDE_S, take.rate_hz)
    yield 0.0, take.samples[: max(take.bounds.start - beside, 0)]
    after = take.bounds.end + beside
    yield after / take.rate_hz, take.samples[after:]


def _low_share(part: Samples, at: int, rate_hz: int) -> float:
    hop = frames(_LOW_HOP_S, rate_hz)
    piece = np.asarray(part[max(at - 2, 0) * hop : (at + 20) * hop], np.float64)
    power = np.square(np.abs(np.fft.rfft(piece)))
    return float(power[np.fft.rfftfreq(len(piece), 1 / rate_hz) < _BANG_HZ].sum() / max(power.sum(), 1e-15))
