"""An icon on the desktop that opens the studio of a project, for each system in its own way.

Sources: the Desktop Entry Specification 1.5 (specifications.freedesktop.org), the quoting rules of `Exec`;
xdg-user-dirs for the name of the desktop's folder.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ICON = Path(__file__).resolve().parent.parent / "page/icon.svg"
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SPECIAL = re.compile(r'(["`$\\])')


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A file that opens the studio; the desktop wants some to be executable."""

    path: Path
    text: str
    executable: bool

    def write(self) -> None:
        """Write the file; raises OSError."""
        write_whole(self.path, self.text.encode("utf-8"))
        if self.executable:
            self.path.chmod(0o755)


def shortcuts(
    platform: str, home: Path, environment: Mapping[str, str], title: str, command: Sequence[str]
) -> tuple[Shortcut, ...]:
    """Return the files that open the studio by `command`, for a platform as `sys.platform` names it.

    Raises `InputError` where there is no folder for it, or where the command cannot be written there.
    """
    if any(not part.isprintable() for part in command):
        message = tr("The project's folder has a name that no shortcut can hold.")
        raise InputError(Problem(None, message, tr("Give the folder another name.")))
    name = " ".join(_UNFIT.sub(" ", f"Stilte {title}").split())[:80].rstrip(". ")
    if platform == "darwin":
        return (Shortcut(_existing(home / "Desktop") / f"{name}.command", _shell(command), executable=True),)
    if platform == "win32":
        places = [Path(environment[key]) for key in ("OneDrive", "USERPROFILE") if environment.get(key)]
        desktop = _existing(*(place / "Desktop" for place in (*places, home)))
        return (Shortcut(desktop / f"{name}.bat", _batch(command), executable=False),)
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    menu = Shortcut(data / f"applications/{name}.desktop", _entry(name, command), executable=False)
    desktop = _linux_desktop(home, environment)
    if not desktop.is_dir():
        return (menu,)
    return (Shortcut(desktop / f"{name}.desktop", menu.text, executable=True), menu)


def _existing(*folders: Path) -> Path:
    found = next((folder for folder in folders if folder.is_dir()), None)
    if found is None:
        raise InputError(Problem(None, tr("There is no desktop at {folder}.", folder=folders[0])))
    return found


def _linux_desktop(home: Path, environment: Mapping[str, str]) -> Path:
    """Return the folder of the desktop, which has another name in every language."""
    settings = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    try:
        found = re.search(r'^XDG_DESKTOP_DIR="(.+)"\s*$', settings.read_text("utf-8"), re.MULTILINE)
    except (OSError, ValueError):
        found = None
    return Path(found[1].replace("$HOME", str(home))) if found else home / "Desktop"


def _entry(name: str, command: Sequence[str]) -> str:
    """Return a desktop entry; each argument is quoted for `Exec`, then for the file."""
    quoted = (_SPECIAL.sub(r"\\\1", part).replace("%", "%%") for part in command)
    line = " ".join(f'"{part}"' for part in quoted).replace("\\", "\\\\")
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.5\n"
        f"Name={_value(name)}\nExec={line}\nIcon={_value(str(ICON))}\nTerminal=false\nCategories=AudioVideo;\n"
    )


def _value(text: str) -> str:
    return text.replace("\\", "\\\\")


def _shell(command: Sequence[str]) -> str:
    return f"#!/bin/sh\nexec {shlex.join(command)}\n"


def _batch(command: Sequence[str]) -> str:
    line = " ".join(f'"{part}"' for part in command).replace("%", "%%")
    return f'@echo off\r\nchcp 65001 > nul\r\nstart "" /min {line}\r\n'
