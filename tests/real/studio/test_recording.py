"""Recording the own voice in Chromium with a fake microphone, and what can go wrong."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
import soxr

from tests.real.chromium import launched
from tests.real.studio.running import running_studio
from tests.real.studio.test_looks import look_at
from tests.real.studio.until import until
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

LONG = "Adem in en voel hoe de lucht naar je buik stroomt, en nog iets verder."


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningStudio]:
    """Yield a studio on a project with three lines to record, one of them in a short breath."""
    root = tmp_path / "project"
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: en\n",
        "voices/anna.yaml": "language: nl\nuse: [recorded]\n",
        "scripts/zacht.yaml": "title: Zacht\nlanguage: nl\nvoice: anna\nbreath: 1-6\nsteps:\n"
        f"  - Ga rustig zitten.\n  - breathe: 2\n    say:\n      in: {LONG}\n      out: En uit\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with running_studio(root) as studio:
        yield studio


@pytest.fixture(scope="module")
def one_browser(tmp_path_factory: pytest.TempPathFactory, driver: Any) -> Iterator[Any]:
    """Yield a Chromium whose microphone plays a spoken line over and over."""
    path = tmp_path_factory.mktemp("microphone") / "microphone.wav"
    sound = recording(spoken("Ga rustig zitten."), distance_db=50.0, before_s=0.4, after_s=1.8)
    soundfile.write(path, soxr.resample(sound, RATE_HZ, 48_000), 48_000, subtype="PCM_16")
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={path}",
    ]
    opened = launched(driver, *flags)
    yield opened
    opened.close()


@pytest.fixture
def browser(one_browser: Any, running: RunningStudio) -> Iterator[Any]:  # noqa: ARG001 (its pages end before)
    """Yield that Chromium; its pages are closed before the studio ends."""
    yield one_browser
    for context in one_browser.contexts:
        context.close()


def opened(browser: Any, studio: RunningStudio, script: str = "") -> Any:
    """Return the recording view; `script` runs before anything of the page."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    if script:
        page.add_init_script(script)
    page.goto(studio.opened_at)
    page.goto(studio.address + "/record/anna/zacht")
    page.get_by_role("heading", name="Recording", exact=True).wait_for()
    return page


def record(page: Any, length_ms: int = 2600) -> None:
    """Record one take with the space bar, and wait until it is kept."""
    before = page.locator(".takes > li").count()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Stop (space)").wait_for()
    page.wait_for_timeout(length_ms)
    page.keyboard.press("Space")
    page.locator(".takes > li").nth(before).wait_for()


def test_a_short_script_is_recorded_whole(browser: Any, running: RunningStudio, tmp_path: Path) -> None:
    """One take repeated, one thrown away, one too long for its breath; a reload goes on."""
    page = opened(browser, running)
    record(page)
    record(page)
    page.locator(".takes > li.heard .which", has_text="Take 2").wait_for()
    page.keyboard.press("x")
    page.locator(".takes > li").nth(1).wait_for(state="detached")
    page.keyboard.press("ArrowRight")
    page.reload()
    page.get_by_text("1 of 3 lines · about 1 minute to go").wait_for()
    until(page.locator(".now").inner_text, LONG)
    record(page, 3600)
    told = page.locator('[data-kind="too long"]')
    told.wait_for()
    assert "too long for its breath" in told.inner_text()
    page.locator('.takes .waveform path[d*="L"]').wait_for()
    assert page.locator(".takes .waveform path").get_attribute("d").count("L") > 100
    page.keyboard.press("b")
    page.locator(".takes .icon-stop").wait_for()
    page.wait_for_timeout(1500)
    assert page.locator(".takes .icon-stop").count() == 1
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    until(page.locator(".now").inner_text, "En uit")  # its own takes are counted
    record(page)
    page.get_by_text("3 of 3 lines").wait_for()
    takes = tmp_path / "project/voices/anna/takes"
    kept = [path for path in takes.rglob("*.wav") if path.parent.name != "thrown"]
    assert len(kept) == 3
    sound, rate_hz = soundfile.read(io.BytesIO(kept[0].read_bytes()))
    assert rate_hz == 48_000
    assert soundfile.info(kept[0]).subtype == "PCM_24"
    assert float(np.abs(sound).max()) > 0.05
    assert look_at(page, "recording") == []


def test_the_teleprompter_goes_through_all_lines(browser: Any, running: RunningStudio) -> None:
    """It records each line when it is read, leaves the quiet of the script, and shows the breath in it."""
    page = opened(browser, running)
    page.get_by_role("button", name="Start the teleprompter").press("Enter")
    seen: set[str] = set()

    def done() -> int:
        seen.update(page.locator(".quiet-row .when").all_inner_texts())
        return int(page.get_by_text("3 of 3 lines").count())

    until(done, 1, longest_s=120)
    page.get_by_role("button", name="Start the teleprompter").wait_for()
    assert any(text.startswith("quiet: ") for text in seen)
    takes = running.root / "voices/anna/takes"
    assert len(list(takes.glob("*/001.wav"))) == 3


