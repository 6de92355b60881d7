"""What the checks of a take find, and what they invent: planted faults and good takes by every voice at hand.

    python -m benchmarks.take_checks --page docs/voices-measured.md

Good takes are soft, breathy and short ones too, with natural breaths, in rooms 45 to 60 dB under the voice.
"""

from __future__ import annotations

import collections
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np
import soxr

from benchmarks.words import lines
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.recording_faults.check_take import check_take
from tests.speech.recording_faults.planted import FAULTS, RATE_HZ, good_take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

VOICES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "espeak f5": ("espeak", "nl", {"variant": "f5", "rate": 110}),
    "espeak m3": ("espeak", "nl", {"variant": "m3", "rate": 115}),
    "espeak whisperf": ("espeak", "nl", {"variant": "whisperf", "rate": 110}),
    "piper joe": ("piper", "en", {"model": "en_US-joe-medium", "length_scale": 1.4}),
    "kokoro, Dutch": ("kokoro", "nl", {"speed": 0.8}),
    "kokoro af_nicole (nearly whispers)": ("kokoro", "en-us", {"style": "af_nicole", "speed": 0.8}),
    "kokoro bm_george": ("kokoro", "en-us", {"style": "bm_george", "speed": 0.8}),
}
_START, _END = "<!-- take checks -->", "<!-- end of take checks -->"


@click.command()
@click.option("--takes", default=12, help="Good takes of each voice.")
@click.option("--planted", default=3, help="Of them, how many carry each fault.")
@click.option("--page", type=click.Path(path_type=Path), help="Renew the table in this page.")
def main(takes: int, planted: int, page: Path | None) -> None:
    """Count what is found and what is invented."""
    invented: collections.Counter[str] = collections.Counter()
    found: dict[str, list[int]] = {name: [0, 0, 0] for name in FAULTS}
    good = 0
    voices: list[str] = []
    for name in VOICES:
        try:
            for number, (text, words) in enumerate(_spoken(name, takes)):
                _one(text, words, 100 * len(voices) + number, invented, found if number < planted else {})
                good += 1
        except EngineUnavailable as why:
            print(why)
            continue
        voices.append(name)
        print(name, good, dict(invented), flush=True)
    text = _table(good, voices, invented, found)
    print(text)
    if page:
        whole = page.read_text("utf-8")
        before, _, rest = whole.partition(_START)
        after = rest.partition(_END)[2]
        page.write_text(f"{before}{_START}\n{text}\n{_END}{after}", "utf-8")


def _one(
    text: str,
    words: NDArray[np.float64],
    seed: int,
    invented: collections.Counter[str],
    found: dict[str, list[int]],
) -> None:
    take = good_take(words, seed)
    for fault in check_take(take.samples.astype(np.float32), RATE_HZ, text).faults:
        invented[fault.kind] += 1
        print("  invented:", fault.kind, text, seed)
    for name, counts in found.items():
        kind, plant = FAULTS[name]
        kinds = {one.kind for one in check_take(plant(take).astype(np.float32), RATE_HZ, text).faults}
        counts[0] += kind in kinds
        counts[1] += 1
        counts[2] += bool(kinds - {kind})


def _spoken(name: str, count: int) -> Iterator[tuple[str, NDArray[np.float64]]]:
    by, language, settings = VOICES[name]
    base = language.partition("-")[0]
    texts = [written for written, _ in lines(base, "held-out")]
    short = [written for written, _ in lines("nl", "short-held-out")] if base == "nl" else []
    mixed = texts[: count - count // 4] + short[: count // 4] if short else texts[:count]
    for text in mixed:
        clip = engine(by).say((Piece(text),), EngineVoice(language, settings))
        sound = np.asarray(clip.samples, np.float64).mean(axis=1)
        sound = soxr.resample(sound, clip.rate_hz, RATE_HZ)
        heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 300)
        yield text, sound[heard[0] : heard[-1] + 1]


def _table(
    good: int, voices: list[str], invented: collections.Counter[str], found: dict[str, list[int]]
) -> str:
    told = ", ".join(f"{kind} {count}" for kind, count in invented.items()) or "none"
    head = f"{good} good takes ({'; '.join(voices)}): faults invented: **{told}**.\n"
    rows = [f"| {name} | {one} of {of} | {more} |" for name, (one, of, more) in found.items()]
    return "\n".join([head, "| planted | named | with another fault beside it |", "|---|---|---|", *rows])


if __name__ == "__main__":
    main()
