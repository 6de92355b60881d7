"""The schemas of `podcast.yaml`, of a voice and of a bed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.project import AUTO, BUILD_KEYS, BUILD_LIMITS, CACHE_KEYS, FORMATS, PROJECT_KEYS, RATES
from stilte.read_show import SHOW_CHOICES
from stilte.schema import values
from stilte.schema.project_texts import BUILD, CACHE, ENGINE, LAYER, MUSIC, PROJECT, PRONOUNCE, VOICE
from stilte.schema.script import definitions, top_keys
from stilte.sound import layer_settings, music_settings
from stilte.sound.music_names import BUILT_IN_BEDS
from stilte.speech.engine import engine_names
from stilte.speech.engines.settings import PROCESSING, SETTINGS, has_processing, main_setting
from stilte.speech.lexicon import PRONOUNCE_KEYS
from stilte.speech.voice import ROLES
from stilte.speech.voices import KEYS as VOICE_KEYS
from stilte.speech.voices import LIMITS as VOICE_LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.messages import Message
    from stilte.schema.values import Schema
    from stilte.speech.engines.settings import Setting


def podcast_schema() -> Schema:
    """Return the schema of `podcast.yaml`."""
    known = {key: _PROJECT.get(key) or values.text() for key in PROJECT_KEYS}
    known["defaults"] = values.keys(top_keys())
    whole_file = values.keys(values.told(known, PROJECT))
    return values.document(tr("The show, and settings for every script"), whole_file, definitions())


def voice_schema() -> Schema:
    """Return the schema of `voices/NAME.yaml`; its engines are those of this machine."""
    known = {key: _VOICE[key] for key in VOICE_KEYS}
    whole_file = values.keys(values.told(known, VOICE), required=["language", "use"])
    engines = {f"{name}-engine": _engine(name) for name in engine_names()}
    return values.document(tr("A voice: who speaks"), whole_file, {"entry": _entry(), **engines})


def music_schema() -> Schema:
    """Return the schema of `music/NAME.yaml`."""
    known = {key: _MUSIC[key] for key in music_settings.KEYS}
    whole_file = values.keys(values.told(known, MUSIC)) | _one_of("make", "file")
    return values.document(tr("A bed: what sounds underneath"), whole_file)


def _one_of(*names: str) -> Schema:
    return {"oneOf": [{"required": [name]} for name in names]}


def _described(keys: Iterable[str], known: Mapping[str, Schema], texts: Mapping[str, Message]) -> Schema:
    return values.keys(values.told({key: known[key] for key in keys}, texts))


def _addresses() -> Schema:
    named: Schema = {"type": "object", "additionalProperties": values.text()}
    one: Schema = {"if": {"type": "object"}, "then": named, "else": values.text()}
    return values.one_or_list(one)


def _build() -> Schema:
    jobs = values.whole(*BUILD_LIMITS["jobs"]) | {"pattern": values.written(AUTO, "[0-9]+", mark=False)}
    known = {
        "formats": values.one_or_list(values.words(FORMATS)),
        "bitrate": values.whole(*BUILD_LIMITS["bitrate"]),
        "rate": values.words(RATES),
        "loudness": values.number(BUILD_LIMITS["loudness"], mark=False),
        "peak": values.number(BUILD_LIMITS["peak"], mark=False),
        "jobs": jobs,
    }
    return _described(BUILD_KEYS, known, BUILD)


def _cache() -> Schema:
    size = values.written(r"[0-9]+(?:[.,][0-9]+)?\s*[KMGTkmgt][Bb]", mark=False)
    return _described(
        CACHE_KEYS, {"place": values.text(), "limit": {"type": "string", "pattern": size}}, CACHE
    )


_PROJECT: dict[str, Schema] = {
    "language": values.language(),
    "category": values.texts(),
    "explicit": values.flag(),
    "type": values.words(SHOW_CHOICES["type"]),
    "ending": values.words(SHOW_CHOICES["ending"]),
    "media": {"type": "string", "pattern": r"^\s*https?://[^?#\s]+\s*$"},
    "accent": {
        "type": ["string", "integer"],
        "pattern": values.written("#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", mark=False),
    },
    "links": _addresses(),
    "subscribe": _addresses(),
    "start": values.texts(),
    "build": _build(),
    "cache": _cache(),
}
"""What a key of `podcast.yaml` takes; any other takes a text."""


def _entry() -> Schema:
    """Return an entry of `use`: a name, a name with its main setting, or a name with its settings."""
    names = list(engine_names())
    mapping: Schema = {
        "type": "object",
        "properties": {name: {"$ref": f"#/definitions/{name}-engine"} for name in names},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    alone = [name for name in names if not _needed(name)]
    return {"if": {"type": "object"}, "then": mapping, "else": {"enum": alone}}


def _engine(name: str) -> Schema:
    """Return what may stand behind the name of an engine; of one that is not ours anything."""
    if name not in SETTINGS:
        return {}
    own = {key: _setting(setting) for key, setting in SETTINGS[name].items()}
    shared = {key: _setting(setting) for key, setting in PROCESSING.items() if has_processing(name, key)}
    known = values.told({"draft": values.flag(), **own, **shared}, ENGINE)
    needed, main = _needed(name), own[main_setting(name)]
    bare = main if needed else {"anyOf": [{"type": "null"}, main]}
    return {"if": {"type": "object"}, "then": values.keys(known, required=needed), "else": bare}


def _needed(name: str) -> list[str]:
    return [key for key, setting in SETTINGS.get(name, {}).items() if setting.needed]


def _setting(setting: Setting) -> Schema:
    """Return what a setting takes; a decimal comma makes a text of a number, `yes` of a flag."""
    takes = dict(setting.check.takes)
    if takes.get("type") == "number":
        return takes | {"type": ["number", "string"], "pattern": r"^[-+]?[0-9]{1,15}[.,][0-9]{1,15}$"}
    return values.flag() if takes.get("type") == "boolean" else takes


def _pronounce() -> Schema:
    known = {key: values.text() for key in PRONOUNCE_KEYS}
    entry = _described(PRONOUNCE_KEYS, known, PRONOUNCE) | {"minProperties": 1}
    word: Schema = {"if": {"type": "object"}, "then": entry, "else": values.text()}
    return {"type": "object", "additionalProperties": word}


_VOICE: dict[str, Schema] = {
    "language": {
        "type": "string",
        "pattern": values.written("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", mark=False),
    },
    "role": values.words(ROLES),
    "use": values.one_or_list({"$ref": "#/definitions/entry"}, least=1),
    **{key: values.number(limits, mark=False) for key, limits in VOICE_LIMITS.items()},
    "pronounce": _pronounce(),
    "credit": values.text(),
    "verify": values.flag(),
    "note": values.text(),
}


def _layer() -> Schema:
    limits = layer_settings.LAYER_LIMITS
    known = {
        "binaural": values.pair(values.tone()),
        "isochronic": values.number(limits["isochronic"], mark=False),
        "tone": values.tone(),
        "level": values.number(limits["level"], mark=False),
    }
    return _described(layer_settings.LAYER_KEYS, known, LAYER) | _one_of("binaural", "isochronic")


_MUSIC: dict[str, Schema] = {
    "make": values.words(sorted(BUILT_IN_BEDS)),
    "file": values.text(),
    "loop": values.pair(values.time(values.TIME)),
    **{key: values.number(limits, mark=False) for key, limits in music_settings.LIMITS.items()},
    "fade": values.pair(values.time(values.TIME)),
    "follow": values.words(music_settings.FOLLOWS),
    "licence": values.text(),
    "credit": values.text(),
    "layers": values.one_or_list(_layer()),
    "tone": values.tone(),
    "seed": values.whole(0),
}
