"""Good takes of a voice in a room, and the faults that are planted in them. Mono, at 48 kHz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE_HZ = 48_000


@dataclass(frozen=True, slots=True, eq=False)
class GoodTake:
    """A recording of a line as it should be: room, perhaps a breath, the words, room."""

    samples: Sound
    first: int
    """The frames between which the words are."""
    last: int
    voice: float
    """The root mean square of the words."""

    @property
    def middle(self) -> int:
        """Return the frame in the middle of the words."""
        return (self.first + self.last) // 2


def rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


def decibels(level_db: float) -> float:
    return float(10 ** (level_db / 20))


def coloured(count: int, slope_db: float, chance: np.random.Generator) -> Sound:
    """Return noise that falls by so many dB an octave, of RMS 1."""
    spectrum = np.fft.rfft(chance.normal(size=count))
    hz = np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 25.0)
    sound = np.fft.irfft(spectrum * (hz / 1000.0) ** (-slope_db / 6.02), count)
    return np.asarray(sound / rms(sound))


def breath(length_s: float, level: float, chance: np.random.Generator) -> Sound:
    """Return an in-breath: air between 500 Hz and 5 kHz that swells and sinks."""
    count = round(length_s * RATE_HZ)
    spectrum = np.fft.rfft(chance.normal(size=count))
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    air = np.fft.irfft(spectrum * np.exp(-0.5 * (np.log2(np.maximum(hz, 1) / 1800) / 0.9) ** 2), count)
    shaped = air * np.hanning(count) ** 0.7
    return np.asarray(shaped / rms(shaped) * level)


def good_take(words: Sound, seed: int) -> GoodTake:
    """Return words, without quiet around them, as a careful author records them."""
    chance = np.random.default_rng(seed)
    level = decibels(chance.uniform(-38.0, -20.0))
    voice = words / rms(words) * level
    if seed % 3 == 1:
        voice = breathy(voice, chance)
    before, after = (round(chance.uniform(0.4, 1.2) * RATE_HZ) for _ in range(2))
    whole = np.concatenate([np.zeros(before), voice, np.zeros(after)])
    distance_db, slope = chance.uniform(45.0, 60.0), chance.choice([0.0, 3.0, 4.5])
    whole += coloured(len(whole), slope, chance) * level * decibels(-distance_db)
    if seed % 2:
        air = breath(chance.uniform(0.25, 0.5), level * decibels(-chance.uniform(20.0, 34.0)), chance)
        start = max(before - len(air) - round(chance.uniform(0.02, 0.12) * RATE_HZ), 0)
        whole[start : start + len(air)] += air
    return GoodTake(whole, before, before + len(voice), level)


def breathy(voice: Sound, chance: np.random.Generator) -> Sound:
    """Return a voice with air in it, 12 dB under it and as loud as it goes."""
    width = round(0.02 * RATE_HZ)
    envelope = np.sqrt(np.convolve(np.square(voice), np.full(width, 1 / width), "same"))
    air = coloured(len(voice), 0.0, chance)
    return np.asarray(voice + air * envelope * decibels(-12.0))


def too_soft(take: GoodTake) -> Sound:
    return take.samples * (decibels(-52.0) / take.voice)


def too_loud(take: GoodTake) -> Sound:
    return take.samples * (0.985 / float(np.abs(take.samples).max()))


def hard_clipped(take: GoodTake) -> Sound:
    return np.clip(take.samples * 2.2 / float(np.abs(take.samples).max()), -1.0, 1.0)


def clipped_before_a_fader(take: GoodTake) -> Sound:
    """Return a take clipped in the microphone's own amplifier, then turned down."""
    return hard_clipped(take) * 0.4


def softly_clipped(take: GoodTake) -> Sound:
    """Return a take pressed against a limiter that rounds what it cuts."""
    return np.tanh(take.samples * 3.0 / float(np.abs(take.samples).max())) * 0.7


def with_hum(base_hz: float, under_db: float) -> Callable[[GoodTake], Sound]:
    def planted(take: GoodTake) -> Sound:
        at_s = np.arange(len(take.samples)) / RATE_HZ
        parts = ((1, 1.0), (2, 0.6), (3, 0.4), (5, 0.2))
        hum = sum(part * np.sin(2 * np.pi * base_hz * number * at_s + number) for number, part in parts)
        hum = np.asarray(hum)
        return take.samples + hum / rms(hum) * take.voice * decibels(-under_db)

    return planted


