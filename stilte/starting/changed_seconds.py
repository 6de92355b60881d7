"""What `build --json` told, as a comment for people: which tracks are new, and which seconds of them changed.

python -m stilte.starting.changed_seconds tracks.jsonl           prints the comment, in Markdown
python -m stilte.starting.changed_seconds --gitlab changed.md    puts it at the commit of a GitLab pipeline
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MOST_SHOWN = 12
_TIMEOUT_S = 30


def comment(tracks: Iterable[Mapping[str, Any]]) -> str:
    """Return the comment: a row for each track that was built or failed.

    >>> print(comment([{"slug": "rust", "status": "built", "length_s": 62.0, "changed_s": [[1.0, 3.5]]}]))
    | track | | length | changed |
    |---|---|---|---|
    | rust | built | 1:02 | 0:01–0:04 |
    """
    rows = [_row(track) for track in tracks if track.get("status") in ("built", "failed")]
    if not rows:
        return "No track has changed."
    return "\n".join(["| track | | length | changed |", "|---|---|---|---|", *rows])


def _row(track: Mapping[str, Any]) -> str:
    spans = track.get("changed_s") or []
    shown = [f"{_clock(start)}–{_clock(end, up=True)}" for start, end in spans[:_MOST_SHOWN]]
    changed = ", ".join([*shown, *(["…"] if len(spans) > _MOST_SHOWN else [])])
    if track["status"] == "failed":
        changed = "; ".join(map(str, track.get("problems", ())))
    length = "" if track.get("length_s") is None else _clock(track["length_s"])
    told = changed or str(track.get("reason") or "new")
    return f"| {track['slug']} | {track['status']} | {length} | {told.replace('|', chr(92) + '|')} |"


def _clock(time_s: float, *, up: bool = False) -> str:
    whole = int(time_s) + (up and time_s % 1 > 0)
    return f"{whole // 60}:{whole % 60:02}"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _to_gitlab(text: str) -> None:
    import requests  # noqa: PLC0415 (only there)

    project, commit = os.environ["CI_PROJECT_ID"], os.environ["CI_COMMIT_SHA"]
    address = f"{os.environ['CI_API_V4_URL']}/projects/{project}/repository/commits/{commit}/comments"
    key = {"PRIVATE-TOKEN": os.environ["GITLAB_TOKEN"]}
    requests.post(address, headers=key, json={"note": text}, timeout=_TIMEOUT_S).raise_for_status()


def main(words: Sequence[str]) -> None:
    """Print the comment, or bring one to GitLab."""
    if words[:1] == ["--gitlab"]:
        _to_gitlab(Path(words[1]).read_text("utf-8"))
    else:
        sys.stdout.write(comment(_lines(Path(words[0]))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
