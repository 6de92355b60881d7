"""The steps of the journey, as a teacher takes them: the same in Chromium and in Firefox."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from tests.real.studio.hands import Keyboard
from tests.real.studio.until import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real.real_wordpress import Blog
    from tests.real.studio.journey.author import Author
    from tests.real.studio.running import RunningStudio

BUILDING_MS = 300_000


def travel(author: Author, studio: RunningStudio, place: Path, blog: Blog) -> None:
    """Go from an empty folder to an episode and a post, change a sentence, and renew both in their places."""
    root = studio.root
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
    assert blog.passwords["bo"] not in "".join(
        path.read_bytes().decode("latin-1") for path in root.rglob("*") if path.is_file()
    )


def _begin_show(author: Author, root: Path) -> None:
    author.hands.press(author.link(author.words("Begin with your show")))
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
        author.hands.press(author.button(label, bar))
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
    quiet = author.field("Quiet after it")
    author.hands.write(quiet, "9")
    quiet.press("Enter")
    until(lambda: "<9s>" in studio.script(name) or "pause: 9" in studio.script(name), expected=True)
    author.hands.write(_line(author, author.post.first), author.post.instead)
    until(lambda: author.post.instead in studio.script(name), expected=True)
    _saved(author)


def _saved(author: Author) -> None:
    """Wait until the page says that all is saved."""
    author.page.locator('[class="saved saved"]').wait_for()


def _line(author: Author, text: str) -> Any:
    """Return the field of a spoken line by what stands in it."""
    lines = author.page.get_by_label(author.words("Spoken line"), exact=True)
    places: list[int] = []

    def found() -> bool:  # the last lines of a long routine are drawn later than the first
        said = lines.evaluate_all("all => all.map((one) => one.value)")
        places[:] = [n for n, line in enumerate(said) if line.strip().startswith(text)]
        return bool(places)

    until(found, expected=True)
    return lines.nth(places[0])


def _choose_sound(author: Author, studio: RunningStudio, name: str) -> None:
    author.go_to("Voices and music")
    espeak = author.page.locator(".voice", has=author.page.get_by_role("heading", name="espeak", exact=True))
    with author.page.expect_response(lambda answer: answer.url.endswith("/say")) as said:
        author.hands.press(author.button("Hear {name}", espeak, name="espeak"))
    assert said.value.headers["content-type"] == "audio/wav"
    author.hands.press(author.button("Choose it", espeak))
    until(lambda: "voice: espeak" in studio.script(name), expected=True)
    if isinstance(author.hands, Keyboard):
        author.hands.reach(author.page.get_by_role("tab", name=author.words("Voices"), exact=True))
        author.page.keyboard.press("ArrowRight")
    else:
        author.hands.press(author.page.get_by_role("tab", name=author.words("Music"), exact=True))
    bed = author.page.locator(".bed", has=author.page.get_by_role("heading", name="ocean", exact=True))
    author.hands.press(author.button("Choose it", bed))
    until(lambda: "music: ocean" in studio.script(name), expected=True)


def _hear(author: Author, name: str) -> None:
    author.go_to("Tracks")
    author.hands.press(author.link(author.post.title))
    author.page.locator(".routine").wait_for()
    with author.page.expect_response(lambda answer: f"/{name}/hear" in answer.url) as heard:
        author.hands.press(author.button("Hear"))
    assert heard.value.headers["content-type"].startswith("audio/wav")


def _publish_first(author: Author, studio: RunningStudio, name: str, place: Path, blog: Blog) -> None:
    author.go_to("Publish")
    author.hands.press(author.button("{title}: today", title=author.post.title))
    until(lambda: "\ndate: " in studio.script(name), expected=True)
    _build(author, studio.root, told=True)
    podcast = author.region("Podcast")
    author.hands.press(author.button("Choose another place for the podcast"))
    author.hands.write(author.field("Folder", podcast), str(place))
    author.hands.press(author.button("Choose this place"))
    podcast.get_by_text(str(place)).wait_for()
    _publish(author, podcast, "Publish the podcast", "a new episode")
    until((place / "feed.xml").is_file, expected=True)
    there = author.region("Blog")
    author.hands.write(author.field("Address of your blog"), blog.address)
    author.hands.write(author.field("Your name there"), "bo")
    author.hands.write(author.field("Application password"), blog.passwords["bo"])
    author.hands.press(author.button("Connect"))
    _publish(author, there, "Bring it to the blog", None, at_once=True)
    post = _only_post(blog)
    assert post["status"] == "publish"
    assert author.post.title in post["title"]["raw"]


def _build(author: Author, root: Path, *, told: bool = False) -> None:
    """Build the one track; `told`: expect to see how far it is."""
    build = author.plural("Build {n} track", "Build {n} tracks", 1)
    author.hands.press(author.page.get_by_role("button", name=build, exact=True))
    if told:
        author.page.get_by_role("progressbar").first.wait_for()
    author.button("Everything is built").wait_for(timeout=BUILDING_MS)
    assert list((root / "output").glob("*/*.mp3"))


def _publish(author: Author, where: Any, button: str, state: str | None, *, at_once: bool = False) -> None:
    """Look at what would happen, and let it happen."""
    author.hands.press(author.button("Show what would happen", where))
    author.hands.press(author.field("Tracks of a draft voice, too", where))
    if state:
        where.get_by_text(author.words(state)).first.wait_for()
    if at_once:
        author.hands.press(author.field("Readers see new posts at once", where))
    go = author.button(button, where)
    until(go.is_enabled, expected=True, longest_s=BUILDING_MS / 1000)
    author.hands.press(go)
    where.get_by_text(author.words("What was done")).wait_for(timeout=BUILDING_MS)


def _change_a_sentence(author: Author, studio: RunningStudio, name: str) -> None:
    author.go_to("Tracks")
    author.hands.press(author.link(author.post.title))
    author.page.locator(".routine").wait_for()
    author.hands.write(_line(author, author.post.last), author.post.changed)
    until(lambda: author.post.changed in studio.script(name), expected=True)
    _saved(author)


def _publish_again(author: Author, root: Path, place: Path, blog: Blog) -> None:
    author.go_to("Publish")
    _build(author, root)
    author.page.get_by_text(author.words("Hear what changed:")).wait_for()
    before = (place / "feed.xml").read_text("utf-8")
    podcast = author.region("Podcast")
    _publish(author, podcast, "Publish the podcast", "renewed in its place")
    assert (place / "feed.xml").read_text("utf-8") != before
    there = author.region("Blog")
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