def noisy(take: GoodTake) -> Sound:
    noise = coloured(len(take.samples), 3.0, np.random.default_rng(9))
    return take.samples + noise * take.voice * decibels(-26.0)


def cut_at_its_beginning(take: GoodTake) -> Sound:
    return take.samples[take.first + _loud_place(take.samples[take.first : take.last]) :]


def cut_at_its_end(take: GoodTake) -> Sound:
    words = take.samples[take.first : take.last][::-1]
    return take.samples[: take.last - _loud_place(words)]


def _loud_place(words: Sound) -> int:
    """Return the first place, at least 60 ms in, at which a sound is on."""
    width = round(0.012 * RATE_HZ)
    power = np.convolve(np.square(words), np.full(width, 1 / width), "same")
    inside = np.flatnonzero(power > 0.5 * np.mean(np.square(words)))
    return int(inside[inside > round(0.06 * RATE_HZ)][0])


def with_click(take: GoodTake) -> Sound:
    """Return a take with a tick of the mouth or a cable beside a word: a millisecond."""
    sound = take.samples.copy()
    at = np.arange(48)
    tick = np.exp(-at / 8.0) * np.cos(at * 1.9)
    place = take.last + round(0.03 * RATE_HZ)
    sound[place : place + 48] += tick * take.voice
    return sound


def with_click_in_a_word(take: GoodTake) -> Sound:
    sound = take.samples.copy()
    sound[take.middle] += 4.0 * take.voice
    return sound


def with_plosive(take: GoodTake) -> Sound:
    """Return a take with air against the membrane at its first sound: a burst under 100 Hz."""
    count = round(0.09 * RATE_HZ)
    at_s = np.arange(count) / RATE_HZ
    blow = np.sin(2 * np.pi * 38.0 * at_s) * np.exp(-at_s / 0.025) * np.minimum(at_s / 0.004, 1)
    sound = take.samples.copy()
    sound[take.first : take.first + count] += blow * take.voice * 6.0
    return sound


def with_door(take: GoodTake) -> Sound:
    """Return a take with a door after the words: low, at once, gone after half a second."""
    return _bang(take, take.last + round(0.15 * RATE_HZ), 1.0)


def with_door_in_the_words(take: GoodTake) -> Sound:
    return _bang(take, take.middle, 2.0)


def _bang(take: GoodTake, place: int, level: float) -> Sound:
    count = min(round(0.5 * RATE_HZ), len(take.samples) - place)
    chance = np.random.default_rng(11)
    spectrum = np.fft.rfft(chance.normal(size=count))
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
    thud = np.fft.irfft(spectrum / (1 + (hz / 90.0) ** 2), count)
    at_s = np.arange(count) / RATE_HZ
    thud *= np.exp(-at_s / 0.09) * np.minimum(at_s / 0.003, 1)
    sound = take.samples.copy()
    sound[place : place + count] += thud / rms(thud[: count // 3]) * take.voice * level
    return sound


FAULTS: Mapping[str, tuple[str, Callable[[GoodTake], Sound]]] = {
    "too soft": ("too soft", too_soft),
    "too loud": ("too loud", too_loud),
    "hard clipped": ("clipped", hard_clipped),
    "clipped, then turned down": ("clipped", clipped_before_a_fader),
    "clipped softly, before a limiter": ("clipped", softly_clipped),
    "hum 50 Hz, 40 dB under": ("hum", with_hum(50.0, 40.0)),
    "hum 60 Hz, 40 dB under": ("hum", with_hum(60.0, 40.0)),
    "hum 50 Hz, 30 dB under": ("hum", with_hum(50.0, 30.0)),
    "noise 26 dB under": ("noise", noisy),
    "cut at its beginning": ("cut at its beginning", cut_at_its_beginning),
    "cut at its end": ("cut at its end", cut_at_its_end),
    "click beside a word": ("click", with_click),
    "click in a word": ("click", with_click_in_a_word),
    "plosive": ("plosive", with_plosive),
    "door after the words": ("bang", with_door),
    "door in the words": ("bang", with_door_in_the_words),
}
"""What is planted: the kind of fault that is to be named, and how it is planted."""
