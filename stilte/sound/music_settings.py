"""What an author says about a bed: `music/NAME.yaml`, an audio file in `music/`, or a built-in name."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found
from stilte.file_names import is_inside
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.reader import Report, Unreadable, read_fields
from stilte.reader.tones import tone_hz
from stilte.sound import music_names
from stilte.sound.layer_settings import Layering, read_layers
from stilte.sound.music_names import BUILT_IN_BEDS, BUILT_IN_SOUNDS, MUSIC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stilte.reader import Fields

MOST_BYTES = 4 * 10**9
"""As much as a WAV file can hold: hours of music."""

BUILT_IN_LICENCE = "CC0-1.0"
SETTINGS = ("tone", "brightness", "pace", "width", "seed", "waves")
KEYS = (
    *("make", "file", "loop", "level", "fade", "duck", "follow", "licence", "credit"),
    *("layers", *SETTINGS),
)
LIMITS: dict[str, tuple[float, float]] = {
    "level": (-60, 0),
    "duck": (0, 40),
    "brightness": (0, 1),
    "pace": (0.25, 4),
    "width": (0, 1),
    "waves": (4, 16),
}
"""The least and the most that a number may be."""
FOLLOWS = ("breath", "none")
"""What a bed may follow."""
_FREE = re.compile(r"\b(cc-?0|public domain|own|eigen)\b", re.IGNORECASE)
TONAL = frozenset({"drone", "bowls"})


@dataclass(frozen=True, slots=True)
class Making:
    """How a built-in bed is made: ground tone, brightness and width from 0 to 1, pace (1 is usual).

    `waves` are those of the ocean in a minute.
    """

    tone_hz: float = 73.416
    brightness: float = 0.5
    pace: float = 1.0
    width: float = 0.8
    seed: int = 1
    waves: float = 60 / 11


@dataclass(frozen=True, slots=True)
class BedSpec:
    """A bed as it was asked for: either `make` (a kind) or `file`; `level_db` against the voice, in quiet."""

    name: str
    make: str | None = None
    file: Path | None = None
    loop_s: tuple[float, float] | None = None
    level_db: float = -12.0
    fade_s: tuple[float, float] = (6.0, 12.0)
    duck_db: float = 4.0
    follow_breath: bool = False
    licence: str = ""
    credit: str = ""
    making: Making = Making()
    layers: tuple[Layering, ...] = ()
    where: Where | None = None
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundSpec:
    """A sound played once: a recording, or the bell of this name where `file` is None."""

    name: str
    file: Path | None
    licence: str
    credit: str
    where: Where | None = None


_BUILT_IN_LEVEL_DB = {"bowls": -18.0, "ocean": -14.0, "room": -30.0}


def load_bed(name: str, root: Path, where: Where | None = None) -> BedSpec:
    """Return the bed of this name; `where` is the line that asked for it. Raises `InputError`."""
    report = Report()
    spec = read_bed(name, root, report, where)
    report.check()
    if spec is None:
        raise InputError(
            Problem(
                where,
                *not_found(
                    tr("There is no music '{name}'.", name=name),
                    name,
                    music_names.bed_names(root),
                    f"{MUSIC}/",
                ),
            )
        )
    return spec


def read_bed(name: str, root: Path, report: Report, where: Where | None = None) -> BedSpec | None:
    """Return the bed of this name, None where there is none; what is wrong with its file goes to `report`."""
    if path := music_names.described(name, root):
        return _from_yaml(name, path, root, report)
    if path := music_names.recording(name, root):
        place = where or Where(path.relative_to(root).as_posix(), 1)
        try:
            check_outside_file(path, root, MOST_BYTES)
        except OutsideFileError as refused:
            report.error(place, refused.message, refused.instead)
        return _warned(BedSpec(name, file=path, where=place))
    return built_in(name, where) if name in BUILT_IN_BEDS else None


def load_sound(name: str, root: Path, where: Where | None = None) -> SoundSpec:
    """Return a sound played once: an author's recording of this name, else a bell. Raises `InputError`."""
    report = Report()
    bed = read_bed(name, root, report, where)
    report.check()
    if bed and bed.file:
        return SoundSpec(name, bed.file, bed.licence, bed.credit, where)
    if name not in BUILT_IN_SOUNDS:
        raise InputError(
            Problem(
                where,
                *not_found(
                    tr("There is no sound '{name}'.", name=name),
                    name,
                    music_names.sound_names(root),
                    f"{MUSIC}/",
                ),
            )
        )
    return SoundSpec(name, None, BUILT_IN_LICENCE, "", where)


def unlicensed(wanted: Iterable[str], root: Path) -> frozenset[str]:
    """Return which of these beds and sounds are recordings without a licence; not those unreadable."""
    found = ((name, read_bed(name, root, Report())) for name in wanted)
    return frozenset(name for name, spec in found if spec and spec.file and not spec.licence)


