"""Checking the author's recordings before a track is built: missing ones, and unusable ones.

A recording is heard once; what was heard is kept in the cache until its file changes.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import Problem, program_name
from stilte.file_names import real_path
from stilte.messages import plural, sentences, tr
from stilte.sound.external_audio import read_recording
from stilte.sound.probe import NoRecording
from stilte.speech.engine import EngineUnavailable, EngineVoice
from stilte.speech.engines.recorded import (
    VERSION,
    file_name,
    not_recorded,
    recordings,
    refused,
    spare_recordings,
)
from stilte.speech.take_processing import trim_clip
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from stilte.errors import Where
    from stilte.script.line import Utterance
    from stilte.speech.voice import Use, Voice
    from stilte.store import Store

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class RecordingReport:
    """What keeps a track from being built with own recordings, and what an author should know of them."""

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check_recordings(
    voice: Voice, lines: Iterable[tuple[Utterance, Where]], store: Store | None
) -> RecordingReport:
    """Return what is to be said of the recordings of some lines; nothing where the voice has none to use.

    Only a voice whose first engine is `recorded` is looked at: others speak before it.
    """
    if not voice.use or voice.use[0].engine != "recorded":
        return RecordingReport()
    use, mine = voice.use[0], _each_once(voice, lines)
    request = EngineVoice(voice.language, use.settings, voice.speed)
    try:
        found = recordings(request)
    except EngineUnavailable as none_there:
        return _nothing_recorded(voice, mine, none_there)
    lacking = {text: where for text, where in mine.items() if not _is_usable(text, found)}
    wrong = [
        problem
        for text, where in mine.items()
        if text not in lacking and (problem := _looked_at(where, found[file_name(text)], store))
    ]
    absent = _absent(voice, use, lacking, mine, request)
    if _is_passed_over(voice, use):
        return RecordingReport(absent.errors, (*absent.warnings, *wrong))
    return RecordingReport((*absent.errors, *wrong), absent.warnings)


def _is_passed_over(voice: Voice, use: Use) -> bool:
    """Tell whether another engine says what is not recorded, or recorded without a word in it."""
    return use.settings.get("missing") == "next" and len(voice.use) > 1


def unmatched_recordings(
    voice: Voice, lines: Iterable[tuple[Utterance, Where]], where: Where
) -> Iterator[Problem]:
    """Yield a warning for each file in a voice's folder that belongs to no line: its name may be misspelt."""
    use = next((use for use in voice.use if use.engine == "recorded"), None)
    if use is None:
        return
    wanted = {file_name(text) for text in _each_once(voice, lines)}
    with suppress(EngineUnavailable):
        found = recordings(EngineVoice(voice.language, use.settings, voice.speed))
        yield from (_unmatched(voice, path, where) for name, path in found.items() if name not in wanted)
        yield from (_spare(path, used, where) for path, used in spare_recordings(found))


def _unmatched(voice: Voice, path: Path, where: Where) -> Problem:
    message = tr("The recording '{file}' belongs to no line of any script.", file=_shown(path))
    command = f"{program_name()} voices missing {voice.name}"
    return Problem(where, message, tr("`{command}` prints the names that are waited for.", command=command))


def _spare(path: Path, used: Path, where: Where) -> Problem:
    message = tr(
        "The recording '{file}' is not used: '{used}' is of the same line.",
        file=_shown(path),
        used=_shown(used),
    )
    return Problem(where, message, tr("Delete the one that you do not want."))


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _each_once(voice: Voice, lines: Iterable[tuple[Utterance, Where]]) -> dict[str, Where]:
    found: dict[str, Where] = {}
    for utterance, where in lines:
        if utterance.voice == voice.name and file_name(utterance.text):
            found.setdefault(utterance.text, where)
    return found


def _is_usable(text: str, found: Mapping[str, Path]) -> bool:
    path = found.get(file_name(text))
    return path is not None and refused(path) is None


def _nothing_recorded(voice: Voice, mine: Mapping[str, Where], why: EngineUnavailable) -> RecordingReport:
    """Return an error where nobody else would speak, a warning where another engine does."""
    if not mine:
        return RecordingReport()
    first = next(iter(mine.values()))
    told = tr("Voice {name}: {why}", name=voice.name, why=why.why)
    if len(voice.use) == 1:
        return RecordingReport(errors=(Problem(first, told, why.cure),))
    other = voice.use[1].engine
    none = plural(
        "The {n} line is not recorded: {other} would speak it.",
        "None of the {n} lines is recorded: {other} would speak them.",
        n=len(mine),
        other=other,
    )
    return RecordingReport(warnings=(Problem(first, sentences(told, none), why.cure),))


def _absent(
    voice: Voice, use: Use, lacking: Mapping[str, Where], mine: Mapping[str, Where], request: EngineVoice
) -> RecordingReport:
    """Return what to say of lines without a recording that can be used."""
    if not lacking:
        return RecordingReport()
    named = [Problem(where, *not_recorded(text, request, mine)) for text, where in lacking.items()][
        :_MOST_NAMED
    ]
    message = tr(
        "Voice {name}: {count} of {of} lines are not recorded.",
        name=voice.name,
        count=len(lacking),
        of=len(mine),
    )
    command = f"{program_name()} voices missing {voice.name}"
    cure = tr("`{command}` prints them all to read from.", command=command)
    head = Problem(next(iter(lacking.values())), message, cure)
    if _is_passed_over(voice, use):
        return RecordingReport(warnings=(head, *(one for one in named if one.instead)))
    return RecordingReport(errors=(head, *named))


def _looked_at(where: Where, path: Path, store: Store | None) -> Problem | None:
    """Return what keeps a recording from being used; what else is wrong with it is only told."""
    name = f"{path.parent.name}/{path.name}"
    try:
        speaks = _kept(path, store)
    except NoRecording as wrong:
        return wrong.problem(name, where)
    if speaks:
        return None
    message = tr("There is no speech in the recording '{name}'.", name=name)
    return Problem(where, message, tr("Record the line anew."))


def _kept(path: Path, store: Store | None) -> bool:
    """Tell whether somebody speaks in a recording, kept or new."""
    if store is None:
        return _speaks(path)
    now = path.stat()
    key = key_of("recording speaks", VERSION, real_path(path), now.st_size, now.st_mtime_ns, now.st_ino)
    if (kept := store.read(key)) is not None:
        return bool(json.loads(kept))
    found = _speaks(path)
    with suppress(OSError):  # a cache that cannot be written costs only time
        store.write(key, json.dumps(found).encode())
    return found


def _speaks(path: Path) -> bool:
    return bool(len(trim_clip(read_recording(path)).samples))
