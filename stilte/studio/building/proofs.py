"""What was measured on a finished track: one sentence, and a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stilte.errors import Problem, not_found
from stilte.messages import Length, Number, sentences, tr
from stilte.release.catalog import finished_slugs
from stilte.release.proof_rows import PROOF_ROWS
from stilte.studio.answers import NotThere

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.messages import Message


def proof_json(output: Path, slug: str) -> dict[str, Any]:
    """Return the proof of a finished track for the page; raises `NotThere`."""
    sheet = _sheet(output, slug)
    return {
        "slug": slug,
        "title": sheet["title"],
        "length_s": sheet["length_s"],
        "sentence": str(_sentence(sheet)),
        "rows": [
            {"name": str(name), "value": _number(value), "unit": unit}
            for table, key, name, unit in PROOF_ROWS
            if (value := sheet.get(table, {}).get(key)) is not None
        ],
        "voices": [
            {"name": voice["name"], "engine": voice["engine"], "draft": voice["draft"]}
            for voice in sheet.get("voices", ())
        ],
    }


def finished_mp3(output: Path, slug: str) -> Path:
    """Return the MP3 of a finished track; raises `NotThere`."""
    _sheet(output, slug)
    path = output / slug / f"{slug}.mp3"
    if path.is_symlink() or not path.is_file():
        raise NotThere(Problem(None, tr("The track '{slug}' has no MP3.", slug=slug)))
    return path


def _sheet(output: Path, slug: str) -> dict[str, Any]:
    names = finished_slugs(output)
    if slug in names:
        found: dict[str, Any] = json.loads((output / slug / f"{slug}.json").read_text("utf-8"))
        return found
    missing = tr("There is no finished track '{slug}'.", slug=slug)
    raise NotThere(Problem(None, *not_found(missing, slug, names, "output/")))


def _sentence(sheet: dict[str, Any]) -> Message:
    """Return what the figures mean, for somebody who does not read them."""
    length = Length(sheet["length_s"])
    onset, loud = sheet["proof"].get("worst_speech_onset_ms"), sheet["loudness"].get("integrated_lufs")
    whole = tr("The finished file was listened to from beginning to end: it lasts {length}.", length=length)
    found = [whole]
    if onset is not None:
        early = Number(max(1.0, abs(onset)), decimals=0)
        found.append(tr("Every line begins within {ms} ms of its place.", ms=early))
    if loud is not None:
        found.append(tr("It is as loud as podcasts are ({lufs} LUFS).", lufs=Number(loud, decimals=1)))
    if not sheet["proof"].get("clipped_samples"):
        found.append(tr("Nothing is distorted, and no quiet is missing."))
    return sentences(*found)


def _number(value: object) -> object:
    return str(Number(float(value), decimals=1)) if isinstance(value, int | float) else str(value)
