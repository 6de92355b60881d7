"""A page in Debian's Firefox, with the part of playwright's interface that the journeys of the studio use.

One description of a journey serves both browsers. A locator is a chain of steps that
`.ci/checks/firefox_locators.mjs` follows anew whenever something is done with it; roles and names are of
Firefox's own accessibility tree, and names are whole (`exact`).
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from tests.real.firefox import Firefox

PATIENCE_MS = 90_000


@dataclass(frozen=True, slots=True)
class FirefoxLocator:
    """What a chain of steps finds in the page of a Firefox."""

    firefox: Firefox
    chain: tuple[dict[str, object], ...] = ()

    def locator(
        self, css: str, *, has: FirefoxLocator | None = None, has_text: str | None = None
    ) -> FirefoxLocator:
        """Return the elements of a selector, which hold others or a text."""
        found = self._with({"css": css})
        if has is not None:
            found = found._with({"has": has.chain})
        return found if has_text is None else found._with({"hasText": has_text})

    def get_by_role(self, role: str, *, name: str | None = None, exact: bool = False) -> FirefoxLocator:
        """Return the elements of a role and, where it is given, a name."""
        assert exact or name is None, "Firefox knows whole names only"
        return self._with({"role": role, **({"name": name} if name else {})})

    def get_by_label(self, label: str, *, exact: bool = False) -> FirefoxLocator:
        """Return the fields of a label."""
        assert exact, "Firefox knows whole names only"
        return self._with({"label": label})

    def get_by_text(self, text: str) -> FirefoxLocator:
        """Return the smallest elements that hold a text."""
        return self._with({"text": text})

    def nth(self, n: int) -> FirefoxLocator:
        """Return the nth of them."""
        return self._with({"nth": n})

    @property
    def first(self) -> FirefoxLocator:
        """Return the first of them."""
        return self.nth(0)

    @property
    def last(self) -> FirefoxLocator:
        """Return the last of them."""
        return self.nth(-1)

    def count(self) -> int:
        """Return how many there are now."""
        return int(self.firefox.ask("count", self.chain))

    def click(self, *, timeout: float = PATIENCE_MS) -> None:
        """Click it when it is shown, at rest, enabled, and not covered."""
        self._use("click", timeout=timeout)

    def fill(self, text: str) -> None:
        """Click into it, and put a text in the place of what was there."""
        self._use("fill", text)

    def blur(self) -> None:
        """Take the focus away."""
        self.evaluate("e => e.blur()")

    def press(self, key: str) -> None:
        """Press a key in it."""
        self._use("press", key)

    def tab_to(self, most: int) -> bool:
        """Press Tab until the focus is there; false where it never is."""
        return bool(self._use("tabTo", most))

    def select_option(self, *, label: str) -> None:
        """Choose from a list by the words of a choice."""
        self._use("select", label)

    def wait_for(self, *, timeout: float = PATIENCE_MS) -> None:
        """Wait until it is shown."""
        self._use("shown", timeout=timeout)

    def is_enabled(self) -> bool:
        """Return whether it can be used."""
        return bool(self.evaluate("e => !e.matches(':disabled, [aria-disabled=true]')"))

    def get_attribute(self, name: str) -> str | None:
        """Return an attribute of it."""
        found: str | None = self.evaluate(f"e => e.getAttribute('{name}')")
        return found

    def evaluate(self, source: str) -> Any:
        """Return what a function gives for it."""
        return self._use("evaluate", source)

    def evaluate_all(self, source: str) -> Any:
        """Return what a function gives for the list of all of them."""
        return self.firefox.ask("evaluateAll", self.chain, source)

    def _use(self, name: str, *args: object, timeout: float = PATIENCE_MS) -> Any:
        return self.firefox.ask("use", self.chain, name, args, timeout)

    def _with(self, step: dict[str, object]) -> FirefoxLocator:
        return FirefoxLocator(self.firefox, (*self.chain, step))


@dataclass(frozen=True, slots=True)
class FirefoxKeyboard:
    """The keyboard before a Firefox."""

    firefox: Firefox

    def press(self, key: str) -> None:
        """Press a key, or several together: `Shift+Tab`."""
        self.firefox.press(key)

    def type(self, text: str, *, delay: float = 0) -> None:  # noqa: ARG002 (playwright's interface)
        """Type a text key by key; each takes its time over the wire."""
        self.firefox.type(text)

    def insert_text(self, text: str) -> None:
        """Put a text where the focus is, as pasting does."""
        self.firefox.ask("insert", text)


@dataclass(slots=True)
class Heard:
    """An answer of a server that was waited for."""

    value: Any = None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a server to the page."""

    url: str
    status: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class FirefoxPage(FirefoxLocator):
    """The one page of a Firefox."""

    keyboard: FirefoxKeyboard = field(init=False)

    def __post_init__(self) -> None:
        """Give it its keyboard."""
        object.__setattr__(self, "keyboard", FirefoxKeyboard(self.firefox))

    @property
    def url(self) -> str:
        """Return where it is."""
        return str(self.firefox.evaluate("location.href"))

    def goto(self, address: str) -> None:
        """Go to an address, and wait until it has loaded."""
        self.firefox.open(address)

    def evaluate(self, source: str) -> Any:
        """Return what an expression gives in the page."""
        return self.firefox.evaluate(source)

    def wait_for_url(self, pattern: re.Pattern[str]) -> None:
        """Wait until the address fits."""
        self._until(lambda: pattern.search(self.url), f"an address like {pattern.pattern}")

    @contextmanager
    def expect_response(self, wanted: Callable[[Response], bool]) -> Iterator[Heard]:
        """Wait, after what is done in the block, for an answer of the server."""
        before = len(self.firefox.ask("responses", 0))
        heard = Heard()
        yield heard

        def arrived() -> bool:
            answers = [Response(**one) for one in self.firefox.ask("responses", before)]
            heard.value = next((one for one in answers if wanted(one)), None)
            return heard.value is not None

        self._until(arrived, "an answer of the server")

    def _until(self, look: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE_MS / 1000
        while not look():
            assert time.monotonic() < end, f"never came: {what}"
            self.firefox.evaluate("new Promise(done => setTimeout(() => done(null), 50))")
