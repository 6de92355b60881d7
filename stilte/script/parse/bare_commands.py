"""Detecting commands without a colon or a value, which would be spoken: `- bell`, `- pauze 20`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.reader.nodes import shorten
from stilte.reader.quiet_words import NUMBER, UNITS
from stilte.reader.written_quiet import bare_quiet, mark_for
from stilte.script.parse.grammar import VERBS

if TYPE_CHECKING:
    from stilte.reader import Report, Text

_WORDS = {
    "bell": "bel klok gong glocke cloche campana sino campanella klankschaal klangschale",
    "pause": "pauze pausa",
    "silence": "stilte stille silencio silenzio silêncio",
    "breathe": "adem ademen ademhalen atme atmen respire respirer respirez respira respirar",
    "hold": "houd halte halten tiens tenir mantén mantener",
    "chapter": "hoofdstuk kapitel chapitre capítulo capitolo",
    "repeat": "herhaal herhalen wiederhole wiederholen répète répétez répéter repite repetir ripeti",
    "music": "muziek musik musique música musica",
    "sound": "geluid klang son sonido suono",
    "include": "invoegen einfügen inclure incluir",
    "note": "notitie notiz nota",
    "say": "zeg sage",
}
_VERB_OF = {own: verb for verb, words in _WORDS.items() for own in words.split()} | {
    verb: verb for verb in VERBS
}
_WITH_A_TIME = dict.fromkeys(
    (
        "wacht",
        "wait",
        "warte",
        "attends",
        "attendez",
        "espera",
        "attendi",
        "espere",
        "aguarde",
        "rust",
        "rest",
    ),
    "pause",
)
"""Words that a guide may say, but not followed only by a time."""
_IMPERATIVES = frozenset({"breathe", "hold", "repeat", "say"})
"""Verbs that are spoken lines when a capital or a full stop makes them a sentence."""
_OVER = ("- bell:", "- sound:")
"""Commands that may be used in `during`."""
_NEVER_SPOKEN = frozenset({"bell", "pause", "chapter", "include"})
_EXAMPLES = {
    "bell": "1", "pause": "5", "silence": "5", "breathe": "5", "hold": "30", "repeat": "3", "music": "none",
}  # fmt: skip
_VALUE = rf"{NUMBER}[\w.,:–-]*(?:\s?(?:{UNITS}|x|×)\.?)?"
_UNDERSTOOD = re.compile(r"[0-9.,:–-]+(?: ?(?:s|sec|m|min|h|breaths?))?|[0-9]+m[0-9]+s")
_COMMAND = re.compile(rf"([^\W\d_]+)\s?:?\s*({_VALUE})?\s*([.!…]*)", re.IGNORECASE)


def bare_command(node: Text) -> str | None:
    """Return the step that a bare text seems to mean; None where it is a line to speak."""
    found = _COMMAND.fullmatch(node.value.strip()) if node.bare else None
    if found is None:
        time = bare_quiet(node.value) if node.bare else None
        return f"- pause: {time}" if time else None
    word, value = found[1].lower(), found[2]
    verb = _VERB_OF.get(word) or (_WITH_A_TIME.get(word) if value else None)
    if verb is None or _is_sentence(verb, found):
        return None
    wanted = _as_written(value) if value else _EXAMPLES.get(verb, "…")
    return f"- {verb}: {wanted}"


def refuse_bare_command(node: Text, report: Report) -> None:
    """Report a step that would be spoken, though it is a command."""
    if step := bare_command(node):
        text = shorten(node.value)
        message = tr("'{text}' would be spoken: a command has a colon and a value.", text=text)
        cure = tr("Write `{step}`; or put quotes around it, if it should be spoken.", step=step)
        report.error(node.where, message, cure)


def refuse_command_in_hold(node: Text, report: Report) -> None:
    """Report a line of `during` that is a command: only lines, bells and sounds can stand there."""
    if step := bare_command(node):
        if step.startswith(_OVER):
            refuse_bare_command(node, report)
            return
        text = shorten(node.value)
        message = tr("'{text}' would be spoken: `during` has the lines of a hold.", text=text)
        cure = tr(
            "Put `{step}` before or after the hold; or put quotes around it, if it should be spoken.",
            step=step,
        )
        report.error(node.where, message, cure)


def _as_written(value: str) -> str:
    """Return a value with its unit as the language takes it.

    >>> _as_written("20 seconden"), _as_written("5–10"), _as_written("3x")
    ('20s', '5–10', '3')
    """
    value = " ".join(value.rstrip("x×.").split())
    return value if _UNDERSTOOD.fullmatch(value) else mark_for(value).strip("<>")


def _is_sentence(verb: str, found: re.Match[str]) -> bool:
    if verb in _IMPERATIVES:
        return bool(found[3]) or not found[1].islower()
    return bool(found[3]) and verb not in _NEVER_SPOKEN and not found[2]
