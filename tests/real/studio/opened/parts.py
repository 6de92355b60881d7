"""What opens on the page, by the module that draws it, and how a person opens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUILDING_MS = 120_000
PAGE = Path(__file__).resolve().parents[4] / "stilte/studio/page"
_OPENS = re.compile(r"<\$\{(Dialog|Menu)\}|\b(ask)\(\{|<(details)\b")


def everything_that_opens() -> set[str]:
    """Return each dialog, menu, question and unfolding text of the page, as "module kind"."""
    sources = [path for path in PAGE.rglob("*.js") if path.parent.name not in {"vendor", "parts"}]
    return {
        f"{path.relative_to(PAGE).as_posix()} {next(filter(None, found))}"
        for path in sources
        for found in _OPENS.findall(path.read_text("utf-8"))
    }


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page as a person has it open: the page, the words of its language, the project's folder."""

    page: Any
    words: Callable[[str], str]
    root: Path

    def button(self, english: str, where: Any = None) -> Any:
        """Return a button by its words."""
        inside = self.page if where is None else where
        return inside.get_by_role("button", name=self.words(english), exact=True).first

    def text(self, english: str) -> Any:
        """Return what stands on the page."""
        return self.page.get_by_text(self.words(english), exact=True).first

    def dialog(self) -> Any:
        """Return the dialog that is open, once it is."""
        found = self.page.get_by_role("dialog").last
        found.wait_for()
        return found


