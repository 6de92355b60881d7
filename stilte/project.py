"""An author's project: its folder, its `podcast.yaml`, and the files in it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.cache_folder import CACHE, is_address, place_of, why_no_place
from stilte.errors import InputError, Problem, not_found
from stilte.file_names import folded, on_disk, real_path, stem_of, yaml_files
from stilte.find_project import SHOW_FILE
from stilte.messages import Message, tr
from stilte.outside_files import noted_reads
from stilte.read_show import SHOW_KEYS, read_show
from stilte.reader import Fields, Node, Report, Unreadable, read_fields
from stilte.reader.language_tag import language_tag
from stilte.release.show import Show
from stilte.script.slug import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDERS = ("scripts", "voices", "music", "sounds", "output")
FORMATS = ("mp3", "m4a", "opus", "flac")
PROJECT_KEYS = (*SHOW_KEYS, "defaults", "build", "cache")
BUILD_KEYS = ("formats", "bitrate", "rate", "loudness", "peak", "jobs")
CACHE_KEYS = ("place", "limit")
BUILD_LIMITS = {"bitrate": (32, 320), "loudness": (-40, -8), "peak": (-9, 0), "jobs": (1, 256)}
"""The least and the most that a number of `build` may be."""
RATES = ("44100", "48000")
AUTO = "auto"
"""As many jobs as the machine has cores."""
_SLUG = re.compile(r"""^slug\s*:\s*["']?([a-z0-9-]+)["']?\s*(?:#.*)?$""", re.MULTILINE)
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How tracks are made; `jobs` None means as many as there are cores."""

    formats: tuple[str, ...] = ("mp3",)
    bitrate_kbps: int = 128
    rate_hz: int = 44100
    loudness_lufs: float = -16.0
    peak_dbtp: float = -1.0
    jobs: int | None = None

    @property
    def job_count(self) -> int:
        """Return how many jobs there are: as many as cores, unless it is told."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with scripts, voices and music, and what its `podcast.yaml` says."""

    root: Path
    show: Show
    cache: Path
    build: BuildSettings = field(default_factory=BuildSettings)
    cache_limit_bytes: int = 5 * 10**9
    defaults: Node | None = None
    default_voice: str | None = None
    default_language: str | None = None
    shared: str = ""
    """The address of a place behind the cache that several machines share; empty where there is none."""
    said: bytes | None = field(default=None, repr=False, compare=False)
    """What stood in `podcast.yaml` when it was read; None where there is none."""

    @classmethod
    def without_show(cls, root: Path) -> Project:
        """Return the project of a folder that says nothing of its show."""
        return cls(root, Show(), root / CACHE)

    @property
    def scripts(self) -> Path:
        """Return the folder of the routines."""
        return self.root / "scripts"

    @property
    def output(self) -> Path:
        """Return the folder of what is built."""
        return self.root / "output"

    def script_files(self) -> tuple[Path, ...]:
        """Return every routine, by name; files that begin with `_` are parts, not routines.

        What has the name of one and is no file is among them: who reads it tells so.
        """
        found = yaml_files(self.scripts, only_files=False)
        return tuple(path for path in found if not path.name.startswith("_"))


def open_project(root: Path) -> Project:
    """Read `podcast.yaml`, if there is one; raises `InputError` with all its problems."""
    report = Report()
    project = read_project(root, report)
    report.check()
    return project


def read_project(root: Path, report: Report) -> Project:
    """Return a project as far as its `podcast.yaml` is clear; what is not goes to `report`.

    Raises `InputError` where nothing of the file can be read.
    """
    _check_folders(root, report)
    path = root / SHOW_FILE
    if not path.exists() and not path.is_symlink():  # a link to nothing is told
        return Project.without_show(root)
    with noted_reads() as noted:
        fields = read_fields(path, root, report, PROJECT_KEYS, tr("the project"))
    if not fields.values:
        report.check()
    cache, shared = _cache_place(fields, root)
    return Project(
        root=root,
        show=read_show(fields),
        cache=cache,
        shared=shared,
        build=_build(fields.table("build", BUILD_KEYS)),
        cache_limit_bytes=_cache_table(fields).read("limit", size_bytes, 5 * 10**9),
        defaults=fields.node("defaults"),
        default_voice=fields.table("defaults", None).name("voice"),
        default_language=fields.read("language", language_tag, "en") if "language" in fields else None,
        said=noted.get(path),
    )


def _check_folders(root: Path, report: Report) -> None:
    """Tell of what has the name of one of the project's folders and is none: nothing in it would be found."""
    for name in FOLDERS:
        folder = root / name
        if folder.exists() and not folder.is_dir():
            message = tr("'{name}' is a file, and the project needs a folder of that name.", name=name)
            report.error(None, message, tr("Give the file another name, or put it elsewhere."))


def find_scripts(project: Project, wanted: Iterable[str]) -> tuple[Path, ...]:
    """Return the files for slugs or paths, all of them for none; raises `InputError` for what is missing."""
    names = tuple(wanted)
    if not names:
        return project.script_files()
    files = project.script_files()
    by_name = {_slug(path): path for path in reversed(files)} | {stem_of(path): path for path in files}
    found, problems = [], []
    for name in names:
        path = by_name.get(folded(name)) or _as_path(project, name, files)
        if path is None:
            slugs = [_slug(file) for file in files]
            problems.append(Problem(None, *not_found(no_script(name), name, slugs, "scripts/")))
        else:
            found.append(path)
    if problems:
        raise InputError(*problems)
    return tuple(dict.fromkeys(found))


def no_script(name: str) -> Message:
    """Return what to say of a script that there is not."""
    return tr("There is no script '{name}'.", name=name)


def slugs_beside(project: Project, paths: Iterable[Path]) -> dict[str, str]:
    """Return the slugs of a project's other scripts, at a glance, each with its script."""
    apart = set(paths)
    others = (path for path in project.script_files() if path not in apart)
    return {_slug(path): path.relative_to(project.root).as_posix() for path in others}


def _slug(path: Path) -> str:
    """Return the slug of a script, at a glance: as its key says, else from its name."""
    try:
        text = path.read_text("utf-8", errors="replace") if path.is_file() else ""  # a pipe would block
        written = _SLUG.search(text)
    except OSError:
        written = None
    return written[1] if written else slug_of(stem_of(path))


def _as_path(project: Project, name: str, files: tuple[Path, ...]) -> Path | None:
    """Return the routine that a path names, seen from here or from the project's folder."""
    for path in map(on_disk, (type(project.root)(name), project.root / name, project.scripts / name)):
        whole, inside = real_path(path), _inside(path, project.scripts)
        if whole in {real_path(file) for file in files} or (path.is_file() and inside):
            return project.scripts / whole.name if inside else whole
    return None


def _inside(path: Path, folder: Path) -> bool:
    return real_path(path).parent == real_path(folder)


def size_bytes(text: str) -> int:
    """Return a size as written in bytes; raises `Unclear`.

    >>> size_bytes("5GB"), size_bytes("1,5 MB")
    (5000000000, 1500000)
    """
    match = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(KB|MB|GB|TB)\s*", text, re.IGNORECASE)
    if not match:
        raise Unreadable(tr("'{text}' is not a size.", text=text), tr("Write it like `5GB` or `500 MB`."))
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2].upper()])


