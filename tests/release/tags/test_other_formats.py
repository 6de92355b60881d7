"""Tags of the other formats, on files as the encoder makes them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import imageio_ffmpeg
import pytest
from mutagen import File

from stilte.release.chapters import ffmetadata
from stilte.release.tags.other_formats import tag_file

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.release.track import Track

JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"
CODECS = {"m4a": "aac", "opus": "libopus", "flac": "flac"}
TITLE = {"m4a": "\xa9nam", "opus": "title", "flac": "title"}
WORDS = {"m4a": "\xa9lyr", "opus": "lyrics", "flac": "lyrics"}


@pytest.fixture(params=sorted(CODECS))
def tone(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"tone.{request.param}"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "sine=d=0.5:r=48000"]
    subprocess.run([*command, "-c:a", CODECS[request.param], "-bitexact", str(path)], check=True)
    return path


def test_tags_are_read_back_and_replace_what_was_there(tone: Path, track: Track) -> None:
    """Title and words stand in the file once, however often it is tagged, and it plays as long."""
    length_s = File(tone).info.length
    tag_file(tone, track, JPEG)
    once = tone.read_bytes()
    tag_file(tone, track, JPEG)
    assert tone.read_bytes() == once
    read = File(tone)
    kind = tone.suffix[1:]
    assert read[TITLE[kind]] == ["Rust & <ruimte>"]
    assert read[WORDS[kind]][0].startswith("Aankomen")
    assert read.info.length == pytest.approx(length_s)


def test_vorbis_comments_carry_chapters(tone: Path, track: Track) -> None:
    """Opus and FLAC have a field a chapter; an M4A has its chapters before it is tagged."""
    if tone.suffix == ".m4a":
        assert ";FFMETADATA1" in ffmetadata(track)
        assert "START=23500\n" in ffmetadata(track)
        assert "title=Ademen & <zijn>\n" in ffmetadata(track)
        return
    tag_file(tone, track, None)
    read = File(tone)
    assert read["chapter002"] == ["00:00:23.500"]
    assert read["chapter002name"] == ["Ademen & <zijn>"]


def test_other_files_are_refused(track: Track, tmp_path: Path) -> None:
    """A format that nobody tags is a mistake of ours, not of the author."""
    with pytest.raises(ValueError, match=r"\.wav"):
        tag_file(tmp_path / "x.wav", track, None)
