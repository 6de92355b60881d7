"""How many words a minute the shipped voices speak inside their lines, and how well that is estimated.

    python -m benchmarks.paces --voice rustig --engine kokoro

The takes are what is heard in a track; the quiet around a line does not count, that at its marks does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from benchmarks.words import lines
from stilte.errors import BuildError
from stilte.reader import Report
from stilte.script.estimate import estimate
from stilte.script.line import Utterance
from stilte.speech.lexicon import lexicon_for
from stilte.speech.speak import speak
from stilte.speech.speech_rate import pace
from stilte.speech.text import prepare
from stilte.speech.trim import AFTER_S, BEFORE_S
from stilte.speech.voices import read_voice, voice_names
from stilte.store import Store

if TYPE_CHECKING:
    from stilte.speech.voice import Use, Voice

ROOT = Path(__file__).resolve().parent.parent
RATE_HZ = 24_000
ENGINES = ("kokoro", "espeak")


@dataclass(frozen=True, slots=True)
class Pace:
    """Words a minute inside lines, and what `check` supposes a line lasts over what it does."""

    words_a_minute: float
    estimated: float


def voice_of(name: str) -> Voice:
    """Return a shipped voice."""
    return read_voice(ROOT / "voices" / f"{name}.yaml", ROOT, Report())


def measured(voice: Voice, use: Use, count: int, folder: Path) -> Pace:
    """Speak so many held-out lines by one engine of a voice; raises BuildError where it does not speak."""
    alone = replace(voice, use=(use,))
    read = [text for _, text in lines(voice.language[:2], "held-out")[:count]]
    said = [(Utterance((text,), voice.name, voice.language), None) for text in read]
    takes = speak(
        said,
        {voice.name: alone},
        store=Store(folder, "takes"),
        rate_hz=RATE_HZ,
        prepare=lambda utterance, of: prepare(utterance, lexicon_for(of.language)),
    ).takes
    lasts_s = sum(take.length_frames for take in takes.values()) / RATE_HZ
    guess = estimate(RATE_HZ, {voice.name: pace(alone)})
    estimated_s = sum(guess.speech(utterance) for utterance in takes) / RATE_HZ
    words = sum(len(text.split()) for text in read)
    return Pace(60 * words / (lasts_s - len(takes) * (BEFORE_S + AFTER_S)), estimated_s / lasts_s)


@click.command()
@click.option("--voice", "names", multiple=True, help="Only these voices.")
@click.option("--engine", "engines", multiple=True, default=ENGINES)
@click.option("--count", default=20, help="So many lines of each language.")
def main(names: tuple[str, ...], engines: tuple[str, ...], count: int) -> None:
    """Print a row for every engine of every voice."""
    for name in names or voice_names(ROOT / "voices"):
        voice = voice_of(name)
        for use in (use for use in voice.use if use.engine in engines):
            with TemporaryDirectory() as folder:
                try:
                    found = measured(voice, use, count, Path(folder))
                except BuildError as error:
                    print(f"{name} {use.engine}: {error}")
                    continue
            settings = ", ".join(f"{key} {value}" for key, value in use.settings.items())
            print(
                f"| {name} ({voice.language}) | {use.engine}, {settings} | {found.words_a_minute:.0f} "
                f"| {found.estimated:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
