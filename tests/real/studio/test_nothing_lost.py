"""Nothing typed is ever lost: reloads, closed tabs, a killed server, other editors, a second window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.ports import free_port
from tests.real.studio.projects import SCRIPT, make_project
from tests.real.studio.test_look_of_views import complaints
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

    Run = Callable[..., AbstractContextManager[RunningStudio]]

pytestmark = pytest.mark.real

MOVED = SCRIPT.replace("Dank je wel.", "Tot ziens.")
"""The script as another editor leaves it."""


def first_line(page: Any) -> Any:
    """Return the field of the first spoken line, once it is there."""
    return page.get_by_label("Spoken line").first


def on_disk(studio: RunningStudio, text: str) -> None:
    """Write the script as another program does."""
    (studio.root / "scripts/zee.yaml").write_text(text, "utf-8")


def test_text_typed_just_before_a_reload_is_there_after_it(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The last keys before a reload are kept in the browser, and written afterwards.

    Where they reached the studio already, it answers that the file is another one now: with the same text.
    """
    page = open_page(studio, "/edit/zee", complains="409 (Conflict)")
    first_line(page).fill("Dag allemaal.")
    page.reload()
    until(lambda: first_line(page).input_value(), "Dag allemaal.")
    until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "Dag"))


def test_text_typed_just_before_the_tab_is_closed_is_there_afterwards(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """A tab that is closed in the middle of a line loses nothing of it; a new tab writes it."""
    page = open_page(studio, "/edit/zee")
    first_line(page).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Kom binn")
    page.close()
    again = page.context.new_page()
    again.goto(studio.address + "/edit/zee")
    until(
        lambda: studio.script("zee"),
        SCRIPT.replace("  - Ga rustig", "  - Kom binn\n  - Ga rustig"),
    )


def test_text_typed_while_the_server_is_dead_is_written_by_the_next(
    tmp_path: Path, run_studio: Run, open_page: Callable[..., Any]
) -> None:
    """The page says that it cannot save, keeps what is typed, and a new start of the studio has it."""
    root = make_project(tmp_path / "project")
    port = free_port()
    with run_studio(root, port=port) as studio:
        page = open_page(studio, "/edit/zee", complains="403")
        first_line(page).wait_for()
        studio.kill()
        first_line(page).fill("Dag allemaal.")
        page.get_by_text("not saved: the studio does not answer").wait_for()
    with run_studio(root, port=port) as studio:
        page.goto(studio.opened_at)
        page.goto(studio.address + "/edit/zee")
        until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "Dag"))
        until(lambda: first_line(page).input_value(), "Dag allemaal.")


