"""The voices of a project: `voices/NAME.yaml` to `Voice`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.file_names import on_disk, stem_of, yaml_files
from stilte.messages import tr
from stilte.reader import Fields, Report, Table, Text, plain, read_fields
from stilte.speech.consent import consent_for
from stilte.speech.engine import BUILT_IN, engine_names, no_engine
from stilte.speech.engines.settings import check_key, check_needed, check_setting, main_setting
from stilte.speech.lexicon import pronunciations
from stilte.speech.take_choice.chosen_takes import read_chosen
from stilte.speech.voice import ROLES, Role, Use, Voice

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.reader import Node

KEYS = ("language", "role", "use", "speed", "level", "room", "pronounce", "credit", "verify", "note")
LIMITS: dict[str, tuple[float, float]] = {"speed": (0.3, 3), "level": (-40, 20), "room": (0, 0.3)}
"""The least and the most that a number may be."""
_RUNS = re.compile(r"|[A-Za-z][\w-]{0,60}")
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def voice_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the voices in a folder; `lexicon.LANGUAGE.yaml` and names with a `_` are none."""
    found = (stem_of(path) for path in yaml_files(folder, only_files=False))
    return tuple(sorted({name for name in found if not name.lower().startswith(("lexicon.", "_"))}))


def read_voice(path: Path, root: Path, report: Report) -> Voice:
    """Read one file, reporting its problems; `path` may have another form of the name than the disk."""
    path = on_disk(path)
    fields = read_fields(path, root, report, KEYS, tr("a voice"))
    if report.failed and not fields.values:  # it cannot be read, and was told
        return Voice(stem_of(path), "", ())
    fields.text("note")
    language = fields.name("language", "")
    if not _TAG.fullmatch(language):
        cure = tr("Write `language: nl`, or another such code: en, de, fr, es, nl-BE.")
        report.error(
            fields.where("language"),
            tr("A voice needs a `language`, not '{language}'.", language=language),
            cure,
        )
    return Voice(
        name=stem_of(path),
        language=language,
        use=tuple(_at_home(use, path) for use in _uses(fields, path.stem, root)),
        speed=_number(fields, "speed", 1.0),
        level_db=_number(fields, "level", 0.0),
        room=_number(fields, "room", 0.0),
        pronounce=pronunciations(fields.table("pronounce", None)),
        credit=fields.text("credit"),
        verify=fields.flag("verify", default=False),
        role=_role(fields),
        takes=read_chosen(on_disk(path.parent / path.stem), root, report),
    )


def _number(fields: Fields, key: str, default: float) -> float:
    least, most = LIMITS[key]
    return fields.number(key, default, least=least, most=most)


def _role(fields: Fields) -> Role:
    chosen = fields.choice("role", ROLES, "guide")
    return next(role for role in ROLES if role == chosen)


def _uses(fields: Fields, voice: str, root: Path) -> tuple[Use, ...]:
    entries = fields.entries("use")
    if not entries:
        example = "use:\n  - kokoro\n  - espeak: {draft: true}"
        cure = tr("Add for instance:\n{example}", example=example)
        fields.report.error(
            fields.where("use"), tr("A voice needs a `use`: the engines that speak it."), cure
        )
    return tuple(use for node in entries if (use := _use(node, fields.report, voice, root)) is not None)


def _use(node: Node, report: Report, voice: str, root: Path) -> Use | None:
    name, pairs = _named(node)
    if name is None:
        cure = tr("Write `- gtts`, or `- espeak: {variant: f5, draft: true}`.")
        report.error(node.where, tr("An entry of `use` is an engine, or one engine with its settings."), cure)
        return None
    if name not in BUILT_IN and name not in engine_names():
        report.error(node.where, *not_found(no_engine(name), name, engine_names()))
        return None
    settings = {key.value: plain(value) for key, value in pairs}
    draft = settings.pop("draft", False)
    if not isinstance(draft, bool):
        report.error(
            node.where,
            tr("`draft` is true or false, not '{draft}'.", draft=draft),
            tr("Write true or false."),
        )
    runs = settings.pop("runs", "")
    if not isinstance(runs, str) or not _RUNS.fullmatch(runs):
        report.error(
            node.where,
            tr(
                "`runs` says where a voice may speak in a build on several machines, not '{runs}'.", runs=runs
            ),
            tr("Write here, workers, or the name of a resource that workers have, as `runs: gpu`."),
        )
    for key, _ in pairs:
        if key.value in settings:
            report.attempt(key.where, partial(check_setting, name, key.value, settings[key.value]), None)
    report.attempt(node.where, lambda: check_needed(name, settings), None)
    if name == "openai-speech":
        report.attempt(node.where, lambda: check_key(settings), None)
    consent = consent_for(name, settings, voice, node.where, root)
    return Use(name, settings, draft=draft is True, consent=consent, runs=str(runs))


def _named(node: Node) -> tuple[str | None, tuple[tuple[Text, Node], ...]]:
    """Return engine and settings: `gtts`, `piper: nl_NL-alex-medium` (its `model`) or `espeak: {…}`."""
    if isinstance(node, Text):
        return node.value.strip(), ()
    if isinstance(node, Table) and len(node.pairs) == 1:
        key, value = node.pairs[0]
        if isinstance(value, Table):
            return key.value, value.pairs
        bare = isinstance(value, Text) and not value.value  # `kokoro:` with nothing behind it
        return key.value, () if bare else ((Text(main_setting(key.value), value.where), value),)
    return None, ()


def _at_home(use: Use, path: Path) -> Use:
    """Return the settings of `recorded` with its folder: the one that they name, or the voice's."""
    if use.engine != "recorded":
        return use
    folder = on_disk(path.parent / str(use.settings.get("folder", path.stem)))
    return replace(use, settings={**use.settings, "folder": str(folder)})
