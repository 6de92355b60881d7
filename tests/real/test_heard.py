"""A recogniser hears every line of the finished samples: what the cue sheet says is what the MP3 says."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.sound.clip import Clip, ffmpeg
from stilte.speech.engine import EngineUnavailable
from stilte.speech.recogniser import recognise, word_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

pytestmark = pytest.mark.real

GATES = {"en": 0.15, "nl": 0.45}
"""Word errors of all tracks of a language: Dutch as measured in docs/voices-measured.md, with room;
another line or another language would be far above."""

DRAFTS = {"espeak", "tone"}
RATE_HZ = 16_000
MARGIN_S = 0.15
BETWEEN_S = 0.5
MOST_S = 24.0
"""The recogniser hears half a minute at once."""
REAL = os.environ.get("STILTE_REAL") == "1"


def sheets(root: Path, language: str) -> list[dict[str, Any]]:
    """Return a cue sheet of each routine in a language (one length of each), drafts left out."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(root.glob("output/*/*.json")):
        sheet = json.loads(path.read_text("utf-8"))
        if not str(sheet.get("format", "")).startswith("stilte-cue-sheet/"):
            continue
        draft = any(voice["engine"] in DRAFTS for voice in sheet["voices"])
        if not draft and sheet["language"].partition("-")[0] == language:
            found.setdefault(sheet["script"], {**sheet, "folder": path.parent})
    return list(found.values())


@pytest.mark.parametrize("language", GATES)
def test_every_line_is_heard_as_written(root: Path, language: str) -> None:
    """Every spoken line of the finished tracks is cut out by its cue, heard, and compared with its text.

    Some lines at a time, a quiet between them: the recogniser takes as long for one as for half a minute.
    """
    found = sheets(root, language)
    if not found:
        if REAL:
            pytest.fail(f"No finished track in '{language}' stands in output/: run python build.py first.")
        pytest.skip(f"no finished track in '{language}' in output/; run: python build.py")
    wrong, of, misheard = 0, 0, []
    for text, clip in some_at_a_time(chain.from_iterable(map(lines, found))):
        try:
            heard = recognise(clip, language, threads=2)
        except EngineUnavailable as error:
            if REAL:
                raise
            pytest.skip(str(error.why))
        errors, count = word_errors(text, heard, language)
        wrong, of = wrong + min(errors, count), of + count
        if errors:
            misheard.append(f"{text!r} was heard as {heard!r}")
    assert of > 20, "hardly anything is spoken"
    assert wrong / of <= GATES[language], f"{wrong} of {of} words:\n" + "\n".join(misheard)


def some_at_a_time(spoken: Iterable[tuple[str, Clip]]) -> Iterator[tuple[str, Clip]]:
    """Yield lines joined, with their sounds, up to as long as the recogniser hears at once."""
    texts: list[str] = []
    sounds: list[NDArray[np.float32]] = []
    for text, clip in spoken:
        if texts and sum(map(len, (*sounds, clip.samples))) > MOST_S * RATE_HZ:
            yield " ".join(texts), Clip(np.concatenate(sounds), RATE_HZ)
            texts, sounds = [], []
        texts.append(text)
        sounds += [clip.samples, np.zeros((round(BETWEEN_S * RATE_HZ), 1), np.float32)]
    if texts:
        yield " ".join(texts), Clip(np.concatenate(sounds), RATE_HZ)


def whole(sheet: dict[str, Any]) -> Clip:
    path = Path(sheet["folder"]) / sheet["files"][0]["name"]
    form = ("-ac", "1", "-ar", str(RATE_HZ), "-f", "f32le", "-")
    raw = subprocess.run([ffmpeg(), "-v", "error", "-i", path, *form], check=True, capture_output=True).stdout
    return Clip(np.frombuffer(raw, np.float32).reshape(-1, 1), RATE_HZ)


def lines(sheet: dict[str, Any]) -> Iterator[tuple[str, Clip]]:
    """Yield what is said, each text once, with its sound; counts and single words say too little."""
    seen, track = set(), whole(sheet)
    for event in sheet["events"]:
        if event["kind"] != "speech" or event["role"] == "count" or event["text"] in seen:
            continue
        seen.add(event["text"])
        if len(event["text"].split()) > 1:
            start = max(0, round((event["start_s"] - MARGIN_S) * track.rate_hz))
            stop = round((event["start_s"] + event["length_s"] + MARGIN_S) * track.rate_hz)
            yield event["text"], Clip(track.samples[start:stop], track.rate_hz)
