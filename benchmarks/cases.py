"""The cases of docs/performance.md, each a function that measures and returns plain figures."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg

from benchmarks import material
from benchmarks.timing import ROOT, Figures, Run, in_turn, ratio, run, stilte

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Found = dict[str, Any]
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def run_all(folder: Path, *, full: bool, tracks: int) -> Found:
    """Run every case; what an interrupted run has found in this folder already is not run again."""
    cases: dict[str, Callable[[], Any]] = {
        "twelve": lambda: twelve_minutes(folder / "twelve", 5),
        "hear": lambda: hear(folder / "twelve", 5),
        "floor": lambda: floor(folder / "twelve", 3),
        "samples": lambda: samples(folder / "samples"),
        "thousand": lambda: unchanged(folder / "thousand", 1000),
        "workers": lambda: workers(folder / "many", tracks),
        "long": lambda: long_tracks(folder, full=full),
    }
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "found.json"
    found: Found = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else {}
    for name, case in cases.items():
        if name not in found:
            found[name] = case()
            notes.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return found


def twelve_minutes(folder: Path, count: int) -> Found:
    """Time a twelve-minute track: nothing cached, one line edited, nothing changed; and the yardstick."""
    material.project(folder, 12)
    path = folder / "scripts/proef-0000.yaml"
    ours(folder)
    plan = plan_file(folder, path)  # as it was built: an estimated plan may well be shorter

    def cold() -> Run:
        shutil.rmtree(folder / "output", ignore_errors=True)
        return ours(folder)

    def edited() -> Run:
        material.edit_middle(path)
        return ours(folder)

    def yardstick() -> Run:
        return pydub(plan, folder)

    mine, after_edit, nothing, theirs = in_turn(count, cold, edited, lambda: ours(folder), yardstick)
    return {
        "cold": figures(mine),
        "edited": figures(after_edit),
        "unchanged": figures(nothing),
        "pydub": figures(theirs),
        "cold_ratio": ratio(mine, theirs),
        "edited_ratio": ratio(after_edit, theirs),
        "stages": json.loads(mine.runs[-1].out)["stages"],
    }


def hear(folder: Path, count: int) -> Found:
    """Time from saving an edit to having the first seconds from that line on."""
    path = folder / "scripts/proef-0000.yaml"

    def play() -> Run:
        line = material.edit_middle(path)
        heard = folder / "heard.wav"
        heard.unlink(missing_ok=True)  # `play` replaces no file
        words = ("--from", str(line), "--for", "2", "-o", str(heard))
        return stilte("--project", str(folder), "play", path.stem, *words)

    return figures(*in_turn(count, play))


def floor(folder: Path, count: int) -> Found:
    """Time LAME alone on the same samples: in one pass, and split over all cores."""
    wav = folder / "floor.wav"
    mp3 = folder / "output/proef-0000/proef-0000.mp3"
    subprocess.run([FFMPEG, "-y", "-loglevel", "error", "-i", mp3, wav], check=True)
    one, all_cores = in_turn(count, lambda: lame(wav), lambda: lame_halves(wav))
    return {"one_pass": figures(one), "all_cores": figures(all_cores)}


def lame(wav: Path, *window: str) -> Run:
    """Encode a WAV file, or a window of it, in one pass."""
    out = wav.with_name(f"floor{'-'.join(window)}.mp3")
    return run(FFMPEG, "-y", "-loglevel", "error", *window, "-i", str(wav), "-b:a", "128k", str(out))


def lame_halves(wav: Path) -> Run:
    """Encode both halves of a twelve-minute WAV file at once; the slower one counts."""
    with ThreadPoolExecutor(2) as pool:
        halves = list(pool.map(lambda window: lame(wav, *window), (("-t", "360"), ("-ss", "360"))))
    return max(halves, key=lambda half: half.wall_s)


def long_tracks(folder: Path, *, full: bool) -> list[Found]:
    """Time tracks of 12 minutes to 8 hours, ours and (up to 30 minutes, or 2 hours) the yardstick's.

    Two hours come again after eight: the machine's speed drifts.
    """
    rows: dict[int, Found] = {}
    runs: dict[int, list[Run]] = {}
    for minutes in (12, 30, 120, 480, 120):
        place = material.project(folder / f"long-{minutes}", minutes)
        runs.setdefault(minutes, []).append(ours(place))
        row = rows.setdefault(minutes, {"minutes": minutes})
        row["ours"] = figures(Figures(tuple(runs[minutes])))
        if "pydub" not in row and minutes <= (120 if full else 30):
            plan = plan_file(place, place / "scripts/proef-0000.yaml")
            row["pydub"] = figures(Figures((pydub(plan, place),)))
        shutil.rmtree(place / "output")
    return list(rows.values())


def samples(folder: Path) -> list[Found]:
    """Time the sample tracks with the draft voice: takes kept, everything else made anew; then nothing changed."""
    for name in ("scripts", "voices", "music"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    shutil.copy(ROOT / "podcast.yaml", folder)
    stilte("--project", str(folder), "build", "--draft")
    rows = []
    for script in sorted(path.stem for path in (folder / "scripts").glob("[!_]*.yaml")):
        made = stilte("--project", str(folder), "build", script, "--draft", "--force", "--json")
        lengths = [json.loads(line)["length_s"] for line in made.out.splitlines()]
        rows.append({"script": script, "lengths_s": lengths, **figures(Figures((made,)))})
    nothing = stilte("--project", str(folder), "build", "--draft")
    return [
        *rows,
        {"script": "all of them, nothing changed", "lengths_s": [], **figures(Figures((nothing,)))},
    ]


def unchanged(folder: Path, scripts: int) -> Found:
    """Time a build of many scripts of which none changed."""
    material.project(folder, 0.1, scripts=scripts, bed=False)
    ours(folder)
    return figures(*in_turn(3, lambda: ours(folder)))


def workers(folder: Path, scripts: int) -> Found:
    """Time many twelve-minute tracks by one worker and by two."""
    material.project(folder, 12, scripts=scripts)

    def by(jobs: int) -> Run:
        shutil.rmtree(folder / "output", ignore_errors=True)
        return ours(folder, "--jobs", str(jobs))

    one, two = in_turn(1, lambda: by(1), lambda: by(2))
    return {"tracks": scripts, "one": figures(one), "two": figures(two), "gain": ratio(one, two)}


def ours(folder: Path, *more: str) -> Run:
    """Build a project with the embedded voice."""
    return stilte("--project", str(folder), "build", "--json", *more)


def pydub(plan: Path, folder: Path) -> Run:
    """Run the yardstick on a plan."""
    bed, out = folder / "music/ruis.wav", folder / "pydub.mp3"
    return run(sys.executable, "-m", "benchmarks.pydub_script", str(plan), str(bed), str(out))


def plan_file(folder: Path, script: Path) -> Path:
    """Write the plan of a script for the yardstick."""
    path = folder / "plan.json"
    path.write_text(stilte("--project", str(folder), "plan", script.stem, "--json").out, encoding="utf-8")
    return path


def figures(of: Figures) -> Found:
    """Return medians as plain values."""
    return {
        "wall_s": round(of.wall_s, 3),
        "peak_mb": round(of.peak_mb, 1),
        "cores": round(of.cores, 2),
        "runs": len(of.runs),
    }
