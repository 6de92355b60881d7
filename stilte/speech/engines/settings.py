"""What an entry under `use` may say: the settings of every engine of ours, readable without loading one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import not_found
from stilte.messages import Message, tr
from stilte.reader import Unreadable
from stilte.speech.engine import EngineUnavailable
from stilte.speech.engines.setting_checks import (
    ADDRESS,
    COMMAND_EXAMPLE,
    FLAG,
    STYLES,
    TLD,
    VARIABLE,
    VARIABLE_NAME,
    VARIANT,
    WORDS,
    Check,
    choice,
    number,
    text_like,
    whole,
)
from stilte.url_origin import same_origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.speech.engine import EngineVoice

OPENAI = "https://api.openai.com/v1"
OPENAI_KEY = "OPENAI_API_KEY"
SPEECH_KEY = "STILTE_SPEECH_KEY"
"""The variables that hold keys of speech servers: OpenAI's own, and those whose names begin so."""

# Variables that are likely to hold another service's secret are refused as speech keys.
_OF_OTHERS = re.compile(r"STILTE_(?!SPEECH_)|AWS_|.*PASSW")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands in where nothing is written, what a value must be; `needed` where it cannot be left out."""

    default: Any
    check: Check
    needed: tuple[Message, Message] | None = None


SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    "command": {
        "run": Setting(
            None,
            WORDS,
            (
                tr("command needs a program to run."),
                tr("Write {example}.", example=COMMAND_EXAMPLE),
            ),
        ),
        "version": Setting("", text_like("2")),
        "limit": Setting(120, number(0.1, 3600)),
    },
    "edge": {
        "voice": Setting("", text_like("nl-NL-FennaNeural")),
        "speed": Setting(0.85, number(0.3, 3)),
        "pitch": Setting(0, number(-200, 200)),
    },
    "espeak": {
        "variant": Setting("", VARIANT),
        "rate": Setting(110, number(80, 450)),
        "pitch": Setting(40, number(0, 100)),
        "range": Setting(38, number(0, 100)),
        "warm": Setting(default=True, check=FLAG),
    },
    "gtts": {
        "tld": Setting("com", TLD),
        "slow": Setting(default=False, check=FLAG),
        "speed": Setting(0.9, number(0.3, 3)),
        "lang": Setting("", text_like("nl")),
    },
    "kokoro": {
        "style": Setting(None, STYLES),
        "speed": Setting(None, number(0.3, 3)),
        "model": Setting(None, text_like("models/kokoro.onnx")),
    },
    "openai-speech": {
        "model": Setting("gpt-4o-mini-tts", text_like("kokoro")),
        "address": Setting(OPENAI, ADDRESS),
        "voice": Setting("sage", text_like("af_heart")),
        "speed": Setting(0.9, number(0.25, 4)),
        "instructions": Setting("", text_like("Speak softly.")),
        "key": Setting("", VARIABLE_NAME),
    },
    "piper": {
        "model": Setting(
            None,
            text_like("nl_NL-alex-medium"),
            (tr("piper needs a model."), tr("Write `- piper: nl_NL-alex-medium`.")),
        ),
        "speaker": Setting(None, whole(10_000)),
        "length_scale": Setting(1.25, number(0.3, 5)),
    },
    "recorded": {
        "folder": Setting("", text_like("anna")),
        "missing": Setting("stop", choice("stop", "next")),
    },
    "tone": {"hz": Setting(220.0, number(20, 10_000)), "per_letter": Setting(0.05, number(0.001, 5))},
}
"""By engine; the first setting is what a bare value stands for: `edge: nl-NL-FennaNeural`."""

PROCESSING: Mapping[str, Setting] = {
    "stretch": Setting(1.0, number(0.5, 1.5)),
    "deess": Setting(default=False, check=FLAG),
    "treble": Setting(0.0, number(-12, 12)),
}
"""What may be said of every engine: not how it speaks, but what is done with what it said."""

_ONLY_MACHINES = "stretch"


def main_setting(engine: str) -> str:
    """Return the setting that a bare value stands for; `model` of an engine that is not ours."""
    return next(iter(SETTINGS.get(engine, {"model": None})))


def has_processing(engine: str, name: str) -> bool:
    """Tell whether this may be done with what an engine said: own recordings are never stretched."""
    return name in PROCESSING and not (engine == "recorded" and name == _ONLY_MACHINES)


def check_setting(engine: str, name: str, value: Any) -> None:
    """Raise `Unclear` for a setting that an engine of ours does not have, or a value that it cannot be."""
    known = SETTINGS.get(engine)
    if has_processing(engine, name):
        PROCESSING[name].check(tr("`{name}` of {engine}", name=name, engine=engine), value)
        return
    if known is None:
        return
    if name not in known:
        raise Unreadable(
            *not_found(tr("There is no setting of {what} '{name}'.", what=engine, name=name), name, known)
        )
    known[name].check(tr("`{name}` of {engine}", name=name, engine=engine), value)


def processing_setting(engine: str, settings: Mapping[str, Any], name: str) -> Any:
    """Return what is to be done with what an engine said, or what is usual; raises EngineUnavailable."""
    if name not in settings:
        return PROCESSING[name].default
    value = settings[name]
    try:
        check_setting(engine, name, value)
    except Unreadable as unclear:
        raise EngineUnavailable(unclear.message, unclear.instead) from unclear
    return value


def check_needed(engine: str, names: Mapping[str, Any]) -> None:
    """Raise `Unclear` where a setting is left out that an engine cannot do without."""
    for name, setting in SETTINGS.get(engine, {}).items():
        if setting.needed and name not in names:
            raise Unreadable(*setting.needed)


def key_variable(settings: Mapping[str, Any]) -> str:
    """Return the variable that holds the key for a server; raises `Unreadable` for one that is not for it.

    OpenAI's key goes to OpenAI and nowhere else.
    """
    openai = same_origin(str(settings.get("address", OPENAI)), OPENAI)
    name = str(settings.get("key") or (OPENAI_KEY if openai else SPEECH_KEY))
    if _OF_OTHERS.match(name) or (name == OPENAI_KEY and not openai):
        cure = tr(
            "Name one that is meant for it: its name begins with {start}, like {start}_HOME.",
            start=SPEECH_KEY,
        )
        raise Unreadable(tr("{name} is not meant for this server.", name=name), cure)
    return name


def check_key(settings: Mapping[str, Any]) -> None:
    """Raise `Unreadable` where a voice file names a variable that is made for something else."""
    if not VARIABLE.fullmatch(str(settings.get("key", OPENAI_KEY))):
        return  # told already, without repeating it
    name = key_variable(settings)
    if name != OPENAI_KEY and not name.startswith(SPEECH_KEY):
        cure = tr(
            "Put the key into one whose name begins with {start}, and write that name here.", start=SPEECH_KEY
        )
        raise Unreadable(tr("{name} is not a variable for the key of a speech server.", name=name), cure)


def settings_of(voice: EngineVoice, engine: str) -> dict[str, Any]:
    """Return all settings, defaults filled in; raises EngineUnavailable for one that cannot be read."""
    try:
        for name, value in voice.settings.items():
            check_setting(engine, name, value)
        check_needed(engine, voice.settings)
    except Unreadable as unclear:
        raise EngineUnavailable(unclear.message, unclear.instead) from unclear
    return {name: setting.default for name, setting in SETTINGS[engine].items()} | dict(voice.settings)
