"""A line of the own voice is recorded in Debian's Firefox, by its fake microphone, and kept."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
import soundfile

from tests.real.chromium import needed
from tests.real.firefox import Firefox, running_firefox, why_no_firefox
from tests.real.studio.journey.firefox_page import FirefoxPage
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

FAKE = {"media.navigator.streams.fake": True, "media.navigator.permission.disabled": True}
SCRIPT = "title: Regel\nlanguage: nl\nvoice: anna\nsteps:\n  - Ga rustig zitten.\n"
NO_SOUND = "The sound of this computer does not start"
SPOKEN_S = 1.0


@contextmanager
def loudspeaker(folder: Path) -> Iterator[str]:
    """Yield the address of a sound server whose loudspeaker is at 44.1 kHz, which takes are not."""
    program = shutil.which("pulseaudio")
    if program is None:
        needed("there is no pulseaudio")
    socket = folder / "loudspeaker.socket"
    served = f"module-native-protocol-unix socket={socket} auth-anonymous=1"
    options = ["-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"]
    server = subprocess.Popen(
        [program or "", *options, "--load=module-null-sink rate=44100", f"--load={served}"],
        env={"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PATH": "/usr/bin:/bin"},
        stderr=subprocess.DEVNULL,
    )
    try:
        until(socket.exists, expected=True)
        yield f"unix:{socket}"
    finally:
        server.terminate()
        server.wait(60)


@contextmanager
def recording_view(studio: RunningStudio, sound: str) -> Iterator[tuple[Firefox, FirefoxPage]]:
    """Yield the view of a script with one line, in a Firefox whose loudspeaker is at an address."""
    if why := why_no_firefox():
        needed(why)
    (studio.root / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    (studio.root / "scripts/regel.yaml").write_text(SCRIPT, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULSE_SERVER", sound)
        with running_firefox(**FAKE) as firefox:
            firefox.fresh()
            page = FirefoxPage(firefox)
            page.goto(studio.opened_at)
            page.goto(f"{studio.address}/record/anna/regel")
            page.get_by_role("heading", name="Recording", exact=True).wait_for()
            page.get_by_role("button", name="Record (space)", exact=True).click()
            yield firefox, page


def test_a_line_is_recorded_and_kept(studio: RunningStudio, tmp_path: Path) -> None:
    """The take has the rate of takes, whatever that of the loudspeaker is."""
    with loudspeaker(tmp_path) as sound, recording_view(studio, sound) as (firefox, page):
        page.get_by_role("button", name="Stop (space)", exact=True).wait_for()
        firefox.evaluate(f"new Promise((done) => setTimeout(() => done(null), {2000 * SPOKEN_S}))")
        page.keyboard.press("Space")
        page.locator(".takes > li .waveform path").first.wait_for()
        assert page.locator(".takes > li").count() == 1
        kept = [*(studio.root / "voices/anna").rglob("*.wav")]
        assert len({soundfile.info(one).frames for one in kept}) == 1
        assert soundfile.info(kept[0]).samplerate == 48000
        assert soundfile.info(kept[0]).duration > SPOKEN_S
        assert firefox.complaints == []


def test_a_computer_without_a_loudspeaker_is_told_of(studio: RunningStudio, tmp_path: Path) -> None:
    """Firefox would wait for ever; the author is told what to do, and may try again."""
    with recording_view(studio, f"unix:{tmp_path}/none") as (_, page):
        page.get_by_text(NO_SOUND).first.wait_for()
        page.get_by_role("button", name="Record (space)", exact=True).wait_for()
