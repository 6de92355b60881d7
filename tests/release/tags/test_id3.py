"""The tag of the MP3, read back by another hand."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from stilte.release.tags.id3 import id3

if TYPE_CHECKING:
    from stilte.release.track import Track

JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"


@pytest.fixture
def tag(track: Track) -> ID3:
    return ID3(io.BytesIO(id3(track, JPEG)), translate=False)


def test_mutagen_reads_every_frame(tag: ID3) -> None:
    """Title, artist, album, genre, year, language, length and cover are what the track says."""
    assert tag.version == (2, 3, 0)
    told = {name: str(tag[name]) for name in ("TIT2", "TPE1", "TALB", "TCON", "TYER", "TLAN", "TLEN")}
    assert told == {
        "TIT2": "Rust & <ruimte>", "TPE1": "Anna & Bo", "TALB": "Stilte en adem", "TCON": "Health & Fitness",
        "TYER": "2026", "TLAN": "nld", "TLEN": "170000",
    }  # fmt: skip
    assert tag.getall("APIC")[0].data == JPEG
    assert all(tag[name].encoding == 1 for name in told)


def test_chapters_come_in_order_of_time_at_their_written_marks(track: Track) -> None:
    """Players that read chapters as they come meet them in the order played, half a second early."""
    raw = id3(track, None)
    tag = ID3(io.BytesIO(raw), translate=False)
    chapters = [tag[f"CHAP:chp{number}"] for number in (1, 2, 3)]
    assert [(c.start_time, c.end_time) for c in chapters] == [
        (0, 23_500),
        (23_500, 99_500),
        (99_500, 170_000),
    ]
    assert [str(c.sub_frames["TIT2"]) for c in chapters] == ["Aankomen", "Ademen & <zijn>", "Blijven"]
    assert tag["CTOC:toc"].child_element_ids == ["chp1", "chp2", "chp3"]
    assert raw.index(b"chp1\0\0") < raw.index(b"chp2\0\0") < raw.index(b"chp3\0\0")


def test_the_comment_names_an_ai_voice_only_where_one_speaks(track: Track) -> None:
    """Directories demand that listeners are told; a human voice is not called a machine."""
    human = replace(track, voices=tuple(replace(voice, synthetic=False) for voice in track.voices))
    comments = [str(ID3(io.BytesIO(id3(each, None))).getall("COMM")[0]) for each in (track, human)]
    assert "AI-stem" in comments[0]
    assert "AI-stem" not in comments[1]


def test_lyrics_hold_the_lines_under_their_chapters(tag: ID3) -> None:
    """Words are read as on paper: chapter, blank line, lines; no counting."""
    lyrics = str(tag.getall("USLT")[0])
    assert lyrics.startswith("Aankomen\n\nWelkom & ga <zacht> zitten.\n")
    assert "\n\nBlijven\n\nBlijf hier." in lyrics
    assert "drie" not in lyrics


def test_the_same_track_gives_the_same_bytes(track: Track) -> None:
    """Nothing of the day or the process is in a tag, and its size is told right."""
    raw = id3(track, JPEG)
    assert raw == id3(track, JPEG)
    size = sum(byte << shift for byte, shift in zip(raw[6:10], (21, 14, 7, 0), strict=True))
    assert len(raw) == size + 10


def test_a_tag_holds_255_chapters_the_last_to_the_end(track: Track) -> None:
    """The table of contents counts in one byte; what it cannot count belongs to the last."""
    mark = track.timeline.marks[0]
    marks = tuple(replace(mark, start_frame=n * 1000, written_frame=n * 1000) for n in range(300))
    many = replace(track, timeline=replace(track.timeline, marks=marks))
    tag = ID3(io.BytesIO(id3(many, None)), translate=False)
    assert len(tag["CTOC:toc"].child_element_ids) == len(tag.getall("CHAP")) == 255
    assert tag["CHAP:chp255"].end_time == 170_000
