"""What an entry under `use` may say: the settings of every engine of ours, readable without loading one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stilte.errors import not_found
from stilte.messages import Listed, Message, tr
from stilte.reader import Unreadable
from stilte.speech.engine import EngineUnavailable
from stilte.url_origin import BadAddress, origin_of, same_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.speech.engine import EngineVoice

    Check = Callable[[Message, Any], None]
    """Told what a setting is called and its value; raises `Unclear` where the value cannot be."""

OPENAI = "https://api.openai.com/v1"
OPENAI_KEY = "OPENAI_API_KEY"
SPEECH_KEY = "STILTE_SPEECH_KEY"
"""The variables that hold keys of speech servers: OpenAI's own, and those whose names begin so."""

COMMAND_EXAMPLE = "`- command: my-voice --out {out} {text}`"
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
# Variables that are likely to hold another service's secret are refused as speech keys.
_OF_OTHERS = re.compile(r"STILTE_(?!SPEECH_)|AWS_|.*PASSW")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands in where nothing is written, what a value must be; `needed` where it cannot be left out."""

    default: Any
    check: Check
    needed: tuple[Message, Message] | None = None


def _refuse(what: Message, value: Any, cure: Message) -> None:
    shown = f"'{value}'".lower() if isinstance(value, bool) else f"'{value}'"
    listed = isinstance(value, tuple | list)
    raise Unreadable(
        tr("{what} cannot be {value}.", what=what, value=tr("a list") if listed else shown), cure
    )


def _number(least: float, most: float) -> Check:
    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            _refuse(what, value, tr("Write a number from {least} to {most}.", least=least, most=most))

    return check


def _whole(most: int) -> Check:
    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            _refuse(what, value, tr("Write a whole number from 0 to {most}.", most=most))

    return check


def _text(like: str) -> Check:
    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            _refuse(what, value, tr("Write a text, like {like}.", like=like))

    return check


def _flag(what: Message, value: Any) -> None:
    if not isinstance(value, bool):
        _refuse(what, value, tr("Write true or false."))


def _choice(*choices: str) -> Check:
    def check(what: Message, value: Any) -> None:
        if value not in choices:
            _refuse(what, value, tr("Write {choices}.", choices=Listed(choices, "or")))

    return check


def _words(what: Message, value: Any) -> None:
    if not value or not (
        isinstance(value, str) or all(isinstance(word, str | int | float) for word in value)
    ):
        _refuse(what, value, tr("Write a command, like {example}.", example="`my-voice --out {out} {text}`"))


def _address(what: Message, value: Any) -> None:
    """Refuse what is not an address, what parsers may read differently, and what travels unencrypted."""
    try:
        origin = origin_of(str(value))
    except BadAddress:
        _refuse(what, value, tr("Write an address, like http://localhost:8880/v1."))
        return
    if not origin.private:
        cure = tr("Write https:// before it; only a server on this machine may go without.")
        raise Unreadable(tr("What is sent to '{origin}' could be read in transit.", origin=origin), cure)
    if "?" in str(value) or "#" in str(value):
        _refuse(what, value, tr("Write it without what follows the `?` or the `#`."))


def _tld(what: Message, value: Any) -> None:
    """Refuse what would make another server of Google's address."""
    if not re.fullmatch(r"[a-z]{2,3}(\.[a-z]{2})?", str(value)):
        _refuse(what, value, tr("Write the end of an address of Google's, like be or co.uk."))


def _variable(what: Message, value: Any) -> None:
    """Refuse what looks like the key itself, without repeating it: it would be published."""
    if not _VARIABLE.fullmatch(str(value)):
        cure = tr(
            "Write the name, like OPENAI_API_KEY, and set the key itself there; voice files are published."
        )
        raise Unreadable(tr("{what} is the name of an environment variable, in capitals.", what=what), cure)


def _styles(_what: Message, value: Any) -> None:
    shipped = kokoro_styles()
    for name in (value,) if isinstance(value, str) else value if isinstance(value, tuple | list) else ("",):
        if name not in shipped:
            raise Unreadable(
                *not_found(tr("There is no Kokoro style '{name}'.", name=name), str(name), shipped)
            )


