"""Score the importer on posts with hand-made labels: what is timed, what is said, what must not be said.

    python -m benchmarks.import_cases [--cases]

The labels are those of `tests/importer/cases`: `others` are posts of other makers' kinds, `own` are further ones in
other people's manners, `blind` were written and labelled without sight of the importer. A timed piece is found if an event of its kind and amount stands in the scripts; an event
of a count, a hold or a side that no label asks for is false. A spoken piece is said if four of five of its words are.
"""

from __future__ import annotations

import html
import re
import sys
import unicodedata
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from stilte.errors import InputError
from stilte.importer.import_post import import_post

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("others", "own", "blind")
CASES = Path(__file__).resolve().parent.parent / "tests" / "importer" / "cases"
Amount = tuple[float, float] | None
Event = tuple[str, Any]
MARK = re.compile(r"<([^<>|]+)(?:\|[^<>]*)?>")
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0}
HEARD, LEAST_WORDS, RUN = 0.8, 4, 5


@dataclass(frozen=True)
class Figures:
    """What was counted in one case, or in many together."""

    expected: int = 0
    hit: int = 0
    false: int = 0
    pieces: int = 0
    said: int = 0
    leaks: int = 0
    none: int = 0
    whole: int = 0
    posts: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def __str__(self) -> str:
        recall, precision = self.hit / max(1, self.expected), self.hit / max(1, self.hit + self.false)
        return (
            f"recall {recall:.2f} precision {precision:.2f} spoken {self.said / max(1, self.pieces):.2f} "
            f"leaks {self.leaks} none {self.none} whole {self.whole}/{self.posts}"
        )


def seconds(written: str) -> float | None:
    """Return the seconds of a time as the script language writes it."""
    text = written.strip().lower().replace(",", ".")
    if clock := re.fullmatch(r"(?:(\d+):)?(\d+):(\d\d)", text):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    if re.fullmatch(r"(?:\d+(?:\.\d+)?\s*(?:h|min|m|sec|s)\s*)+", text):
        parts = re.findall(r"(\d+(?:\.\d+)?)\s*([hms])", text)
        return sum(float(number) * SECONDS[unit] for number, unit in parts)
    return float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None


def span(written: str) -> Amount:
    """Return the ends of a time or of a range of times, in seconds."""
    ends = re.fullmatch(r"\s*([\d.,]+)\s*([hms]?)\w*\s*[-–]\s*([\d.,]+)\s*([hms]?)\w*\s*", written)
    if not ends:
        one = seconds(written)
        return None if one is None else (one, one)
    low, high = (float(ends[at].replace(",", ".")) for at in (1, 3))
    return low * SECONDS[ends[2] or ends[4] or "s"], high * SECONDS[ends[4] or "s"]


def numbers(written: str) -> Amount:
    """Return the first and the last number of a text."""
    found = [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:[.,]\d+)?", written)]
    return (found[0], found[-1]) if found else None


def pattern(written: Any) -> tuple[float, ...]:
    """Return a breath as in, hold, out and rest."""
    named = {"box": "4-4-4-4", "coherent": "5.5-5.5", "calm": "4-6", "deep": "6-8"}
    parts = [float(one) for one in re.findall(r"[\d.]+", named.get(str(written), str(written)))]
    return (parts[0], 0.0, parts[1], 0.0) if len(parts) == 2 else (*parts, 0.0, 0.0, 0.0, 0.0)[:4]  # noqa: PLR2004


def events_of(steps: list[Any], said: list[str], fill: dict[str, list[str]]) -> Iterator[Event]:
    """Yield the events of some steps of a script, as written; what they say is added to `said`."""
    for step in steps:
        if isinstance(step, str):
            yield from speak(step, said, fill)
        elif "breathe" in step:
            yield from breathed(step, said, fill)
        elif "hold" in step:
            yield (
                ("hold-breaths", numbers(step["hold"]))
                if "breath" in step["hold"]
                else ("hold", span(step["hold"]))
            )
            for line in [step.get("say", ""), *step.get("during", [])]:
                yield from speak(line, said, fill)
        elif "repeat" in step:
            yield from repeated(step, said, fill)
        elif "bell" in step:
            yield "cue", None
        else:
            yield from speak(step.get("say", ""), said, fill)
            if "pause" in step:
                yield "after" if "say" in step else "pause", span(step["pause"])