Opener = Callable[[OpenPage], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that opens: what it is ("module kind"), on which view, and how it is opened there."""

    name: str
    is_of: tuple[str, ...]
    path: str
    open: Opener


def _new_track(tab: int) -> Opener:
    def open_(opened: OpenPage) -> None:
        opened.button("New track").click()
        opened.dialog().get_by_role("tab").nth(tab).click()

    return open_


def _menu_of_a_track(opened: OpenPage) -> None:
    opened.page.locator(".card .menu > button").first.click()
    opened.page.get_by_role("menuitem").first.wait_for()


def _rename(opened: OpenPage) -> None:
    _menu_of_a_track(opened)
    opened.page.get_by_role("menuitem", name=opened.words("Rename")).click()
    opened.dialog().locator("input").fill("")  # what is wrong stands beside it


def _trash(opened: OpenPage) -> None:
    opened.button("Deleted tracks").click()
    opened.dialog().locator("li").first.wait_for()


def _empty_trash(opened: OpenPage) -> None:
    _trash(opened)
    opened.button("Empty the trash").click()
    opened.page.get_by_role("dialog", name=opened.words("Empty the trash?")).wait_for()


def _settings(kind: str) -> Opener:
    def open_(opened: OpenPage) -> None:
        opened.page.get_by_role("slider").first.wait_for()  # the timeline: all of the routine has come
        step = opened.page.locator(f".step.kind-{kind}").first
        step.locator("textarea, input").first.click()
        opened.button("More with this step").click()
        opened.page.get_by_role("menuitem", name=opened.words("Settings"), exact=True).click()
        opened.dialog()

    return open_


def _line(opened: OpenPage) -> Any:
    opened.page.get_by_role("slider").first.wait_for()
    opened.page.locator(".kind-say textarea").first.click()
    return opened.page.locator(".step-tools")


def _dialog_of_a_line(english: str) -> Opener:
    def open_(opened: OpenPage) -> None:
        opened.button(english, _line(opened)).click()
        opened.dialog()

    return open_


def _menu_of_a_line(english: str) -> Opener:
    def open_(opened: OpenPage) -> None:
        opened.button(english, _line(opened)).click()
        opened.page.get_by_role("menuitem").first.wait_for()

    return open_


def _takes(opened: OpenPage) -> None:
    _dialog_of_a_line("The takes of this line")(opened)
    opened.button("Speak it again").click()
    opened.page.locator(".takes li").first.wait_for()


def _about(opened: OpenPage) -> None:
    opened.button("Title, description and more").click()
    opened.dialog()


def _at_the_end(opened: OpenPage) -> None:
    opened.button("Put something at the end").click()
    opened.page.get_by_role("menuitem").first.wait_for()


def _conflict(opened: OpenPage) -> None:
    script = opened.root / "scripts/botsing.yaml"
    before = script.read_text("utf-8")

    def meanwhile(route: Any) -> None:
        script.write_text(before.replace("Dank je wel.", "Tot ziens."), "utf-8")
        route.continue_()

    opened.page.route("**/edit", meanwhile, times=1)
    opened.page.get_by_label(opened.words("Spoken line"), exact=True).first.fill(opened.words("Spoken line"))
    opened.dialog()
    script.write_text(before, "utf-8")  # the same for the next who looks


def _search(opened: OpenPage) -> None:
    opened.page.locator("#search-routine").fill("schouders")
    opened.page.keyboard.press("Enter")


def _keys(opened: OpenPage) -> None:
    opened.page.get_by_role("option").first.click()
    opened.page.locator(".bar").wait_for()
    opened.text("Keys").click()


def _own_voice(opened: OpenPage) -> None:
    opened.button("Your own voice").click()
    opened.dialog()


def _allow(opened: OpenPage) -> None:
    opened.button("Look at it, and allow it").click()
    opened.dialog()


def _unfold(opened: OpenPage) -> None:
    opened.page.locator("main summary").first.wait_for()
    for summary in opened.page.locator("main summary").all():
        summary.click()


def _own_music(opened: OpenPage) -> None:
    opened.page.get_by_role("tab", name=opened.words("Music"), exact=True).click()
    sound: Any = {"name": "golven.wav", "mimeType": "audio/wav", "buffer": b"RIFF"}
    opened.page.locator(".add input[type=file]").set_input_files(sound)
    opened.page.locator(".add select").select_option("other")


def _forget_blog(opened: OpenPage) -> None:
    opened.button("Forget this blog").click()
    opened.dialog()


def _proof(opened: OpenPage) -> None:
    opened.page.locator(".track-row").first.wait_for()
    if not opened.page.locator(".track-row.current").count():  # others who looked spoke a line anew
        opened.page.locator(".build-head .button.main").click()
        opened.page.locator(".track-row.current .proof").first.wait_for(timeout=BUILDING_MS)
    opened.text("What was measured").click()
    opened.page.locator(".proof table").first.wait_for()


def _cuts(opened: OpenPage) -> None:
    recordings = opened.words("Long recordings of this voice")
    opened.page.get_by_label(recordings, exact=True).select_option("opname.wav")
    opened.page.locator(".left-out summary").wait_for()
    _unfold(opened)


PARTS = (
    Part("new track from a post", ("tracks/new_track.js Dialog",), "/tracks", _new_track(0)),
    Part("new track from a sample", (), "/tracks", _new_track(1)),
    Part("new empty track", (), "/tracks", _new_track(2)),
    Part("menu of a track", ("tracks/card.js Menu",), "/tracks", _menu_of_a_track),
    Part("rename", ("tracks/rename.js Dialog",), "/tracks", _rename),
    Part("trash", ("tracks/trash.js Dialog",), "/tracks", _trash),
    Part("empty the trash", ("tracks/trash.js ask",), "/tracks", _empty_trash),
    Part("settings of a line", ("editor/settings_dialog.js Dialog",), "/edit/zee", _settings("say")),
    Part("settings of breaths", (), "/edit/zee", _settings("breathe")),
    Part("settings of a repeat", (), "/edit/zee", _settings("repeat")),
    Part(
        "put after",
        ("editor/step_tools.js Menu",),
        "/edit/zee",
        _menu_of_a_line("Put something after it (Alt and Enter)"),
    ),
    Part("more with a step", (), "/edit/zee", _menu_of_a_line("More with this step")),
    Part(
        "pronunciation", ("editor/pronounce.js Dialog",), "/edit/zee", _dialog_of_a_line("A word said wrong?")
    ),
    Part("takes", ("editor/takes.js Dialog",), "/edit/zee", _takes),
    Part("about", ("editor/about.js Dialog",), "/edit/zee", _about),
    Part("put at the end", ("editor/routine.js Menu",), "/edit/zee", _at_the_end),
    Part("conflict", ("editor/conflict.js Dialog",), "/edit/botsing", _conflict),
    Part("search", (), "/edit/zee", _search),
    Part("keys of marking", ("views/marking.js details",), "/mark/{post}", _keys),
    Part("own voice", ("voices/add_voice.js Dialog",), "/voices", _own_voice),
    Part("allow a voice", ("voices/voice_card.js ask",), "/voices", _allow),
    Part("who speaks", ("voices/voice_card.js details",), "/voices", _unfold),
    Part("own music", (), "/voices", _own_music),
    Part("forget the blog", ("publish/blog.js ask",), "/publish", _forget_blog),
    Part("proof", ("publish/row.js details",), "/publish", _proof),
    Part("all of the show", ("show/every_track.js details",), "/show", _unfold),
    Part("recording", ("views/recording.js details",), "/record/anna/regels", _unfold),
    Part("cuts", ("recording/left_out.js details",), "/record/anna/regels", _cuts),
)
