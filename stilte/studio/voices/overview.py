"""Every voice of a project: who speaks it here, with which licence, what it sends where, what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader import Report, read_fields
from stilte.script.environment import ESPEAK
from stilte.script.utterances import utterances
from stilte.speech.catalogue import missing_lines, model_of, table
from stilte.speech.consent import is_given
from stilte.speech.voices import KEYS
from stilte.studio.answers import problem_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from stilte.messages import Message
    from stilte.script.routine import Routine
    from stilte.speech.catalogue import Row, VoiceStatus
    from stilte.speech.voice import Use, Voice
    from stilte.studio.project_cache import Around

NAMES = {
    "edge": "Microsoft",
    "espeak": "eSpeak NG",
    "gtts": "Google Translate",
    "kokoro": "Kokoro",
    "piper": "Piper",
}
"""Engines by the names that people know them under."""


def voices_json(around: Around, routines: Iterable[Routine]) -> list[dict[str, Any]]:
    """Return every voice, espeak last; one whose file is wrong with what is wrong in it."""
    context, spoken = around.context, tuple(routines)
    whole = {name: voice for name, voice in context.voices.items() if name not in context.voice_problems}
    rows = {row.name: row for row in table(whole)}
    found = [
        _voice(around, rows[name], voice, spoken) for name, voice in sorted(whole.items()) if name != ESPEAK
    ]
    found += [
        {"name": name, "problems": [problem_json(problem) for problem in problems]}
        for name, problems in sorted(context.voice_problems.items())
    ]
    return [*found, _voice(around, rows[ESPEAK], whole[ESPEAK], ())]


def _voice(around: Around, row: Row, voice: Voice, routines: tuple[Routine, ...]) -> dict[str, Any]:
    asks = [use.consent for use in voice.use if use.consent is not None and not is_given(use.consent)]
    recorded = next((use for use in voice.use if use.engine == "recorded"), None)
    return {
        "name": row.name,
        "language": row.language,
        "role": voice.role,
        "speaks": row.speaks,
        "draft": row.draft,
        "engines": [_engine(entry, use) for entry, use in zip(row.entries, voice.use, strict=True)],
        "credit": row.credit,
        "note": _note(around.project.root, row.name),
        "asks": [{"text": str(one.asks), "digest": one.digest} for one in asks],
        "recorded": None if recorded is None else _recorded(voice, recorded, routines),
        "problems": [],
    }


def _engine(entry: VoiceStatus, use: Use) -> dict[str, Any]:
    return {
        "engine": entry.engine,
        "name": NAMES.get(entry.engine, entry.engine),
        "works": entry.works,
        "draft": entry.draft,
        "why": str(entry.why),
        "cure": str(entry.cure),
        "fetch": None if entry.works else model_of(use),
        "sends": str(_sends(use)),
        "online": entry.engine in ("edge", "gtts", "openai-speech"),
    }


def _sends(use: Use) -> Message | str:
    """Return who hears the lines beside this machine; "" where nobody does."""
    match use.engine:
        case "gtts":
            return tr("Every line is sent to Google.")
        case "edge":
            return tr("Every line is sent to Microsoft.")
        case "openai-speech":
            address = str(use.settings.get("address", "OpenAI"))
            return tr("Every line is sent to {address}.", address=address)
        case "command":
            return tr("It runs a program on this computer.")
        case _:
            return ""


def _recorded(voice: Voice, use: Use, routines: tuple[Routine, ...]) -> dict[str, Any]:
    lines = [line for routine in routines for line in utterances(routine)]
    own = {utterance.text for utterance, _ in lines if utterance.voice == voice.name}
    missing = len(missing_lines(voice, lines))
    return {"missing": str(use.settings.get("missing", "stop")), "lines": len(own), "to_record": missing}


def _note(root: Path, name: str) -> str:
    """Return what the file of a voice says of it for its readers: licence, quality."""
    path = root / "voices" / f"{name}.yaml"
    if not path.is_file():
        return ""
    return read_fields(path, root, Report(), KEYS, tr("a voice")).text("note")