def _build(fields: Fields) -> BuildSettings:
    bitrate, loudness, peak = (BUILD_LIMITS[key] for key in ("bitrate", "loudness", "peak"))
    return BuildSettings(
        formats=_formats(fields),
        bitrate_kbps=fields.whole("bitrate", 128, least=bitrate[0], most=bitrate[1]),
        rate_hz=fields.read("rate", _rate, 44100),
        loudness_lufs=fields.number("loudness", -16.0, least=loudness[0], most=loudness[1]),
        peak_dbtp=fields.number("peak", -1.0, least=peak[0], most=peak[1]),
        jobs=fields.read("jobs", _jobs, None),
    )


def _formats(fields: Fields) -> tuple[str, ...]:
    wanted = fields.texts("formats") or ("mp3",)
    for name in wanted:
        if name not in FORMATS:
            fields.report.error(fields.where("formats"), *not_found(no_format(name), name, FORMATS))
    return tuple(dict.fromkeys(("mp3", *wanted)))


def no_format(name: str) -> Message:
    """Return what to say of a format that there is not."""
    return tr("There is no format '{name}'.", name=name)


def _rate(text: str) -> int:
    if text.strip() not in RATES:
        raise Unreadable(
            tr("'{text}' is not a sample rate that every player supports.", text=text),
            tr("Write 44100 or 48000."),
        )
    return int(text)


def _jobs(text: str) -> int | None:
    if text.strip() == AUTO:
        return None
    least, most = BUILD_LIMITS["jobs"]
    if not text.strip().isdigit() or not least <= int(text) <= most:
        raise Unreadable(
            tr("'{text}' is not a number of jobs.", text=text), tr("Write `auto`, or a number from 1.")
        )
    return int(text)


def _cache_table(fields: Fields) -> Fields:
    return fields.table("cache", CACHE_KEYS)


def _cache_place(fields: Fields, root: Path) -> tuple[Path, str]:
    """Return the folder of the cache, and the address of a place behind it; the usual folder with none."""
    usual = (root / CACHE, "")
    return _cache_table(fields).read("place", lambda text: _folder_or_address(text, root), usual)


def _folder_or_address(written: str, root: Path) -> tuple[Path, str]:
    if not is_address(written):
        return _cache_folder(written, root), ""
    if written.strip().startswith(("http://", "https://")):
        message = tr(
            "The cache cannot be at '{place}': nothing can be written to a web address.", place=written
        )
        cure = tr("Write a folder, or an address such as s3://bucket/cache or sftp://name@host/folder.")
        raise Unreadable(message, cure)
    return root / CACHE, written.strip()


def _cache_folder(written: str, root: Path) -> Path:
    cure = tr("Write a folder of its own, like `place: {place}` or `place: ~/stilte-cache`.", place=CACHE)
    try:
        place = place_of(written, root)
    except (ValueError, OSError):
        message = tr("The cache cannot be at '{place}': that folder is not known.", place=written)
        raise Unreadable(message, cure) from None
    if why := why_no_place(place, root):
        message = tr("The cache cannot be at '{place}': {why}.", place=written, why=why)
        raise Unreadable(message, cure)
    return place
