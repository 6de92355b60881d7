"""A word that is said wrong, and the takes of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the editor with the cursor in the first word of the first line."""
    opened = open_page(studio, "/edit/zee")
    opened.get_by_label("Spoken line").first.click(position={"x": 20, "y": 14})
    return opened


def ask(page: Any, where: str) -> None:
    """Say how the word should sound, and for what."""
    page.get_by_role("button", name="A word said wrong?").click()
    assert page.get_by_label("The word").input_value() == "Welkom"
    page.get_by_label("As it should sound").fill("wel-kom")
    page.get_by_text(where, exact=False).click()


def test_a_word_is_tried_and_said_so_in_this_line(page: Any, studio: RunningStudio) -> None:
    """The word under the cursor is offered; it is heard as it is and as written; the line gets the mark."""
    ask(page, "in this line")
    for name in ("As it is now", "As written here"):
        with page.expect_response("**/say") as answer:
            page.get_by_role("button", name=name).click()
        assert answer.value.headers["content-type"] == "audio/wav"
        until(page.get_by_role("button", name=name).is_enabled, expected=True)
    page.get_by_role("button", name="Say it so").click()
    until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "<Welkom|wel-kom>"))


def test_a_word_is_said_so_by_this_voice_or_everywhere(page: Any, studio: RunningStudio) -> None:
    """The voice's file gets it, or the lexicon of the language; the script stays."""
    ask(page, "wherever the voice rustig says it")
    page.get_by_role("button", name="Say it so").click()
    voice = studio.root / "voices/rustig.yaml"
    until(lambda: "pronounce:\n  Welkom: wel-kom\n" in voice.read_text(), expected=True)
    ask(page, "everywhere")
    page.get_by_role("button", name="Say it so").click()
    lexicon = studio.root / "voices/lexicon.nl.yaml"
    until(lambda: lexicon.is_file() and lexicon.read_text(), "Welkom: wel-kom\n")
    assert studio.script("zee") == SCRIPT


def test_the_takes_of_a_line_are_shown(page: Any) -> None:
    """A line's takes can be heard; the one in use says so."""
    page.get_by_role("button", name="The takes of this line").click()
    page.locator(".takes li").first.wait_for()
    assert "in use" in page.locator(".takes li").first.inner_text()
    address = page.locator(".takes audio").first.get_attribute("src")
    kind = page.evaluate(f"fetch('{address}').then((answer) => answer.headers.get('content-type'))")
    assert kind == "audio/wav"
