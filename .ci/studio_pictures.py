"""Make the pictures of the guides to the studio: `python .ci/studio_pictures.py [--check]`.

A studio runs on a new project in a temporary folder and is used as the guides say, in Dutch and in English,
in Debian's Chromium; each picture is taken where the guide shows it, so that none shows what is gone. With
`--check` they are made beside those of the guides, and it is an error where one that a guide names is not
made, or one is made that none names: what they show may differ, as fonts and moments do.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from stilte.messages.language import catalogue  # noqa: E402 (found beside this file, installed or not)
from tests.real.chromium import FLAGS  # noqa: E402
from tests.real.studio.running import running_studio  # noqa: E402

PICTURES = ROOT / "docs/pictures/studio"
GUIDES = ("first-track.md", "eerste-track.md")
_NAMED = re.compile(r"pictures/studio/([\w.-]+\.png)")
SIZE = {"width": 1200, "height": 780}
LONGEST_MS = 120_000
COLOURS = 128


@dataclass(frozen=True, slots=True)
class Example:
    """What the guide of a language takes as its example: a show, and a post."""

    language: str
    title: str
    author: str
    about: str
    post: str


EXAMPLES = (
    Example(
        "nl",
        "Stilte en adem",
        "Anna Vos",
        "Korte oefeningen om bij te komen.",
        """De boom

Bomen staan al eeuwen stil, en daar kunnen wij van leren. Onderzoek laat zien dat stilstaan helpt.

Oefening: De boom

Aankomen
Sta stevig op beide voeten, op heupbreedte.
Laat je schouders zakken.
Adem 3 keer diep in door je neus, uit door je mond.

Wortels
Voel je voeten op de grond.
Hef je armen langzaam tot schouderhoogte.
Laat je armen weer zakken.
Herhaal deze beweging 6 keer.
Blijf 20 seconden staan.

Afronden
Leg je handen op je buik.
Dank je wel.

Tip: doe deze oefening buiten, bij een echte boom.
""",
    ),
    Example(
        "en",
        "Silence and breath",
        "Anna Vos",
        "Short exercises to catch your breath.",
        """The tree

Trees have stood still for centuries, and we can learn from them. Research shows that standing still helps.

Exercise: The tree

Arriving
Stand firmly on both feet, hip-width apart.
Let your shoulders drop.
Breathe in deeply through your nose 3 times, and out through your mouth.

Roots
Feel your feet on the ground.
Slowly raise your arms to the height of your shoulders.
Lower your arms again.
Repeat this movement 6 times.
Stand for 20 seconds.

Closing
Place your hands on your belly.
Thank you.

