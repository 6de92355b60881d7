"""Marking, voices and music, publishing, the show: axe finds nothing, at every width, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from tests.real.studio.projects import make_project
from tests.real.studio.running import running_studio
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real
SIZES = [(360, 740), (768, 1000), (1440, 900), (2560, 1300)]
POST = """Oefening: De boom

Sta stevig op beide voeten.
Hef je armen langzaam.
Laat je armen zakken.
Adem 3 keer diep in door je neus, uit door je mond.
Dank je wel.
"""
WITH_GONGS = """\
title: Gongen
language: nl
voice: rustig
steps:
  - bell: 1   # de grote
    sound: gong
    level: -3
  - repeat: 3
    steps:
      - bell: 1
      - {sound: gong}
      - Adem rustig.
"""
TAKE_IN = """async text => {
  const headers = {"Content-Type": "application/json", "X-Stilte": "1"};
  const answer = await fetch("/api/posts", {method: "POST", headers, body: JSON.stringify({text})});
  return (await answer.json()).id;
}"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    """Yield a studio whose project has tracks, voices of every kind, and a fault in its show."""
    root = make_project(tmp_path_factory.mktemp("look") / "project")
    (root / "voices/anna.yaml").write_text(
        "language: nl\nuse:\n  - recorded\n  - tone\ncredit: Anna\n", "utf-8"
    )
    (root / "voices/prog.yaml").write_text('language: nl\nuse:\n  - command: "spreek {out}"\n', "utf-8")
    (root / "voices/stuk.yaml").write_text("language: nl\nuse: [niemand]\n", "utf-8")
    (root / "scripts/mis.yaml").write_text("title: Mis\nsteps:\n  - paus: 3\n", "utf-8")
    with running_studio(root) as running:
        yield running


def complaints(page: Any) -> list[str]:
    """Return what axe finds wrong on a page."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — may be missing

    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in Axe().run(page).response["violations"]]


def looked_at(page: Any) -> None:
    """Look at a page at every width, light and dark: axe finds nothing, nothing is wider than the screen."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert complaints(page) == [], (width, scheme)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, width


def expect_class(row: Any, name: str) -> None:
    """Wait until an element is of a class."""
    until(lambda: name in (row.get_attribute("class") or "").split(), expected=True)


@pytest.mark.parametrize("path", ["/show", "/voices", "/publish"])
def test_axe_finds_nothing_on_a_view(shared: RunningStudio, open_page: Callable[..., Any], path: str) -> None:
    """Every view by itself, with what is wrong in the project shown on it."""
    page = open_page(shared, path)
    page.locator("h1").wait_for()
    looked_at(page)


@pytest.mark.parametrize("tab", ["Music", "Bells and sounds"])
def test_axe_finds_nothing_on_music(shared: RunningStudio, open_page: Callable[..., Any], tab: str) -> None:
    """Beds with their sliders, and bells."""
    page = open_page(shared, "/voices")
    page.get_by_role("tab", name=tab).click()
    page.locator(".cards .card").first.wait_for()
    looked_at(page)


def test_a_bell_gets_a_level_and_a_sound_is_dropped_in(
    shared: RunningStudio, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """The slider writes the level of each such bell of the routine; a file becomes one more sound."""
    (shared.root / "scripts/gong.yaml").write_text(WITH_GONGS, "utf-8")
    page = open_page(shared, "/voices?script=gong")
    page.get_by_role("tab", name="Bells and sounds").click()
    slider = page.get_by_label("Level of gong in this routine")
    assert slider.input_value() == "-3"
    slider.fill("-9")
    after = WITH_GONGS.replace("level: -3", "level: -9").replace("{sound: gong}", "{sound: gong, level: -9}")
    until(lambda: shared.script("gong"), after)
    page.get_by_label("Level of bowl in this routine").wait_for()
    assert page.get_by_label("Level of chime in this routine").count() == 0
    with page.expect_response(re.compile(r"/gong/hear\?.*level=-9")) as heard:
        page.get_by_role("button", name="Hear gong").click()
    assert heard.value.ok
    soundfile.write(tmp_path / "klokje.wav", 0.3 * np.sin(np.arange(22050) / 8), 44100)
    page.get_by_label("Drop a file of sound here").set_input_files(tmp_path / "klokje.wav")
    page.get_by_label("What may you do with it?").select_option(label="It is my own")
    page.get_by_role("button", name="Take it in").click()
    page.locator(".card", has_text="klokje").get_by_text("your own file").wait_for()


def test_axe_finds_nothing_while_a_post_is_marked(
    shared: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The list of sentences, one chosen, two under a mark."""
    page = open_page(shared)
    page.goto(f"{shared.address}/mark/{page.evaluate(TAKE_IN, POST)}")
    page.get_by_role("option", name="Hef je armen").click()
    page.keyboard.press("Shift+ArrowDown")
    page.locator(".bar").get_by_role("button", name="Repeat").click()
    page.locator(".mark.repeat").first.wait_for()
    looked_at(page)


def test_axe_finds_nothing_on_a_plan_and_a_proof(open_page: Callable[..., Any], tmp_path: Path) -> None:
    """A finished track with its proof opened, and the plan of a podcast."""
    script = "title: Kort\nlanguage: nl\nvoice: rustig\ndate: 2026-01-05\nsteps: [Adem in.]\n"
    root = make_project(tmp_path / "project", kort=script)
    (root / "podcast.yaml").write_text("title: Rust\nauthor: Anna\nlanguage: nl\n", "utf-8")
    with running_studio(root) as studio:
        page = open_page(studio, "/publish")
        page.get_by_role("button", name="Build 1 track").click()
        page.get_by_text("What was measured").click(timeout=60_000)
        page.get_by_text("listened to from beginning to end").wait_for()
        page.get_by_role("button", name="Show what would happen").click()
        page.get_by_role("heading", name="What would happen").wait_for()
        looked_at(page)
        page.context.close()


def test_a_marked_post_survives_a_reload(shared: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A corrected label is there again after the page is loaded anew, and can be taken back."""
    page = open_page(shared)
    page.goto(f"{shared.address}/mark/{page.evaluate(TAKE_IN, POST)}")
    page.get_by_role("option", name="Hef je armen").click()
    with page.expect_response(lambda answer: answer.url.endswith("/correct")):
        page.keyboard.press("5")
    page.reload()
    row = page.get_by_role("option", name="Hef je armen")
    expect_class(row, "left_out")
    page.get_by_role("button", name="Undo").click()
    expect_class(row, "spoken")


def test_a_click_on_a_label_says_or_leaves_out(shared: RunningStudio, open_page: Callable[..., Any]) -> None:
    """One click on the label of a sentence takes it out of the track, another brings it back."""
    page = open_page(shared)
    page.goto(f"{shared.address}/mark/{page.evaluate(TAKE_IN, POST)}")
    row = page.get_by_role("option", name="Dank je wel")
    for label in ("left_out", "spoken"):
        row.locator(".label").click()
        expect_class(row, label)


def test_the_show_is_saved_by_its_form(shared: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A field that is typed in changes its line of the file, and only that."""
    page = open_page(shared, "/show")
    before = (shared.root / "podcast.yaml").read_text("utf-8")
    page.get_by_label("Author", exact=True).fill("Anna Vos")
    page.get_by_role("button", name="Save").click()
    after = before.replace("author: Anna\n", "author: Anna Vos\n")
    until(lambda: (shared.root / "podcast.yaml").read_text("utf-8"), after)
