"""Debian's Firefox for tests, driven by `.ci/checks/firefox.mjs`: one page at a time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKS = Path(__file__).resolve().parents[2] / ".ci/checks"
_PATIENCE_S = 90.0


class Firefox:
    """A running Firefox; each method raises `RuntimeError` with what the browser says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._answer()

    def fresh(self, width: int = 1280, height: int = 900) -> None:
        """Open a new page of this size, with no complaints yet."""
        self.ask("fresh", width, height)

    def open(self, address: str) -> None:
        """Go to an address, and wait until it has loaded."""
        self.ask("open", address)

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives in the page; a promise is waited for."""
        return self.ask("evaluate", expression)

    def click(self, selector: str) -> None:
        """Click what a CSS selector finds."""
        self.ask("click", selector)

    def press(self, key: str) -> None:
        """Press a key, by its name in the DOM."""
        self.ask("press", key)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.ask("type", text)

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole page."""
        self.ask("screenshot", str(path))

    def until(self, expression: str) -> None:
        """Wait until an expression holds; raises AssertionError when it never does."""
        end = time.monotonic() + _PATIENCE_S
        while not self.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            self.evaluate("new Promise(done => setTimeout(done, 50))")

    @property
    def complaints(self) -> list[str]:
        """Return the errors and warnings in the console of this page."""
        return list(self.ask("complaints"))

    def ask(self, name: str, *args: object) -> Any:
        """Do a command of `firefox.mjs`, and return what it gives."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": name, "args": args}) + "\n")
        self._process.stdin.flush()
        return self._answer().get("value")

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "Firefox is gone"}
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer


def why_no_firefox() -> str | None:
    """Return what is missing for Firefox, or None where all is there."""
    if program() is None:
        return "Firefox is not there: apt-get install firefox-esr"
    if shutil.which("node") is None or not (CHECKS / "node_modules/puppeteer-core").is_dir():
        return "puppeteer-core is not there: npm install --prefix .ci/checks"
    return None


def program() -> str | None:
    """Return the path of Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def running_firefox(**preferences: object) -> Iterator[Firefox]:
    """Yield a Firefox, with preferences by their names, that ends with the block."""
    command = ["node", str(CHECKS / "firefox.mjs"), str(program()), json.dumps(preferences)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield Firefox(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):  # Firefox's own end is not what is tested
            process.wait(timeout=60)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # whatever of Firefox is left
        process.wait()
        if process.stdout:
            process.stdout.close()
