"""The views at every width, light and dark, in Dutch and English: axe finds nothing, all fits the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

WIDTHS = (360, 768, 1440, 2560)
BROKEN = SCRIPT.replace("breath: 4-6", "breath: 4").replace(
    "title: De zee", "title: Een oefening met een fout erin"
)
UNREADABLE = SCRIPT.replace("  - bell: 1\n", "  - belll: 1\n").replace("title: De zee", "title: Onleesbaar")


@pytest.fixture(scope="module", params=["en", "nl"])
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningStudio]:
    """Yield a studio in each language, on a project with good and broken scripts."""
    from tests.real.studio.running import running_studio  # noqa: PLC0415

    root = make_project(
        tmp_path_factory.mktemp("looks") / "project", zee=SCRIPT, fout=BROKEN, onleesbaar=UNREADABLE
    )
    with running_studio(root, request.param) as studio:
        yield studio


def problems_of(page: Any) -> list[str]:
    """Return what axe finds on a page as it stands."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — may be missing

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def edge_of(page: Any) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def look_at(page: Any, where: str) -> list[str]:
    """Return what is wrong with a page at each width."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{where} at {width}: {one}" for one in problems_of(page)]
        if (over := edge_of(page)) > 0:
            wrong.append(f"{where} at {width}: {over} pixels over the edge")
    return wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_views_of_a_project(running: RunningStudio, open_page: Callable[..., Any], scheme: str) -> None:
    """Tracks, editor, its second tab, and scripts with errors."""
    page = open_page(running, color_scheme=scheme)
    page.locator(".card").first.wait_for()
    wrong = look_at(page, "tracks")
    for name in ("zee", "fout", "onleesbaar"):
        page.goto(f"{running.address}/edit/{name}")
        page.locator(".routine").wait_for()
        page.locator("textarea").first.click()
        wrong += look_at(page, name)
    page.get_by_role("tab").last.click()
    page.locator(".yaml").wait_for()
    wrong += look_at(page, "yaml")
    assert wrong == []


def test_an_empty_folder(
    tmp_path_factory: pytest.TempPathFactory,
    run_studio: Callable[..., AbstractContextManager[RunningStudio]],
    open_page: Callable[..., Any],
) -> None:
    """An empty folder shows the way: the show first, then the first track."""
    with run_studio(tmp_path_factory.mktemp("empty")) as studio:
        page = open_page(studio)
        page.get_by_role("link", name="Begin with your show").wait_for()
        wrong = look_at(page, "first run")
        page.get_by_role("button", name="Make your first track").click()
        page.get_by_role("tab", name="Empty").click()
        page.get_by_label("Title").fill("Mijn eerste")
        page.get_by_role("button", name="Begin", exact=True).click()
        page.locator(".routine").wait_for()
        page.wait_for_url("**/edit/mijn-eerste")
        wrong += look_at(page, "first track")
        assert wrong == []


def test_dutch_is_complete(running: RunningStudio, open_page: Callable[..., Any]) -> None:
    """In a Dutch studio no text of the editor and the tracks is English."""
    page = open_page(running)
    page.locator(".card").first.wait_for()
    texts = page.evaluate("fetch('/api/texts').then((answer) => answer.json())")
    lang = page.evaluate("document.documentElement.lang")
    assert lang == texts["language"]
    if lang == "nl":
        page.get_by_role("button", name="Nieuwe track").wait_for()
        assert texts["texts"]["Spoken line"] == "Gesproken regel"
