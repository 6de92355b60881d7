"""Fetching models from a server on the loopback address that behaves and misbehaves like real ones."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from stilte.speech import models
from stilte.speech.models import ModelFile, NotFetched, fetch, get_model, models_folder

DATA = bytes(range(256)) * 400
MD5, SHA256 = hashlib.md5(DATA).hexdigest(), hashlib.sha256(DATA).hexdigest()
NAME = "nl_NL-x-medium"
FOLDER = "nl/nl_NL/x/medium"
LIST = {
    NAME: {
        "files": {
            f"{FOLDER}/{NAME}.onnx": {"size_bytes": len(DATA), "md5_digest": MD5},
            f"{FOLDER}/{NAME}.onnx.json": {"size_bytes": len(DATA), "md5_digest": MD5},
            f"{FOLDER}/MODEL_CARD": {"size_bytes": 1, "md5_digest": "0"},
        }
    }
}


class Mirror(BaseHTTPRequestHandler):
    """Serves the list and the data; `cut` cuts the first answers short, `ranges` says if it knows Range."""

    cut = 0
    ranges = True
    seen: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        """Answer."""
        asked = self.headers.get("Range")
        type(self).seen.append((self.path, asked))
        body = json.dumps(LIST).encode() if self.path.endswith("voices.json") else DATA
        if "missing" in self.path:
            self.send_error(404)
            return
        start = int(re.findall(r"\d+", asked)[0]) if asked and self.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        if type(self).cut and body is DATA:
            type(self).cut -= 1
            self.wfile.write(body[start : start + 30_000])
            return
        self.wfile.write(body[start:])

    def log_message(self, *_args) -> None:
        """Say nothing."""


@pytest.fixture
def mirror(monkeypatch, tmp_path):
    """Run a mirror, and give its address."""
    Mirror.cut, Mirror.ranges, Mirror.seen = 0, True, []
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def wanted(mirror: str, **changes) -> ModelFile:
    return ModelFile("a.onnx", f"{mirror}/a.onnx", **{"size_bytes": len(DATA), "sha256": SHA256, **changes})


def test_a_voice_is_fetched_whole_with_its_settings(mirror) -> None:
    """Model and settings, not the card; told how far it is; nothing else is left in the folder."""
    told = []
    path = get_model(NAME, mirror=mirror, progress=lambda *how_far: told.append(how_far))
    assert path.read_bytes() == DATA
    assert sorted(file.name for file in models_folder().iterdir()) == [f"{NAME}.onnx", f"{NAME}.onnx.json"]
    assert told[-1][1:] == (len(DATA), len(DATA))


def test_what_is_there_is_not_fetched_again(mirror) -> None:
    """A model on disk is never overwritten, not even asked for."""
    models_folder().mkdir(parents=True)
    (models_folder() / "a.onnx").write_bytes(b"mine")
    assert fetch(wanted(mirror), models_folder()).read_bytes() == b"mine"
    assert Mirror.seen == []


@pytest.mark.parametrize("ranges", [True, False])
def test_a_cut_connection_goes_on_where_it_was(mirror, ranges) -> None:
    """Two cuts, two waits, one whole file; a server without Range starts over."""
    Mirror.cut, Mirror.ranges = 2, ranges
    waited = []
    path = fetch(wanted(mirror), models_folder(), waits_s=(1, 2), sleep=waited.append)
    assert path.read_bytes() == DATA
    assert waited == [1, 2]
    assert Mirror.seen[1][1] == "bytes=16384-"


def test_what_arrived_is_kept_for_the_next_time(mirror) -> None:
    """When every try was cut, the part stays under a hidden name and the model is not there."""
    Mirror.cut = 1
    with pytest.raises(NotFetched, match=r"cut|connection"):
        fetch(wanted(mirror), models_folder(), waits_s=())
    assert [file.name for file in models_folder().iterdir()] == [".a.onnx.part"]
    assert fetch(wanted(mirror), models_folder(), waits_s=()).read_bytes() == DATA


def test_a_damaged_file_is_thrown_away(mirror) -> None:
    """A wrong checksum leaves nothing behind."""
    with pytest.raises(NotFetched, match="damaged"):
        fetch(wanted(mirror, sha256="0" * 64), models_folder())
    assert list(models_folder().iterdir()) == []


def test_a_refusal_is_not_tried_again(mirror) -> None:
    """404 stays 404."""
    missing = ModelFile("missing.onnx", f"{mirror}/missing.onnx", 10, sha256="0")
    with pytest.raises(NotFetched, match="404"):
        fetch(missing, models_folder(), sleep=lambda _s: pytest.fail("it waited"))
    assert len(Mirror.seen) == 1


def test_an_unknown_voice_names_the_nearest(mirror) -> None:
    """A misspelt voice is told with what the list has."""
    with pytest.raises(NotFetched, match=f"Did you mean '{NAME}'"):
        get_model("nl_NL-x-mediun", mirror=mirror)


def test_kokoro_comes_from_a_mirror_too(mirror, monkeypatch) -> None:
    """The official file by the same door, by its own checksum."""
    monkeypatch.setattr(models, "KOKORO", wanted(mirror))
    assert get_model("kokoro", mirror=mirror).name == "a.onnx"


def test_no_connection_says_so(monkeypatch, tmp_path) -> None:
    """A list that cannot be reached names the setting for a mirror."""
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))
    with pytest.raises(NotFetched, match="STILTE_MIRROR"):
        get_model(NAME, mirror="http://127.0.0.1:9")
