"""From an empty folder to a post on a blog and an episode in a podcast: by mouse, and by keyboard alone.

No step needs a terminal, a file manager or a word of YAML. Afterwards one sentence is changed, and the same
post and the same episode are renewed in their places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from stilte.messages.language import catalogue
from tests.real.studio.file_keyring import FILE
from tests.real.studio.hands import Hands, Keyboard, Mouse
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.real.real_wordpress import Blog
    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real
BUILDING_MS = 90_000


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a teacher, and what she corrects in it."""

    language: str
    title: str
    text: str
    unspoken: str
    spoken: str
    first: str
    instead: str
    last: str
    changed: str


DUTCH = Post(
    "nl",
    "De boom",
    """De boom

Bomen staan al eeuwen stil, en daar kunnen wij van leren. Onderzoek laat zien dat stilstaan helpt.

Oefening: De boom

Sta stevig op beide voeten.
Laat je schouders zakken.
Adem 3 keer diep in door je neus, uit door je mond.
Voel je voeten op de grond.
Hef je armen langzaam.
Laat je armen weer zakken.
Dank je wel.
""",
    unspoken="Laat je schouders zakken.",
    spoken="Onderzoek laat zien dat stilstaan helpt.",
    first="Onderzoek laat zien dat stilstaan helpt.",
    instead="Stilstaan helpt.",
    last="Dank je wel.",
    changed="Dank jezelf.",
)
ENGLISH = Post(
    "en",
    "The tree",
    """The tree

Trees have stood still for centuries, and we can learn from them. Research shows that standing still helps.

Exercise: The tree

Stand firmly on both feet.
Let your shoulders drop.
Breathe in deeply through your nose 3 times, and out through your mouth.
Feel your feet on the ground.
Raise your arms slowly.
Lower your arms again.
Thank you.
""",
    unspoken="Let your shoulders drop.",
    spoken="Research shows that standing still helps.",
    first="Research shows that standing still helps.",
    instead="Standing still helps.",
    last="Thank you.",
    changed="Thank yourself.",
)


SEED = Path(__file__).resolve().parents[3].parent / "shared/seed/psoas-post.txt"
"""A true post of a teacher's, which lies beside the project where it may be used."""


def seed_post() -> Post:
    """Return the teacher's post and what she corrects in it; skips where it is not at hand."""
    if not SEED.is_file():
        pytest.skip("the teacher's post does not lie beside the project")
    return Post(
        "nl",
        "De Bron Activeren",
        SEED.read_text("utf-8"),
        unspoken="Sluit je ogen als je wil.",
        spoken="Doe deze oefening dagelijks in de ochtend of avond",
        first="Sta rechtop, voeten op heupbreedte",
        instead="Sta rechtop, en zacht in je knieën.",
        last="Buig zachtjes je hoofd",
        changed="Buig je hoofd.",
    )