Tip: do this exercise outside, beside a real tree.
""",
    ),
)


class Guide:
    """The guide of one language: its page, its words, and where its pictures go."""

    def __init__(self, page: Any, example: Example, pictures: Path) -> None:
        self.page = page
        self.example = example
        self.pictures = pictures
        page.set_default_timeout(LONGEST_MS)

    def words(self, english: str, n: int = 1, many: str = "") -> str:
        """Return a text of the page in the language of the guide."""
        words = catalogue(self.example.language)
        return words.ngettext(english, many, n).replace("{n}", str(n)) if many else words.gettext(english)

    def press(self, english: str, role: str = "button", **more: Any) -> None:
        """Press a button, or go by a link."""
        self.page.get_by_role(role, name=self.words(english, **more), exact=True).first.click()

    def write(self, label: str, text: str) -> None:
        """Fill a field."""
        self.page.get_by_label(self.words(label), exact=True).first.fill(text)

    def picture(self, name: str) -> None:
        """Take a picture of what is seen now, in few colours: it lies in git."""
        self.page.evaluate("document.querySelector('.messages').hidden = true; window.scrollTo(0, 0)")
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(400)  # what fades has faded
        path = self.pictures / f"{name}.{self.example.language}.png"
        self.page.screenshot(path=path, animations="disabled")
        self.page.evaluate("document.querySelector('.messages').hidden = false")
        with Image.open(path) as seen:
            seen.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def begin(guide: Guide) -> None:
    """Begin the show."""
    guide.page.locator(".first h1").wait_for()
    guide.picture("1-welcome")
    guide.press("Begin with your show", "link")
    guide.write("Title", guide.example.title)
    guide.write("Author", guide.example.author)
    guide.write("What it is about", guide.example.about)
    guide.picture("2-show")
    guide.write("Address of the podcast's files", "https://example.org/podcast")
    guide.press("Begin")
    guide.page.get_by_text(guide.words("Your show has begun.")).wait_for()


def mark(guide: Guide) -> None:
    """Read the post in, and mark it."""
    guide.page.get_by_role("navigation").get_by_role("link", name=guide.words("Tracks"), exact=True).click()
    guide.press("Make your first track")
    guide.write("Paste the post", guide.example.post)
    guide.picture("3-post")
    guide.press("Read the post")
    rows = guide.page.get_by_role("option")
    rows.first.wait_for()
    guide.page.locator(".sentence.spoken").nth(1).click()
    guide.picture("4-marking")
    guide.press("Write the script")
    guide.page.wait_for_url("**/edit/**")


def edit(guide: Guide) -> None:
    """Show the editor."""
    guide.page.locator(".routine").wait_for()
    guide.page.get_by_label(guide.words("Spoken line")).first.click()
    guide.picture("5-editor")


def choose(guide: Guide) -> None:
    """Choose a voice and a bed: the one that needs no network, as pictures are made without."""
    guide.press("Voices and music", "link")
    espeak = guide.page.locator(".voice", has=guide.page.get_by_role("heading", name="espeak"))
    espeak.wait_for()
    guide.picture("6-voices")
    espeak.get_by_role("button", name=guide.words("Choose it")).click()
    guide.page.get_by_role("tab", name=guide.words("Music")).click()
    bed = guide.page.locator(".bed", has=guide.page.get_by_role("heading", name="ocean"))
    bed.get_by_role("button", name=guide.words("Choose it")).click()
    guide.page.locator(".bed.chosen").wait_for()
    guide.page.locator("h1").click()
    guide.picture("7-music")


def publish(guide: Guide) -> None:
    """Build, and show where it goes."""
    guide.press("Publish", "link")
    guide.page.get_by_role("heading", name=guide.words("Build and publish")).wait_for()
    guide.press("Build {n} track", n=1, many="Build {n} tracks")
    guide.page.get_by_text(guide.words("What was measured")).first.click()
    guide.page.locator(".proof table").wait_for()
    guide.page.get_by_role("button", name=guide.words("Everything is built")).wait_for()
    guide.picture("8-built")
    guide.page.get_by_text(guide.words("What was measured")).first.click()
    guide.page.set_viewport_size({**SIZE, "height": 1260})
    guide.picture("9-publish")


def check() -> int:
    """Make the pictures elsewhere; return 1 where they are not those that the guides name."""
    with TemporaryDirectory(prefix="stilte-") as folder:
        make(Path(folder))
        made = {path.name for path in Path(folder).iterdir() if path.stat().st_size}
    named = set(_NAMED.findall("".join((ROOT / "docs" / guide).read_text("utf-8") for guide in GUIDES)))
    for name in sorted(made ^ named):
        sys.stdout.write(f"{name}: {'no guide names it' if name in made else 'it is not made'}\n")
    return int(made != named)


def make(pictures: Path) -> None:
    """Make the pictures of both guides in a folder."""
    pictures.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver, TemporaryDirectory(prefix="stilte-") as folder:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for example in EXAMPLES:
            root = Path(folder) / example.language
            root.mkdir()
            with running_studio(root, example.language) as studio:
                page = browser.new_page(viewport=SIZE, color_scheme="light", locale=example.language)
                page.goto(studio.opened_at)
                guide = Guide(page, example, pictures)
                for part in (begin, mark, edit, choose, publish):
                    part(guide)
                page.close()
        browser.close()


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(check())
    make(PICTURES)
