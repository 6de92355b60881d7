"""Choosing the interface language: as asked, else the project's, else this computer's."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.find_project import SHOW_FILE, nearest_project
from stilte.messages import SOURCE, languages, tr, use_language
from stilte.messages.language import primary
from stilte.outside_files import OutsideFileError, read_outside_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VARIABLE = "STILTE_LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_MOST_BYTES = 1_000_000
_WRITTEN = re.compile(r"""^language\s*:\s*["']?([A-Za-z]{2,3})(?![A-Za-z])""", re.MULTILINE)


def speak_language(general: Sequence[str]) -> None:
    """Choose the language of every message from here on, by the options that stand before the command.

    Raises `InputError` for a language that was asked for by name, and in which there are no messages.
    """
    project = _option(general, "--project")
    use_language(_of_project(Path(project) if project else nearest_project()) or system_language(os.environ))
    asked = _option(general, "--language") or os.environ.get(VARIABLE, "")
    if not asked:
        return
    if primary(asked) not in languages():
        missing = tr("There are no messages in the language '{name}'.", name=asked)
        raise InputError(Problem(None, *not_found(missing, primary(asked), languages())))
    use_language(asked)


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language of this computer's locale; `LANGUAGE` lists others, as gettext has it.

    >>> system_language({"LANG": "nl_NL.UTF-8"}), system_language({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"})
    ('nl', 'en')
    """
    named = next((environment[name] for name in _LOCALE if environment.get(name)), "") or _of_windows()
    if primary(named) == SOURCE:
        return SOURCE
    preferred = (primary(tag) for tag in environment.get("LANGUAGE", "").split(":") if tag)
    return next((tag for tag in preferred if tag in languages()), primary(named))


def _of_windows() -> str:
    """Return the language of the user's Windows; nothing on other systems."""
    if os.name != "nt":
        return ""
    import ctypes  # noqa: PLC0415 (only there, and slow to open)
    import locale  # noqa: PLC0415 (likewise)

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return locale.windows_locale.get(number, "")


def _of_project(folder: Path) -> str:
    """Return a project's language without reading its file fully: errors in it are reported later."""
    try:
        content = read_outside_file(folder / SHOW_FILE, folder, _MOST_BYTES)
    except OutsideFileError:
        return ""
    written = _WRITTEN.search(content.decode("utf-8", errors="replace"))
    return primary(written[1]) if written else ""


def _option(words: Sequence[str], name: str) -> str:
    """Return the value of an option, written in either way; nothing where it is not there."""
    found = ""
    for index, word in enumerate(words):
        if word == name:
            found = words[index + 1] if index + 1 < len(words) else ""
        elif word.startswith(f"{name}="):
            found = word.partition("=")[2]
    return found