@dataclass(frozen=True, slots=True)
class Author:
    """A teacher before the studio: her page, her hands, the words of her language."""

    page: Any
    hands: Hands
    post: Post

    def words(self, english: str, **values: object) -> str:
        """Return a text of the page in her language."""
        text = catalogue(self.post.language).gettext(english)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def plural(self, one: str, many: str, n: int) -> str:
        """Return a text of the page with a number, in her language."""
        return catalogue(self.post.language).ngettext(one, many, n).replace("{n}", str(n))

    def button(self, english: str, inside: Any = None, **values: object) -> Any:
        """Return a button by its words."""
        where = self.page if inside is None else inside
        return where.get_by_role("button", name=self.words(english, **values), exact=True).first

    def field(self, english: str, inside: Any = None) -> Any:
        """Return a field by its label."""
        return (self.page if inside is None else inside).get_by_label(self.words(english), exact=True).first

    def go_to(self, english: str) -> None:
        """Go to a view by the head of the page."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=self.words(english), exact=True)
        self.hands.press(link)


@pytest.mark.parametrize(
    ("given", "hands"),
    [(DUTCH, "mouse"), (DUTCH, "keyboard"), (ENGLISH, "mouse"), (ENGLISH, "keyboard"), (None, "mouse")],
    ids=["nl-mouse", "nl-keyboard", "en-mouse", "en-keyboard", "seed-mouse"],
)
def test_from_a_post_to_a_published_track_and_its_next_version(  # noqa: PLR0917 (fixtures)
    given: Post | None,
    hands: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    blog: Blog,
    open_page: Callable[..., Any],
    run_studio: Callable[..., AbstractContextManager[RunningStudio]],
) -> None:
    """An empty folder becomes a show; a post a track; the track an episode and a post; both are renewed."""
    post = given or seed_post()
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.real.studio.file_keyring.FileKeyring")
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    root, place = tmp_path / "project", tmp_path / "www"
    root.mkdir()
    with run_studio(root, post.language) as studio:
        page = open_page(studio)
        author = Author(page, Mouse() if hands == "mouse" else Keyboard(page), post)
        _begin_show(author, root)
        name = _mark(author, root)
        _edit(author, studio, name)
        _choose_sound(author, studio, name)
        _hear(author, name)
        _publish_first(author, studio, name, place, blog)
        guid, number = _guid(place), _only_post(blog)["id"]
        _change_a_sentence(author, studio, name)
        _publish_again(author, root, place, blog)
        assert _guid(place) == guid
        assert _only_post(blog)["id"] == number
        page.context.close()  # before the server ends, which it would ask for news
    assert blog.passwords["bo"] not in "".join(
        path.read_bytes().decode("latin-1") for path in root.rglob("*") if path.is_file()
    )


def _begin_show(author: Author, root: Path) -> None:
    author.hands.press(author.page.get_by_role("link", name=author.words("Begin with your show")))
    author.hands.write(author.field("Title"), "Stilte & adem")
    author.hands.write(author.field("Author"), "Anna Vos")
    author.hands.write(author.field("What it is about"), author.post.title)
    author.hands.pick(author.field("Category"), "Health & Fitness")
    author.hands.write(author.field("E-mail address"), "anna@example.org")
    author.hands.write(author.field("Address of the podcast's files"), "https://example.org/podcast")
    author.hands.press(author.button("Begin"))
    until((root / "podcast.yaml").is_file, expected=True)
    show = yaml.safe_load((root / "podcast.yaml").read_text("utf-8"))
    assert (show["title"], show["author"]) == ("Stilte & adem", "Anna Vos")


def _mark(author: Author, root: Path) -> str:
    author.go_to("Tracks")
    author.hands.press(author.button("Make your first track"))
    author.hands.write(author.field("Paste the post"), author.post.text)
    author.hands.press(author.button("Read the post"))
    author.page.get_by_role("listbox").wait_for()
    bar = author.page.locator(".bar")
    for sentence, label, look in (
        (author.post.unspoken, "Left out", "left_out"),
        (author.post.spoken, "Spoken", "spoken"),
    ):
        author.hands.choose_sentence(author.page, sentence)
        author.hands.press(bar.get_by_role("button", name=author.words(label)))
        author.page.locator(f".sentence.{look}", has_text=sentence).wait_for()
    author.hands.press(author.button("Write the script"))
    author.page.wait_for_url(re.compile("/edit/"))
    name = str(author.page.url.rpartition("/edit/")[2].partition("?")[0])
    script = (root / f"scripts/{name}.yaml").read_text("utf-8")
    said = [
        str(step)
        for step in yaml.safe_load(script)["steps"]
        if not isinstance(step, dict) or "note" not in step
    ]
    assert any(author.post.spoken in step for step in said), script
    assert not any(author.post.unspoken in step for step in said)
    return name


def _edit(author: Author, studio: RunningStudio, name: str) -> None:
    author.page.locator(".routine").wait_for()
    author.hands.write(author.field("How many breaths"), "4")
    until(lambda: "breathe: 4" in studio.script(name), expected=True)
    quiet = author.page.get_by_label(author.words("Quiet after it")).first
    author.hands.write(quiet, "9")
    quiet.press("Enter")
    until(lambda: "<9s>" in studio.script(name) or "pause: 9" in studio.script(name), expected=True)
    author.hands.write(_line(author, author.post.first), author.post.instead)
    until(lambda: author.post.instead in studio.script(name), expected=True)


def _line(author: Author, text: str) -> Any:
    """Return the field of a spoken line by what stands in it."""
    lines = author.page.get_by_label(author.words("Spoken line"))
    places: list[int] = []

    def found() -> bool:  # the last lines of a long routine are drawn later than the first
        said = lines.evaluate_all("all => all.map((one) => one.value)")
        places[:] = [n for n, line in enumerate(said) if line.strip().startswith(text)]
        return bool(places)

    until(found, expected=True)
    return lines.nth(places[0])


def _choose_sound(author: Author, studio: RunningStudio, name: str) -> None:
    author.go_to("Voices and music")
    espeak = author.page.locator(".voice", has=author.page.get_by_role("heading", name="espeak"))
    with author.page.expect_response(lambda answer: answer.url.endswith("/say")) as said:
        author.hands.press(espeak.get_by_role("button", name=author.words("Hear {name}", name="espeak")))
    assert said.value.headers["content-type"] == "audio/wav"
    author.hands.press(espeak.get_by_role("button", name=author.words("Choose it")))
    until(lambda: "voice: espeak" in studio.script(name), expected=True)
    tab = author.page.get_by_role("tab", name=author.words("Music"))
    if isinstance(author.hands, Keyboard):
        author.hands.reach(author.page.get_by_role("tab", name=author.words("Voices")))
        author.page.keyboard.press("ArrowRight")
    else:
        author.hands.press(tab)
    bed = author.page.locator(".bed", has=author.page.get_by_role("heading", name="ocean"))
    author.hands.press(bed.get_by_role("button", name=author.words("Choose it")))
    until(lambda: "music: ocean" in studio.script(name), expected=True)


def _hear(author: Author, name: str) -> None:
    author.go_to("Tracks")
    author.hands.press(author.page.get_by_role("link", name=author.post.title).first)
    author.page.locator(".routine").wait_for()
    with author.page.expect_response(lambda answer: f"/{name}/hear" in answer.url) as heard:
        author.hands.press(author.button("Hear"))
    assert heard.value.headers["content-type"].startswith("audio/wav")


def _publish_first(author: Author, studio: RunningStudio, name: str, place: Path, blog: Blog) -> None:
    author.go_to("Publish")
    author.hands.press(
        author.page.get_by_role("button", name=author.words("{title}: today", title=author.post.title))
    )
    until(lambda: "\ndate: " in studio.script(name), expected=True)
    _build(author, studio.root)
    podcast = author.page.get_by_role("region", name=author.words("Podcast"))
    author.hands.press(author.button("Choose another place for the podcast"))
    author.hands.write(author.field("Folder", podcast), str(place))
    author.hands.press(author.button("Choose this place"))
    podcast.get_by_text(str(place)).wait_for()
    _publish(author, podcast, "Publish the podcast", "a new episode")
    until((place / "feed.xml").is_file, expected=True)
    there = author.page.get_by_role("region", name=author.words("Blog"))
    author.hands.write(author.field("Address of your blog"), blog.address)
    author.hands.write(author.field("Your name there"), "bo")
    author.hands.write(author.field("Application password"), blog.passwords["bo"])
    author.hands.press(author.button("Connect"))
    _publish(author, there, "Bring it to the blog", None, at_once=True)
    post = _only_post(blog)
    assert post["status"] == "publish"
    assert author.post.title in post["title"]["raw"]


def _build(author: Author, root: Path) -> None:
    author.hands.press(
        author.page.get_by_role("button", name=author.plural("Build {n} track", "Build {n} tracks", 1))
    )
    done = author.page.get_by_role("button", name=author.words("Everything is built"))
    done.wait_for(timeout=BUILDING_MS)
    assert list((root / "output").glob("*/*.mp3"))


def _publish(author: Author, where: Any, button: str, state: str | None, *, at_once: bool = False) -> None:
    """Look at what would happen, and let it happen."""
    author.hands.press(author.button("Show what would happen", where))
    author.hands.press(author.field("Tracks of a draft voice, too", where))
    if state:
        where.get_by_text(author.words(state)).wait_for()
    if at_once:
        author.hands.press(author.field("Readers see new posts at once", where))
    go = author.button(button, where)
    author.page.wait_for_function("e => !e.disabled", arg=go.element_handle(), timeout=BUILDING_MS)
    author.hands.press(go)
    where.get_by_text(author.words("What was done")).wait_for(timeout=BUILDING_MS)


def _change_a_sentence(author: Author, studio: RunningStudio, name: str) -> None:
    author.go_to("Tracks")
    author.hands.press(author.page.get_by_role("link", name=author.post.title).first)
    author.page.locator(".routine").wait_for()
    author.hands.write(_line(author, author.post.last), author.post.changed)
    until(lambda: author.post.changed in studio.script(name), expected=True)


def _publish_again(author: Author, root: Path, place: Path, blog: Blog) -> None:
    author.go_to("Publish")
    _build(author, root)
    author.page.get_by_text(author.words("Hear what changed:")).wait_for()
    before = (place / "feed.xml").read_text("utf-8")
    podcast = author.page.get_by_role("region", name=author.words("Podcast"))
    _publish(author, podcast, "Publish the podcast", "renewed in its place")
    assert (place / "feed.xml").read_text("utf-8") != before
    there = author.page.get_by_role("region", name=author.words("Blog"))
    _publish(author, there, "Bring it to the blog", None)
    assert author.post.changed in _only_post(blog)["content"]["raw"]


def _guid(place: Path) -> str:
    """Return the guid of the one episode in a feed."""
    (guid,) = re.findall(r"<guid[^>]*>([^<]+)</guid>", (place / "feed.xml").read_text("utf-8"))
    return str(guid)


def _only_post(blog: Blog) -> dict[str, Any]:
    """Return the one post of a blog."""
    (post,) = blog.ask("posts?status=any&context=edit")
    found: dict[str, Any] = post
    return found