def test_the_room_test_tells_how_it_sounds_and_is_kept(browser: Any, running: RunningStudio) -> None:
    """Five seconds of quiet and a sentence; a week later it is asked for again."""
    page = opened(browser, running)
    page.get_by_text("Test the room first").wait_for()
    page.get_by_role("button", name="Test the room").press("Enter")
    page.get_by_text("Be quiet now.").wait_for()
    page.get_by_text("Now read the line once").wait_for()
    page.locator(".room-test dl").wait_for()
    page.locator(".room-test dl", has_text="Your voice").wait_for()
    until(page.locator('.room-test [data-kind="not quiet"]').count, 1)
    assert look_at(page, "the room test") == []
    record(page)
    tests = running.root / "voices/anna/room-tests.json"
    kept = json.loads(tests.read_text("utf-8"))
    kept["tests"][-1]["at"] = "2026-01-05T10:00:00+00:00"
    tests.write_text(json.dumps(kept), "utf-8")
    page.reload()
    page.get_by_text("The room was tested on January 5, 2026.").wait_for()
    assert page.get_by_label("Microphone", exact=True).count() == 0


def test_what_a_machine_says_is_a_switch(browser: Any, running: RunningStudio) -> None:
    """With its consequence beside it; the voice's file follows."""
    voice = running.root / "voices/anna.yaml"
    voice.write_text("language: nl\nuse:\n  - recorded\n  - espeak: {draft: true}\n", "utf-8")
    page = opened(browser, running)
    page.get_by_text("A track is only built when every line of it is recorded.").wait_for()
    page.get_by_label("A machine's voice says the lines that are missing").press("Space")
    page.get_by_text("listeners are told that a part of it is an AI voice").wait_for()
    until(lambda: "missing: next" in voice.read_text("utf-8"), expected=True)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NotAllowedError", "does not let this page hear the microphone"),
        ("NotFoundError", "There is no microphone"),
        ("NotReadableError", "Another program holds the microphone"),
    ],
)
def test_a_microphone_that_cannot_be_had_is_told(
    browser: Any, running: RunningStudio, name: str, told: str
) -> None:
    """Refused, not there, busy: a sentence each, and nothing is recorded."""
    page = opened(
        browser,
        running,
        f"navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', '{name}'));",
    )
    page.keyboard.press("Space")
    alert = page.get_by_role("alert").filter(has_text=told)
    alert.wait_for()
    assert page.locator(".takes > li").count() == 0


def test_a_microphone_that_is_pulled_out_is_told(browser: Any, running: RunningStudio) -> None:
    """The recording ends with a sentence, and another can be begun."""
    page = opened(
        browser,
        running,
        "const old = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = async (c) => (window.stream = await old(c));",
    )
    page.keyboard.press("Space")
    page.get_by_role("button", name="Stop (space)").wait_for()
    page.evaluate("window.stream.getAudioTracks()[0].dispatchEvent(new Event('ended'))")
    page.get_by_role("alert").filter(has_text="The microphone is gone").wait_for()
    record(page)
    assert page.locator(".takes > li").count() == 1


def test_a_take_that_does_not_reach_the_studio_is_not_lost(browser: Any, running: RunningStudio) -> None:
    """It stays in the window, and is kept by a button when the studio answers again."""
    page = opened(browser, running)
    page.route("**/takes", lambda route: route.abort())
    page.keyboard.press("Space")
    page.get_by_role("button", name="Stop (space)").wait_for()
    page.wait_for_timeout(2600)
    page.keyboard.press("Space")
    page.get_by_text("A take is not kept yet").wait_for()
    page.unroute("**/takes")
    page.get_by_role("button", name="Keep it now").press("Enter")
    page.locator(".takes > li").wait_for()
    until(page.get_by_text("A take is not kept yet").count, 0)


def test_a_browser_that_hears_at_one_rate_only_records_at_that_rate(
    browser: Any, running: RunningStudio
) -> None:
    """As an older Firefox does, which refuses every other rate than the loudspeaker's."""
    page = opened(
        browser,
        running,
        "const made = AudioContext.prototype.createMediaStreamSource;"
        "AudioContext.prototype.createMediaStreamSource = function (stream) {"
        "  if (this.sampleRate === 48000) throw new DOMException('another rate', 'NotSupportedError');"
        "  return made.call(this, stream);"
        "};"
        "const Plain = AudioContext;"
        "window.AudioContext = class extends Plain {"
        "  constructor(options) { super(options || { sampleRate: 44100 }); }"
        "};",
    )
    record(page)
    kept = [*(running.root / "voices/anna").rglob("*.wav")]
    assert {soundfile.info(one).samplerate for one in kept} == {44100}
