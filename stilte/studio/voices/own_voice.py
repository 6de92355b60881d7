"""The file of an author's own voice: recordings first, and what happens to lines that are not recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found
from stilte.messages import tr
from stilte.messages.language import primary
from stilte.reader import Report, Table, Text, read_fields
from stilte.reader.edit.set_value import set_value
from stilte.script.slug import slug_of
from stilte.speech.voices import KEYS, voice_names
from stilte.starting.first_script import starting_voice
from stilte.studio.answers import Conflict, NotThere
from stilte.studio.scripts.writing import write_script

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.reader import Node

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_MODELS = {"nl": "nl_NL-alex-medium", "en": "en_US-joe-medium", "de": "de_DE-thorsten-medium"}
_STYLES = {"nl": "[pf_dora, ff_siwis]", "en": "af_heart", "fr": "ff_siwis", "es": "ef_dora", "it": "if_sara"}


def create_voice(root: Path, name: str, language: str, *, others_speak: bool) -> str:
    """Write the file of an own voice, and return its name; raises `InputError`, `Conflict` if it is taken."""
    called = slug_of(name.strip()) if name.strip() else ""
    if not called or not re.search(r"\w", name):
        raise InputError(Problem(None, tr("A voice needs a name."), tr("Write your own, or another.")))
    if not _LANGUAGE.fullmatch(language):
        message = tr("'{text}' is not a language.", text=language[:20])
        raise InputError(Problem(None, message, tr("Choose the language that you speak.")))
    if called in voice_names(root / "voices"):
        message = tr("There is a voice '{name}' already.", name=called)
        raise Conflict(Problem(None, message, tr("Choose another name.")))
    path = root / "voices" / f"{called}.yaml"
    path.parent.mkdir(exist_ok=True)
    write_script(path, root, _text(name.strip(), language, others_speak=others_speak).encode())
    return called


def _text(name: str, language: str, *, others_speak: bool) -> str:
    """Return the text of a new own voice."""
    spoken = primary(language)
    head = f"# {tr('Your own voice. The recordings lie in the folder beside this file.')}\n"
    uses = [f"  - recorded: {{missing: {'next' if others_speak else 'stop'}}}"]
    if spoken in _MODELS:
        uses.append(f"  - piper: {{model: {_MODELS[spoken]}}}")
    if spoken in _STYLES:
        uses.append(f"  - kokoro: {{style: {_STYLES[spoken]}}}")
    uses.append("  - espeak: {draft: true}")
    plain = head + f"language: {language}\nuse:\n" + "\n".join(uses) + "\n"
    return set_value(plain, ["credit"], name)


def set_missing(root: Path, name: str, *, others_speak: bool) -> None:
    """Say in the file of an own voice what becomes of lines that are not recorded; all else stays.

    Raises `NotThere`, and `InputError` where the voice has no recordings.
    """
    path = voice_path(root, name)
    text = path.read_bytes().decode("utf-8")
    missing = "next" if others_speak else "stop"
    number, node = _recorded_entry(path, root)
    inner = node.pairs[0][1] if isinstance(node, Table) else None
    if isinstance(inner, Table):
        text = set_value(text, ["use", number, "recorded", "missing"], missing)
    else:
        folder = {"folder": inner.value} if isinstance(inner, Text) and inner.value else {}
        text = set_value(text, ["use", number], {"recorded": {**folder, "missing": missing}})
    write_script(path, root, text.encode("utf-8"))


def _recorded_entry(path: Path, root: Path) -> tuple[int, Node]:
    """Return the entry of recordings under `use`, and its number."""
    report = Report()
    entries = read_fields(path, root, report, KEYS, tr("a voice")).entries("use")
    report.check()
    for number, node in enumerate(entries):
        named = node.pairs[0][0] if isinstance(node, Table) and node.pairs else node
        if isinstance(named, Text) and named.value.strip() == "recorded":
            return number, node
    raise InputError(Problem(Where(f"voices/{path.name}", 1), tr("This voice has no recordings.")))


def voice_path(root: Path, name: str) -> Path:
    """Return the file of a voice by its name; raises `NotThere`."""
    names = voice_names(root / "voices")
    if name not in names:
        missing = tr("There is no voice '{name}'.", name=name)
        raise NotThere(Problem(None, *not_found(missing, name, names)))
    return root / "voices" / f"{name}.yaml"


def add_starting_voice(root: Path, name: str) -> None:
    """Write one of the voices that the program brings into the project; raises `InputError`, `Conflict`."""
    text = starting_voice(name)
    if text is None:
        missing = tr("There is no voice '{name}'.", name=name)
        raise NotThere(Problem(None, missing))
    if name in voice_names(root / "voices"):
        raise Conflict(Problem(None, tr("There is a voice '{name}' already.", name=name)))
    path = root / "voices" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    write_script(path, root, text.encode())
