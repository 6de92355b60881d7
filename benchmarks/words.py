"""How well a recogniser understands the voices: word and character errors, with and without our work on text.

    python -m benchmarks.words --language nl --engine kokoro --set held-out
    python -m benchmarks.words --table docs/voices-measured.md

Whisper base hears every line; its own mistakes are counted too, so the figures serve to compare. A hundred
words give ±5 points. `--set tuning` and `--set short` are for trying settings; the held-out lines are never
used for that. What was heard is kept in `output/.cache/heard.jsonl`, so that a run that was stopped goes on.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from stilte.script.line import Utterance
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineUnavailable, EngineVoice, Piece, engine
from stilte.speech.lexicon import lexicon_for
from stilte.speech.recogniser import character_errors, recognise, word_errors
from stilte.speech.take_processing import TakeProcessing, shape_take
from stilte.speech.text import prepare, spoken_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.speech.engine import Sentence

RATE_HZ = 44_100
LINES = Path(__file__).parent / "lines"
HEARD = Path(__file__).parent.parent / "output" / ".cache" / "heard.jsonl"
SETS = ("held-out", "tuning", "marks", "short", "short-held-out", "words")
LANGUAGES = {"nl": "nl", "en": "en-us", "de": "de", "fr": "fr", "es": "es", "it": "it", "pt": "pt"}
SPEAKERS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "nl": (("kokoro", {}), ("espeak", {"variant": "f5"})),
    "en": (
        ("kokoro", {}),
        ("kokoro", {"style": "af_nicole"}),
        ("piper", {"model": "en_US-joe-medium"}),
        ("espeak", {}),
    ),
    "de": (("kokoro", {}), ("espeak", {})),
    "fr": (("kokoro", {}),),
    "es": (("kokoro", {}),),
    "it": (("kokoro", {}),),
    "pt": (("kokoro", {}),),
}
_TABLE = re.compile(r"(\|[ -]*language.*\n\|[-| ]+\n)((?:\|.*\n)*)")


@dataclass(frozen=True, slots=True)
class Score:
    """Errors of a speaker over a set of lines; `strict` counts a compound that was written apart."""

    words: float
    strict: float
    characters: float


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
    """Speak and hear every line; a line that was heard before counts as it was heard then."""
    wrong, strictly, of, wrong_signs, of_signs = 0, 0, 0, 0, 0
    for written, read in pairs:
        found = heard(name, voice, _sentence(written, voice.language, plain=plain))
        errors, count = word_errors(read, found, voice.language)
        sign_errors, sign_count = character_errors(read, found, voice.language)
        wrong, of = wrong + errors, of + count
        strictly += word_errors(read, found, voice.language, strict=True)[0]
        wrong_signs, of_signs = wrong_signs + sign_errors, of_signs + sign_count
        if show and errors:
            print(f"  {read}\n    heard: {found}")
    return Score(wrong / of, strictly / of, wrong_signs / of_signs)


def heard(name: str, voice: EngineVoice, sentence: Sentence) -> str:
    """Return what the recogniser makes of a sentence by an engine, out of the kept ones where it is there."""
    key = repr(("take", engine(name).fingerprint(voice), voice.language, voice.speed, sentence))
    known = _known()
    if key not in known:
        known[key] = recognise(_take(name, voice, sentence), voice.language)
        HEARD.parent.mkdir(parents=True, exist_ok=True)
        with HEARD.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps([key, known[key]], ensure_ascii=False) + "\n")
    return known[key]


def _take(name: str, voice: EngineVoice, sentence: Sentence) -> Clip:
    """Return the take as it will be in a track, but for its level."""
    processing = TakeProcessing(RATE_HZ)
    clip = engine(name).say(sentence, voice)
    shaped = shape_take(clip, spoken_text(sentence), voice.speed, processing, synthetic=True)
    return Clip(shaped.samples[:, None], RATE_HZ)


@cache
def _known() -> dict[str, str]:
    return dict(map(json.loads, HEARD.read_text("utf-8").splitlines())) if HEARD.exists() else {}


def _sentence(text: str, language: str, *, plain: bool) -> Sentence:
    if plain:
        return (Piece(text),)
    return prepare(Utterance((text,), "voice", language), lexicon_for(language))


@click.command()
@click.option("--language", multiple=True, default=tuple(LANGUAGES))
@click.option("--engine", "engines", multiple=True, help="Only this engine.")
@click.option("--set", "which", default="held-out", type=click.Choice(SETS))
@click.option("--setting", multiple=True, help="A setting instead of ours: speed=0.8, style=[a, b].")
@click.option("--show", is_flag=True, help="Print every line that was misheard.")
@click.option(
    "--table", type=click.Path(path_type=Path), help="Measure everything; renew the table in this page."
)
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
        for row in (row for code in language for row in _rows(code)):
            table.write_text(renewed(table.read_text("utf-8"), row), "utf-8")
        return
    own = {key: yaml.safe_load(value) for key, _, value in (pair.partition("=") for pair in setting)}
    for code in language:
        for name, settings in SPEAKERS[code]:
            if engines and name not in engines:
                continue
            voice = EngineVoice(LANGUAGES[code], {**settings, **own})
            found = score(name, voice, lines(code, which), show=show)
            print(f"{code} {name} {dict(voice.settings)}: {found}")


def renewed(page: str, row: str) -> str:
    r"""Return a page with a row put in its table of voices, in place of that of the same language and voice.

    >>> table = "| language | voice | words |\n|---|---|---|\n| nl | a | 0.3 |\n| de | a | 0.2 |\n"
    >>> renewed(table, "| nl | a | 0.1 |")
    '| language | voice | words |\n|---|---|---|\n| nl | a | 0.1 |\n| de | a | 0.2 |\n'
    """

    def filled(match: re.Match[str]) -> str:
        rows = {_speaker(each): each for each in [*match[2].splitlines(), row]}
        ordered = sorted(rows.values(), key=lambda each: [*SPEAKERS].index(_speaker(each)[0]))
        return match[1] + "".join(f"{each}\n" for each in ordered)

    return _TABLE.sub(filled, page, count=1)


def _speaker(row: str) -> tuple[str, str]:
    _, code, voice, *_ = map(str.strip, row.split("|"))
    return code, voice


def _rows(code: str) -> Iterable[str]:
    for name, settings in SPEAKERS[code]:
        voice = EngineVoice(LANGUAGES[code], settings)
        asked = ", ".join(f"{key} {value}" for key, value in settings.items()) or "as shipped"
        try:
            engine(name).fingerprint(voice)
        except EngineUnavailable as error:
            yield f"| {code} | {name}, {asked} | not here: {error.why} | | | | |"
            continue
        held = score(name, voice, lines(code, "held-out"))
        plainly = score(name, voice, lines(code, "marks"), plain=True)
        prepared = score(name, voice, lines(code, "marks"))
        short = f"{score(name, voice, lines(code, 'short-held-out')).words:.2f}" if code == "nl" else ""
        yield (
            f"| {code} | {name}, {asked} | **{held.words:.3f}** | {held.strict:.3f} | {held.characters:.3f} "
            f"| {plainly.words:.2f} → {prepared.words:.2f} | {short} |"
        )
        print(code, name, asked, held, plainly.words, prepared.words, short, flush=True)


if __name__ == "__main__":
    main()
