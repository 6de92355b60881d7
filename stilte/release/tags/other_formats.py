"""Tags of the other formats; those of the MP3 are in `id3`."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus

from stilte.release.chapters import marked
from stilte.release.language_codes import three_letters
from stilte.release.tags.fields import comment, genre, lyrics
from stilte.release.transcript import timestamp

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.release.track import Track

_FRONT_COVER = 3


def tag_file(path: Path, track: Track, cover: bytes | None) -> None:
    """Write the track's tags into an m4a, opus or flac file, in place."""
    match path.suffix:
        case ".m4a":
            _tag_mp4(path, track, cover)
        case ".opus":
            _tag_opus(path, track, cover)
        case ".flac":
            _tag_flac(path, track, cover)
        case _:
            raise ValueError(path.suffix)


def _tag_mp4(path: Path, track: Track, cover: bytes | None) -> None:
    file = MP4(path)
    atoms = {
        "\xa9nam": track.routine.title,
        "\xa9ART": track.author,
        "\xa9alb": track.show.title,
        "\xa9gen": genre(track),
        "\xa9day": track.routine.date or "",
        "\xa9cmt": comment(track),
        "\xa9lyr": lyrics(track),
        "desc": track.routine.subtitle,
    }
    values: dict[str, Any] = {name: [text] for name, text in atoms.items() if text}
    values["----:com.apple.iTunes:LANGUAGE"] = [MP4FreeForm(three_letters(track.routine.language).encode())]
    if cover:
        form = MP4Cover.FORMAT_PNG if _is_png(cover) else MP4Cover.FORMAT_JPEG
        values["covr"] = [MP4Cover(cover, form)]
    file.delete()
    file.update(values)
    file.save()


def _tag_opus(path: Path, track: Track, cover: bytes | None) -> None:
    file = OggOpus(path)
    file.delete()
    file.update(_vorbis_comments(track))
    if cover:
        file["METADATA_BLOCK_PICTURE"] = [base64.b64encode(_picture(cover).write()).decode("ascii")]
    file.save()


def _tag_flac(path: Path, track: Track, cover: bytes | None) -> None:
    file = FLAC(path)
    file.delete()
    file.clear_pictures()
    file.update(_vorbis_comments(track))
    if cover:
        file.add_picture(_picture(cover))
    file.save()


def _vorbis_comments(track: Track) -> dict[str, list[str]]:
    fields = {
        "TITLE": track.routine.title,
        "ARTIST": track.author,
        "ALBUM": track.show.title,
        "GENRE": genre(track),
        "DATE": track.routine.date or "",
        "LANGUAGE": three_letters(track.routine.language),
        "COMMENT": comment(track),
        "LYRICS": lyrics(track),
    }
    for number, chapter in enumerate(marked(track), start=1):
        fields[f"CHAPTER{number:03d}"] = timestamp(chapter.start_ms)
        fields[f"CHAPTER{number:03d}NAME"] = chapter.title
    return {name: [text] for name, text in fields.items() if text}


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type = _FRONT_COVER
    picture.mime = "image/png" if _is_png(cover) else "image/jpeg"
    picture.data = cover
    return picture


def _is_png(cover: bytes) -> bool:
    return cover.startswith(b"\x89PNG")
