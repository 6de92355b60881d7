"""What the value of a setting of an engine must be: the check, and the same as JSON Schema says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stilte.errors import not_found
from stilte.messages import Listed, Message, tr
from stilte.reader import Unreadable
from stilte.url_origin import BadAddress, origin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMAND_EXAMPLE = "`- command: my-voice --out {out} {text}`"
VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Check:
    """What a value must be: `refuse` is told what a setting is called and its value; raises `Unreadable`.

    `takes` is the same as far as a JSON Schema can say it.
    """

    refuse: Callable[[Message, Any], None]
    takes: Mapping[str, Any]

    def __call__(self, what: Message, value: Any) -> None:
        """Raise `Unreadable` where the value cannot be."""
        self.refuse(what, value)


def _refuse(what: Message, value: Any, cure: Message) -> None:
    shown = f"'{value}'".lower() if isinstance(value, bool) else f"'{value}'"
    listed = isinstance(value, tuple | list)
    raise Unreadable(
        tr("{what} cannot be {value}.", what=what, value=tr("a list") if listed else shown), cure
    )


def number(least: float, most: float) -> Check:
    """Return the check of a number between two limits, both included."""

    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            _refuse(what, value, tr("Write a number from {least} to {most}.", least=least, most=most))

    return Check(check, {"type": "number", "minimum": least, "maximum": most})


def whole(most: int) -> Check:
    """Return the check of a whole number from 0."""

    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            _refuse(what, value, tr("Write a whole number from 0 to {most}.", most=most))

    return Check(check, {"type": "integer", "minimum": 0, "maximum": most})


def text_like(like: str) -> Check:
    """Return the check of a text; `like` is an example of one."""

    def check(what: Message, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            _refuse(what, value, tr("Write a text, like {like}.", like=like))

    return Check(check, {"type": ["string", "number"], "examples": [like]})


def _flag(what: Message, value: Any) -> None:
    if not isinstance(value, bool):
        _refuse(what, value, tr("Write true or false."))


def choice(*choices: str) -> Check:
    """Return the check of one of a few words."""

    def check(what: Message, value: Any) -> None:
        if value not in choices:
            _refuse(what, value, tr("Write {choices}.", choices=Listed(choices, "or")))

    return Check(check, {"enum": list(choices)})


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
    if not VARIABLE.fullmatch(str(value)):
        cure = tr(
            "Write the name, like OPENAI_API_KEY, and set the key itself there; voice files are published."
        )
        raise Unreadable(tr("{what} is the name of an environment variable, in capitals.", what=what), cure)


def kokoro_styles() -> tuple[str, ...]:
    """Return the styles that we ship."""
    folder = files("stilte.speech").joinpath("styles")
    return tuple(
        sorted(entry.name.removesuffix(".npz") for entry in folder.iterdir() if entry.name.endswith(".npz"))
    )


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


FLAG = Check(_flag, {"type": "boolean"})
WORDS = Check(_words, {"type": ["string", "array"], "minItems": 1, "items": {"type": ["string", "number"]}})
ADDRESS = Check(_address, {"type": "string", "pattern": "^https?://[^?#]+$"})
TLD = Check(_tld, {"type": "string", "pattern": r"^[a-z]{2,3}(\.[a-z]{2})?$"})
VARIABLE_NAME = Check(_variable, {"type": "string", "pattern": f"^{VARIABLE.pattern}$"})
STYLES = Check(_styles, {"type": ["string", "array"], "items": {"enum": list(kokoro_styles())}})
VARIANT = Check(_variant, {"type": ["string", "number"]})
