"""What a post says of a routine: its player, download, chapters, transcript and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.release.blog.blocks import attribute, audio, details, download, listed, paragraph, text
from stilte.release.blog.frame import framed
from stilte.release.blog.prose import prose_blocks
from stilte.release.languages import ai_voice_note
from stilte.release.pagedata import credit_lines, spoken_groups
from stilte.release.readable import length_text
from stilte.release.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stilte.release.blog.blocks import Block
    from stilte.release.blog.media import Medium
    from stilte.release.catalog import Entry


@dataclass(frozen=True, slots=True)
class Telling:
    """The tracks of a routine, the first being the main one, and where their files lie on the blog."""

    tracks: tuple[Entry, ...]
    audio: Mapping[str, Medium]
    transcript: Medium
    folds: bool

    @property
    def main(self) -> Entry:
        """Return the track that stands first."""
        return self.tracks[0]


def post_frame(telling: Telling) -> str:
    """Return our part of the post; the same tracks at the same places always give the same bytes."""
    return framed(telling.main.routine, tuple(_blocks(telling)))


def _blocks(telling: Telling) -> Iterator[Block]:
    main, words = telling.main, words_of(telling.main.language)
    if main.sheet["subtitle"]:
        yield paragraph(f"<em>{text(main.sheet['subtitle'])}</em>")
    yield from _track(telling, main)
    yield from prose_blocks(main.sheet["description"])
    for note in main.sheet["notes"]:
        yield paragraph(text(note))
    if len(telling.tracks) > 1:
        yield paragraph(f"<strong>{text(words['lengths'])}</strong>")
        for other in telling.tracks[1:]:
            yield from _track(telling, other)
    if main.chapters:
        listing = listed(list(_chapters(telling)))
        yield details(words["chapters"], [listing], known=telling.folds)
    if groups := list(spoken_groups(main)):
        yield details(words["transcript"], list(_transcript(telling, groups)), known=telling.folds)
    if main.synthetic:
        yield paragraph(text(ai_voice_note(main.language)))
    if credit := credit_lines(main):
        yield paragraph("<br>".join(text(line) for line in credit))


def _track(telling: Telling, entry: Entry) -> Sequence[Block]:
    medium, words = telling.audio[entry.slug], words_of(entry.language)
    name = f"{entry.sheet['title']} ({length_text(entry.sheet['length_s'])}, MP3)"
    return audio(medium.id, medium.address), download(medium.id, medium.address, name, words["download"])


def _chapters(telling: Telling) -> Iterator[str]:
    """Yield a line a chapter; its time opens the track there, with a media fragment."""
    address = telling.audio[telling.main.slug].address
    for start_s, title in telling.main.chapters:
        target = attribute(f"{address}#t={start_s:g}")
        yield f'<a href="{target}">{length_text(start_s)}</a> {text(title)}'


def _transcript(telling: Telling, groups: Sequence[Mapping[str, object]]) -> Iterator[Block]:
    for group in groups:
        title = [f"<strong>{text(str(group['title']))}</strong>"] if group["title"] else []
        lines: list[Mapping[str, str]] = group["lines"]  # type: ignore[assignment]
        yield paragraph("<br>".join([*title, *(text(line["text"]) for line in lines)]))
    medium, words = telling.transcript, words_of(telling.main.language)
    yield download(medium.id, medium.address, f"{words['transcript']} (VTT)", words["download"])