def _variant(_what: Message, value: Any) -> None:
    from stilte.speech.engines.espeak_library import variants  # noqa: PLC0415 (opens a library)

    if str(value) not in variants():
        message = tr("There is no variant of espeak '{name}'.", name=value)
        raise Unreadable(message, tr("For instance: f1 to f5, m1 to m8, pablo, whisper, whisperf."))


SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    "command": {
        "run": Setting(
            None,
            _words,
            (
                tr("command needs a program to run."),
                tr("Write {example}.", example=COMMAND_EXAMPLE),
            ),
        ),
        "version": Setting("", _text("2")),
        "limit": Setting(120, _number(0.1, 3600)),
    },
    "edge": {
        "voice": Setting("", _text("nl-NL-FennaNeural")),
        "speed": Setting(0.85, _number(0.3, 3)),
        "pitch": Setting(0, _number(-200, 200)),
    },
    "espeak": {
        "variant": Setting("", _variant),
        "rate": Setting(110, _number(80, 450)),
        "pitch": Setting(40, _number(0, 100)),
        "range": Setting(38, _number(0, 100)),
        "warm": Setting(default=True, check=_flag),
    },
    "gtts": {
        "tld": Setting("com", _tld),
        "slow": Setting(default=False, check=_flag),
        "speed": Setting(0.9, _number(0.3, 3)),
        "lang": Setting("", _text("nl")),
    },
    "kokoro": {
        "style": Setting(None, _styles),
        "speed": Setting(None, _number(0.3, 3)),
        "model": Setting(None, _text("models/kokoro.onnx")),
    },
    "openai-speech": {
        "model": Setting("gpt-4o-mini-tts", _text("kokoro")),
        "address": Setting(OPENAI, _address),
        "voice": Setting("sage", _text("af_heart")),
        "speed": Setting(0.9, _number(0.25, 4)),
        "instructions": Setting("", _text("Speak softly.")),
        "key": Setting("", _variable),
    },
    "piper": {
        "model": Setting(
            None,
            _text("nl_NL-alex-medium"),
            (tr("piper needs a model."), tr("Write `- piper: nl_NL-alex-medium`.")),
        ),
        "speaker": Setting(None, _whole(10_000)),
        "length_scale": Setting(1.25, _number(0.3, 5)),
    },
    "recorded": {"folder": Setting("", _text("anna")), "missing": Setting("stop", _choice("stop", "next"))},
    "tone": {"hz": Setting(220.0, _number(20, 10_000)), "per_letter": Setting(0.05, _number(0.001, 5))},
}
"""By engine; the first setting is what a bare value stands for: `edge: nl-NL-FennaNeural`."""

PROCESSING: Mapping[str, Setting] = {
    "stretch": Setting(1.0, _number(0.5, 1.5)),
    "deess": Setting(default=False, check=_flag),
    "treble": Setting(0.0, _number(-12, 12)),
}
"""What may be said of every engine: not how it speaks, but what is done with what it said."""

_ONLY_MACHINES = "stretch"


def main_setting(engine: str) -> str:
    """Return the setting that a bare value stands for; `model` of an engine that is not ours."""
    return next(iter(SETTINGS.get(engine, {"model": None})))


def check_setting(engine: str, name: str, value: Any) -> None:
    """Raise `Unclear` for a setting that an engine of ours does not have, or a value that it cannot be."""
    known = SETTINGS.get(engine)
    if name in PROCESSING and not (engine == "recorded" and name == _ONLY_MACHINES):
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
    if not _VARIABLE.fullmatch(str(settings.get("key", OPENAI_KEY))):
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


def kokoro_styles() -> tuple[str, ...]:
    """Return the styles that we ship."""
    folder = files("stilte.speech").joinpath("styles")
    return tuple(
        sorted(entry.name.removesuffix(".npz") for entry in folder.iterdir() if entry.name.endswith(".npz"))
    )
