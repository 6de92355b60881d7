"""The names that a script may use for music and sounds: the author's files, and what is built in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.file_names import folded, is_inside, is_yaml, on_disk, stem_of

if TYPE_CHECKING:
    from pathlib import Path

BUILT_IN_BEDS = frozenset({"drone", "ocean", "rain", "wind", "bowls", "room"})
BELL_S = {"bowl": 10.0, "small-bowl": 8.0, "large-bowl": 12.0, "chime": 7.0, "gong": 12.0}
"""The built-in bells, and the seconds that a strike rings until it has fallen 60 dB."""
SHORT_S = {"tick": 0.12, "hum": 3.0}
"""The short built-in sounds, and the seconds that they last."""
BUILT_IN_BELLS = frozenset(BELL_S)
BUILT_IN_SOUNDS = BUILT_IN_BELLS | frozenset(SHORT_S)
SOUND_S = {**BELL_S, **SHORT_S}
MUSIC = "music"
SOUNDS = "sounds"
ENDINGS = frozenset({".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".aif", ".aiff"})


def bed_names(root: Path) -> tuple[str, ...]:
    """Return the names that `music:` may hold, in order; `none` is not one of them."""
    return tuple(sorted({stem_of(path) for path in files(root / MUSIC)} | BUILT_IN_BEDS))


def own_bed(root: Path) -> str:
    """Return the first of the beds that the author put into `music/`; "" where there is none."""
    return min((path.stem for path in files(root / MUSIC)), default="")


def sound_names(root: Path) -> frozenset[str]:
    """Return the names that `sound:` may hold: bells, short sounds, recordings in `music/` and `sounds/`."""
    found = {stem_of(path) for folder in (MUSIC, SOUNDS) for path in recordings(root / folder)}
    return BUILT_IN_SOUNDS | found


def recordings(folder: Path) -> list[Path]:
    """Return the files of a folder that are not descriptions, by name."""
    return [path for path in files(folder) if not is_yaml(path)]


def files(folder: Path) -> list[Path]:
    """Return the files that an author put in a folder, by name.

    Also what has the name of a sound and is none (a folder, a pipe): who asks for it is told so.
    """
    found = (path for path in folder.iterdir() if _is_meant(path)) if folder.is_dir() else ()
    return sorted(path for path in found if not path.name.startswith("."))


def _is_meant(path: Path) -> bool:
    return not path.is_dir() or path.suffix.lower() in ENDINGS


def described(name: str, root: Path) -> Path | None:
    """Return `music/NAME.yaml`, if it is there."""
    found = (path for path in files(root / MUSIC) if is_yaml(path))
    return next((path for path in found if stem_of(path) == folded(name)), None)


def recording(name: str, root: Path) -> Path | None:
    """Return an author's file: a name in `music/` or `sounds/`, ending optional, or a path from the root."""
    for folder in (MUSIC, SOUNDS):
        for path in recordings(root / folder):
            if folded(name) in (folded(path.name), stem_of(path)):
                return path
    path = on_disk(root / name)
    inside = bool(name) and is_inside(path, root)
    return path if inside and path.is_file() and not is_yaml(path) else None
