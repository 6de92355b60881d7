"""How many lines of a long recording are cut right, with the recogniser and without, and what is wrong in silence.

    python -m benchmarks.cutting --seed 1 --seed 2 --page docs/voices-measured.md

Seeds under 100 were used while the cutter was made; those from 100 on were heard once, at the end.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.long_recordings import CODECS, Recipe, Truth, long_recording
from benchmarks.words import LINES
from stilte.speech.cutting.cut_lines import CutLine, cut_lines
from stilte.speech.cutting.long_recording import decode_long

_RIGHT_S = 0.03
_END_S = 0.25
"""The end of a line that still counts as right; the room hides soft ends."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of how many lines: right and sure, right but asked, wrong but asked, wrong in silence; ends right too."""

    lines: int
    sure: int
    asked: int
    wrong_asked: int
    silent: int
    ends: int


def script(language: str) -> list[str]:
    """Return 74 lines: what the words are measured by, and a routine with short lines."""
    if language == "en":
        names = ("en.held-out.txt", "en.tuning.txt", "en.script.txt")
    else:
        names = ("nl.held-out.txt", "nl.short-held-out.txt", "nl.tuning.txt")
    texts = [
        line.partition(" | ")[0] for name in names for line in (LINES / name).read_text("utf-8").splitlines()
    ]
    return list(dict.fromkeys(texts))[:74]


def recipe(seed: int) -> Recipe:
    """Return what is done to the recording of a seed: the codecs and both noises in turn."""
    return Recipe(seed, (20.0, 30.0)[seed % 2], list(CODECS)[seed % len(CODECS)])


def measure(seed: int, voice: str, *, hear: bool, show: bool = False, keep: Path | None = None) -> Outcome:
    """Make a recording (in the folder `keep`, where it stays), cut it, and compare."""
    language = "nl" if voice.endswith("nl") else "en"
    lines, made = script(language), recipe(seed)
    with tempfile.TemporaryDirectory(prefix="stilte-cut-") as folder:
        path = (keep or Path(folder)) / f"{voice}-{seed}.{CODECS[made.codec][0]}"
        truths = _made(lines, voice, made, path)
        recording = decode_long(path, Path(folder) / "decoded")
        cuts = cut_lines(recording, lines, language, hear=hear)
    return _judge(truths, cuts.lines, show=show)


def _made(lines: list[str], voice: str, made: Recipe, path: Path) -> list[Truth]:
    known = path.with_suffix(".json")
    if known.exists():
        rows = json.loads(known.read_text("utf-8"))
        return [Truth(text, tuple(place) if place else None, tuple(more)) for text, place, more in rows]
    truths = long_recording(lines, voice, made, path)
    known.write_text(json.dumps([[one.text, one.place_s, one.readings_s] for one in truths]), "utf-8")
    return truths


def _judge(truths: list[Truth], cuts: tuple[CutLine, ...], *, show: bool) -> Outcome:
    counts = {"sure": 0, "asked": 0, "wrong_asked": 0, "silent": 0}
    ends = 0
    for truth, cut in zip(truths, cuts, strict=True):
        right = _is_right(truth, cut)
        asked = cut.status == "unsure" or (cut.status == "missing" and truth.place_s is not None)
        kind = ("asked" if asked else "sure") if right else ("wrong_asked" if asked else "silent")
        counts[kind] += 1
        ends += right and (truth.place_s is None or abs(cut.end_s - truth.place_s[1]) <= _RIGHT_S)
        if show and kind != "sure":
            print(
                f"  {kind:11} {truth.text} true {truth.place_s} cut {cut.start_s:.3f} {cut.end_s:.3f} {cut.why}"
            )
    return Outcome(len(truths), ends=ends, **counts)


def _is_right(truth: Truth, cut: CutLine) -> bool:
    if truth.place_s is None or cut.status == "missing":
        return truth.place_s is None and cut.status == "missing"
    whole = cut.from_s <= truth.place_s[0] + _RIGHT_S and cut.to_s >= truth.place_s[1] - _RIGHT_S
    return (
        whole
        and abs(cut.start_s - truth.place_s[0]) <= _RIGHT_S
        and abs(cut.end_s - truth.place_s[1]) < _END_S
    )


@click.command()
@click.option("--seed", "seeds", multiple=True, type=int, default=(1, 2))
@click.option("--voice", default="piper")
@click.option("--hear/--no-hear", "hear", default=None, help="Only with the recogniser, or only without.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the recordings in this folder.")
@click.option("--show", is_flag=True, help="Print every line that is not right and sure.")
def main(seeds: tuple[int, ...], voice: str, hear: bool | None, keep: Path | None, *, show: bool) -> None:  # noqa: FBT001 (click passes it so)
    """Print a row of a table for each recording."""
    for seed in seeds:
        for heard in [True, False] if hear is None else [hear]:
            began = time.monotonic()
            one, made = measure(seed, voice, hear=heard, show=show, keep=keep), recipe(seed)
            took_s = time.monotonic() - began
            found = "recogniser" if heard else "without"
            print(
                f"| {voice} {seed} | {made.noise_db:.0f} dB, {made.codec} | {found} | {100 * one.sure / one.lines:.1f} % |"
                f" {100 * (one.sure + one.asked) / one.lines:.1f} % | {100 * one.ends / one.lines:.1f} % |"
                f" {one.asked} + {one.wrong_asked} | {one.silent} | {took_s:.0f} s |",
                flush=True,
            )


if __name__ == "__main__":
    main()
