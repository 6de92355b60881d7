"""The editor: every change is one of the text, at its place, and shown at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT, VOICE
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

FREE_AT_THE_RIGHT = """element => {
  const words = document.createRange();
  words.selectNodeContents(element.firstChild);
  return element.getBoundingClientRect().right - words.getBoundingClientRect().right;
}"""
"""How far the first words of an element are from its right edge, in pixels."""


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the editor on the small script."""
    opened = open_page(studio, "/edit/zee")
    opened.locator(".routine").wait_for()
    return opened


def line(page: Any, n: int) -> Any:
    """Return the n-th field of spoken text, from 0."""
    return page.get_by_label("Spoken line").nth(n)


def changed(*pairs: tuple[str, str]) -> str:
    """Return the small script with some of its parts changed."""
    text = SCRIPT
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def test_a_typed_line_is_in_the_file_and_nothing_else_changes(page: Any, studio: RunningStudio) -> None:
    """Typing in a line changes its words alone; the comment beside it stays."""
    line(page, 0).fill("Dag allemaal.")
    until(lambda: studio.script("zee"), changed(("Welkom allemaal.", "Dag allemaal.")))


def test_the_quiet_after_a_line_is_typed_stepped_and_dragged(page: Any, studio: RunningStudio) -> None:
    """The quiet is a chip: typed, stepped by the arrows, dragged sideways."""
    quiet = page.get_by_label("Quiet after it").nth(1)
    quiet.fill("12")
    quiet.press("Enter")
    until(lambda: studio.script("zee"), changed(("<8s>", "<12s>")))
    quiet.press("ArrowUp")
    quiet.press("ArrowUp")
    quiet.press("Enter")
    until(lambda: studio.script("zee"), changed(("<8s>", "<14s>")))
    page.locator("h1").click()
    box = quiet.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10 - 8 * 4, box["y"] + 10, steps=4)
    page.mouse.up()
    until(lambda: studio.script("zee"), changed(("<8s>", "<10s>")))


def test_a_line_from_right_to_left_stands_at_the_right(page: Any, studio: RunningStudio) -> None:
    """Words of Hebrew begin at the right, also in what is drawn under the field for the marks in them."""
    line(page, 0).fill("שלום <2s> לכולם.")
    until(lambda: "שלום <2s> לכולם." in studio.script("zee"), expected=True)
    writing = page.locator(".writing").first
    assert writing.locator("textarea").evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    free = writing.locator(".mirror").evaluate(FREE_AT_THE_RIGHT)
    assert 0 <= free < 20
    line(page, 0).fill("Welkom <2s> allemaal.")
    until(lambda: writing.locator(".mirror").evaluate(FREE_AT_THE_RIGHT) > 100, expected=True)


def test_elastic_quiet_keeps_its_form(page: Any, studio: RunningStudio) -> None:
    """A range is shown with a dash of its own and written with a hyphen, without a unit where it had none."""
    quiet = page.get_by_label("How long it is quiet")
    until(quiet.input_value, "15–60 s")
    quiet.fill("20–45 s")
    quiet.press("Enter")
    until(lambda: studio.script("zee"), changed(("15-60", "20-45")))


def test_enter_makes_a_line_and_backspace_joins(page: Any, studio: RunningStudio) -> None:
    """Enter at the end begins a line, in the middle breaks it; Backspace at its start joins it again."""
    line(page, 0).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Kom binnen.")
    until(
        lambda: studio.script("zee"),
        changed(("  - Ga rustig", "  - Kom binnen.\n  - Ga rustig")),
    )
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    until(
        lambda: studio.script("zee"),
        changed(("  - Ga rustig", "  - Kom\n  - binnen.\n  - Ga rustig")),
    )
    page.keyboard.press("Backspace")
    until(
        lambda: studio.script("zee"),
        changed(("  - Ga rustig", "  - Kom binnen.\n  - Ga rustig")),
    )


def test_typing_goes_on_while_a_line_is_being_made(page: Any, studio: RunningStudio) -> None:
    """Keys that come faster than the server answers are all there, in their order."""
    line(page, 0).click()
    page.keyboard.press("End")
    for words in ("Eén.", "Twee.", "Drie.", "Vier."):
        page.keyboard.press("Enter")
        page.keyboard.type(words)
    until(
        lambda: studio.script("zee"),
        changed(("  - Ga rustig", "  - Eén.\n  - Twee.\n  - Drie.\n  - Vier.\n  - Ga rustig")),
    )


def test_an_empty_new_line_never_reaches_the_file(page: Any, studio: RunningStudio) -> None:
    """A line that is begun and left without words is gone again."""
    line(page, 0).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    until(page.get_by_label("Spoken line").count, 6)
    page.locator("h1").click()
    until(lambda: page.get_by_label("Spoken line").count(), 5)
    assert studio.script("zee") == SCRIPT


