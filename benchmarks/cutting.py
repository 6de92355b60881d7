"""How many lines of a long recording are cut right, with the recogniser and without, and what is wrong in silence.

    python -m benchmarks.cutting --voice piper --seed 1 --seed 2
    python -m benchmarks.cutting --unseen --page docs/voices-measured.md

Seeds under 100 were used while the cutter was made; those from 100 on, with scripts and voices of their own, were
heard once, at the end: that is `--unseen`. Those from 200 on are untidy, with the scripts of those under 100; those
from 300 on are untidy with a script of their own, each heard for the first time when its row was written.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.long_recordings import CODECS, Recipe, Truth, long_recording
from benchmarks.spoken_lines import VOICES, language_of
from benchmarks.words import LINES
from stilte.speech.cutting.cut_lines import CutLine, cut_lines
from stilte.speech.cutting.long_recording import decode_long

_RIGHT_S, _OFF_S = 0.03, 0.45
_UNSEEN_FROM, _UNTIDY_FROM = 100, 200
_SECOND_SCRIPT_FROM = 300
_UNSEEN = (
    (101, "flite-rms"),
    (105, "flite-rms"),
    (106, "flite-awb"),
    (108, "flite-awb"),
)
_LINES = 74
_START, _END = "<!-- cutting -->", "<!-- end of cutting -->"
_HEAD = (
    "| recording | noise, codec | recogniser | right and sure | right | right by the clean sound too"
    " | asked: right + wrong | silent: another + edge off | time |\n|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of how many lines: right and sure, right but asked, wrong but asked, wrong in silence.

    `off` are of the silent ones those that are the right words, whole, an edge of which is more than 30 ms off.
    `clean` are right by the clean sound too, not only by what stands over the room.
    """

    lines: int
    sure: int
    asked: int
    wrong_asked: int
    silent: int
    off: int
    clean: int


def script(language: str, seed: int) -> list[str]:
    """Return the 74 lines of a seed: what the words are measured by, with short lines; or a routine of its own."""
    names: tuple[str, ...] = {
        "en": ("en.held-out.txt", "en.tuning.txt", "en.script.txt"),
        "nl": ("nl.held-out.txt", "nl.short-held-out.txt", "nl.tuning.txt"),
    }[language]
    if seed >= _SECOND_SCRIPT_FROM:
        names = (f"{language}.second-script.txt",)
    elif _UNSEEN_FROM <= seed < _UNTIDY_FROM:
        names = (f"{language}.unseen-script.txt",)
    texts = [
        line.partition(" | ")[0] for name in names for line in (LINES / name).read_text("utf-8").splitlines()
    ]
    return list(dict.fromkeys(texts))[:_LINES]


def recipe(seed: int, keep: Path | None = None) -> Recipe:
    """Return what is done to the recording of a seed: the codecs and both noises in turn, and how untidy."""
    if seed >= _UNTIDY_FROM:
        return _untidy(seed, keep)
    untidy = seed % 3
    return Recipe(
        seed,
        (20.0, 30.0)[seed % 2],
        list(CODECS)[seed % len(CODECS)],
        breaths=0.3 if untidy else 0.0,
        pauses=0.4 if untidy else 0.0,
        softer=untidy == 2,  # noqa: PLR2004
        keep=keep,
    )


