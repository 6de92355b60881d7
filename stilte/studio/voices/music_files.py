"""Beds and bells: what there is, own files taken in after they were heard whole, levels and licences."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr
from stilte.reader.edit.set_value import set_value
from stilte.script.slug import slug_of
from stilte.sound.music_names import BUILT_IN_BEDS, ENDINGS, MUSIC, SOUND_S, described, recording, sound_names
from stilte.store import write_whole
from stilte.studio.answers import Conflict, NotThere, problem_json
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from stilte.sound.music_settings import BedSpec
    from stilte.studio.project_cache import Around

MOST_BYTES = 400_000_000
"""The largest file that a page may send: three hours of FLAC."""
LEAST_DB, MOST_DB = -40.0, 6.0
_ORDER = ("make", "file", "loop", "level", "fade", "duck", "follow", "licence", "credit")
_LONGEST = 500


def music_json(around: Around) -> dict[str, Any]:
    """Return every bed with its level and licence, and every bell and sound."""
    context, root = around.context, around.project.root
    beds = [_bed(spec, root) for _, spec in sorted(context.beds.items())]
    own = sorted(set(sound_names(root)) - set(SOUND_S))
    return {
        "beds": beds,
        "sounds": [
            *({"name": name, "kind": "built-in", "length_s": SOUND_S[name]} for name in sorted(SOUND_S)),
            *({"name": name, "kind": "own", "length_s": None} for name in own),
        ],
        "problems": [problem_json(problem) for wrong in context.bed_problems.values() for problem in wrong],
    }


def _bed(spec: BedSpec, root: Path) -> dict[str, Any]:
    return {
        "name": spec.name,
        "kind": "own" if spec.file else "built-in",
        "make": spec.make,
        "file": spec.file.name if spec.file else None,
        "level_db": spec.level_db,
        "described": described(spec.name, root) is not None,
        "licence": spec.licence,
        "credit": spec.credit,
        "warnings": [problem_json(problem) for problem in spec.warnings],
    }


def keep_sound(root: Path, data: bytes, file: str, licence: str, credit: str) -> str:
    """Put a sound into `music/` with its licence and credit, and return its name.

    It is decoded from end to end first, in a folder of its own: what is no sound is never kept. Raises
    `InputError`, and `Conflict` where the name is taken.
    """
    from stilte.sound.external_audio import inspect_audio  # noqa: PLC0415 (opens numpy)
    from stilte.sound.probe import NoRecording  # noqa: PLC0415

    ending = PurePosixPath(file.replace("\\", "/")).suffix.lower()
    name = slug_of(PurePosixPath(file.replace("\\", "/")).stem)
    if ending not in ENDINGS:
        kinds = ", ".join(sorted(kind.removeprefix(".") for kind in ENDINGS))
        raise InputError(
            Problem(None, tr("This is not a file of sound."), tr("Give one of these: {kinds}.", kinds=kinds))
        )
    if not licence.strip():
        cure = tr('Say what you may do with it: "own", "CC0-1.0", "CC-BY-4.0", or what was agreed.')
        raise InputError(Problem(None, tr("The licence of this sound is not told."), cure))
    _refuse_taken(root, name)
    with TemporaryDirectory(prefix="stilte-") as folder:
        place = Path(folder) / f"{name}{ending}"
        place.write_bytes(data)
        try:
            heard = inspect_audio(place)
        except NoRecording as wrong:
            raise InputError(wrong.problem(file[:80], None)) from None
    if heard.silent:
        raise InputError(Problem(None, tr("Nothing is to be heard in this file."), tr("Give another one.")))
    music = root / MUSIC
    music.mkdir(exist_ok=True)
    write_whole(music / f"{name}{ending}", data)
    text = set_value("", ["file"], f"{name}{ending}")
    for key, value in (("licence", licence), ("credit", credit)):
        if value.strip():
            text = set_value(text, [key], " ".join(value.split())[:_LONGEST], order=_ORDER)
    write_script(music / f"{name}.yaml", root, text.encode("utf-8"))
    return name


def _refuse_taken(root: Path, name: str) -> None:
    if recording(name, root) or described(name, root) or name in BUILT_IN_BEDS or name in SOUND_S:
        message = tr("There is music called '{name}' already.", name=name)
        raise Conflict(Problem(None, message, tr("Give your file another name first.")))


def change_bed(around: Around, name: str, changes: dict[str, Any]) -> None:
    """Write level, licence or credit of a bed into its file, which is made where there is none.

    Raises `NotThere`, and `InputError` for a value that cannot be.
    """
    context, root = around.context, around.project.root
    spec = context.beds.get(name)
    if spec is None:
        missing = tr("There is no music '{name}'.", name=name)
        raise NotThere(Problem(None, *not_found(missing, name, context.beds)))
    path = described(name, root)
    if path is None:
        path = root / MUSIC / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        begin = ("file", spec.file.name) if spec.file else ("make", spec.make or name)
        text = set_value("", [begin[0]], begin[1])
    else:
        text = path.read_bytes().decode("utf-8")
    for key, value in changes.items():
        text = set_value(text, [key], _value(key, value), order=_ORDER)
    write_script(path, root, text.encode("utf-8"))


def _value(key: str, value: object) -> object:
    if key == "level" and isinstance(value, int | float) and LEAST_DB <= value <= MOST_DB:
        return round(float(value), 1)
    if key in ("licence", "credit") and isinstance(value, str):
        return " ".join(value.split())[:_LONGEST] or None
    least, most = f"{LEAST_DB:g}", f"{MOST_DB:g}"
    raise InputError(
        Problem(
            None, tr("That cannot be."), tr("A level is from {least} to {most} dB.", least=least, most=most)
        )
    )
