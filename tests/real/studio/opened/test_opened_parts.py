"""Everything that opens, open: axe finds nothing, nothing sticks out, in both languages, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from stilte.messages.language import catalogue
from stilte.studio.publishing.settings import Places, read_places, write_places
from tests.real.studio.file_keyring import FILE
from tests.real.studio.opened.parts import BUILDING_MS, PARTS, OpenPage, Part, everything_that_opens
from tests.real.studio.projects import SCRIPT, make_project
from tests.real.studio.running import running_studio
from tests.real.studio.test_look_of_views import POST, TAKE_IN, complaints
from tests.real.studio.test_looks import edge_of
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real
PHONE, SCREEN = (360, 740), (1280, 900)
LINES = ("Ga rustig zitten.", "Laat je schouders zakken.")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with something to open everywhere: each kind of voice, a blog, a cut recording."""
    lines = "".join(f"  - {line}\n" for line in LINES)
    scripts = {"zee": SCRIPT, "botsing": SCRIPT.replace("De zee", "Botsing")}
    scripts["regels"] = f"title: Regels\nlanguage: nl\nvoice: anna\nsteps:\n{lines}"
    scripts["weg"] = "title: Weg\nlanguage: nl\nvoice: rustig\nsteps: [Dag.]\n"
    root = make_project(tmp_path_factory.mktemp("opened") / "project", **scripts)
    (root / "podcast.yaml").write_text("title: Stilte\nauthor: Anna\nlanguage: nl\n", "utf-8")
    (root / "voices/anna.yaml").write_text("language: nl\nuse: [recorded, tone]\ncredit: Anna\n", "utf-8")
    (root / "voices/prog.yaml").write_text('language: nl\nuse:\n  - command: "spreek {out}"\n', "utf-8")
    return root


@pytest.fixture(scope="module", params=["en", "nl"])
def running(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningStudio]:
    """Yield a studio in each language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "tests.real.studio.file_keyring.FileKeyring")
        patch.setenv(FILE, str(tmp_path_factory.mktemp("keys") / "keyring.json"))
        patch.setenv("STILTE_WORDPRESS_USER", "bo")
        patch.setenv("STILTE_WORDPRESS_PASSWORD", "abcd efgh")
        with running_studio(root, request.param) as studio:
            yield studio


@pytest.fixture(scope="module")
def prepared(
    running: RunningStudio, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Return what paths name: a post taken in; once a track is deleted, one built, a recording cut."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(running.opened_at)
    post = page.evaluate(TAKE_IN, POST)
    if not read_places(running.root).blog:
        write_places(running.root, Places(blog="https://blog.example.org", user="bo"))
        page.evaluate('fetch("/api/scripts/weg", {method: "DELETE", headers: {"X-Stilte": "1"}})')
        page.goto(f"{running.address}/record/anna/regels")
        sound = _recording(tmp_path_factory.mktemp("sound"))
        page.locator(".long input[type=file]").first.set_input_files(sound)
        page.locator(".cuts table").wait_for()
        page.goto(f"{running.address}/publish")
        page.locator(".build-head .button.main").click()
        page.locator(".track-row.current .proof").first.wait_for(timeout=BUILDING_MS)
    context.close()
    return {"post": post}


def _recording(folder: Path) -> str:
    """Write a recording of two lines, the first of them read once more."""
    sound = np.zeros(9 * RATE_HZ)
    for start_s, line in zip((1.0, 3.5, 6.0), (LINES[0], *LINES), strict=True):
        words = spoken(line)[: round(1.5 * RATE_HZ)]
        sound[round(start_s * RATE_HZ) :][: len(words)] = words
    soundfile.write(folder / "opname.wav", recording(sound, distance_db=50.0), RATE_HZ)
    return str(folder / "opname.wav")


def test_each_part_that_opens_is_opened_here() -> None:
    """A new dialog, menu, question or unfolding text of the page gets a line in `parts.py`."""
    assert {one for part in PARTS for one in part.is_of} == everything_that_opens()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name.replace(" ", "-"))
def test_axe_finds_nothing_and_nothing_sticks_out(
    part: Part, running: RunningStudio, prepared: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """English on a screen, Dutch on a phone; light and dark."""
    page = open_page(running, part.path.format(**prepared), complains="409")
    language = page.evaluate("fetch('/api/texts').then((answer) => answer.json())")["language"]
    width, height = PHONE if language == "nl" else SCREEN
    page.set_viewport_size({"width": width, "height": height})
    part.open(OpenPage(page, catalogue(language).gettext, running.root))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert complaints(page) == [], scheme
    assert edge_of(page) <= 0