def built_in(kind: str, where: Where | None = None) -> BedSpec:
    """Return a built-in bed with its usual settings."""
    return BedSpec(
        kind, make=kind, level_db=_BUILT_IN_LEVEL_DB.get(kind, -12.0), licence=BUILT_IN_LICENCE, where=where
    )


def catalogue(root: Path) -> tuple[BedSpec, ...]:
    """Return every bed of a project by name; raises `InputError` with all that is wrong."""
    report = Report()
    found = (read_bed(name, root, report) for name in music_names.bed_names(root))
    specs = tuple(spec for spec in found if spec)
    report.check()
    return specs


def _from_yaml(name: str, path: Path, root: Path, report: Report) -> BedSpec:
    fields = read_fields(path, root, report, KEYS, tr("a bed"))
    kind = fields.choice("make", BUILT_IN_BEDS, None)
    file = fields.read("file", lambda text: inside(path.parent, text, root), None)
    if ("make" in fields) == ("file" in fields):
        report.error(fields.at, tr("A bed is either made or a file."), tr("Write `make: …` or `file: …`."))
    spec = BedSpec(
        name,
        make=kind,
        file=file,
        loop_s=_loop_s(fields),
        level_db=_number(fields, "level", _BUILT_IN_LEVEL_DB.get(kind or "", -12.0)),
        fade_s=_pair(fields.times("fade", (6.0, 12.0))),
        duck_db=_number(fields, "duck", 4.0),
        follow_breath=fields.choice("follow", FOLLOWS, "none") == "breath",
        licence=fields.text("licence", "" if file else BUILT_IN_LICENCE),
        credit=fields.text("credit"),
        making=_making(fields),
        layers=read_layers(fields),
        where=fields.at,
    )
    return _warned(_settings_warned(spec, fields))


def _number(fields: Fields, key: str, default: float) -> float:
    least, most = LIMITS[key]
    return fields.number(key, default, least=least, most=most)


def _pair(values: tuple[float, ...]) -> tuple[float, float]:
    first, second = values
    return first, second


def _loop_s(fields: Fields) -> tuple[float, float] | None:
    if "loop" not in fields:
        return None
    start_s, end_s = fields.times("loop", (0.0, math.inf), like="12.0, 184.5")
    if end_s <= start_s:
        fields.report.error(
            fields.where("loop"), tr("The loop ends before it begins."), tr("Write [start, end].")
        )
        return None
    return start_s, end_s


def _making(fields: Fields) -> Making:
    usual = Making()
    return Making(
        tone_hz=fields.read("tone", tone_hz, usual.tone_hz),
        brightness=_number(fields, "brightness", usual.brightness),
        pace=_number(fields, "pace", usual.pace),
        width=_number(fields, "width", usual.width),
        seed=fields.whole("seed", usual.seed),
        waves=_number(fields, "waves", usual.waves),
    )


def inside(folder: Path, text: str, root: Path) -> Path:
    """Return a file named by an author, which must stand inside the project; raises `Unclear`."""
    path = folder / text.strip()
    if not is_inside(path, root):
        raise Unreadable(
            tr("'{text}' is outside the project.", text=text),
            tr("Put the file in `{folder}/`.", folder=folder.name),
        )
    if not path.is_file():
        there = [entry.name for entry in music_names.recordings(folder)]
        raise Unreadable(
            *not_found(tr("There is no file '{name}'.", name=text), text, there, f"{folder.name}/")
        )
    return path


def _warned(spec: BedSpec) -> BedSpec:
    """Return the bed with what its recording lacks: a licence, or under one that asks for it, a credit."""
    if spec.file is None or (spec.licence and (spec.credit or _FREE.search(spec.licence))):
        return spec
    file = spec.file.name
    no_licence = tr("The recording '{file}' has no licence.", file=file)
    no_credit = tr("The recording '{file}' has no credit.", file=file)
    lacks = "credit" if spec.licence else "licence"
    cure = tr("Write it in {file}, as `{key}: …`.", file=f"{MUSIC}/{spec.name}.yaml", key=lacks)
    problem = Problem(spec.where, no_credit if spec.licence else no_licence, cure)
    return replace(spec, warnings=(*spec.warnings, problem))


def _settings_warned(spec: BedSpec, fields: Fields) -> BedSpec:
    idle = [key for key in SETTINGS if key in fields and spec.file]
    idle += ["tone"] if "tone" in fields and spec.make and spec.make not in TONAL else []
    idle += ["waves"] if "waves" in fields and spec.make and spec.make != "ocean" else []
    idle += ["loop"] if "loop" in fields and spec.make else []
    what = f"`make: {spec.make}`" if spec.make else tr("a recording")
    found = tuple(
        Problem(fields.where(key), tr("`{key}` changes nothing for {what}.", key=key, what=what))
        for key in idle
    )
    return replace(spec, warnings=(*spec.warnings, *found))
