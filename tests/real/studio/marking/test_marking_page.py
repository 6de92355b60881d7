"""The marking page: guesses under their sentences, a very long track, a post of several exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.until import until
from tests.studio.marking.test_handlers import GUESSED, SEVERAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real
SEND = """async (text) => {
  const main = [...document.scripts].find((one) => one.type === "module").src;
  const { post } = await import(new URL("api.js", main));
  return (await post("/api/posts", { text })).id;
}"""

WRITTEN = """async (given) => {
  const main = [...document.scripts].find((one) => one.type === "module").src;
  const { written } = await import(new URL("marking/pattern_fields.js", main));
  return written(...given);
}"""


@pytest.fixture
def mark(studio: RunningStudio, open_page: Callable[..., Any]) -> Callable[[str], Any]:
    """Return what takes a post in and opens its marking page."""

    def opened(text: str) -> Any:
        page = open_page(studio, "/tracks")
        name = page.evaluate(SEND, text)
        page.goto(f"{studio.address}/mark/{name}")
        page.get_by_role("listbox").wait_for()
        return page

    return opened


def test_a_guess_stands_under_its_sentence_and_is_settled_by_a_label(mark: Callable[[str], Any]) -> None:
    """The button leads to it, before the two long holds; its label settles it, the guess is still told."""
    page = mark(GUESSED)
    page.get_by_role("button", name="3 are unsure: show the next").click()
    sentence = page.locator('[role="option"][aria-selected="true"]')
    until(lambda: "Adem een paar keer rustig door." in sentence.inner_text(), expected=True)
    guess = "Guessed: This sentence gives no number: 3 breaths."
    until(lambda: guess in sentence.inner_text(), expected=True)
    until(lambda: "This track lasts 1:3" in page.locator(".outcome .long").inner_text(), expected=True)
    until(lambda: sentence.evaluate("one => one === document.activeElement"), expected=True)
    page.keyboard.press("1")
    page.get_by_role("button", name="2 are unsure: show the next").wait_for()
    until(lambda: "Guessed:" in sentence.inner_text(), expected=True)


def test_breaths_are_given_a_pattern(mark: Callable[[str], Any], studio: RunningStudio) -> None:
    """The count is what the sentence asks for; the seconds of its parts are typed, changed and taken away."""
    page = mark("Ga zitten.\n\nAdem 3 keer diep in door je neus, uit door je mond.\n\nDank je wel.")
    page.get_by_role("option", name="Adem 3 keer").click()
    page.keyboard.press("b")  # into the count, and on with the keyboard
    parts = page.get_by_role("group", name="Seconds of each part of the breath")
    length = page.locator(".outcome .length strong")
    before = length.inner_text()
    for seconds in ("4", "7", "8"):
        page.keyboard.press("Tab")
        page.keyboard.insert_text(seconds)
    page.keyboard.press("Enter")
    page.locator(".sentence .mark", has_text="3 breaths · 4-7-8").wait_for()
    until(lambda: length.inner_text() != before, expected=True)
    parts.get_by_label("hold").fill("")
    parts.get_by_label("in").fill("5.5")
    parts.get_by_label("out").fill("5.5")
    page.keyboard.press("Enter")
    page.locator(".sentence .mark", has_text="3 breaths · 5.5-5.5").wait_for()
    page.reload()
    page.get_by_role("option", name="Adem 3 keer").click()
    assert parts.get_by_label("out").input_value() == "5.5"
    page.get_by_role("button", name="Write the script").click()
    page.wait_for_url("**/edit/**")
    (written,) = (path for path in (studio.root / "scripts").glob("*.yaml") if path.stem != "zee")
    assert "- breathe: 3\n    breath: 5.5-5.5\n" in written.read_text("utf-8")


def test_all_exercises_of_a_post_are_written_or_the_rest_is_told(
    mark: Callable[[str], Any], studio: RunningStudio
) -> None:
    """After one of three the page leads to the next; the other two are written together."""
    page = mark(SEVERAL)
    page.get_by_role("button", name="Write only this script").click()
    page.wait_for_url("**/edit/**")
    page.get_by_text("2 exercises of this post are left.").wait_for()
    page.get_by_role("button", name="To the next exercise").click()
    page.get_by_role("button", name="Write all 2 scripts").dblclick()
    page.wait_for_url("**/tracks")
    page.get_by_text("2 scripts are written.").wait_for()
    made = {path.stem for path in (studio.root / "scripts").glob("*.yaml")}
    assert made - {"zee"} == {"pendelen", "lopen-langs-de-muur", "de-stok"}


def test_seconds_that_are_typed_for_some_sentences_are_not_for_others(
    mark: Callable[[str], Any],
) -> None:
    """Not sent, they are gone once others are chosen; where nothing is typed the pattern stays as it is."""
    page = mark("Ga zitten.\n\nAdem 3 keer diep in, uit door je mond.\n\nAdem 3 keer in door je neus en uit.")
    page.get_by_role("option", name="Adem 3 keer diep").click()
    parts = page.get_by_role("group", name="Seconds of each part of the breath")
    parts.get_by_label("in").fill("4")
    parts.get_by_label("out").fill("6")
    page.get_by_label("Hold: seconds").fill("77")
    page.get_by_role("option", name="Adem 3 keer in door").click()
    until(lambda: [parts.get_by_label(one).input_value() for one in ("in", "out")], ["", ""])
    assert page.get_by_label("Hold: seconds").input_value() == "30"
    assert page.evaluate(WRITTEN, ["box", {}]) == "box"
    assert page.evaluate(WRITTEN, ["box", {"hold": "2"}]) == "4-2-4-4"
