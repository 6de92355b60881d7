"""Make the pictures of the guides to the own voice: `python .ci/recording_pictures.py`.

A studio runs on a new project in a temporary folder, with a microphone that plays a line, and is used as the
guides say, in Dutch and in English, in Debian's Chromium.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import soxr
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stilte.messages.language import catalogue  # noqa: E402 (found beside this file, installed or not)
from tests.real.chromium import FLAGS  # noqa: E402
from tests.real.studio.running import running_studio  # noqa: E402
from tests.speech.rooms import RATE_HZ, recording, spoken  # noqa: E402

if TYPE_CHECKING:
    from tests.real.studio.running import RunningStudio

PICTURES = ROOT / "docs/pictures/recording"
SIZE = {"width": 1200, "height": 780}
LONGEST_MS = 120_000
COLOURS = 96
LINE_MS = 2600
QUIET_S = 5.8


@dataclass(frozen=True, slots=True)
class Example:
    """What is recorded in the guide of a language: the lines of a script, and those of a breath."""

    language: str
    title: str
    lines: tuple[str, ...]
    breath: tuple[str, str]


EXAMPLES = (
    Example(
        "nl",
        "Adempauze",
        (
            "Ga rustig zitten.",
            "Sluit je ogen als dat prettig is.",
            "Laat je schouders zakken.",
            "Voel je voeten op de grond.",
        ),
        ("Adem in", "en uit"),
    ),
    Example(
        "en",
        "A breath",
        (
            "Sit down quietly.",
            "Close your eyes if you like.",
            "Let your shoulders drop.",
            "Feel your feet on the ground.",
        ),
        ("Breathe in", "and out"),
    ),
)


def make_project(root: Path, example: Example) -> None:
    """Write the show and the script of a guide; its voice is made in the studio."""
    steps = "".join(f"  - {line} <4s>\n" for line in example.lines)
    into, out = example.breath
    for name, text in {
        "podcast.yaml": f"title: Stilte\nlanguage: {example.language}\n",
        "scripts/adempauze.yaml": f"title: {example.title}\nlanguage: {example.language}\nvoice: anna\n"
        f"music: ocean\nbreath: 4-6\nsteps:\n{steps}  - breathe: 2\n    say: {{in: {into}, out: {out}}}\n",
        "voices/anna.yaml": f"language: {example.language}\nuse:\n  - recorded: {{missing: next}}\n"
        "  - espeak: {draft: true}\ncredit: Anna\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def write_line(path: Path, text: str, before_s: float, after_s: float) -> None:
    """Write what a microphone hears: a line with the quiet of a room around it."""
    sound = recording(spoken(text), distance_db=52.0, before_s=before_s, after_s=after_s)
    soundfile.write(path, soxr.resample(sound, RATE_HZ, 48_000), 48_000, subtype="PCM_16")


def write_long(folder: Path, example: Example) -> list[str]:
    """Write a recording of the lines, one read twice, one left out, and its labels; return the files."""
    parts, labels, at_s = [], [], 0.0
    for line in (example.lines[0], example.lines[0], *example.lines[1:3], *example.breath):
        words, quiet = spoken(line), np.zeros(round(1.2 * RATE_HZ))
        start_s = at_s + len(quiet) / RATE_HZ
        at_s = start_s + len(words) / RATE_HZ
        parts += [quiet, words]
        doubt = "? " if line == example.lines[2] else ""
        labels.append(f"{start_s:.3f}\t{at_s:.3f}\t{doubt}{line}\n")
    sound = recording(np.concatenate(parts), distance_db=50.0, before_s=0.0)
    soundfile.write(folder / "opname.wav", sound, RATE_HZ, subtype="PCM_16")
    (folder / "labels.txt").write_text("".join(labels), "utf-8")
    return [str(folder / name) for name in ("opname.wav", "labels.txt")]


_READY = """(above) => {
  document.querySelector(".messages").hidden = true;
  for (const option of document.querySelectorAll("option"))
    if (option.textContent.startsWith("Fake")) option.textContent = "USB";
  window.scrollTo(0, document.querySelector(above).getBoundingClientRect().top + scrollY - 76);
}"""
"""Without what passes, and without the name of the stand-in for a microphone."""


class Guide:
    """The guide of one language: its page, its words, and where its pictures go."""

    def __init__(self, page: Any, example: Example) -> None:
        self.page = page
        self.example = example
        page.set_default_timeout(LONGEST_MS)

    def words(self, english: str) -> str:
        """Return a text of the page in the language of the guide."""
        return catalogue(self.example.language).gettext(english)

    def press(self, english: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=self.words(english), exact=True).first.click()

    def picture(self, name: str, above: str) -> None:
        """Take a picture with `above` at its top, in few colours: it lies in git."""
        self.page.evaluate(_READY, above)
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(400)  # what fades has faded
        path = PICTURES / f"{name}.{self.example.language}.png"
        self.page.screenshot(path=path, animations="disabled")
        self.page.evaluate("document.querySelector('.messages').hidden = false")
        with Image.open(path) as seen:
            seen.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def opened(driver: Any, studio: RunningStudio, example: Example, microphone: Path) -> tuple[Any, Guide]:
    """Return a browser whose microphone plays a file, and the guide on the recording view."""
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={microphone}",
    ]
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = driver.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
    page = browser.new_page(viewport=SIZE, color_scheme="light", locale=example.language)
    page.goto(studio.opened_at)
    page.goto(f"{studio.address}/record/anna/adempauze")
    page.locator(".line .now").wait_for()
    return browser, Guide(page, example)


def test_the_room(guide: Guide) -> None:
    """Test the room."""
    guide.press("Test the room")
    guide.page.locator(".room-test dl").wait_for()
    guide.picture("1-room", "section.by-itself + section")


def record(guide: Guide) -> None:
    """Record a line twice, and show the teleprompter between two lines."""
    page = guide.page
    for take in range(2):
        page.keyboard.press("Space")
        page.locator(".line.records").wait_for()
        page.wait_for_timeout(LINE_MS)
        page.keyboard.press("Space")
        page.locator(".takes > li").nth(take).wait_for()
    page.wait_for_timeout(800)
    guide.picture("2-line", ".page")
    guide.press("Start the teleprompter")
    page.locator(".quiet-row .when").wait_for()
    page.wait_for_timeout(500)
    guide.picture("3-teleprompter", ".page")
    guide.press("Stop the teleprompter")
    while page.locator(".line.records").count():
        page.wait_for_timeout(200)


def cut(guide: Guide, files: list[str]) -> None:
    """Cut a long recording."""
    guide.page.locator(".long input[type=file]").first.set_input_files(files)
    guide.page.locator(".cuts tbody tr").nth(3).wait_for()
    guide.page.locator(".cuts .waveform.waits").first.wait_for(state="detached")
    guide.page.locator(".left-out summary, .cuts-head").first.wait_for()
    guide.page.set_viewport_size({**SIZE, "height": 900})
    guide.picture("4-long", ".cuts")


def main() -> None:
    """Make the pictures of both guides."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver, TemporaryDirectory(prefix="stilte-") as folder:
        for example in EXAMPLES:
            place = Path(folder) / example.language
            make_project(place / "project", example)
            write_line(place / "room.wav", example.lines[1], QUIET_S, 6.0)
            write_line(place / "line.wav", example.lines[0], 0.4, 1.8)
            with running_studio(place / "project", example.language) as studio:
                browser, guide = opened(driver, studio, example, place / "room.wav")
                test_the_room(guide)
                browser.close()
                browser, guide = opened(driver, studio, example, place / "line.wav")
                record(guide)
                cut(guide, write_long(place, example))
                browser.close()


if __name__ == "__main__":
    main()
