"""The page as it is loaded: libraries by others as their notice says, small, and nothing inline."""

from __future__ import annotations

import hashlib
import re

from stilte.studio.page_files import PAGE

MOST_BYTES = 300_000
VENDOR = PAGE / "vendor"


def test_every_library_is_the_one_that_the_notice_names() -> None:
    """The notice holds the checksum of each library, and of no other file."""
    told = dict(
        reversed(line.split()) for line in re.findall(r"^[0-9a-f]{64}  \S+$", _notice(), re.MULTILINE)
    )
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert told == there


def test_every_library_has_its_version_and_licence() -> None:
    """Each file stands in the table, with package, version, licence and the archive's checksum."""
    for path in VENDOR.glob("*.js"):
        row = re.search(rf"^\| {re.escape(path.name)} .*$", _notice(), re.MULTILINE)
        assert row is not None, path.name
        assert re.search(r"\| \d+\.\d+\.\d+ +\| (MIT|Apache-2\.0) +\| [0-9a-f]{64} \|$", row[0])


def test_libraries_load_only_each_other() -> None:
    """No library asks for a file outside its folder, or for another host."""
    names = {f"./{path.name}" for path in VENDOR.glob("*.js")}
    for path in VENDOR.glob("*.js"):
        text = path.read_text("utf-8")
        assert set(re.findall(r'from ?"([^"]+)"', text)) <= names
        assert "sourceMappingURL" not in text


def test_the_libraries_are_small() -> None:
    """What others wrote is under 300 kB in all."""
    assert sum(path.stat().st_size for path in VENDOR.iterdir()) < MOST_BYTES


def test_the_page_has_nothing_inline() -> None:
    """The strict policy would refuse it: a script or style in the page, a handler in an attribute."""
    page = (PAGE / "index.html").read_text("utf-8")
    assert re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) is None
    for path in PAGE.rglob("*.js"):
        if VENDOR not in path.parents:
            assert "innerHTML" not in path.read_text("utf-8"), path.name


def _notice() -> str:
    return (VENDOR / "NOTICE").read_text("utf-8")


def test_the_modules_of_the_editor_are_asked_for_at_once() -> None:
    """Each module that the editor needs is named in the page, so that none waits until another has come."""
    needed: set[str] = set()
    _follow("main.js", needed)
    _follow("views/editor.js", needed)
    page = (PAGE / "index.html").read_text("utf-8")
    assert set(re.findall(r'modulepreload" href="/page/([^"]+)"', page)) == needed - {"main.js"}


def _follow(name: str, found: set[str]) -> None:
    """Collect a module of the page and all that it imports, by their paths under `page/`."""
    if name in found:
        return
    found.add(name)
    for other in re.findall(r'from\s*"(\.[^"]+)"', (PAGE / name).read_text("utf-8")):
        _follow((PAGE / name).parent.joinpath(other).resolve().relative_to(PAGE).as_posix(), found)
