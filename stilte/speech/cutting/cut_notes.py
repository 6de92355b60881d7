"""What is known of the cuts of a recording and stands in no table of labels; kept beside that table.

In `voices/NAME/long/`, not in the cache: why a cut is unsure must be there as long as the question is.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from stilte.speech.engines.recorded import file_name
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.speech.cutting.cut_lines import Cuts

NOTES = ".json"


@dataclass(slots=True)
class CutNotes:
    """Why cuts are unsure and which takes they gave, by the names of files of lines; what was left out."""

    why: dict[str, str] = field(default_factory=dict)
    takes: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[float, float]] = field(default_factory=list)


def notes_of(recording: Path) -> CutNotes:
    """Return what is known of a recording's cuts; nothing where the file is not there, or is none."""
    try:
        found = json.loads(recording.with_suffix(NOTES).read_bytes())
        return CutNotes(
            _texts(found["why"]), _texts(found["takes"]), [_place(one) for one in found["left_out"]]
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return CutNotes()


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _place(found: Any) -> tuple[float, float]:
    start_s, end_s = found
    return float(start_s), float(end_s)


def keep_notes(recording: Path, notes: CutNotes) -> None:
    """Write what is known of the cuts of a recording beside it."""
    body = json.dumps(asdict(notes), ensure_ascii=False, indent=1)
    write_whole(recording.with_suffix(NOTES), f"{body}\n".encode())


def notes_from(cuts: Cuts, takes: Mapping[str, str]) -> CutNotes:
    """Return what is to be known of cuts that were made just now; `takes` are by the names of files."""
    why = {file_name(cut.text): str(cut.why) for cut in cuts.lines if cut.why}
    return CutNotes(why, dict(takes), [(one.start_s, one.end_s) for one in cuts.left_out])
