"""A long recording in the browser: cut into a table, its cuts dragged and moved, stretches given away."""

from __future__ import annotations

import json
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from stilte.speech.cutting.label_file import read_labels
from tests.real.studio.running import running_studio
from tests.real.studio.test_looks import look_at
from tests.real.studio.until import until
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

LINES = ("Ga rustig zitten.", "Laat je schouders zakken.", "Voel je voeten op de grond.", "Dank je wel.")
PLACES = ((1.0, 2.4), (4.0, 5.6), (7.0, 8.6))


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningStudio]:
    """Yield a studio with four lines to record."""
    root = tmp_path / "project"
    steps = "".join(f"  - {line}\n" for line in LINES)
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\n",
        "voices/anna.yaml": "language: nl\nuse: [recorded]\n",
        "scripts/zacht.yaml": f"title: Zacht\nlanguage: nl\nvoice: anna\nsteps:\n{steps}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with running_studio(root) as studio:
        yield studio


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return a recording of three lines with labels of Audacity, one of them unsure."""
    sound = np.zeros(10 * RATE_HZ)
    for (start_s, end_s), line in zip(PLACES, LINES, strict=False):
        words = spoken(line)[: round((end_s - start_s) * RATE_HZ)]
        sound[round(start_s * RATE_HZ) : round(start_s * RATE_HZ) + len(words)] = words
    soundfile.write(tmp_path / "opname.wav", recording(sound, distance_db=50.0), RATE_HZ)
    texts = (LINES[0], f"? {LINES[1]}", LINES[2])
    rows = "".join(
        f"{start_s + 1:.6f}\t{end_s + 1:.6f}\t{text}\n"
        for (start_s, end_s), text in zip(PLACES, texts, strict=True)
    )
    (tmp_path / "labels.txt").write_text(rows, "utf-8")
    return [str(tmp_path / name) for name in ("opname.wav", "labels.txt")]


def cut(open_page: Callable[..., Any], running: RunningStudio, files: list[str]) -> Any:
    """Return the recording view with the table of the files."""
    page = open_page(running, "/record/anna/zacht")
    page.locator(".long input[type=file]").first.set_input_files(files)
    page.locator(".cuts table").wait_for()
    until(page.locator(".cuts tbody tr.cut").count, 2)
    return page


def places(running: RunningStudio) -> dict[str, tuple[float, float]]:
    """Return the labels as they are on disk."""
    table = running.root / "voices/anna/long/opname.txt"
    return {label.text: (label.start_s, label.end_s) for label in read_labels(table, "opname.txt")}


def row(page: Any, line: str) -> Any:
    return page.locator(".cuts tbody tr", has=page.get_by_text(line, exact=True))


def test_cuts_are_moved_by_mouse_and_keys(
    open_page: Callable[..., Any], running: RunningStudio, files: list[str]
) -> None:
    """The table on disk follows, and each line has one take of its new place."""
    page = cut(open_page, running, files)
    end = page.get_by_role("slider", name=f"End of: {LINES[0]}")
    end.scroll_into_view_if_needed()
    box = end.bounding_box()
    seen = end.locator("xpath=..").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + seen["width"] / 10, box["y"] + 10, steps=4)
    page.mouse.up()
    shown_s = PLACES[0][1] - PLACES[0][0] + 2.0
    moved_s = PLACES[0][1] + 1 + shown_s / 10
    until(lambda: places(running)[LINES[0]][1], pytest.approx(moved_s, abs=0.03))
    begin = page.get_by_role("slider", name=f"Beginning of: {LINES[0]}")
    begin.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    until(lambda: places(running)[LINES[0]][0], pytest.approx(PLACES[0][0] + 1 - 0.11, abs=0.002))
    until(lambda: begin.evaluate("element => element === document.activeElement"), expected=True)
    takes = running.root / "voices/anna/takes/ga-rustig-zitten"
    until(lambda: len(list(takes.glob("*.wav"))), 1)


def test_cuts_are_moved_by_a_finger(
    open_page: Callable[..., Any], running: RunningStudio, files: list[str]
) -> None:
    """A touch drags an end; the page does not scroll away under it."""
    page = cut(open_page, running, files)
    end = page.get_by_role("slider", name=f"End of: {LINES[0]}")
    end.scroll_into_view_if_needed()
    box, seen = end.bounding_box(), end.locator("xpath=..").bounding_box()
    at_x, at_y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", at_x), ("touchMove", at_x - 20), ("touchMove", at_x - 40)):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at_y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    moved_s = 40 / seen["width"] * (PLACES[0][1] - PLACES[0][0] + 2.0)
    until(lambda: places(running)[LINES[0]][1], pytest.approx(PLACES[0][1] + 1 - moved_s, abs=0.03))


def test_an_unsure_line_is_asked_and_a_stretch_given_away(
    open_page: Callable[..., Any], running: RunningStudio, files: list[str]
) -> None:
    """By the keyboard alone: right is right, and what belongs to another line goes there."""
    page = cut(open_page, running, files)
    assert not (running.root / "voices/anna/takes/laat-je-schouders-zakken").exists()
    page.get_by_role("button", name="To the next unsure line").press("Enter")
    until(lambda: page.evaluate("document.activeElement.closest('tr')?.className"), "unsure")
    page.get_by_role("button", name=f"It is right: {LINES[1]}").press("Enter")
    page.locator(".cuts tbody tr.unsure").wait_for(state="detached")
    assert (running.root / "voices/anna/takes/laat-je-schouders-zakken/001.wav").is_file()
    page.get_by_role("button", name=f"Something else is said: {LINES[2]}").press("Enter")
    page.get_by_label(f"What is said here instead of: {LINES[2]}").select_option(label=LINES[3])
    page.locator(".cuts tbody tr.missing", has_text=LINES[2]).wait_for()
    assert places(running)[LINES[3]] == (PLACES[2][0] + 1, PLACES[2][1] + 1)
    assert LINES[2] not in places(running)
    gone = running.root / "voices/anna/takes/voel-je-voeten-op-de-grond"
    until(lambda: list(gone.glob("*.wav")), [])
    page.reload()
    page.get_by_label("Long recordings of this voice").select_option("opname.wav")
    page.locator(".cuts tbody tr.missing", has_text=LINES[2]).wait_for()
    assert look_at(page, "a long recording") == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_large_file_is_never_held_in_memory(running: RunningStudio) -> None:
    """Three hundred megabytes are brought as a page brings them; the server grows by less than forty."""
    host = running.address.removeprefix("http://")
    with closing(HTTPConnection(host)) as asked:
        asked.request("GET", running.opened_at.partition(host)[2])
        first = asked.getresponse()
        first.read()
        headers = {
            "Cookie": (first.getheader("set-cookie") or "").partition(";")[0],
            "Origin": running.address,
            "X-Stilte": "1",
            "Content-Type": "application/json",
        }
        here = "/api/recording/anna/zacht/brought"
        asked.request("POST", here, "{}", headers)
        batch = json.loads(asked.getresponse().read())["batch"]
        before = peak_mb(running.process.pid)
        size = {"Content-Length": str(300 * 10**6), "X-Name": "lang.wav"}
        asked.request("PUT", f"{here}/{batch}", (bytes(10**6) for _ in range(300)), {**headers, **size})
        assert asked.getresponse().status == 201
        (kept,) = running.root.rglob("lang.wav")
        assert kept.stat().st_size == 300 * 10**6
        assert peak_mb(running.process.pid) - before < 40


def peak_mb(process: int) -> float:
    """Return the most memory that a process has held."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000