def test_a_change_on_disk_is_shown_where_nothing_was_unsaved(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """What a text editor or git writes is on the page by itself."""
    page = open_page(studio, "/edit/zee")
    first_line(page).wait_for()
    on_disk(studio, MOVED)
    until(page.get_by_label("Spoken line").last.input_value, "Tot ziens.")


@pytest.mark.parametrize(
    ("answer", "left"), [("Keep my text", "mine"), ("Take the text of the file", "file")]
)
def test_both_texts_are_shown_where_something_was_unsaved(
    studio: RunningStudio, open_page: Callable[..., Any], answer: str, left: str
) -> None:
    """A file that changed under unsaved typing: both texts are shown whole, and the author chooses."""
    page = open_page(studio, "/edit/zee", complains="409")
    first_line(page).wait_for()

    def meanwhile(route: Any) -> None:
        on_disk(studio, MOVED)
        route.continue_()

    page.route("**/edit", meanwhile, times=1)
    first_line(page).fill("Dag allemaal.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("region", name="Your text").get_by_text("Dag allemaal.").wait_for()
    dialog.get_by_role("region", name="The text of the file").get_by_text("Tot ziens.").wait_for()
    assert studio.script("zee") == MOVED
    assert complaints(page) == []
    dialog.get_by_role("button", name=answer).click()
    mine = SCRIPT.replace("Welkom", "Dag")
    until(lambda: studio.script("zee"), mine if left == "mine" else MOVED)
    until(lambda: first_line(page).input_value(), "Dag allemaal." if left == "mine" else "Welkom allemaal.")


def test_the_choice_between_two_texts_cannot_be_closed(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """No button and no key takes the choice away before it is made: the page would wait for it unseen."""
    page = open_page(studio, "/edit/zee", complains="409")
    first_line(page).wait_for()

    def meanwhile(route: Any) -> None:
        on_disk(studio, MOVED)
        route.continue_()

    page.route("**/edit", meanwhile, times=1)
    first_line(page).fill("Dag allemaal.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Keep my text").wait_for()
    assert dialog.get_by_role("button", name="Close").count() == 0
    for _ in range(3):
        page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Keep my text").click()
    until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "Dag"))


def test_two_windows_on_one_script_agree(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """What is typed in one window is in the other, and the other way round."""
    one = open_page(studio, "/edit/zee")
    two = one.context.new_page()
    two.goto(studio.address + "/edit/zee")
    first_line(two).wait_for()
    first_line(one).fill("Van de een.")
    until(lambda: first_line(two).input_value(), "Van de een.")
    two.get_by_label("Spoken line").last.fill("Van de ander.")
    until(one.get_by_label("Spoken line").last.input_value, "Van de ander.")
    assert "Van de een." in studio.script("zee")
    assert "Van de ander." in studio.script("zee")


def test_a_script_with_an_error_opens(tmp_path: Path, run_studio: Run, open_page: Callable[..., Any]) -> None:
    """What can be read is shown and edited; the rest stands as text under its problem."""
    broken = SCRIPT.replace("  - bell: 1\n", "  - belll: 1\n")
    with run_studio(make_project(tmp_path / "project", zee=broken)) as studio:
        page = open_page(studio, "/edit/zee")
        part = page.get_by_label("Lines of the script that cannot be read")
        part.wait_for()
        until(part.input_value, "  - belll: 1")
        page.locator(".problems .error").first.wait_for()
        first_line(page).fill("Dag allemaal.")
        until(lambda: studio.script("zee"), broken.replace("Welkom", "Dag"))
        part.fill("  - bell: 2")
        page.get_by_role("button", name="Write it so").click()
        until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "Dag").replace("bell: 1", "bell: 2"))
        page.get_by_role("slider", name="Place in the track").wait_for()


def test_a_script_that_yaml_cannot_read_opens(
    tmp_path: Path, run_studio: Run, open_page: Callable[..., Any]
) -> None:
    """A fault of YAML's own syntax leaves the text whole, and it can be mended in the second tab."""
    broken = SCRIPT.replace("  - chapter: Ademen\n", '  - chapter: "Ademen\n')
    with run_studio(make_project(tmp_path / "project", zee=broken)) as studio:
        page = open_page(studio, "/edit/zee")
        page.get_by_role("tab", name="Text (YAML)").click()
        text = page.get_by_label("The text of the script, in YAML")
        until(text.input_value, broken)
        text.fill(SCRIPT)
        until(lambda: studio.script("zee"), SCRIPT)
        page.get_by_role("tab", name="Routine").click()
        until(lambda: page.get_by_label("Title of a chapter").input_value(), "Ademen")


def test_windows_line_ends_stay(tmp_path: Path, run_studio: Run, open_page: Callable[..., Any]) -> None:
    """A script with carriage returns keeps them, whichever tab it is edited in."""
    returns = SCRIPT.replace("\n", "\r\n")
    with run_studio(make_project(tmp_path / "project", zee=returns)) as studio:
        page = open_page(studio, "/edit/zee")
        first_line(page).fill("Dag allemaal.")
        until(lambda: studio.script("zee"), returns.replace("Welkom", "Dag"))
        page.get_by_role("tab", name="Text (YAML)").click()
        page.get_by_label("The text of the script, in YAML").fill(SCRIPT.replace("Welkom", "Hallo"))
        until(lambda: studio.script("zee"), returns.replace("Welkom", "Hallo"))
