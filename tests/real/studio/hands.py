"""Two ways of using a page: with the mouse, and with nothing but the keyboard."""

from __future__ import annotations

from typing import Any, Protocol

MOST_TABS = 250
DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
IS_HERE = "element => element === document.activeElement || element.contains(document.activeElement)"


class Hands(Protocol):
    """Somebody who uses the page; each target is a locator of playwright."""

    def press(self, target: Any) -> None:
        """Use a button, a link or a box to tick."""

    def write(self, target: Any, text: str) -> None:
        """Put a text into a field, in the place of what was there."""

    def pick(self, target: Any, label: str) -> None:
        """Choose from a list."""

    def choose_sentence(self, page: Any, text: str) -> None:
        """Choose a sentence of a post that is being marked."""


class Mouse:
    """Points and clicks; writes where it clicked."""

    def press(self, target: Any) -> None:
        """Click."""
        target.click()

    def write(self, target: Any, text: str) -> None:
        """Click into the field, and write."""
        target.click()
        target.fill(text)
        target.blur()

    def pick(self, target: Any, label: str) -> None:
        """Choose by its words."""
        target.select_option(label=label)

    def choose_sentence(self, page: Any, text: str) -> None:
        """Click its words."""
        page.locator(".sentence .words", has_text=text).first.click()


class Keyboard:
    """Tabs to what it wants, and types; never points."""

    def __init__(self, page: Any) -> None:
        self._keys = page.keyboard

    def reach(self, target: Any) -> None:
        """Press Tab until the focus is there."""
        target.wait_for()
        for _ in range(MOST_TABS):
            if target.evaluate(IS_HERE):
                return
            self._keys.press("Tab")
        message = f"the keyboard does not reach {target}"
        raise AssertionError(message)

    def press(self, target: Any) -> None:
        """Go there, and press Enter; Space where a box is ticked."""
        self.reach(target)
        box = target.evaluate("e => e.type === 'checkbox' || e.type === 'radio'")
        self._keys.press("Space" if box else "Enter")

    def write(self, target: Any, text: str) -> None:
        """Go there, select all, and type."""
        self.reach(target)
        self._keys.press("ControlOrMeta+a")
        self._keys.insert_text(text)
        self._keys.press("Tab")

    def pick(self, target: Any, label: str) -> None:
        """Go there, and press the arrow until the choice is reached."""
        self.reach(target)
        self._keys.press("Home")
        for _ in range(MOST_TABS):
            if target.evaluate("list => list.selectedOptions[0]?.label") == label:
                return
            self._keys.press("ArrowDown")
        message = f"the arrows do not reach '{label}'"
        raise AssertionError(message)

    def choose_sentence(self, page: Any, text: str) -> None:
        """Go into the list, and press the arrow until the sentence is reached."""
        self.reach(page.get_by_role("listbox"))
        self._keys.press("Home")
        page.evaluate(DRAWN)
        wanted = page.locator(".sentence", has_text=text).first
        for _ in range(MOST_TABS):
            if wanted.count() and wanted.evaluate(IS_HERE):
                return
            self._keys.press("ArrowDown")
            page.evaluate(DRAWN)  # a person sees where the list stands before the next key
        message = f"the arrows do not reach '{text}'"
        raise AssertionError(message)