def _untidy(seed: int, keep: Path | None) -> Recipe:
    """Return a recording in which everything that readers do goes wrong, now and then."""
    return Recipe(
        seed,
        (20.0, 30.0, 45.0)[seed % 3],
        list(CODECS)[seed % len(CODECS)],
        missing=0.04,
        breaths=0.3,
        pauses=0.3,
        softer=seed % 4 == 1,
        restarts=0.06,
        ums=0.06,
        joined=0.05,
        swapped=0.02,
        changed=0.05,
        hesitations=0.05,
        ring_s=(0.0, 0.25, 0.5)[seed // 3 % 3],
        keep=keep,
    )


def measure(seed: int, voice: str, *, hear: bool, show: bool = False, keep: Path | None = None) -> Outcome:
    """Make a recording (in the folder `keep`, where it stays), cut it, and compare."""
    language, made = language_of(voice), recipe(seed, keep)
    lines = script(language, seed)
    with tempfile.TemporaryDirectory(prefix="stilte-cut-") as folder:
        path = (keep or Path(folder)) / f"{voice}-{seed}.{CODECS[made.codec][0]}"
        truths = recorded(lines, voice, made, path)
        recording = decode_long(path, Path(folder) / "decoded")
        cuts = cut_lines(recording, lines, language, hear=hear)
    return judge(truths, cuts.lines, show=show)


def recorded(lines: list[str], voice: str, made: Recipe, path: Path) -> list[Truth]:
    """Make the recording at `path`, unless it is there, and return the truth of it."""
    known = path.with_suffix(".json")
    if known.exists():
        return [Truth(*row) for row in json.loads(known.read_text("utf-8"))]
    truths = long_recording(lines, voice, made, path)
    rows = [[one.text, one.place_s, one.heard_s, one.breath_s, one.readings_s, one.ring_s] for one in truths]
    known.write_text(json.dumps(rows), "utf-8")
    return truths


def judge(truths: list[Truth], cuts: tuple[CutLine, ...], *, show: bool) -> Outcome:
    """Count what is right, asked and silently wrong."""
    counts = {"sure": 0, "asked": 0, "wrong_asked": 0, "silent": 0}
    clean = off = 0
    for truth, cut in zip(truths, cuts, strict=True):
        right = _is_right(truth, cut)
        asked = cut.status == "unsure" or (cut.status == "missing" and truth.place_s is not None)
        kind = ("asked" if asked else "sure") if right else ("wrong_asked" if asked else "silent")
        counts[kind] += 1
        clean += right and (truth.place_s is None or _is_near(cut, truth, truth.place_s))
        off += kind == "silent" and _is_whole(truth, cut)
        if show and kind != "sure":
            told = f"true {truth.place_s} heard {truth.heard_s} cut {cut.start_s:.3f} {cut.end_s:.3f}"
            print(f"  {kind:11} {truth.text} {told} {cut.why}")
    return Outcome(len(truths), off=off, clean=clean, **counts)


def _is_right(truth: Truth, cut: CutLine) -> bool:
    if truth.place_s is None or truth.heard_s is None or cut.status == "missing":
        return truth.place_s is None and cut.status == "missing"
    return _is_whole(truth, cut) and _is_near(cut, truth, truth.heard_s)


def _is_whole(truth: Truth, cut: CutLine) -> bool:
    """Tell whether the take holds all the words, and no others."""
    if truth.place_s is None:
        return False
    (start_s, end_s), far_s = truth.place_s, _OFF_S
    whole = cut.from_s <= start_s + _RIGHT_S and cut.to_s >= end_s - _RIGHT_S
    first_s = start_s if truth.breath_s is None else truth.breath_s
    return whole and first_s - far_s < cut.start_s < start_s + far_s and abs(cut.end_s - end_s) < far_s


def _is_near(cut: CutLine, truth: Truth, heard_s: tuple[float, float]) -> bool:
    """Tell whether both ends are within 30 ms: of the clean words, or anywhere up to what is heard of them.

    A breath right before the words may be kept, or not.
    """
    if truth.place_s is None:
        return True
    first_s = truth.place_s[0] if truth.breath_s is None else truth.breath_s
    start = first_s - _RIGHT_S <= cut.start_s <= heard_s[0] + _RIGHT_S
    return start and heard_s[1] - _RIGHT_S <= cut.end_s <= truth.place_s[1] + truth.ring_s + _RIGHT_S


def row(seed: int, voice: str, one: Outcome, took_s: float, *, hear: bool) -> str:
    """Return a row of the table."""
    made, heard = recipe(seed), "with" if hear else "without"
    shares = " | ".join(f"{100 * n / one.lines:.1f} %" for n in (one.sure, one.sure + one.asked, one.clean))
    return (
        f"| {voice} {seed} | {made.noise_db:.0f} dB, {made.codec} | {heard} | {shares}"
        f" | {one.asked} + {one.wrong_asked} | {one.silent - one.off} + {one.off} | {took_s:.0f} s |"
    )


@click.command()
@click.option("--seed", "seeds", multiple=True, type=int, default=(1, 2))
@click.option("--voice", type=click.Choice(list(VOICES)), default="piper")
@click.option("--unseen", is_flag=True, help="The seeds, voices and scripts that nothing was chosen by.")
@click.option("--hear/--no-hear", "hear", default=None, help="Only with the recogniser, or only without.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the recordings in this folder.")
@click.option("--page", type=click.Path(path_type=Path), help="Renew the table in this page.")
@click.option("--show", is_flag=True, help="Print every line that is not right and sure.")
def main(
    seeds: tuple[int, ...],
    voice: str,
    hear: bool | None,  # noqa: FBT001 (click passes it so)
    keep: Path | None,
    page: Path | None,
    *,
    unseen: bool,
    show: bool,
) -> None:
    """Print a row of a table for each recording."""
    rows = []
    for seed, speaker in _UNSEEN if unseen else [(seed, voice) for seed in seeds]:
        for heard in [True, False] if hear is None else [hear]:
            began = time.monotonic()
            one = measure(seed, speaker, hear=heard, show=show, keep=keep)
            rows.append(row(seed, speaker, one, time.monotonic() - began, hear=heard))
            print(rows[-1], flush=True)
    if page:
        whole = page.read_text("utf-8")
        before, _, rest = whole.partition(_START)
        table = "\n".join([_HEAD, *rows])
        page.write_text(f"{before}{_START}\n{table}\n{_END}{rest.partition(_END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
