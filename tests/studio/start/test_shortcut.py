"""An icon on the desktop, for each system in its own way."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from stilte.errors import InputError
from stilte.studio.start.shortcut import Shortcut, shortcuts

COMMAND = [
    "/usr/bin/python3",
    '/home/an na/Mijn "project" $HOME/build.py',
    "studio",
    "--project",
    "/home/100% `id`\\x",
]


def made(platform: str, home: Path, title: str = "Adem: in/uit", **environment: str) -> tuple[Shortcut, ...]:
    """Return the shortcuts of a platform, with the folders of a home."""
    return shortcuts(platform, home, environment, title, COMMAND)


def test_linux_gets_a_desktop_entry_that_starts_the_very_command(tmp_path: Path) -> None:
    """Each argument stands in `Exec` as the specification quotes it; the desktop's folder has any name."""
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config/user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Bureaublad"\n')
    (tmp_path / "Bureaublad").mkdir()
    on_desktop, in_menu = made("linux", tmp_path)
    assert on_desktop.path == tmp_path / "Bureaublad/Stilte Adem in uit.desktop"
    assert in_menu.path == tmp_path / ".local/share/applications/Stilte Adem in uit.desktop"
    on_desktop.write()
    assert stat.S_IMODE(on_desktop.path.stat().st_mode) == 0o755
    keys = dict(line.split("=", 1) for line in on_desktop.text.splitlines()[1:])
    line = keys["Exec"].replace("\\\\", "\\").replace("%%", "%")
    assert _as_a_shell_reads(line) == COMMAND
    assert keys["Terminal"] == "false"
    assert Path(keys["Icon"]).is_file()


def _as_a_shell_reads(line: str) -> list[str]:
    """Return the arguments in a line: between double quotes `Exec` knows the shell's four escapes."""
    told = subprocess.run(["sh", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True)
    return told.stdout.splitlines()


def test_linux_without_a_desktop_gets_an_entry_in_its_menu(tmp_path: Path) -> None:
    """A system without icons still finds it."""
    (only,) = made("linux", tmp_path, XDG_DATA_HOME=str(tmp_path / "data"))
    assert only.path.parent == tmp_path / "data/applications"


def test_macos_gets_a_command_that_a_shell_runs(tmp_path: Path) -> None:
    """Every argument arrives as it is, and the file may be run."""
    (tmp_path / "Desktop").mkdir()
    (only,) = made("darwin", tmp_path)
    assert only.path == tmp_path / "Desktop/Stilte Adem in uit.command"
    only.write()
    assert stat.S_IMODE(only.path.stat().st_mode) == 0o755
    shown = only.text.replace("exec ", "printf '%s\\n' ")
    assert (
        subprocess.run(["sh", "-c", shown], capture_output=True, text=True, check=True).stdout.splitlines()
        == COMMAND
    )


def test_windows_gets_a_batch_file(tmp_path: Path) -> None:
    """On the desktop that OneDrive keeps, where it does; a percent sign names no variable."""
    (tmp_path / "OneDrive/Desktop").mkdir(parents=True)
    (only,) = made("win32", tmp_path, OneDrive=str(tmp_path / "OneDrive"), USERPROFILE=str(tmp_path))
    assert only.path == tmp_path / "OneDrive/Desktop/Stilte Adem in uit.bat"
    assert "/home/100%% `id`" in only.text
    assert only.text.endswith("\r\n")
    (tmp_path / "Desktop").mkdir()
    (plain,) = made("win32", tmp_path, USERPROFILE=str(tmp_path))
    assert plain.path.parent == tmp_path / "Desktop"


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_where_there_is_no_desktop_it_is_told(tmp_path: Path, platform: str) -> None:
    """Nothing is written somewhere else."""
    with pytest.raises(InputError, match="no desktop"):
        made(platform, tmp_path)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("title", ["", "…", "../../x", "a\nExec=evil", "x" * 300, "CON", "."])
def test_a_title_is_only_a_name(tmp_path: Path, platform: str, title: str) -> None:
    """Whatever a show is called, its icon lies on the desktop and starts nothing else."""
    (tmp_path / "Desktop").mkdir()
    for each in made(platform, tmp_path, title):
        assert each.path.parent in (tmp_path / "Desktop", tmp_path / ".local/share/applications")
        assert each.path.name.startswith("Stilte")
        assert sum(line.startswith("Exec") for line in each.text.splitlines()) <= 1


def test_a_folder_with_a_line_break_is_refused(tmp_path: Path) -> None:
    """A name that no file of this kind can hold could start something else."""
    with pytest.raises(InputError):
        shortcuts("linux", tmp_path, {}, "A", ["stilte", "--project", "/a\nExec=evil"])
