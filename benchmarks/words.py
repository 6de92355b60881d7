"""How well a recogniser understands the voices: word and character errors, with and without our work on text.

    python benchmarks/words.py --language nl --engine kokoro --set held-out
    python benchmarks/words.py --table docs/voices-measured.md

Whisper base hears every line; its own mistakes are counted too, so the figures serve to compare. A hundred
words give ±5 points. `--set tuning` is for trying settings; the held-out lines are never used for that.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from stilte.script.line import Utterance
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.lexicon import lexicon_for
from stilte.speech.recogniser import character_errors, hear, word_errors
from stilte.speech.text import prepare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.speech.engine import Sentence

LINES = Path(__file__).parent / "lines"
LANGUAGES = {"nl": "nl", "en": "en-us", "de": "de"}
SPEAKERS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "nl": (("kokoro", {}), ("espeak", {"variant": "f5"}), ("espeak", {"variant": "pablo"})),
    "en": (
        ("kokoro", {}),
        ("kokoro", {"style": "af_nicole"}),
        ("piper", {"model": "en_US-joe-medium"}),
        ("espeak", {}),
    ),
    "de": (("kokoro", {}), ("espeak", {})),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of a speaker over a set of lines; `strict` counts a compound that was written apart."""

    words: float
    strict: float
    characters: float
    speech_s: float
    took_s: float


def lines(language: str, which: str) -> list[tuple[str, str]]:
    """Return the lines of a set: as written, and as they should be read."""
    found = (LINES / f"{language}.{which}.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" | ") for line in found)
    return [(written, read or written) for written, _, read in pairs]


def score(
    name: str,
    voice: EngineVoice,
    pairs: Iterable[tuple[str, str]],
    *,
    plain: bool = False,
    show: bool = False,
) -> Score:
    """Speak and hear every line."""
    wrong, strictly, of, wrong_signs, of_signs, speech_s, took_s = 0, 0, 0, 0, 0, 0.0, 0.0
    for written, read in pairs:
        began = time.perf_counter()
        clip = engine(name).say(_sentence(written, voice.language, plain=plain), voice)
        took_s += time.perf_counter() - began
        speech_s += clip.frames / clip.rate_hz
        heard = hear(clip, voice.language)
        errors, count = word_errors(read, heard, voice.language)
        sign_errors, sign_count = character_errors(read, heard, voice.language)
        wrong, of = wrong + errors, of + count
        strictly += word_errors(read, heard, voice.language, strict=True)[0]
        wrong_signs, of_signs = wrong_signs + sign_errors, of_signs + sign_count
        if show and errors:
            print(f"  {read}\n    heard: {heard}")
    return Score(wrong / of, strictly / of, wrong_signs / of_signs, speech_s, took_s)


def _sentence(text: str, language: str, *, plain: bool) -> Sentence:
    if plain:
        return (Piece(text),)
    return prepare(Utterance((text,), "voice", language), lexicon_for(language))


@click.command()
@click.option("--language", multiple=True, default=tuple(LANGUAGES))
@click.option("--engine", "engines", multiple=True, help="Only this engine.")
@click.option("--set", "which", default="held-out", type=click.Choice(["held-out", "tuning", "marks"]))
@click.option("--setting", multiple=True, help="A setting instead of ours: speed=0.8, style=[a, b].")
@click.option("--show", is_flag=True, help="Print every line that was misheard.")
@click.option("--table", type=click.Path(path_type=Path), help="Measure everything and write it here.")
def main(
    language: tuple[str, ...],
    engines: tuple[str, ...],
    which: str,
    setting: tuple[str, ...],
    table: Path | None,
    *,
    show: bool,
) -> None:
    """Measure voices by a recogniser."""
    if table:
        table.write_text(report(), "utf-8")
        return
    own = {key: yaml.safe_load(value) for key, _, value in (pair.partition("=") for pair in setting)}
    for code in language:
        for name, settings in SPEAKERS[code]:
            if engines and name not in engines:
                continue
            voice = EngineVoice(LANGUAGES[code], {**settings, **own})
            found = score(name, voice, lines(code, which), show=show)
            print(f"{code} {name} {dict(voice.settings)}: {found}")


def report() -> str:
    """Return every speaker's figures as Markdown tables."""
    head = (Path(__file__).parent / "voices-measured.head.md").read_text("utf-8")
    rows = [row for code in SPEAKERS for row in _rows(code)]
    return head + "\n".join(rows) + "\n"


def _rows(code: str) -> Iterable[str]:
    for name, settings in SPEAKERS[code]:
        voice = EngineVoice(LANGUAGES[code], settings)
        try:
            engine(name).fingerprint(voice)
        except EngineUnavailable as error:
            yield f"| {code} | {name} | not here: {error.why} | | | |"
            continue
        held = score(name, voice, lines(code, "held-out"), show=True)
        plainly = score(name, voice, lines(code, "marks"), plain=True)
        prepared = score(name, voice, lines(code, "marks"))
        asked = ", ".join(f"{key} {value}" for key, value in settings.items()) or "as shipped"
        yield (
            f"| {code} | {name}, {asked} | **{held.words:.3f}** | {held.strict:.3f} | {held.characters:.3f} "
            f"| {plainly.words:.2f} → {prepared.words:.2f} |"
        )
        print(code, name, asked, held, plainly.words, prepared.words, flush=True)


if __name__ == "__main__":
    main()
