"""What an entry under `use` may say: the settings of every engine of ours, readable without loading one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stilte.errors import not_found
from stilte.reader import Unclear
from stilte.speech.engine import EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.speech.engine import EngineVoice

    Check = Callable[[str, Any], None]
    """Told what a setting is called and its value; raises `Unclear` where the value cannot be."""

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands in where nothing is written, what a value must be; `needed` where it cannot be left out."""

    default: Any
    check: Check
    needed: str = ""


def _refuse(what: str, value: Any, cure: str) -> None:
    shown = "a list" if isinstance(value, tuple | list) else f"'{value}'"
    raise Unclear(f"{what} cannot be {shown.lower() if isinstance(value, bool) else shown}.", cure)


def _number(least: float, most: float) -> Check:
    def check(what: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            _refuse(what, value, f"Write a number from {least:g} to {most:g}.")

    return check


def _whole(most: int) -> Check:
    def check(what: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            _refuse(what, value, f"Write a whole number from 0 to {most}.")

    return check


def _text(like: str) -> Check:
    def check(what: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            _refuse(what, value, f"Write a text, like {like}.")

    return check


def _flag(what: str, value: Any) -> None:
    if not isinstance(value, bool):
        _refuse(what, value, "Write true or false.")


def _choice(*choices: str) -> Check:
    def check(what: str, value: Any) -> None:
        if value not in choices:
            _refuse(what, value, f"Write {' or '.join(choices)}.")

    return check


def _words(what: str, value: Any) -> None:
    if not value or not (
        isinstance(value, str) or all(isinstance(word, str | int | float) for word in value)
    ):
        _refuse(what, value, "Write a command, like `my-voice --out {out} {text}`.")


def _address(what: str, value: Any) -> None:
    if not str(value).startswith(("http://", "https://")):
        _refuse(what, value, "Write an address, like http://localhost:8880/v1.")


def _variable(what: str, value: Any) -> None:
    """Refuse what looks like the key itself, without repeating it: it would be published."""
    if not _VARIABLE.fullmatch(str(value)):
        cure = "Write the name, like OPENAI_API_KEY, and set the key itself there; voice files are published."
        raise Unclear(f"{what} is the name of an environment variable, in capitals.", cure)


def _styles(_what: str, value: Any) -> None:
    shipped = kokoro_styles()
    for name in (value,) if isinstance(value, str) else value if isinstance(value, tuple | list) else ("",):
        if name not in shipped:
            raise Unclear(*not_found("Kokoro style", str(name), shipped))


def _variant(_what: str, value: Any) -> None:
    from stilte.speech.engines.espeak_library import variants  # noqa: PLC0415 (opens a library)

    if str(value) not in variants():
        message, _ = not_found("variant of espeak", str(value), variants())
        raise Unclear(message, "For instance: f1 to f5, m1 to m8, pablo, whisper, whisperf.")


SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    "command": {
        "run": Setting(None, _words, "a program to run: write `- command: my-voice --out {out} {text}`"),
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
        "tld": Setting("com", _text("be")),
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
        "address": Setting("https://api.openai.com/v1", _address),
        "voice": Setting("sage", _text("af_heart")),
        "speed": Setting(0.9, _number(0.25, 4)),
        "instructions": Setting("", _text("Speak softly.")),
        "key": Setting("OPENAI_API_KEY", _variable),
    },
    "piper": {
        "model": Setting(None, _text("nl_NL-alex-medium"), "a model: write `- piper: nl_NL-alex-medium`"),
        "speaker": Setting(None, _whole(10_000)),
        "length_scale": Setting(1.25, _number(0.3, 5)),
    },
    "recorded": {"folder": Setting("", _text("anna")), "missing": Setting("stop", _choice("stop", "next"))},
    "tone": {"hz": Setting(220.0, _number(20, 10_000)), "per_letter": Setting(0.05, _number(0.001, 5))},
}
"""By engine; the first setting is what a bare value stands for: `edge: nl-NL-FennaNeural`."""


def main_setting(engine: str) -> str:
    """Return the setting that a bare value stands for; `model` of an engine that is not ours."""
    return next(iter(SETTINGS.get(engine, {"model": None})))


def check_setting(engine: str, name: str, value: Any) -> None:
    """Raise `Unclear` for a setting that an engine of ours does not have, or a value that it cannot be."""
    known = SETTINGS.get(engine)
    if known is None:
        return
    if name not in known:
        raise Unclear(*not_found(f"setting of {engine}", name, known))
    known[name].check(f"`{name}` of {engine}", value)


def check_needed(engine: str, names: Mapping[str, Any]) -> None:
    """Raise `Unclear` where a setting is left out that an engine cannot do without."""
    for name, setting in SETTINGS.get(engine, {}).items():
        if setting.needed and name not in names:
            what, _, cure = setting.needed.partition(": ")
            raise Unclear(f"{engine} needs {what}.", f"{cure[:1].upper()}{cure[1:]}.")


def settings_of(voice: EngineVoice, engine: str) -> dict[str, Any]:
    """Return all settings, defaults filled in; raises EngineUnavailable for one that cannot be read."""
    try:
        for name, value in voice.settings.items():
            check_setting(engine, name, value)
        check_needed(engine, voice.settings)
    except Unclear as unclear:
        raise EngineUnavailable(unclear.message, unclear.instead) from unclear
    return {name: setting.default for name, setting in SETTINGS[engine].items()} | dict(voice.settings)


def kokoro_styles() -> tuple[str, ...]:
    """Return the styles that we ship."""
    folder = files("stilte.speech").joinpath("styles")
    return tuple(
        sorted(entry.name.removesuffix(".npz") for entry in folder.iterdir() if entry.name.endswith(".npz"))
    )
