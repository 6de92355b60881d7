"""The listen page in a real browser: seeking, chapters, transcript, breath, offline, no complaint."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import imageio_ffmpeg
import pytest

from stilte.errors import Problem, Where
from stilte.release.catalog import read_catalog
from stilte.release.chapters import chapters_json
from stilte.release.cuesheet import cue_sheet
from stilte.release.images.timeline_picture import picture
from stilte.release.show import Show
from stilte.release.site.addresses import Site
from stilte.release.site.pages import pages, write_pages
from stilte.release.track import SoundUsed, Track, TrackFile, VoiceUsed
from stilte.release.transcript import transcript
from stilte.script.line import Utterance
from stilte.script.routine import Routine
from stilte.script.timeline import BreathPhase, Fit, Mark, Speech, Timeline
from stilte.studio.listen.app import make_listen_app
from stilte.studio.listen.live_reload import ReloadSignal
from tests.real.chromium import needed
from tests.real.until import until
from tests.studio.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.script.durations import Phase

pytestmark = pytest.mark.real

WHERE = Where("scripts/zee.yaml", 1)
SIZES = [(360, 740), (1280, 900)]


def sea() -> Track:
    """Return a track of a minute in Dutch: three lines, two chapters, three breaths."""
    words = ("Welkom.", "Laat je schouders zakken.", "Dank je & tot <later>.")
    lines = [
        Speech(
            start * 1000, 2000, Utterance((text,), "rustig", "nl"), "line", 0.0, levelled=False, where=WHERE
        )
        for start, text in zip((3, 8, 52), words, strict=True)
    ]
    phases: tuple[tuple[Phase, int, int], ...] = (("in", 0, 4), ("out", 4, 6))
    breaths = [
        BreathPhase(
            (15 + 10 * n + late) * 1000, length * 1000, length * 1000, phase, n + 1, 3, "none", 0.0, WHERE
        )
        for n in range(3)
        for phase, late, length in phases
    ]
    return Track(
        show=Show("Stilte & adem", "Om *bij te komen*.", "Anna", language="nl", licence="CC0-1.0"),
        routine=Routine(
            "scripts/zee.yaml", "zee", "De zee", "nl", "rustig", (), subtitle="Een minuut",
            description="Een **korte** oefening.", date="2026-01-05",
        ),
        timeline=Timeline(
            1000, 60_000, tuple(sorted([*lines, *breaths], key=lambda event: event.start_frame)), (),
            (Mark(0, 0, "Aankomen", WHERE), Mark(15_000, 14_500, "Ademen", WHERE)), (), (2000, 4000),
            Fit(None, None, ()),
        ),
        slug="zee", variant_of=None, fingerprint="f", channels=1,
        voices=(VoiceUsed("rustig", "kokoro", draft=False, synthetic=True, credit="Kokoro-82M"),),
        sounds=(SoundUsed("bron", "bed", 0.0, "CC0-1.0", "Bron"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ReloadSignal]]:
    """Yield the address of a served output folder with one real MP3, and the news its pages listen to."""
    output: Path = tmp_path_factory.mktemp("output")
    folder = output / "zee"
    folder.mkdir()
    mp3 = folder / "zee.mp3"
    tone = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", "sine=f=220:d=60:r=44100"]
    subprocess.run([*tone, "-b:a", "64k", str(mp3)], check=True)
    track = replace(sea(), files=(TrackFile("zee.mp3", "audio/mpeg", mp3.stat().st_size, "0" * 64, 64),))
    (folder / "zee.json").write_text(cue_sheet(track), "utf-8")
    (folder / "zee.vtt").write_text(transcript(track), "utf-8")
    (folder / "chapters.json").write_text(chapters_json(track), "utf-8")
    (folder / "timeline.svg").write_text(picture(track), "utf-8")
    write_pages(output, track.show)
    _published(output, track.show)
    news = ReloadSignal()
    with running(make_listen_app(output, news), news.end) as port:
        yield f"http://127.0.0.1:{port}", news


def _published(output: Path, show: Show) -> None:
    """Put the same track below `out/` as it is published: its sound under a name of its content."""
    named = "media/zee-0123456789.mp3"
    for name in ("zee.vtt", "timeline.svg"):
        (output / "out/zee").mkdir(parents=True, exist_ok=True)
        (output / "out/zee" / name).write_bytes((output / "zee" / name).read_bytes())
    (output / "out/media").mkdir()
    (output / "out" / named).write_bytes((output / "zee/zee.mp3").read_bytes())
    for name, body in pages(Site(show, read_catalog(output, ["zee"]), media={"zee/zee.mp3": named})):
        (output / "out" / name).write_bytes(body)


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Yield a fresh page that fails the test on any complaint in its console."""
    offline = "without_a_network" in request.node.name
    allowed = ("net::ERR_",) if offline else ()  # the network is meant to be gone
    context = browser.new_context(**getattr(request, "param", {}))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [one for one in complaints if not any(sign in one for sign in allowed)]