def breathed(step: dict[str, Any], said: list[str], fill: dict[str, list[str]]) -> Iterator[Event]:
    """Yield the events of a `breathe`: how many or how long, its pattern, and what is said meanwhile."""
    timed = re.search("[ms:]", step["breathe"])
    yield ("hold", span(step["breathe"])) if timed else ("count", numbers(step["breathe"]))
    if "breath" in step:
        yield "pattern", pattern(step["breath"])
    cues = step.get("say", [])
    for cue in cues if isinstance(cues, list) else [cues]:
        for line in cue.values() if isinstance(cue, dict) else []:
            yield from speak(line, said, fill)


def repeated(step: dict[str, Any], said: list[str], fill: dict[str, list[str]]) -> Iterator[Event]:
    """Yield the events of a repeat: a count, a time, or the two sides."""
    rounds = step["repeat"]
    if isinstance(rounds, list):
        yield ("side", None) if len(rounds) == 2 else ("count", (len(rounds), len(rounds)))  # noqa: PLR2004
        for entry in rounds:
            for key, value in (entry if isinstance(entry, dict) else {"item": entry}).items():
                fill.setdefault(key, []).append(value)
    else:
        yield ("hold", span(rounds)) if re.search("[ms:]", rounds) else ("count", numbers(rounds))
    yield from events_of(step.get("steps", []), said, fill)


def speak(line: str, said: list[str], fill: dict[str, list[str]]) -> Iterator[Event]:
    """Yield the quiet inside a line, and add its words to what is said."""
    for mark in MARK.findall(line):
        if (length := span(mark)) is not None:
            yield "pause", length
    said.append(MARK.sub(lambda one: " " if span(one[1]) else " ".join(fill.get(one[1], [""])), line))


def words(text: str) -> list[str]:
    """Return the words of three letters and more."""
    return re.findall(r"[^\W\d_]{3,}", unicodedata.normalize("NFKC", text).lower())


def visible(source: str) -> str:
    """Return what a reader sees of a page, spaces single."""
    text = re.sub(r"(?is)<(script|style|head|noscript|template)\b.*?</\1>|<!--.*?-->", " ", source)
    text = re.sub(r"(?i)</?(?:b|i|em|strong|span|a|sub|sup|small|font|u)\b[^<>]*>", "", text)
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", text)).replace("\u00ad", "").split())


def stretch(text: str, piece: Any) -> str:
    """Return the words of a label: a quotation, or everything from one to another."""
    if isinstance(piece, str) or "quote" in piece:
        return str(piece if isinstance(piece, str) else piece["quote"])
    first, last = (" ".join(piece[key].split()) for key in ("from", "to"))
    start = text.find(first)
    end = text.find(last, max(0, start))
    return text[start : end + len(last)] if 0 <= start <= end else first


def amount(timed: dict[str, Any], *keys: str) -> Amount:
    """Return the ends of the first of some amounts that a label gives."""
    for key in keys:
        if key in timed and not isinstance(timed[key], list):
            return timed[key], timed[key]
        if f"{key}_range" in timed:
            return tuple(timed[f"{key}_range"])
    return None


def inside(got: Any, wanted: Amount) -> bool:
    """Tell whether an amount lies within another."""
    return bool(got and wanted and wanted[0] - 0.01 <= got[0] and got[1] <= wanted[1] + 0.01)


def matches(timed: dict[str, Any], event: Event) -> bool:
    """Tell whether an event is what a label asks for."""
    kind, value = event
    match timed["kind"]:
        case "breaths" | "repeat":
            return counted(timed, kind, value)
        case "pattern":
            asked = [timed.get(key) for key in ("in", "hold", "out", "hold_out")]
            return kind == "pattern" and all(
                one is None or isinstance(one, list | str) or abs(float(one) - got) < 0.01  # noqa: PLR2004
                for one, got in zip(asked, value, strict=True)
            )
        case "hold" | "stay" | "pause":
            if breaths := amount(timed, "breaths"):
                return kind in ("hold-breaths", "count") and inside(value, breaths)
            wanted = amount(timed, "seconds", "counts")
            return kind in ("hold", "pause", "after") and (wanted is None or inside(value, wanted))
        case other:
            return bool(kind == other)


