"""Show notes: the description, notes, chapters and credits of a track, for feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.credits import credit_texts
from stilte.release.escape import escaped
from stilte.release.language_codes import ai_voice_note
from stilte.release.markdown import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.catalog import Entry

_FEWEST_CHAPTERS = 3  # with fewer, directories do not read time stamps as chapters
_LEAST_DESCRIPTION_BYTES = 200


def notes_html(entry: Entry) -> str:
    """Return the notes as HTML that can do no harm."""
    sheet = entry.sheet
    parts = [str(markdown(sheet["description"] or sheet["subtitle"]))]
    parts += [f"<p>{escaped(note)}</p>" for note in sheet["notes"]]
    if stamps := list(time_stamps(entry)):
        parts.append("<p>" + "<br>".join(escaped(stamp) for stamp in stamps) + "</p>")
    parts += [f"<p>{escaped(line)}</p>" for line in _closing(entry)]
    return "\n".join(part.strip() for part in parts if part.strip())


def notes_text(entry: Entry, most_bytes: int) -> str:
    """Return the notes as plain text, with chapters that directories read.

    A long description is cut, never the time stamps: half of them would be worse than none.
    """
    sheet = entry.sheet
    described = plain(sheet["description"] or sheet["subtitle"] or sheet["title"])
    described_and_noted = "\n\n".join(block for block in (described, *sheet["notes"]) if block)
    closing = "\n\n".join(block for block in ("\n".join(time_stamps(entry)), *_closing(entry)) if block)
    room = most_bytes - len(closing.encode()) - len("\n\n")
    if room < _LEAST_DESCRIPTION_BYTES:
        return cut("\n\n".join(filter(None, (described_and_noted, *_closing(entry)))), most_bytes)
    return "\n\n".join(filter(None, (cut(described_and_noted, room), closing)))


def cut(text: str, most_bytes: int) -> str:
    """Return as much of a text as fits, whole letters only."""
    raw = text.encode()
    if len(raw) <= most_bytes:
        return text
    return raw[: most_bytes - len("…".encode())].decode(errors="ignore").rstrip() + "…"


def time_stamps(entry: Entry) -> Iterator[str]:
    """Yield a line a chapter, as `00:01:30 title`; none where there are too few to be read."""
    if len(entry.chapters) >= _FEWEST_CHAPTERS:
        for start_s, title in entry.chapters:
            whole = int(start_s)
            yield f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d} {title}"


def _closing(entry: Entry) -> Iterator[str]:
    if entry.synthetic:
        yield ai_voice_note(entry.language)
    yield from credit_texts(entry)
