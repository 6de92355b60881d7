"""The studio in Debian's Firefox: each view opens, a line is edited, and the console stays empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import soundfile

from tests.real.chromium import needed
from tests.real.firefox import Firefox, running_firefox, why_no_firefox
from tests.real.studio.projects import SCRIPT
from tests.real.studio.until import until
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

VIEWS = {
    "/tracks": ".card",
    "/edit/zee": ".routine .step",
    "/voices": "main.view-voices .page",
    "/publish": "main.view-publish .page",
    "/show": "main.view-show .page",
}


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Yield Debian's Firefox."""
    if why := why_no_firefox():
        needed(why)
    with running_firefox() as running:
        yield running


def test_each_view_opens(firefox: Firefox, studio: RunningStudio) -> None:
    """Every view draws what it is for, without a word in the console."""
    firefox.fresh()
    firefox.open(studio.opened_at)
    for path, drawn in VIEWS.items():
        firefox.open(studio.address + path)
        firefox.until(f"document.querySelector('{drawn}') !== null")
        assert firefox.complaints == [], path


def test_a_line_is_edited(firefox: Firefox, studio: RunningStudio) -> None:
    """Typing changes the file, Enter makes a line, undo takes both back."""
    firefox.fresh()
    firefox.open(studio.opened_at)
    firefox.open(f"{studio.address}/edit/zee")
    firefox.until("document.querySelector('.routine textarea') !== null")
    firefox.click(".routine textarea")
    firefox.press("End")
    firefox.type(" Dag.")
    until(lambda: studio.script("zee"), SCRIPT.replace("allemaal.", "allemaal. Dag."))
    firefox.press("Enter")
    firefox.type("Kom binnen.")
    until(lambda: "  - Kom binnen.\n  - Ga rustig" in studio.script("zee"), expected=True)
    firefox.click(".editor-tools button:nth-of-type(2)")
    firefox.click(".editor-tools button:nth-of-type(2)")
    until(lambda: studio.script("zee"), SCRIPT)
    assert firefox.complaints == []


def test_the_page_fits_a_phone(firefox: Firefox, studio: RunningStudio) -> None:
    """At 360 pixels nothing runs over the edge, and every line is as tall as its text."""
    firefox.fresh(360, 740)
    firefox.open(studio.opened_at)
    for path in ("/tracks", "/edit/zee"):
        firefox.open(studio.address + path)
        firefox.until(f"document.querySelector('{VIEWS[path]}') !== null")
        firefox.until("document.documentElement.scrollWidth <= window.innerWidth")
    lines = "[...document.querySelectorAll('.writing textarea')]"
    firefox.until(f"{lines}.every((line) => line.scrollHeight <= line.clientHeight + 1)")


def test_the_recording_view_opens_and_shows_a_recording(firefox: Firefox, studio: RunningStudio) -> None:
    """A take that is there has its waveform; a microphone that cannot be had is told in a sentence."""
    voice = studio.root / "voices/anna"
    voice.mkdir(parents=True, exist_ok=True)
    (studio.root / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    script = "title: Regel\nlanguage: nl\nvoice: anna\nsteps:\n  - Ga rustig zitten.\n"
    (studio.root / "scripts/regel.yaml").write_text(script, "utf-8")
    sound = recording(spoken("Ga rustig zitten."), distance_db=50.0)
    soundfile.write(voice / "ga-rustig-zitten.wav", sound, RATE_HZ)
    for width in (1280, 360):
        firefox.fresh(width, 740)
        firefox.open(studio.opened_at)
        firefox.open(f"{studio.address}/record/anna/regel")
        firefox.until(
            "(document.querySelector('.takes .waveform path')?.getAttribute('d') || '').length > 500"
        )
        firefox.until("document.documentElement.scrollWidth <= window.innerWidth")
    firefox.click(".recording .button.main")
    firefox.until("document.querySelector('.trouble, .line.records') !== null")
    assert firefox.complaints == []
