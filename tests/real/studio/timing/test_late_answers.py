"""Answers that overtake each other, and news that begins late: the page shows what is so now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.hands import DRAWN
from tests.real.studio.projects import SCRIPT, make_project
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

BUILDING_MS = 120_000
TRACKS = "fetch('/api/project').then((answer) => answer.json()).then((found) => found.tracks.length)"
SHOW = """title: Zee
author: Anna
description: Stil.
language: nl
email: anna@example.org
category: [Health & Fitness]
media: https://example.org/podcast
"""
GONGS = """title: {title}
language: nl
voice: rustig
steps:
  - {{bell: 1, sound: gong, level: {level}}}
  - Adem rustig.
  - {{bell: 1, sound: bowl, level: {level}}}
"""
SHORT = "title: Kort\nlanguage: nl\nvoice: rustig\ndate: 2026-01-05\nsteps: [Adem in.]\n"


class Held:
    """Answers that wait on their way until they are let go; `change` may alter what they say."""

    def __init__(self, change: Callable[[Any], Any] = lambda told: told) -> None:
        self.waiting: list[tuple[Any, Any]] = []
        self._change = change

    def hold(self, route: Any) -> None:
        """Ask the server now, and keep its answer."""
        self.waiting.append((route, route.fetch()))

    def wait(self, page: Any) -> None:
        """Wait until the server has answered."""
        until(
            lambda: page.evaluate("0") or len(self.waiting), 1
        )  # the page is asked, so that its requests are seen

    def let_go(self) -> None:
        """Let the answers arrive, in their order."""
        for route, answer in self.waiting:
            route.fulfill(response=answer, body=json.dumps(self._change(answer.json())))
        self.waiting.clear()


class Stopped:
    """Requests that wait on their way to the server."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []

    def stop(self, route: Any) -> None:
        """Keep a request."""
        self.waiting.append(route)

    def go_on(self) -> None:
        """Let them go on."""
        for route in self.waiting:
            route.continue_()
        self.waiting.clear()


@pytest.fixture
def show(tmp_path: Path, run_studio: Callable[..., Any]) -> Any:
    """Yield a studio with one short track of a show that can be published."""
    root = make_project(tmp_path / "project", kort=SHORT)
    (root / "podcast.yaml").write_text(SHOW, "utf-8")
    with run_studio(root) as running:
        yield running


