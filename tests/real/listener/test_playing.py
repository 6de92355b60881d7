"""What happens while a track plays: screen, lock screen, keys, speed, timer, and what follows the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.listener.conftest import loaded
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

LOCKS = """
window.locks = [];
Object.defineProperty(navigator, 'wakeLock', {value: {request: async (kind) => {
  const lock = new EventTarget();
  lock.release = async () => { locks.push('let go'); lock.dispatchEvent(new Event('release')); };
  locks.push(kind);
  return lock;
}}});
"""
SESSION = """
window.handlers = {};
const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
navigator.mediaSession.setActionHandler = (name, run) => { handlers[name] = run; set(name, run); };
"""
TIME = "document.querySelector('audio').currentTime"
PLAYS = "!document.querySelector('audio').paused"
QUIETED = """
window.quieted = null;
document.querySelector('audio').addEventListener('volumechange', (event) => {
  if (event.target.volume < 0.2) window.quieted ??= document.querySelector('#more').textContent;
});
"""
"""Keeps what the button says when it has grown quiet: a look from outside may come too late."""
RESTS = """
window.rests = new Promise((rests) => {
  document.querySelector('audio').addEventListener('pause', () => setTimeout(rests), {once: true});
});
null;
"""
"""Is there once all that hears of a pause has heard of it."""
BEGINS = """
window.begins = null;
const told = document.querySelector('#next .in');
new MutationObserver(() => { window.begins ??= told.textContent; }).observe(told, {childList: true});
"""
"""Keeps what is told first of the next track: a second later it is another number."""


def test_the_screen_stays_on_while_it_plays(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """A wake lock is asked for on play, let go on pause and at the end, and asked for again on play."""
    page = loaded(open_page(f"{site.address}/zee/index.html", before=LOCKS))
    assert page.evaluate("locks") == []
    page.click(".breath")
    until(page, "locks.length === 1")
    page.click(".breath")
    until(page, "locks.length === 2")
    page.evaluate("document.querySelector('audio').currentTime = 59.5")
    page.click(".breath")
    until(page, "document.querySelector('audio').ended && locks.length === 4")
    assert page.evaluate("locks") == ["screen", "let go", "screen", "let go"]


def test_a_lock_that_comes_too_late_is_let_go(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Whoever pauses before the lock is given is not left with a lit screen."""
    late = LOCKS.replace(
        "locks.push(kind);", "await new Promise(go => setTimeout(go, 300)); locks.push(kind);"
    )
    page = loaded(open_page(f"{site.address}/zee/index.html", before=late))
    page.click(".breath")
    page.click(".breath")
    until(page, "locks.length === 2")
    assert page.evaluate("locks") == ["screen", "let go"]


def test_the_lock_screen_shows_title_chapter_and_cover(
    site: StaticSite, open_page: Callable[..., Any]
) -> None:
    """Title, chapter with author, show and cover; the chapter changes as the track goes on."""
    page = loaded(open_page(f"{site.address}/zee/index.html", before=SESSION))
    told = "(m => [m.title, m.artist, m.album, m.artwork[0].src])(navigator.mediaSession.metadata)"
    cover = f"{site.address}/cover.jpg"
    assert page.evaluate(told) == ["De zee", "Aankomen · Anna", "Stilte & adem", cover]
    page.evaluate("document.querySelector('audio').currentTime = 20")
    until(page, "navigator.mediaSession.metadata.artist === 'Ademen · Anna'")


