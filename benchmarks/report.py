"""docs/performance.md and its picture, from the figures of one run."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from benchmarks.timing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

Found = dict[str, Any]


NOTES = """\
## Where it could still be quicker

Of a cold build of twelve minutes (13:41 with its edges), profiled on 2026-11-29: 9.7 s of processor time, so 4.9 s where two cores never
wait. LAME takes 4.6 s at the level that we use (docs/sound.md), more than half of it for what the ear masks in left, right, middle and
side; speaking 1.0 s (espeak itself 0.5 s, the rest filters and checks of the takes); measuring what was decoded 1.1 s, decoding it 0.6 s;
mixing 0.5 s; opening the bed 0.3 s; weighing the gain 0.2 s; covers and pages 0.3 s; starting Python 0.3 s. Half a second passes on one
core: starting Python, and at the end the show's cover (0.2 s) and the pages.

One worker (`--jobs 1`) keeps to one core; two keep both busy, and take as much processor time for a track as one does. Where other
programs use the machine, pydub's script, which needs one core, loses less than a build that needs both: the ratio of cold builds was between
0.31 and 0.34 in runs of this day.

Memory hardly grows with a track: the figures of its proof (400 bytes for each second) wait in a temporary file until all are there, and a
recording is let go as it is read. What eight hours take beyond two is there before the first piece is mixed: 13 MB for 1,800 lines more.
The most is taken while two pieces are heard at once, some 25 MB each.