def ready(page: Any, address: str) -> None:
    page.goto(address)
    until(page, "document.querySelector('audio').readyState >= 1")


def test_a_chapter_jumps_and_its_words_follow(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """A click on a chapter plays from its mark; chapter, line and breath show where the sound is."""
    ready(page, f"{site[0]}/zee/index.html")
    page.click("text=Ademen")
    until(page, "document.querySelector('audio').currentTime > 14.5")
    assert page.evaluate("location.hash") == "#t=14.5"
    until(page, "document.querySelector('.phase').textContent === 'adem in'")
    assert page.locator(".chapters a[aria-current]").inner_text().split() == ["0:14", "Ademen"]
    page.evaluate("document.querySelector('audio').pause()")
    page.click("button:has-text('tot <later>')")
    until(page, "document.querySelector('.now').textContent.includes('tot <later>')")
    until(page, "document.querySelectorAll('.lines button[aria-current]').length === 1")


def test_the_browser_itself_knows_the_chapters(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """The chapters track inside the page is read: two cues at the written marks."""
    ready(page, f"{site[0]}/zee/index.html")
    until(page, "[...document.querySelector('audio').textTracks].some(t => t.kind === 'chapters' && t.cues)")
    cues = page.evaluate(
        "[...[...document.querySelector('audio').textTracks].find(t => t.kind === 'chapters').cues]"
        ".map(cue => [cue.startTime, cue.text])"
    )
    assert cues == [[0, "Aankomen"], [14.5, "Ademen"]]


def test_an_address_with_a_time_opens_there(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """`#t=20` is where the player stands, and nothing plays by itself."""
    ready(page, f"{site[0]}/zee/index.html#t=20")
    until(page, "document.querySelector('audio').currentTime === 20")
    assert page.evaluate("document.querySelector('audio').paused")


def test_the_page_remembers_where_one_was(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """Whoever comes back finds the place again, and is told in the page's language."""
    ready(page, f"{site[0]}/zee/index.html#t=30")
    until(page, "document.querySelector('audio').currentTime === 30")
    page.goto(f"{site[0]}/zee/embed.html")
    ready(page, f"{site[0]}/zee/index.html")
    until(page, "document.querySelector('audio').currentTime === 30")
    until(page, "document.querySelector('.says').textContent === 'Je was bij 0:30'")


@pytest.mark.parametrize("page", [{"reduced_motion": "reduce"}], indirect=True)
def test_the_circle_is_still_for_those_who_ask(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """With reduced motion the word changes, the circle does not."""
    ready(page, f"{site[0]}/zee/index.html#t=16")
    until(page, "document.querySelector('.phase').textContent === 'adem in'")
    before = page.evaluate("document.querySelector('.disc').style.transform")
    page.evaluate("document.querySelector('audio').currentTime = 20")
    until(page, "document.querySelector('.phase').textContent === 'adem uit'")
    assert page.evaluate("document.querySelector('.disc').style.transform") == before == "scale(0.75)"


@pytest.mark.parametrize(
    ("folder", "sound"), [("/zee/", "zee.mp3"), ("/out/zee/", "../media/zee-0123456789.mp3")]
)
def test_a_kept_track_plays_without_a_network(
    page: Any, site: tuple[str, ReloadSignal], folder: str, sound: str
) -> None:
    """After `Bewaar offline` the page, its sound and a jump into the middle work with the network gone.

    The page is found by its folder too, however it was opened when it was kept.
    """
    ready(page, f"{site[0]}{folder}index.html")
    until(page, "navigator.serviceWorker.controller !== null")
    page.click("#keep")
    until(page, "document.querySelector('#keep').textContent === 'Offline bewaard'")
    page.context.set_offline(offline=True)
    ready(page, f"{site[0]}{folder}")
    page.evaluate("document.querySelector('audio').currentTime = 45")
    until(page, "document.querySelector('audio').readyState >= 2 && !document.querySelector('audio').seeking")
    status = page.evaluate(
        "sound => fetch(sound, {headers: {Range: 'bytes=100-199'}})"
        ".then(async (r) => [r.status, r.headers.get('Content-Range'), (await r.blob()).size])",
        sound,
    )
    page.context.set_offline(offline=False)
    assert status[0] == 206
    assert status[1].startswith("bytes 100-199/")
    assert status[2] == 100


def test_an_edited_script_can_be_heard_at_once(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """While a track is built the open page offers its script from the edited line, in a bar one can see."""
    ready(page, f"{site[0]}/zee/index.html")
    site[1].edited("/.hear/zee%20twee.wav?from=7")
    page.wait_for_selector("#edited audio", state="visible")
    assert page.get_attribute("#edited audio", "src") == "/.hear/zee%20twee.wav?from=7"
    assert page.inner_text("#edited").startswith("zee twee, from line 7")
    site[1].tell()
    page.wait_for_selector("#edited", state="detached")


def test_the_circle_plays_and_pauses(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """A press on the circle plays, another pauses; it is a button that says what it will do."""
    ready(page, f"{site[0]}/zee/index.html")
    page.get_by_role("button", name="Luister").click()
    until(page, "!document.querySelector('audio').paused")
    page.get_by_role("button", name="Pauze").click()
    until(page, "document.querySelector('audio').paused")


def test_the_player_needs_no_script(browser: Any, site: tuple[str, ReloadSignal]) -> None:
    """Without JavaScript there are the native player, the download and the words, and no dead button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site[0]}/zee/index.html")
    assert page.locator("audio[controls]").is_visible()
    assert page.locator("a[download]").is_visible()
    assert page.locator("text=Laat je schouders zakken.").is_visible()
    assert not page.locator(".breath, #share, #keep, .follow").filter(visible=True).count()
    context.close()


def test_problems_appear_and_go_while_the_page_is_open(page: Any, site: tuple[str, ReloadSignal]) -> None:
    """A wrong script shows its file and line in the open page, and the page comes back afterwards."""
    ready(page, f"{site[0]}/zee/index.html")
    site[1].tell(
        [Problem(Where("scripts/zee.yaml", 7), "There is no voice 'rustg'.", "Did you mean 'rustig'?")]
    )
    page.wait_for_selector("text=scripts/zee.yaml:7")
    site[1].tell()
    page.wait_for_selector("audio")


@pytest.mark.parametrize("path", ["/zee/index.html", "/zee/embed.html", "/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(
    browser: Any, site: tuple[str, ReloadSignal], path: str, scheme: str, size: tuple[int, int]
) -> None:
    """No barrier that axe knows, in light and dark, on phone and screen; nothing sticks out sideways."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — may be missing
    except ImportError:
        needed("axe is not there: pip install axe-playwright-python")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site[0]}{path}")
    found = Axe().run(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert wide <= size[0]