def test_a_headset_can_seek_and_go_to_chapters(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Steps of 15 seconds, a place, the next and the last chapter; play and pause."""
    page = loaded(open_page(f"{site.address}/zee/index.html", before=SESSION))
    page.evaluate("handlers.seekforward({})")
    until(page, f"{TIME} === 15")
    page.evaluate("handlers.seekbackward({seekOffset: 5})")
    until(page, f"{TIME} === 10")
    page.evaluate("handlers.nexttrack({})")
    until(page, f"{TIME} === 14.5")
    page.evaluate("handlers.previoustrack({})")
    until(page, f"{TIME} === 0")
    page.evaluate("handlers.seekto({seekTime: 33})")
    until(page, f"{TIME} === 33")
    page.evaluate("handlers.play({})")
    until(page, PLAYS)
    page.evaluate("handlers.pause({})")
    until(page, f"!({PLAYS})")


def test_keys_work_on_the_whole_page(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Space plays and pauses, arrows go 15 seconds, `n` and `p` to chapters; the page does not scroll."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.keyboard.press("ArrowRight")
    until(page, f"{TIME} === 15")
    page.keyboard.press("ArrowLeft")
    until(page, f"{TIME} === 0")
    page.keyboard.press("n")
    until(page, f"{TIME} === 14.5")
    page.keyboard.press("p")
    until(page, f"{TIME} === 0")
    page.keyboard.press(" ")
    until(page, PLAYS)
    page.keyboard.press(" ")
    until(page, f"!({PLAYS})")
    assert page.evaluate("scrollY") == 0


def test_keys_leave_fields_and_buttons_alone(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """In a field letters are letters; space presses the button in focus; Ctrl is the browser's."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.click("#search-text")
    page.keyboard.type("n p ")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#search-text") == "n p "
    page.focus("#more")
    page.keyboard.press(" ")
    assert page.locator("#settings").is_visible()
    page.focus("#share")
    page.keyboard.press("Control+ArrowRight")
    page.wait_for_timeout(200)
    assert page.evaluate(TIME) == 0
    assert page.evaluate("document.querySelector('audio').paused")


def test_keys_can_be_turned_off(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Whoever speaks to their computer turns single letters off (WCAG 2.1.4), and they stay off."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.click("#more")
    page.uncheck("#keys")
    page.reload()
    loaded(page)
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.evaluate(TIME) == 0
    assert not page.is_checked("#keys")


def test_the_speed_is_chosen_and_kept(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """From 0.75 to 1.25, with the pitch as it is; the next track is played at the same speed."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.click("#more")
    speeds = page.eval_on_selector_all("input[name=speed]", "all => all.map(one => +one.value)")
    assert (min(speeds), max(speeds)) == (0.75, 1.25)
    page.check("input[name=speed][value='0.75']", force=True)
    page.goto(f"{site.address}/wolken-bewegen/index.html")
    loaded(page)
    assert page.evaluate(
        "[document.querySelector('audio').playbackRate, document.querySelector('audio').preservesPitch]"
    ) == [0.75, True]


def test_a_timer_fades_and_stops(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """It grows quiet, and stands still where that began, at full volume again."""
    page = loaded(open_page(f"{site.address}/zee/index.html#t=9"))
    page.evaluate(QUIETED)
    page.click("#more")
    page.evaluate("document.querySelector('input[name=timer][value=chapter]').click()")
    page.click(".breath")
    until(page, f"window.quieted !== null && !({PLAYS})")
    assert page.evaluate("quieted").startswith("Stopt over 0:0")
    until(page, "document.querySelector('audio').volume === 1")
    assert 8.9 < page.evaluate(TIME) < 11
    until(page, "document.querySelector('.says').textContent === 'De slaaptijd is om: de opname staat stil.'")
    assert page.inner_text("#more") == "Snelheid en slaaptijd"


def test_whoever_is_still_awake_hears_on(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """A touch while it fades brings the volume back, and the timer is off."""
    page = loaded(open_page(f"{site.address}/zee/index.html#t=3"))  # it fades for eleven seconds
    page.click("#more")
    page.evaluate("document.querySelector('input[name=timer][value=chapter]').click()")
    page.click(".breath")
    until(page, "document.querySelector('audio').volume < 0.8")
    page.mouse.click(5, 5)
    until(page, "document.querySelector('audio').volume === 1")
    until(page, f"{TIME} > 15")
    assert page.evaluate(PLAYS)
    assert page.is_checked("input[name=timer][value='0']")


def test_minutes_pass_only_while_it_plays(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """A timer of five minutes counts down while it plays and waits in a pause."""
    page = loaded(open_page(f"{site.address}/lange-wandeling/index.html"))
    page.click("#more")
    page.check("input[name=timer][value='5']", force=True)
    page.click(".breath")
    until(page, "/^Stopt over 4:(?!59)/.test(document.querySelector('#more').textContent)")
    page.evaluate(RESTS)
    page.click(".breath")
    page.evaluate("rests")
    stands = page.inner_text("#more")
    page.wait_for_timeout(1500)
    assert page.inner_text("#more") == stands


def test_after_the_end_comes_quiet_and_then_the_next_track(
    site: StaticSite, open_page: Callable[..., Any]
) -> None:
    """The next track is named and begins after a while, or at once; there it plays."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.evaluate("document.querySelector('audio').currentTime = 59.5")
    page.evaluate(BEGINS)
    page.click(".breath")
    page.wait_for_selector("#next", state="visible")
    assert "De lange wandeling" in page.inner_text("#next")
    assert page.evaluate("begins").startswith("Die begint over 15")
    page.click(".go-on")
    page.wait_for_url("**/lange-wandeling/index.html")
    until(page, f"{PLAYS} && {TIME} > 0.2")


def test_whoever_stays_in_the_quiet_is_left_there(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """`Blijf in de stilte` ends it; silence as the habit shows nothing at all, on every track."""
    page = loaded(open_page(f"{site.address}/zee/index.html"))
    page.evaluate("document.querySelector('audio').currentTime = 59.5")
    page.click(".breath")
    page.click(".stay")
    assert page.locator("#next").is_hidden()
    page.click("#more")
    page.check("input[name=ending][value=silence]", force=True)
    page.goto(f"{site.address}/wolken-bewegen/index.html")
    loaded(page)
    page.evaluate("document.querySelector('audio').currentTime = 59.5")
    page.click(".breath")
    until(page, "document.querySelector('audio').ended")
    page.wait_for_timeout(300)
    assert page.locator("#next").is_hidden()
