"""What the tags of every format say of a track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.language_codes import ai_voice_note

if TYPE_CHECKING:
    from stilte.release.track import Track

_YEAR_DIGITS = 4


def comment(track: Track) -> str:
    """Return the comment: the subtitle, and that a voice is made by a computer where one is."""
    note = ai_voice_note(track.routine.language) if track.synthetic else ""
    names = ", ".join(f"{voice.name} ({voice.engine})" for voice in track.voices if voice.synthetic)
    credits_ = [sound.credit for sound in track.sounds if sound.credit]
    said = [track.routine.subtitle, f"{note} {names}".strip(), *dict.fromkeys(credits_)]
    return "\n".join(part for part in said if part)


def lyrics(track: Track) -> str:
    """Return the words as one reads them: a line each, a blank line and a title before a chapter."""
    pending = list(track.timeline.marks)
    written: list[str] = []
    for line in track.lines:
        while pending and pending[0].start_frame <= line.start_frame:
            written += ["", pending.pop(0).title, ""]
        written.append(" ".join(line.text.split()))
    return "\n".join(written).strip()


def year(track: Track) -> str:
    """Return the year of the routine's date, or nothing."""
    return (track.routine.date or "")[:_YEAR_DIGITS]


def genre(track: Track) -> str:
    """Return the show's category."""
    return track.show.category[0] if track.show.category else "Podcast"
