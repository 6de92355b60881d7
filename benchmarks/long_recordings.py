"""Long recordings as somebody makes them who reads a script aloud, with the truth of where each line is.

Stumbles, "sorry, again", lines said twice or three times, two lines said anew, coughs, breaths, pauses inside a line, a
line forgotten, a reader who grows softer, the noise of a room, a telephone's codec, a clock that is off by one percent.
Nothing of what finds them again is used here.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from benchmarks.reading_errors import UMS, happens, in_two, other_words, reading_order
from benchmarks.room_and_mouth import ECHO_UNDER_DB, RING_DB, breath, cough, echoing, heard_bounds, room
from benchmarks.spoken_lines import RATE_HZ, language_of, spoken
from stilte.sound.ffmpeg_program import ffmpeg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

_HALF = 0.5
_TWO_LINES = 0.3
_FADE_S = 0.03
_SOFTER_DB = 3.0
CODECS: dict[str, tuple[str, tuple[str, ...], float]] = {
    "wav": ("wav", (), 20_000.0),
    "m4a": ("m4a", ("-ar", "32000", "-c:a", "aac", "-b:a", "32k"), 11_000.0),
    "opus": ("opus", ("-c:a", "libopus", "-b:a", "16k", "-application", "voip"), 8000.0),
    "mp3": ("mp3", ("-ar", "22050", "-c:a", "libmp3lame", "-b:a", "32k"), 9000.0),
    "telephone": ("wav", ("-ar", "8000", "-c:a", "pcm_alaw"), 3700.0),
    "amr": ("amr", ("-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb", "-b:a", "12.2k"), 3500.0),
    "g722": ("wav", ("-ar", "16000", "-ac", "1", "-c:a", "g722"), 7000.0),
    "aac-low": ("m4a", ("-ar", "22050", "-c:a", "aac", "-b:a", "20k"), 7000.0),
    "amr-low": ("amr", ("-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb", "-b:a", "7.4k"), 3500.0),
    "opus-low": ("opus", ("-c:a", "libopus", "-b:a", "10k", "-application", "voip"), 6000.0),
}
"""Name: the ending of the file, the options of FFmpeg, and the highest frequency that is left, in hertz."""
_EXCUSES = {
    "en": ("Sorry, again.", "Oh no. Once more.", "Hm, sorry.", "Let me say that again."),
    "nl": ("Sorry, opnieuw.", "O nee. Nog een keer.", "Hm, sorry.", "Dat doe ik even over."),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done to a recording: noise in dB under the voice, codec, clock, and how often what goes wrong."""

    seed: int
    noise_db: float
    codec: str
    drift: float = 1.01
    stumbles: float = 0.08
    repeats: float = 0.1
    coughs: float = 0.06
    missing: float = 0.03
    breaths: float = 0.0
    pauses: float = 0.0
    softer: bool = False
    restarts: float = 0.0
    ums: float = 0.0
    joined: float = 0.0
    swapped: float = 0.0
    changed: float = 0.0
    hesitations: float = 0.0
    ring_s: float = 0.0
    keep: Path | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a line's words are, in seconds of the file; None where it was forgotten.

    `heard_s` is what of them stands over the noise of the room; `breath_s` is where a breath right before them
    begins, which may be kept; `readings_s` are where all readings begin; `ring_s` is how long the room rings
    on after them until it sinks under its noise, which may be kept too.
    """

    text: str
    place_s: tuple[float, float] | None
    heard_s: tuple[float, float] | None = None
    breath_s: float | None = None
    readings_s: tuple[float, ...] = ()
    ring_s: float = 0.0


def long_recording(lines: Sequence[str], voice: str, recipe: Recipe, path: Path) -> list[Truth]:
    """Write a recording of the lines at `path` (with the ending of its codec); return where they are."""
    chance = np.random.default_rng(recipe.seed)
    tape = _Tape(voice, recipe, chance)
    tape.quiet(1.0, 3.0)
    truths: list[Truth] = []
    order = reading_order(len(lines), recipe.swapped, chance)
    for number in order:
        before = truths[-1] if truths and truths[-1].place_s else None
        truths.append(_read(tape, lines[number]))
        if before and truths[-1].place_s and chance.random() < recipe.repeats * _TWO_LINES:
            tape.excuse()
            truths[-2:] = [_once_more(tape, one) for one in truths[-2:]]
    tape.quiet(1.0, 3.0)
    truths = [truths[order.index(number)] for number in range(len(lines))]
    clean = echoing(tape.whole(), recipe.ring_s, recipe.seed)
    noise = room(tape.voiced, len(clean), recipe.noise_db, recipe.seed)
    clock = recipe.drift if chance.random() < _HALF else 1 / recipe.drift
    truths = [_heard(truth, clean, noise, recipe) for truth in truths]
    _write(soxr.resample(clean + noise, RATE_HZ, RATE_HZ * clock), recipe.codec, path)
    return [_by_clock(truth, clock) for truth in truths]


def _read(tape: _Tape, line: str) -> Truth:
    chance, recipe = tape.chance, tape.recipe
    if chance.random() < recipe.coughs:
        tape.add(cough(chance))
        tape.quiet(0.5, 1.2)
    if chance.random() < recipe.missing:
        return Truth(line, None)
    if happens(chance, recipe.ums):
        tape.add(spoken(str(chance.choice(UMS)), tape.voice, 1.0, recipe.keep))
        tape.quiet(0.12, 0.6)
    readings = []
    if chance.random() < recipe.stumbles:
        tape.add(_begun(tape.said(line), chance))
        tape.excuse()
    while chance.random() < recipe.repeats:
        readings.append(tape.line(line)[1][0])
        tape.excuse()
    if happens(chance, recipe.restarts):
        tape.add(_begun(tape.said(line), chance))
        tape.quiet(0.03, 0.3)
    read = other_words(line, chance) if happens(chance, recipe.changed) else line
    breath_s, place = tape.line(read)
    if happens(chance, recipe.joined):
        tape.quiet(0.0, 0.05)
    else:
        tape.quiet(0.7, 2.5)
    return Truth(line, place, breath_s=breath_s, readings_s=(*readings, place[0]))


def _once_more(tape: _Tape, truth: Truth) -> Truth:
    breath_s, place = tape.line(truth.text)
    tape.quiet(0.7, 2.5)
    readings_s = (*truth.readings_s, place[0])
    return replace(truth, place_s=place, breath_s=breath_s, readings_s=readings_s)


def _heard(truth: Truth, clean: Sound, noise: Sound, recipe: Recipe) -> Truth:
    if truth.place_s is None:
        return truth
    heard_s = heard_bounds(clean, noise, truth.place_s, CODECS[recipe.codec][2])
    over_noise = (recipe.noise_db - ECHO_UNDER_DB) / RING_DB
    return replace(truth, heard_s=heard_s, ring_s=recipe.ring_s * max(over_noise, _HALF))


def _by_clock(truth: Truth, clock: float) -> Truth:
    if truth.place_s is None or truth.heard_s is None:
        return truth
    return Truth(
        truth.text,
        (truth.place_s[0] * clock, truth.place_s[1] * clock),
        (truth.heard_s[0] * clock, truth.heard_s[1] * clock),
        None if truth.breath_s is None else truth.breath_s * clock,
        tuple(at * clock for at in truth.readings_s),
        truth.ring_s,
    )


class _Tape:
    def __init__(self, voice: str, recipe: Recipe, chance: np.random.Generator) -> None:
        self.voice, self.recipe, self.chance = voice, recipe, chance
        self._parts: list[Sound] = []
        self._frames = 0
        self.voiced: list[Sound] = []

    def quiet(self, least_s: float, most_s: float) -> None:
        self._put(np.zeros(round(self.chance.uniform(least_s, most_s) * RATE_HZ)))

    def add(self, sound: Sound) -> tuple[float, float]:
        """Put a sound down; return where it is, in seconds."""
        start_s = self._frames / RATE_HZ
        self._put(sound)
        self.voiced.append(sound)
        return start_s, self._frames / RATE_HZ

    def line(self, text: str) -> tuple[float | None, tuple[float, float]]:
        """Put the words of a line down, perhaps after a breath; return where both are, in seconds."""
        breath_s = self._frames / RATE_HZ if self.chance.random() < self.recipe.breaths else None
        if breath_s is not None:
            self._put(breath(self.chance))
            self.quiet(0.02, 0.15)
        gain = 10 ** (-_SOFTER_DB * self._frames / RATE_HZ / 480 / 20) if self.recipe.softer else 1.0
        if happens(self.chance, self.recipe.hesitations) and " " in text:
            begun, rest = in_two(text, self.chance)
            start_s, _ = self.add(self.said(begun) * gain)
            self.quiet(0.4, 1.6)
            return breath_s, (start_s, self.add(self.said(rest) * gain)[1])
        first, comma, rest = text.partition(", ")
        if not comma or self.chance.random() >= self.recipe.pauses:
            return breath_s, self.add(self.said(text) * gain)
        start_s, _ = self.add(self.said(first + comma.rstrip()) * gain)
        self.quiet(0.25, 0.9)
        return breath_s, (start_s, self.add(self.said(rest) * gain)[1])

    def said(self, text: str) -> Sound:
        return spoken(text, self.voice, float(self.chance.choice([0.94, 1.0, 1.06])), self.recipe.keep)

    def excuse(self) -> None:
        """Say what one says before a line is read anew, or nothing."""
        self.quiet(0.5, 1.2)
        if self.chance.random() < _HALF:
            words = str(self.chance.choice(_EXCUSES[language_of(self.voice)]))
            self.add(spoken(words, self.voice, 1.0, self.recipe.keep))
            self.quiet(0.5, 1.2)

    def _put(self, sound: Sound) -> None:
        self._parts.append(sound)
        self._frames += len(sound)

    def whole(self) -> Sound:
        return np.concatenate(self._parts)


def _begun(words: Sound, chance: np.random.Generator) -> Sound:
    """Return the beginning of a line, broken off."""
    cut = words[: round(len(words) * chance.uniform(0.25, 0.6))].copy()
    fade = min(round(_FADE_S * RATE_HZ), len(cut))
    cut[-fade:] *= np.linspace(1, 0, fade)
    return cut


def _write(sound: Sound, codec: str, path: Path) -> None:
    _, options, _ = CODECS[codec]
    if not options:
        soundfile.write(path, sound, RATE_HZ, subtype="PCM_16")
        return
    plain = path.with_name(f"{path.stem}.plain.wav")
    soundfile.write(plain, sound, RATE_HZ, subtype="PCM_16")
    subprocess.run([ffmpeg(), "-v", "error", "-y", "-i", str(plain), *options, str(path)], check=True)
    plain.unlink()
