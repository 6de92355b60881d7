"""The example for apps rebuilds a track's voice in a browser, from its cue sheet and its clips."""

from __future__ import annotations

import base64
import http.server
import json
import shutil
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

import stilte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

pytestmark = pytest.mark.real

PLAYER = Path(__file__).parents[2] / "examples/player"
SCRIPT = """title: Even ademen
language: nl
voice: espeak
music: none
steps:
  - Welkom.
  - breathe: 2
    say:
      - in: Adem in
        out: Adem uit
  - repeat: 2
    steps:
      - Laat je schouders zakken.
  - Tot ziens.
"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address of the example, with a built track beside it, and the track's folder."""
    project = tmp_path / "project"
    (project / "scripts").mkdir(parents=True)
    (project / "scripts/adem.yaml").write_text(SCRIPT, "utf-8")
    (track,) = stilte.build(project, clips=True, stems=True, jobs=1)
    assert track.path is not None
    shutil.copytree(PLAYER, tmp_path / "www")
    shutil.copytree(track.path.parent, tmp_path / "www/track")
    handler = partial(_Quiet, directory=str(tmp_path / "www"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", tmp_path / "www/track"
        server.shutdown()


RENDERED = """async (address) => {
    const {readSheet, render} = await import("./player.js");
    const sound = await render(await readSheet(address), new URL(".", address).href);
    const bytes = new Uint8Array(sound.getChannelData(0).buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000)
        text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
}"""


def _off_by(heard: NDArray[np.float32], meant: NDArray[np.float32]) -> int:
    """Return by how many frames one signal lags behind another, where they agree best."""
    size = 1 << (len(meant) + len(heard)).bit_length()
    match = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(meant, size)), size)
    lag = int(np.argmax(match))
    return lag - size if lag > size // 2 else lag


def test_every_line_sounds_where_the_plan_has_it(browser: Any, served: tuple[str, Path]) -> None:
    """What the browser renders is the voice of the track: not a frame early or late, nor another sound."""
    address, folder = served
    page = browser.new_page()
    page.goto(f"{address}?track=track/adem.json")
    page.wait_for_function("!document.querySelector('#play').disabled")
    assert page.locator("#lines li").count() == 8
    heard = np.frombuffer(base64.b64decode(page.evaluate(RENDERED, f"{address}track/adem.json")), np.float32)
    voice, rate_hz = soundfile.read(folder / "stems/voice.flac", dtype="float32", always_2d=True)
    meant = voice[:, 0]
    assert len(heard) == len(meant)
    assert np.abs(heard - meant).max() < 1e-4
    for event in stilte_events(folder):
        start, stop = (round(s * rate_hz) for s in (event["start_s"], event["start_s"] + event["length_s"]))
        assert abs(_off_by(heard[start:stop], meant[start:stop])) <= rate_hz / 1000
    page.close()


def stilte_events(folder: Path) -> list[dict[str, Any]]:
    """Return the spoken events of the track in a folder."""
    sheet = json.loads((folder / "adem.json").read_text("utf-8"))
    return [event for event in sheet["events"] if event["kind"] == "speech"]


def test_the_page_says_what_it_cannot_play(browser: Any, served: tuple[str, Path]) -> None:
    """A cue sheet that is not there is named."""
    page = browser.new_page()
    page.goto(f"{served[0]}?track=track/other.json")
    page.wait_for_function("document.querySelector('#state').textContent.includes('404')")
    assert page.locator("#play").is_disabled()
    page.close()