What helped: LAME and the decoder in the process, where each used to be a program for every 30 s, and LAME given a second and a half at a
time; single numbers transformed as single ones; no sum, mean or maximum along an axis of two or three; the level of a bed drawn once for all
who ask; espeak's voices chosen by their files. What was tried and left: two channels instead
of joint stereo (a quarter of LAME's time less, but 1 dB more noise over what masks it on our tracks, 2 dB in the worst moments); other
builds of LAME (pedalboard's is 7 % quicker, in 22 MB); no short blocks (9 % quicker, but every "p" and every bell announced);
the decoders of PyAV (37 ms for 30 s, libsndfile's 19), miniaudio (23 ms) and of FFmpeg as a program (77 ms); PyAV's LAME (3.7 times as
long); workers that keep to one core each; pieces of 20 s; longer stretches measured at once; memory kept without any bound, or freed arrays
kept up to 16 MB; a shorter turn of the interpreter's lock; one thread more than there are cores; rarer garbage collection; templates compiled ahead, or the pages written
while the show's cover is drawn (all of them no quicker).
"""


_BY_OTHERS = ("The studio", "Thousands of routines", "A neural voice on several cores", "Many machines")
"""Sections whose figures other benchmarks found."""


def write_report(found: Found) -> None:
    """Write the page and the picture."""
    (ROOT / "docs/performance.svg").write_text(picture(found["long"]), encoding="utf-8")
    path = ROOT / "docs/performance.md"
    before = path.read_text(encoding="utf-8")
    kept = "\n".join(filter(None, (_section(before, title) for title in _BY_OTHERS)))
    path.write_text(page(found, kept), encoding="utf-8")


def _section(page_text: str, title: str) -> str:
    """Return a section that another benchmark's figures stand in, to be kept; "" where there is none."""
    before, head, rest = page_text.partition(f"\n## {title}\n")
    return f"{head.lstrip()}{rest.partition(chr(10) + '## ')[0]}\n" if head and before else ""


def page(found: Found, kept: str = "") -> str:
    """Return the page; `kept` are its sections by other benchmarks."""
    twelve, hours = found["twelve"], {row["minutes"]: row for row in found["long"]}
    two_hours = hours[120]
    memory = two_hours["ours"]["peak_mb"] - hours[12]["ours"]["peak_mb"]
    rows = [
        ("12-minute track, nothing cached", _cell(twelve["pydub"]), _cell(twelve["cold"]), f"{twelve['cold_ratio']:.2f}", "≤ 0.35, ≤ 250 MB"),
        ("the same, one line in the middle edited", "all again", _cell(twelve["edited"]), f"{twelve['edited_ratio']:.2f}", "≤ 0.30"),
        ("the same, nothing changed", "all again", _cell(twelve["unchanged"]), "–", "–"),
        ("from saving an edit to hearing its line", "all again", _cell(found["hear"]), "–", "< 1.5 s"),
        ("2-hour track", _cell(two_hours.get("pydub")), _cell(two_hours["ours"]), _ratio(two_hours), f"≤ 0.12; memory +20 MB (here {memory:+.0f} MB)"),
        ("8-hour track", "–", _cell(hours.get(480, {}).get("ours")), "–", f"linear ±10 %; +20 MB over 2 hours{_eight_hours(hours)}"),
        ("1,000 scripts, nothing changed", "–", _cell(found["thousand"]), "–", "< 2 s, < 150 MB"),
        (f"{found['workers']['tracks']} twelve-minute tracks, two workers against one", "–", *_workers(found["workers"]), "≥ 1.9 times"),
    ]  # fmt: skip
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    stages = "\n".join(f"| {name} | {seconds:.2f} s |" for name, seconds in twelve["stages"])
    samples = "\n".join(
        f"| {_script(row)} | {row['wall_s']:.1f} s | {row['peak_mb']:.0f} MB |" for row in found["samples"]
    )
    floor = found["floor"]
    return f"""\
# Performance

Measured on {platform.system()}, {platform.machine()}, Python {platform.python_version()}, on {datetime.now(UTC):%Y-%m-%d}, by
`python -m benchmarks`: whole processes on a shared machine of two cores, in turn with the yardstick; medians of the
runs, ratios pair by pair, memory of the largest process. The yardstick is `benchmarks/pydub_script.py`: what an author
would write today with pydub and the espeak-ng program. Both speak with espeak.

| work | the pydub script | Stilte | ratio | goal |
|---|---|---|---|---|
{table}

![Time and memory against track length, ours and pydub's](performance.svg)

## Where the time goes

The 12-minute track, nothing cached:

| stage | time |
|---|---|
{stages}

The floor: LAME alone on the same samples takes {floor["one_pass"]["wall_s"]:.1f} s in one pass, {floor["all_cores"]["wall_s"]:.1f} s
split over both cores; the whole build takes {twelve["cold"]["wall_s"]:.1f} s.

## The sample tracks

With the draft voice, takes kept, everything else made anew (`build --draft --force`):

| script | time | peak memory |
|---|---|---|
{samples}

{kept}
{NOTES}"""


def _script(row: Found) -> str:
    lengths = " and ".join(f"{int(length) // 60}:{int(length) % 60:02}" for length in row["lengths_s"])
    return f"{row['script']}, {lengths}" if lengths else str(row["script"])


def _workers(found: Found) -> tuple[str, str]:
    busy = f"{found['two']['cores']:.1f} cores busy against {found['one']['cores']:.1f}"
    return _cell(found["two"]), f"{found['gain']:.2f} times ({busy})"


def _eight_hours(hours: dict[int, Found]) -> str:
    """Return how the longest track stands to the two-hour one, where it was run."""
    if 480 not in hours:  # noqa: PLR2004 (minutes)
        return ""
    short, long = (hours[minutes]["ours"] for minutes in (120, 480))
    per_minute = 100 * (long["wall_s"] / 4 / short["wall_s"] - 1)
    return f" (here {per_minute:+.0f} % a minute, {long['peak_mb'] - short['peak_mb']:+.0f} MB)"


def _cell(figures: Found | None) -> str:
    return f"{figures['wall_s']:.2f} s, {figures['peak_mb']:.0f} MB" if figures else "not run"


def _ratio(row: Found) -> str:
    return f"{row['ours']['wall_s'] / row['pydub']['wall_s']:.2f}" if "pydub" in row else "–"


def picture(rows: list[Found]) -> str:
    """Return time and memory against track length as an SVG, on logarithmic scales."""
    panels = (("seconds", "wall_s", 1, 1000), ("MB", "peak_mb", 10, 10000))
    drawn = "".join(_panel(rows, *panel, left=60 + 380 * place) for place, panel in enumerate(panels))
    style = "text{font:13px system-ui,sans-serif;fill:#555}.ours{stroke:#2a7f78;fill:#2a7f78}.pydub{stroke:#c0653a;fill:#c0653a}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 300"><style>{style}</style>{drawn}</svg>\n'
    )


def _panel(rows: list[Found], unit: str, key: str, low: float, high: float, *, left: int) -> str:
    from math import log10  # noqa: PLC0415

    def across(minutes: float) -> float:
        return left + 300 * log10(minutes / 10) / log10(60)

    def up(value: float) -> float:
        return 240 - 200 * log10(max(value, low) / low) / log10(high / low)

    labels = "".join(f'<text x="{across(m):.0f}" y="262" text-anchor="middle">{t}</text>' for m, t in ((12, "12 min"), (30, "30"), (120, "2 h"), (480, "8 h")))  # fmt: skip
    value = low
    while value <= high:
        labels += f'<text x="{left - 8}" y="{up(value) + 4:.0f}" text-anchor="end">{value:g}</text>'
        value *= 10
    lines = _line(rows, "ours", key, across, up) + _line(rows, "pydub", key, across, up)
    return f'<text x="{left}" y="24">{unit}</text>{labels}{lines}'


def _line(
    rows: list[Found], who: str, key: str, across: Callable[[float], float], up: Callable[[float], float]
) -> str:
    points = [(across(row["minutes"]), up(row[who][key])) for row in rows if who in row]
    if not points:
        return ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    name = {"ours": "Stilte", "pydub": "pydub"}[who]
    last_x, last_y = points[-1]
    return f'<g class="{who}"><polyline points="{path}" fill="none"/>{dots}<text x="{last_x - 6:.0f}" y="{last_y - 10:.0f}" text-anchor="end" stroke="none">{name}</text></g>'