def built(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the page of publishing with the track built."""
    page = open_page(studio, "/publish")
    page.get_by_role("button", name="Build 1 track").click()
    page.get_by_role("button", name="Everything is built").wait_for(timeout=BUILDING_MS)
    return page


def add(studio: RunningStudio, title: str) -> None:
    """Write a script as another program does."""
    path = studio.root / f"scripts/{title.lower()}.yaml"
    path.write_text(SCRIPT.replace("De zee", title), "utf-8")


def test_an_older_list_does_not_take_the_place_of_a_newer(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Two changes, of which the answer to the first comes last."""
    page = open_page(studio)
    page.get_by_role("heading", name="De zee").wait_for()
    held = Held()
    page.route("**/api/project", held.hold, times=1)
    add(studio, "Berg")
    held.wait(page)
    add(studio, "Dal")
    page.get_by_role("heading", name="Dal").wait_for()
    held.let_go()
    page.evaluate(DRAWN)
    assert page.get_by_role("heading", name="Dal").is_visible()


def test_a_script_that_is_written_before_the_news_begins_is_in_the_list(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Between the answer and the first news nothing is missed."""
    page = open_page(studio, "/show")
    news = Stopped()
    page.route("**/api/events", news.stop)
    page.goto(f"{studio.address}/tracks")
    page.get_by_role("heading", name="De zee").wait_for()
    add(studio, "Berg")
    until(lambda: page.evaluate(TRACKS), 2)
    news.go_on()
    page.get_by_role("heading", name="Berg").wait_for()


def test_a_build_that_ends_while_no_news_is_heard_is_seen_to_have_ended(
    show: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The page was told that it runs, and hears of nothing before it is over."""
    page = built(show, open_page)
    held = Held(lambda told: {"jobs": [{**one, "state": "running"} for one in told["jobs"]]})
    news = Stopped()
    page.route("**/api/events", news.stop)
    page.route("**/api/jobs", held.hold)
    page.reload()
    stop = page.get_by_role("button", name="Stop building")

    def stops() -> int:
        held.let_go()
        return int(stop.count())

    until(stops, 1)
    page.unroute("**/api/jobs")
    news.go_on()
    page.get_by_role("button", name="Everything is built").wait_for()


def test_the_plan_is_that_of_what_is_ticked_now(show: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A box ticked and emptied again: the plan of the tick comes last, and is not shown."""
    page = built(show, open_page)
    podcast = page.get_by_role("region", name="Podcast")
    podcast.get_by_role("button", name="Show what would happen").click()
    podcast.get_by_role("heading", name="What would happen").wait_for()
    held = Held(lambda told: {**told, "problems": [{"level": "error", "text": "of the tick"}]})
    page.route("**/plan?*drafts=1*", held.hold)
    drafts = podcast.get_by_label("Tracks of a draft voice, too")
    drafts.check()
    held.wait(page)
    with page.expect_response("**/plan?*drafts=0*"):
        drafts.uncheck()
    held.let_go()
    page.evaluate(DRAWN)
    assert podcast.get_by_text("of the tick").count() == 0


def test_an_editor_that_is_opened_again_while_its_edits_are_written_shows_them(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Two edits, the answer to the first still on its way: what is unsaved is no conflict with itself."""
    page = open_page(studio, "/edit/zee")
    lines = page.get_by_label("Spoken line")
    lines.first.wait_for()
    held = Held()
    page.route("**/api/scripts/zee/edit", held.hold, times=1)
    lines.first.fill("Dag samen.")
    held.wait(page)
    lines.nth(1).fill("Ga maar zitten.")
    page.get_by_role("link", name="Tracks").first.click()
    page.get_by_role("link", name="De zee").first.click()
    page.evaluate(DRAWN)
    held.let_go()
    written = SCRIPT.replace("Welkom allemaal.", "Dag samen.").replace("Ga rustig zitten.", "Ga maar zitten.")
    until(lambda: page.evaluate("0") or studio.script("zee"), written)
    page.locator(".saved.saved", has_text="saved").wait_for()
    assert page.get_by_role("dialog").count() == 0
    assert [lines.nth(at).input_value() for at in (0, 1)] == ["Dag samen.", "Ga maar zitten."]


@pytest.fixture
def bells(tmp_path: Path, run_studio: Callable[..., Any]) -> Any:
    """Yield a studio with two scripts, whose bells have levels of their own."""
    scripts = {name: GONGS.format(title=name, level=level) for name, level in (("berg", -12), ("dal", -3))}
    with run_studio(make_project(tmp_path / "project", **scripts)) as running:
        yield running


def level_of(page: Any, bell: str) -> Any:
    """Return the slider of a bell."""
    return page.get_by_label(f"Level of {bell} in this routine")


def bells_of(studio: RunningStudio, open_page: Callable[..., Any], script: str) -> Any:
    """Return the page with the bells of a script."""
    page = open_page(studio, f"/voices?script={script}")
    page.get_by_role("tab", name="Bells and sounds").click()
    level_of(page, "gong").wait_for()
    return page


def test_each_key_of_a_slider_counts_and_the_last_is_written(
    bells: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Keys and another bell while the first save is on its way: one save after the other, of the last."""
    page = bells_of(bells, open_page, "dal")
    saves: list[str] = []
    page.on("request", lambda one: saves.append(one.url) if one.url.endswith("/edit") else None)
    held = Held()
    page.route("**/api/scripts/dal/edit", held.hold, times=1)
    level_of(page, "gong").press("ArrowLeft")
    held.wait(page)
    for _ in range(5):
        level_of(page, "gong").press("ArrowLeft")
    level_of(page, "bowl").press("ArrowRight")
    page.evaluate(DRAWN)
    assert len(saves) == 1
    held.let_go()
    after = GONGS.format(title="dal", level=-3).replace("gong, level: -3", "gong, level: -9")
    until(
        lambda: page.evaluate("0") or bells.script("dal"), after.replace("bowl, level: -3", "bowl, level: -2")
    )
    assert len(saves) == 3
    assert [level_of(page, one).input_value() for one in ("gong", "bowl")] == ["-9", "-2"]
    assert page.get_by_text("another program").count() == 0


def test_a_level_that_is_moved_back_before_it_is_saved_is_saved_too(
    bells: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Down and up again: what was loaded first is what the script has in the end."""
    page = bells_of(bells, open_page, "dal")
    before = bells.script("dal")
    save = Stopped()
    page.route("**/api/scripts/dal/edit", save.stop, times=1)
    level_of(page, "gong").fill("-9")
    until(lambda: page.evaluate("0") or len(save.waiting), 1)
    level_of(page, "gong").fill("-3")
    with page.expect_response("**/edit"):
        save.go_on()
    until(lambda: page.evaluate("0") or bells.script("dal"), before)
    assert level_of(page, "gong").input_value() == "-3"


def test_a_level_that_cannot_be_saved_is_not_shown(
    bells: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The slider goes back to what the script has, and can be moved to the same level again."""
    page = open_page(bells, "/voices?script=dal", complains="409")
    page.get_by_role("tab", name="Bells and sounds").click()
    refused = {"status": 409, "json": {"error": {"text": "Not now."}}}
    page.route("**/api/scripts/dal/edit", lambda route: route.fulfill(**refused), times=1)
    level_of(page, "gong").fill("-9")
    page.get_by_text("Not now.").wait_for()
    until(lambda: level_of(page, "gong").input_value(), "-3")
    level_of(page, "gong").fill("-9")
    until(lambda: "gong, level: -9" in (page.evaluate("0") or bells.script("dal")), expected=True)


def test_the_bells_of_a_script_are_never_those_of_another(
    bells: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The answer for the script before comes after that for the one that was chosen."""
    page = bells_of(bells, open_page, "berg")
    held = Held()
    page.route("**/api/scripts/berg", held.hold, times=1)
    (bells.root / "scripts/berg.yaml").write_text(GONGS.format(title="berg", level=-20), "utf-8")
    held.wait(page)
    page.get_by_label("Try them with the words of").select_option("dal")
    until(lambda: level_of(page, "gong").count() and level_of(page, "gong").input_value(), "-3")
    held.let_go()
    page.evaluate(DRAWN)
    page.evaluate(DRAWN)
    assert level_of(page, "gong").input_value() == "-3"
