"""The names that a script may use for music and sounds: what an author has, and what is built in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BUILT_IN_BEDS = frozenset({"drone", "ocean", "rain", "wind", "bowls", "room"})
BELL_S = {"bowl": 10.0, "small-bowl": 8.0, "large-bowl": 12.0, "chime": 7.0, "gong": 12.0}
"""The built-in bells, and the seconds that a strike rings until it has fallen 60 dB."""
BUILT_IN_BELLS = frozenset(BELL_S)
MUSIC = "music"
SOUNDS = "sounds"
DESCRIBED = ".yaml"


def bed_names(root: Path) -> tuple[str, ...]:
    """Return the names that `music:` may hold, in order; `none` is not one of them."""
    return tuple(sorted({path.stem for path in files(root / MUSIC)} | BUILT_IN_BEDS))


def sound_names(root: Path) -> frozenset[str]:
    """Return the names that `sound:` may hold: bells, and recordings in `music/` and `sounds/`."""
    found = {path.stem for folder in (MUSIC, SOUNDS) for path in recordings(root / folder)}
    return BUILT_IN_BELLS | found


def recordings(folder: Path) -> list[Path]:
    """Return the files of a folder that are not descriptions, by name."""
    return [path for path in files(folder) if path.suffix != DESCRIBED]


def files(folder: Path) -> list[Path]:
    """Return the files that an author put in a folder, by name."""
    found = (path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
    return sorted(path for path in found if not path.name.startswith("."))


def described(name: str, root: Path) -> Path | None:
    """Return `music/NAME.yaml`, if it is there."""
    return next((path for path in files(root / MUSIC) if path.name == f"{name}{DESCRIBED}"), None)


def recording(name: str, root: Path) -> Path | None:
    """Return an author's file: a name in `music/` or `sounds/`, ending optional, or a path from the root."""
    for folder in (MUSIC, SOUNDS):
        for path in recordings(root / folder):
            if name in (path.name, path.stem):
                return path
    path = root / name
    inside = bool(name) and path.resolve().is_relative_to(root.resolve())
    return path if inside and path.is_file() and path.suffix != DESCRIBED else None
