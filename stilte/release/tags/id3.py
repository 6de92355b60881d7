"""ID3v2.3 tags, written byte by byte: the same track always gives the same tag, chapters in order of time.

Sources: the ID3v2.3.0 informal standard and its addendum on chapter frames. Our own writer is shorter than
putting mutagen's frames, which it sorts by size, back in order; the tests read the tags back with mutagen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.release.chapters import marked
from stilte.release.language_codes import three_letters
from stilte.release.tags.fields import comment, genre, lyrics, year

if TYPE_CHECKING:
    from stilte.release.chapters import Marked
    from stilte.release.track import Track

_UTF16 = b"\x01"
_LATIN1 = b"\x00"
_FRONT_COVER = b"\x03"
_TOP_LEVEL_ORDERED = b"\x03"
_NO_OFFSET = b"\xff" * 8
MOST_CHAPTERS = 255
"""The table of contents counts chapters in one byte; `chapters.json` and the page have them all."""


def id3(track: Track, cover: bytes | None) -> bytes:
    """Return the tag that goes before the first MPEG frame; `cover` is a JPEG or PNG."""
    language = three_letters(track.routine.language)
    length_ms = round(track.timeline.length_frames * 1000 / track.timeline.rate_hz)
    frames = [
        _text("TIT2", track.routine.title),
        _text("TIT3", track.routine.subtitle),
        _text("TPE1", track.author),
        _text("TALB", track.show.title),
        _text("TCON", genre(track)),
        _text("TYER", year(track)),
        _text("TLAN", language),
        _text("TLEN", str(length_ms)),
        _described("COMM", language, comment(track)),
        _described("USLT", language, lyrics(track)),
        *_chapters(_kept(marked(track))),
        _picture(cover) if cover else b"",
    ]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + len(body).to_bytes(4, "big") + b"\x00\x00" + body


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF16 + _utf16(text)) if text else b""


def _described(name: str, language: str, text: str) -> bytes:
    """Return a comment or lyrics: a language and an empty description go before the text."""
    if not text:
        return b""
    return _frame(name, _UTF16 + language.encode("ascii") + _utf16("") + b"\x00\x00" + _utf16(text))


def _picture(cover: bytes) -> bytes:
    kind = b"image/png" if cover.startswith(b"\x89PNG") else b"image/jpeg"
    return _frame("APIC", _LATIN1 + kind + b"\x00" + _FRONT_COVER + b"\x00" + cover)


def _chapters(chapters: tuple[Marked, ...]) -> list[bytes]:
    if not chapters:
        return []
    names = [f"chp{number}".encode("ascii") + b"\x00" for number in range(1, len(chapters) + 1)]
    contents = b"toc\x00" + _TOP_LEVEL_ORDERED + bytes([len(names)]) + b"".join(names)
    return [_frame("CTOC", contents), *map(_chapter, names, chapters)]


def _kept(chapters: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Return the chapters that a tag can hold, the last of them up to the end of the track."""
    kept = chapters[:MOST_CHAPTERS]
    return (*kept[:-1], replace(kept[-1], end_ms=chapters[-1].end_ms)) if len(chapters) > len(kept) else kept


def _chapter(name: bytes, chapter: Marked) -> bytes:
    times = chapter.start_ms.to_bytes(4, "big") + chapter.end_ms.to_bytes(4, "big")
    # Offsets of all ones tell players to go by the times.
    return _frame("CHAP", name + times + _NO_OFFSET + _text("TIT2", chapter.title))


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")  # with a byte order mark, as ID3v2.3 asks of each text


def _syncsafe(size: int) -> bytes:
    # Seven bits a byte, so that no byte of the size looks like the start of an MPEG frame (0xFF).
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
