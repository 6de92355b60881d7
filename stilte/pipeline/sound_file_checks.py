"""Checking the sound files that a routine names: whether they can be played, and their lengths."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import Problem, StilteError, Where, system_problem
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.script.environment import NO_BED
from stilte.script.utterances import utterances
from stilte.script.walk import sounds_of
from stilte.sound import probe
from stilte.sound.music_names import SOUND_S, recording
from stilte.sound.music_settings import MOST_BYTES
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.sound.inspected import InspectedAudio
    from stilte.sound.music_settings import BedSpec
    from stilte.speech.voice import Voice

_UNKNOWN_S = 9.0
_LEAST_DB = -63.0
"""The level of beds (-23 LUFS) less the most that a recording is raised (40 dB)."""


def unreadable(
    routine: Routine,
    beds: Mapping[str, BedSpec],
    root: Path,
    cache: Path | None,
    ready: Callable[[str], None] | None = None,
) -> Iterator[Problem]:
    """Yield each recording that a routine names and nobody can play, at the line that names it.

    Each file is heard from end to end, once: what was heard is kept in the cache. `ready` makes what it is
    named ready for mixing; a file that it decodes is not decoded again to be heard. It is asked only for
    files that are safe to be opened.
    """
    asked = dict(reversed(list(sounds_of(routine))))
    for name, where in reversed(asked.items()):
        path = _file(name, beds, root)
        if path is None:
            continue
        try:
            check_outside_file(path, root, MOST_BYTES)
            probe.length_s(path)
            if ready:
                with suppress(StilteError, OSError):  # told by whoever hears it below, or mixes it
                    ready(name)
            _inspected(path, cache)
        except OutsideFileError as refused:
            yield refused.problem(where)
        except probe.NoRecording as wrong:
            yield _described(wrong, path, beds.get(name), where)
        except OSError as error:
            yield system_problem(error)


def _inspected(path: Path, cache: Path | None) -> InspectedAudio:
    probe.length_s(path)
    from stilte.sound.external_audio import inspect_audio  # noqa: PLC0415 (opens numpy: only where there is a recording)

    return inspect_audio(path, cache)


def inaudible(
    routine: Routine, beds: Mapping[str, BedSpec], root: Path, cache: Path | None
) -> Iterator[Problem]:
    """Yield a warning for each recording that is silent, or too soft to be raised to its level."""
    for name, where in sounds_of(routine):
        path = _file(name, beds, root)
        if path is None:
            continue
        try:
            heard = _inspected(path, cache)
        except (probe.NoRecording, OSError):
            continue  # told as an error
        if heard.silent:
            message = tr("The recording '{name}' is silent from beginning to end.", name=path.name)
            yield Problem(where, message, tr("Use another file, or write `music: none`."))
        elif (lacking_db := _LEAST_DB - heard.loudest_db) > 0:
            message = tr(
                "The recording '{name}' is too soft: it stays {n} dB below its level.",
                name=path.name,
                n=round(lacking_db),
            )
            yield Problem(where, message, tr("Export it louder, or use another."))


def sound_s(name: str, beds: Mapping[str, BedSpec], root: Path) -> float:
    """Return about how long a sound lasts in full, or one strike of a bell."""
    path = _file(name, beds, root)
    if path is None:
        return SOUND_S.get(name, _UNKNOWN_S)
    try:
        known_s = probe.length_s(path)
    except (probe.NoRecording, OSError):
        return _UNKNOWN_S
    return known_s if known_s < float("inf") else _UNKNOWN_S


def sound_files(routine: Routine, beds: Mapping[str, BedSpec], root: Path) -> tuple[Path, ...]:
    """Return the files of all recordings that a routine names."""
    names = dict.fromkeys(name for name, _ in sounds_of(routine))
    return tuple(file for name in names if (file := _file(name, beds, root)))


def _file(name: str, beds: Mapping[str, BedSpec], root: Path) -> Path | None:
    if name == NO_BED:
        return None
    bed = beds.get(name)
    return bed.file if bed else recording(name, root)


def _described(wrong: probe.NoRecording, path: Path, bed: BedSpec | None, where: Where) -> Problem:
    """Return a problem, with the file that names the recording where that is not the script itself."""
    described = bed.where if bed and bed.where and bed.where.file.endswith(".yaml") else None
    if described is None:
        return wrong.problem(path.name, where)
    message = tr(
        "The recording '{name}', which {file} names, cannot be played. {why}",
        name=path.name,
        file=str(described),
        why=wrong.why,
    )
    return Problem(where, message, wrong.instead)


@dataclass(frozen=True, slots=True)
class RecordingFindings:
    """What keeps a track from being built, and what an author should know."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def recording_findings(project: Project, context: ProjectContext, routine: Routine) -> RecordingFindings:
    """Return what is to be said of the recordings that a routine uses, each heard once."""
    soft = tuple(dict.fromkeys(inaudible(routine, context.beds, context.environment.root, context.cache)))
    if not has_recorded_voice(context):
        return RecordingFindings(warnings=soft)  # thousands of routines are not walked through for nothing
    lines = utterances(routine)
    names = dict.fromkeys(utterance.voice for utterance, _ in lines)
    voices = [context.voices[name] for name in names if name in context.voices]
    errors, warnings = list[Problem](), list(soft)
    for voice in filter(_is_recorded, voices):
        # It opens numpy, which few checks need.
        from stilte.speech.engines.recording_checks import check_recordings  # noqa: PLC0415

        found = check_recordings(voice, lines, Store(project.cache, "takes"))
        errors += found.errors
        warnings += found.warnings
    if any(map(_is_recorded, voices)):
        from stilte.pipeline.recorded.open_faults import open_faults  # noqa: PLC0415 (opens numpy)

        warnings += [one.problem() for one in open_faults(project, context, routine)]
    return RecordingFindings(tuple(errors), tuple(warnings))


def unmatched(context: ProjectContext, routines: Collection[Routine | None]) -> tuple[Problem, ...]:
    """Return the recordings that belong to no line of any script; none while a script cannot be read."""
    known = [track for routine in routines if routine for track in routine.tracks or (routine,)]
    recorded = {name: voice for name, voice in context.voices.items() if _is_recorded(voice)}
    if None in routines or not recorded:
        return ()
    from stilte.speech.engines.recording_checks import unmatched_recordings  # noqa: PLC0415 (opens numpy)

    lines = [line for routine in known for line in utterances(routine)]
    return tuple(
        problem
        for name, voice in recorded.items()
        for problem in unmatched_recordings(voice, lines, Where(f"voices/{name}.yaml", 1))
    )


def has_recorded_voice(context: ProjectContext) -> bool:
    """Tell whether a voice of the project is somebody's own, in recordings."""
    return any(map(_is_recorded, context.voices.values()))


def _is_recorded(voice: Voice) -> bool:
    return any(use.engine == "recorded" for use in voice.use)
