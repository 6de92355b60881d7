"""The list of tracks: what is there, how it stands, and everything that can be done with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT, make_project
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

OTHER = SCRIPT.replace("title: De zee", "title: Café bij nacht")
BROKEN = SCRIPT.replace("title: De zee", "title: Kapot").replace("breath: 4-6", "breath: 4")


@pytest.fixture
def many(tmp_path: Path, run_studio: Callable[..., AbstractContextManager[RunningStudio]]) -> Any:
    """Yield a studio with three scripts, one of them with an error."""
    root = make_project(tmp_path / "project", zee=SCRIPT, cafe=OTHER, kapot=BROKEN)
    with run_studio(root) as studio:
        yield studio


def titles(page: Any) -> list[str]:
    """Return the titles in the list."""
    return sorted(page.locator(".card h2").all_inner_texts())


def names(studio: RunningStudio) -> list[str]:
    """Return the scripts on disk."""
    return sorted(path.stem for path in (studio.root / "scripts").glob("*.yaml"))


def choose(page: Any, title: str, item: str) -> None:
    """Choose something from the menu of a track."""
    page.get_by_role("button", name=f"What to do with {title}").click()
    page.get_by_role("menuitem", name=item).click()


def test_each_track_says_how_it_stands(many: RunningStudio, open_page: Callable[..., Any]) -> None:
    """Title, length, state; of a broken one the line and one sentence."""
    page = open_page(many)
    until(lambda: titles(page), ["Café bij nacht", "De zee", "Kapot"])
    whole = page.locator(".card", has_text="De zee")
    until(lambda: "not built yet" in whole.inner_text(), expected=True)
    broken = page.locator(".card", has_text="Kapot")
    until(lambda: "cannot be built" in broken.inner_text(), expected=True)
    assert "Line 6:" in broken.locator(".trouble").inner_text()
    broken.get_by_role("link").click()
    page.locator(".routine").wait_for()
    assert page.url.endswith("/edit/kapot")


SEND = """async (path) => {
  const main = [...document.scripts].find((one) => one.type === "module").src;
  const { post } = await import(new URL("api.js", main));
  await post(path);
}"""
NOTE_PROGRESS = """() => {
  window.told = new Set();
  const note = () => {
    for (const card of document.querySelectorAll(".card")) {
      const progress = card.querySelector(".progress span");
      if (progress) window.told.add(`${card.querySelector("h2").innerText}: ${progress.innerText}`);
    }
  };
  new MutationObserver(note).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def test_the_list_shows_how_far_a_build_is_and_what_is_wrong_in_the_show(
    many: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The list is right from the beginning of a build to its end; faults of podcast.yaml lead to the show."""
    show, right = many.root / "podcast.yaml", "title: Zee\nlanguage: nl\n"
    show.write_text(f"{right}autor: Anna\n", "utf-8")
    lengths = SCRIPT.replace("breath: 4-6", "length: [2m, 2m30s]\nbreath: 4-6")
    (many.root / "scripts/zee.yaml").write_text(lengths, "utf-8")
    page = open_page(many)
    trouble = page.get_by_role("region", name="What is wrong in podcast.yaml")
    assert "Line 3: There is no setting of the project 'autor'." in trouble.inner_text()
    trouble.get_by_role("link", name="To the show").click()
    page.get_by_role("heading", name="Your show").wait_for()
    assert "Did you mean 'author'?" in trouble.inner_text()
    page.get_by_role("link", name="Tracks", exact=True).click()
    show.write_text(right, "utf-8")
    trouble.wait_for(state="detached")
    until(lambda: len(titles(page)), 3)
    page.evaluate(NOTE_PROGRESS)
    page.evaluate(SEND, "/api/build")
    until(page.locator(".card .state.current").count, 2, longest_s=120)
    assert page.locator(".card .progress").count() == 0
    assert "cannot be built" in page.locator(".card", has_text="Kapot").inner_text()
    told = page.evaluate("[...window.told]")
    assert any(
        re.match(r"Café bij nacht: [1-3]?[0-9]% · \d of \d lines are spoken", text) for text in told
    ), told
    for title in ("De zee", "Café bij nacht"):
        assert any(re.match(rf"{title}: [4-9][0-9]% · mixed and measured", text) for text in told), told
    assert not any(text.startswith("Kapot") for text in told)


def test_search_takes_accents_as_letters(many: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A search by plain letters finds accents, and says so where nothing is found."""
    page = open_page(many)
    page.get_by_label("Search your tracks").fill("cafe")
    until(lambda: titles(page), ["Café bij nacht"])
    page.get_by_label("Search your tracks").fill("berg")
    page.get_by_text("No track has “berg” in its title.").wait_for()


def test_rename_duplicate_delete_and_put_back(many: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A script gets another title, a copy; it goes to the trash, comes back, and is gone for good."""
    page = open_page(many)
    choose(page, "De zee", "Rename")
    page.get_by_label("Title").fill("De oceaan")
    page.get_by_role("button", name="Rename", exact=True).click()
    until(lambda: titles(page), ["Café bij nacht", "De oceaan", "Kapot"])
    choose(page, "De oceaan", "Duplicate")
    until(lambda: len(names(many)), 4)
    choose(page, "Kapot", "Delete")
    until(lambda: "kapot" in names(many), expected=False)
    page.get_by_role("button", name="Put it back").click()
    until(lambda: "kapot" in names(many), expected=True)
    until(lambda: "Kapot" in titles(page), expected=True)
    choose(page, "Kapot", "Delete")
    until(lambda: "kapot" in names(many), expected=False)
    page.get_by_role("button", name="Deleted tracks").click()
    page.get_by_role("button", name="Empty the trash").click()
    page.get_by_role("dialog", name="Empty the trash?").get_by_role("button", name="Empty the trash").click()
    page.get_by_text("Nothing was deleted.").wait_for()


def test_a_script_written_by_another_program_appears(
    many: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """A file that git or an editor puts into the folder is in the list by itself."""
    page = open_page(many)
    until(lambda: len(titles(page)), 3)
    (many.root / "scripts/berg.yaml").write_text(SCRIPT.replace("De zee", "De berg"), "utf-8")
    until(lambda: "De berg" in titles(page), expected=True)


def test_a_new_track_from_a_sample_and_from_a_post(
    many: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """A sample opens in the editor; a pasted post and a file open their marking."""
    page = open_page(many)
    page.get_by_role("button", name="New track").click()
    page.get_by_role("tab", name="From a sample").click()
    first = page.locator(".samples strong").first.inner_text()
    page.get_by_label("Search the samples").fill(first)
    page.locator(".samples button", has_text=first).click()
    page.locator(".routine .step").first.wait_for()
    assert len(names(many)) == 4
    for give in (paste, choose_file):
        page.goto(many.address + "/tracks")
        page.get_by_role("button", name="New track").click()
        give(page)
        page.wait_for_url("**/mark/*")


def paste(page: Any) -> None:
    """Paste a post into the dialog."""
    page.get_by_label("Paste the post").fill("Ga zitten.\n\nAdem drie keer diep in en uit.")
    page.get_by_role("button", name="Read the post").click()


def choose_file(page: Any) -> None:
    """Give the dialog a file."""
    post = {"name": "mijn post é.txt", "mimeType": "text/plain", "buffer": b"Ga zitten.\n\nAdem in."}
    page.get_by_label("Or drop a file here").set_input_files(post)