def counted(timed: dict[str, Any], kind: str, value: Any) -> bool:
    """Tell whether an event is the breaths or the repeat that a label asks for."""
    wanted, long = amount(timed, "count", "times"), amount(timed, "seconds")
    if wanted and kind in ("count", "hold-breaths"):
        return inside(value, wanted)
    if long:
        return kind == "count" or (kind in ("hold", "pause") and inside(value, long))
    if wanted:
        return wanted == (2, 2) and kind == "side"
    return kind in ("count", "hold-breaths", "pause", "hold")


def all_timed(piece: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every timed piece of a label, as often as it counts."""
    for timed in piece.get("timed") or []:
        yield from [timed] * int(timed.get("times_in_script", 1))
    for step in piece.get("steps") or []:
        yield from all_timed(step)


def score(label: Path) -> Figures:
    """Return the figures of one case."""
    wanted = yaml.safe_load(label.read_text(encoding="utf-8"))
    stem = label.name.removesuffix(".expected.yaml")
    source = next(one for one in sorted(label.parent.glob(f"{stem}.*")) if one != label)
    raw = source.read_text(encoding="utf-8")
    text = visible(raw) if source.suffix == ".html" else " ".join(raw.split())
    events: list[Event] = []
    said: list[str] = []
    try:
        scripts = [yaml.load(one.script_text, yaml.BaseLoader) for one in import_post(source)]
    except InputError:
        scripts = []
    for script in scripts:
        events += list(events_of(script["steps"], said, {}))
    return figures(wanted, text, events, said, none=not scripts)


def figures(
    wanted: dict[str, Any], text: str, events: list[Event], said: list[str], *, none: bool
) -> Figures:
    """Return what a label finds in the events and the words of the scripts."""
    asked = pieces_asked(wanted)
    lost, extra = match_events(asked, events)
    hit, false = len(asked) - len(lost), len(extra)
    heard, flat = set(words(" ".join(said))), " ".join(words(" ".join(said)))
    parts = [part for one in wanted["exercises"] for part in (one, *(one.get("steps") or []))]
    pieces = [words(stretch(text, piece)) for part in parts for piece in part.get("spoken") or []]
    good = sum(bool(piece) and sum(word in heard for word in piece) >= HEARD * len(piece) for piece in pieces)
    never = [words(stretch(text, piece)) for piece in wanted.get("not_spoken") or []]
    leaks = sum(len(one) >= LEAST_WORDS and any(run in flat for run in _runs(one)) for one in never)
    whole = not none and hit == len(asked) and good == len(pieces) and not false and not leaks
    return Figures(len(asked), hit, false, len(pieces), good, leaks, int(none), int(whole), 1)


def pieces_asked(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the timed pieces that a label asks for; lengths of parts and of the whole are wishes."""
    return [
        timed
        for exercise in wanted["exercises"]
        if exercise.get("expect") != "may"
        for timed in all_timed(exercise)
        if timed["kind"] not in ("section", "total")
    ]


def match_events(
    asked: list[dict[str, Any]], events: list[Event]
) -> tuple[list[dict[str, Any]], list[Event]]:
    """Return the pieces that no event stands for, and the events that stand for no piece."""
    left, lost = [*events], []
    for timed in sorted(asked, key=lambda one: "vague" in one):
        found = next((event for event in left if matches(timed, event)), None)
        if found is None:
            lost.append(timed)
        elif found[0] != "pattern":
            left.remove(found)
    counted = [event for event in left if event[0] in ("count", "hold", "hold-breaths", "side")]
    return lost, [event for event in counted if not any(matches(timed, event) for timed in asked)]


def _runs(piece: list[str]) -> Iterator[str]:
    for at in range(max(1, len(piece) - RUN + 1)):
        yield " ".join(piece[at : at + RUN])


def labels(folder: str) -> list[Path]:
    """Return the label files of a folder of cases."""
    return sorted((CASES / folder).glob("*.expected.yaml"))


def main() -> None:
    """Print the figures of each folder, and with `--cases` of each post."""
    for folder in FOLDERS:
        total = Figures()
        for label in labels(folder):
            one = score(label)
            total += one
            if "--cases" in sys.argv:
                print(f"{label.name.removesuffix('.expected.yaml'):38} {one}")
        print(f"{folder}: {total}")


if __name__ == "__main__":
    main()