def test_several_pasted_lines_become_lines(page: Any, studio: RunningStudio) -> None:
    """A text of several lines that is pasted into a line becomes as many lines."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('Eén.\\n\\nTwee.\\nDrie.')")
    line(page, 4).click()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.keyboard.press("ControlOrMeta+v")
    until(
        lambda: studio.script("zee"),
        changed(("  - Dank je wel.", "  - Dank je wel. Eén.\n  - Twee.\n  - Drie.")),
    )


def test_undo_and_redo_without_end(page: Any, studio: RunningStudio) -> None:
    """Every change is undone, one by one, back to the bytes of the beginning, and done again."""
    line(page, 0).fill("Dag.")
    page.get_by_label("How many strikes").fill("3")
    page.get_by_label("How many strikes").press("Enter")
    line(page, 4).click()
    page.keyboard.press("Alt+Delete")
    last = changed(("Welkom allemaal.", "Dag."), ("bell: 1", "bell: 3"), ("  - Dank je wel.\n", ""))
    until(lambda: studio.script("zee"), last)
    for _ in range(3):
        page.keyboard.press("ControlOrMeta+z")
    until(lambda: studio.script("zee"), SCRIPT)
    for _ in range(3):
        page.keyboard.press("ControlOrMeta+Shift+z")
    until(lambda: studio.script("zee"), last)


def test_breaths_have_count_pattern_and_words(page: Any, studio: RunningStudio) -> None:
    """The count, the pattern and the words of breaths are fields; the curve says what it shows."""
    page.get_by_role("img", name="in 4, out 6").wait_for()
    page.get_by_label("How many breaths").fill("5")
    page.get_by_label("How many breaths").press("Enter")
    until(lambda: studio.script("zee"), changed(("breathe: 3", "breathe: 5")))
    page.get_by_label("Pattern, such as").fill("4-7-8")
    page.get_by_label("Pattern, such as").press("Enter")
    page.get_by_role("img", name="in 4, hold 7, out 8").wait_for()
    page.get_by_label("breath 1, out").fill("en helemaal uit")
    until(lambda: "out: en helemaal uit" in studio.script("zee"), expected=True)
    assert "breath: 4-7-8" in studio.script("zee")
    assert "- silent" in studio.script("zee")


def test_steps_are_put_in_wrapped_and_taken_out(page: Any, studio: RunningStudio) -> None:
    """The menus put a bell in, a frame around two lines, and take it away again."""
    line(page, 0).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_text("2 steps selected").wait_for()
    page.get_by_role("button", name="More with this step").click()
    page.get_by_role("menuitem", name="Repeat it").click()
    inside = "      - Welkom allemaal.   # niet te snel\n      - Ga rustig zitten. <8s>\n"
    framed = f"  - repeat: 3\n    steps:\n{inside}"
    until(lambda: framed in studio.script("zee"), expected=True)
    page.keyboard.press("ControlOrMeta+z")
    until(lambda: studio.script("zee"), SCRIPT)
    # The file is written before the page hears of it.
    until(lambda: page.locator(".step.kind-repeat").count(), SCRIPT.count("repeat:"))
    line(page, 0).click()
    page.keyboard.press("Alt+Enter")
    page.get_by_role("menuitem", name="A bell").press("Enter")
    until(lambda: studio.script("zee"), changed(("  - Ga rustig", "  - bell: 1\n  - Ga rustig")))


def test_search_finds_lines_and_cues(page: Any) -> None:
    """Search goes from one find to the next, whatever the accents, and leaves the cursor there."""
    page.keyboard.press("ControlOrMeta+f")
    page.keyboard.type("uit")
    page.keyboard.press("Enter")
    until(lambda: page.locator(".step.found").count(), 1)
    assert "kind-breathe" in page.locator(".step.found").get_attribute("class")
    page.get_by_label("Search in the routine").fill("vloer")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    until(lambda: page.evaluate("document.activeElement.value"), "Voel de vloer.")


def test_the_yaml_tab_and_the_routine_agree(page: Any, studio: RunningStudio) -> None:
    """What is typed in one is in the other, an error beside its line; a line's own voice is chosen at it."""
    (studio.root / "voices/anna.yaml").write_text(VOICE, "utf-8")
    page.reload()
    page.get_by_role("tab", name="Text (YAML)").click()
    text = page.get_by_label("The text of the script, in YAML")
    until(text.input_value, SCRIPT)
    broken = changed(("breath: 4-6", "breath: 4"))
    text.fill(broken)
    until(lambda: studio.script("zee"), broken)
    page.get_by_role("complementary").get_by_role("button", name="Line 6").wait_for()
    ground = ("      - Voel de vloer.\n", "      - say: Voel de grond.\n        voice: rustig\n")
    text.fill(changed(ground))
    page.get_by_text("There is nothing wrong in it.").wait_for()
    page.get_by_role("tab", name="Routine").click()
    until(lambda: line(page, 3).input_value(), "Voel de grond.")
    voice = page.locator(".step.kind-say", has_text="Voel de grond.").get_by_label("Voice")
    assert voice.locator("option:checked").inner_text() == "voice rustig"
    voice.select_option(label="voice anna")
    until(lambda: studio.script("zee"), changed((ground[0], ground[1].replace("rustig", "anna"))))
    voice.select_option(label="the voice of the track")
    voice.wait_for(state="detached")
    until(lambda: "anna" in studio.script("zee"), expected=False)


def test_a_wanted_length_stretches_the_elastic_quiet(page: Any, studio: RunningStudio) -> None:
    """The wanted length is a field; the quiet that stretches for it is marked."""
    page.get_by_label("Wanted length").fill("3")
    page.get_by_label("Wanted length").press("Enter")
    until(lambda: "length: 3m\n" in studio.script("zee"), expected=True)
    until(lambda: page.locator(".editor .length").inner_text().split(), ["Length:", "3:00"])
    page.locator(".chip.stretches").first.wait_for()


def test_the_timeline_finds_the_line_and_the_line_its_place(page: Any) -> None:
    """A click on the timeline selects what is there; the arrows go from one to the next."""
    slider = page.get_by_role("slider", name="Place in the track")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 2, box["y"] + 30)
    until(lambda: page.locator(".step.selected").get_attribute("class").split()[1], "kind-say")
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + 30)
    until(page.locator(".step.selected textarea").first.input_value, "Dank je wel.")
    slider.press("Home")
    until(lambda: slider.get_attribute("aria-valuetext").endswith("Welkom allemaal."), expected=True)
