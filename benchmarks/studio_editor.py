"""How soon the editor opens a routine, and how soon it answers a key: python benchmarks/studio_editor.py [LINES].

Chromium opens the editor of a running studio, from the address to the frame in which the first screenful stands and can
be typed in, and to that in which the last line does. A key is answered when the frame after it has been drawn; the
slowest of many keys counts, those in between in which the line is written into the script and the server answers among
them. Beside it stands the processor time of the page, which says more than the clock on a machine that is not idle.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.real.studio.projects import make_project
from tests.real.studio.running import running_studio

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = 500
CHAPTER = 25
OPENINGS = 5
KEYS = 120
BETWEEN_KEYS_S = 0.06
LATENCIES = """
window.latencies = [];
document.addEventListener('keydown', (event) => {
  const began = event.timeStamp;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();  // told right after the frame has been painted
    channel.port1.onmessage = () => window.latencies.push(performance.now() - began);
    channel.port2.postMessage(null);
  });
}, true);
"""
OPENING = """
window.opened = new Promise((told) => {
  let first = 0;
  const look = () => {
    const found = document.querySelectorAll('.step textarea').length;
    if (found && !first) first = performance.now();
    if (found >= LAST) told([first, performance.now()]);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""


def main(lines: int) -> None:
    """Print the times of opening, typing, and of making a line."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (the extra `real`)

    with (
        tempfile.TemporaryDirectory() as folder,
        running_studio(_project(Path(folder), lines)) as studio,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(studio.opened_at)
        print(f"{lines} lines in Chromium {browser.version}")
        page.add_init_script(OPENING.replace("LAST", str(lines - lines // CHAPTER)))
        counted = _processor(page)
        openings = [_opened(page, studio.address) for _ in range(OPENINGS)]
        for what, each in zip(("first screenful", "last line"), zip(*openings, strict=True), strict=True):
            print(
                f"opening, {what}: first {each[0]:.2f} s, then {statistics.median(each[1:]):.2f} s (median)"
            )
        print(f"opening: {counted() / OPENINGS:.2f} s of the page's processor time each")
        counted = _processor(page)
        _tell("a key in a line", _typed(page, lines // 2, "a"))
        _tell("Enter, and the next line", _typed(page, lines // 2, "Enter b c d e f"))
        print(f"typing: {counted() / (2 * KEYS) * 1000:.1f} ms of the page's processor time a key")
        browser.close()


def _project(root: Path, lines: int) -> Path:
    steps = "".join(
        f"  - chapter: Hoofdstuk {n // CHAPTER + 1}\n"
        if n % CHAPTER == 0
        else f"  - Dit is zin {n} van de oefening. <6s>\n"
        for n in range(lines)
    )
    return make_project(root / "project", lang=f"title: Lang\nlanguage: nl\nvoice: rustig\nsteps:\n{steps}")


def _processor(page: Any) -> Callable[[], float]:
    """Return what tells the seconds of processor time of the page's main thread since now."""
    door = page.context.new_cdp_session(page)
    door.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        found = {one["name"]: one["value"] for one in door.send("Performance.getMetrics")["metrics"]}
        return float(found["TaskDuration"])

    began = spent()
    return lambda: spent() - began


def _opened(page: Any, address: str) -> tuple[float, float]:
    page.goto(f"{address}/edit/lang", wait_until="commit")
    first_ms, last_ms = page.evaluate("window.opened")
    return first_ms / 1000, last_ms / 1000


def _typed(page: Any, line: int, keys: str) -> list[float]:
    page.evaluate(LATENCIES)
    page.get_by_label("Spoken line").nth(line).click()
    page.keyboard.press("End")
    for number in range(KEYS):
        page.keyboard.press(keys.split(" ")[number % len(keys.split(" "))])
        time.sleep(BETWEEN_KEYS_S if number % 10 else 0.8)  # a rest, in which the line is written
    time.sleep(1)
    return list(page.evaluate("window.latencies"))


def _tell(what: str, latencies_ms: list[float]) -> None:
    ordered = sorted(latencies_ms)
    late = ordered[int(len(ordered) * 0.95)]
    print(
        f"{what}: median {statistics.median(ordered):.0f} ms, 95 % under {late:.0f} ms, slowest {ordered[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
