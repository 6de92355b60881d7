"""Fetching models from a server on the loopback address that behaves and misbehaves like real ones."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from stilte.speech import models
from stilte.speech.model_pins import PINS
from stilte.speech.models import ModelFile, NotFetched, fetch, get_model, models_folder, piper_files
from tests.dripping_server import answering
from tests.hung_up_on import HungUpOn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Run a mirror, and give its address."""
    Mirror.cut, Mirror.ranges, Mirror.seen = 0, True, []
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with HungUpOn(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def wanted(mirror: str, **changes: Any) -> ModelFile:
    return ModelFile("a.onnx", f"{mirror}/a.onnx", **{"size_bytes": len(DATA), "sha256": SHA256, **changes})


def test_a_voice_is_fetched_whole_with_its_settings(mirror: str) -> None:
    """Model and settings, not the card; told how far it is; nothing else is left in the folder."""
    told = []
    path = get_model(NAME, mirror=mirror, progress=lambda *how_far: told.append(how_far))
    assert path.read_bytes() == DATA
    assert sorted(file.name for file in models_folder().iterdir()) == [f"{NAME}.onnx", f"{NAME}.onnx.json"]
    assert told[-1][1:] == (len(DATA), len(DATA))


def test_what_is_there_is_not_fetched_again(mirror: str) -> None:
    """A model on disk is never overwritten, not even asked for."""
    models_folder().mkdir(parents=True)
    (models_folder() / "a.onnx").write_bytes(b"mine")
    assert fetch(wanted(mirror), models_folder()).read_bytes() == b"mine"
    assert Mirror.seen == []


@pytest.mark.parametrize("ranges", [True, False])
def test_a_cut_connection_goes_on_where_it_was(mirror: str, ranges: bool) -> None:
    """Two cuts, two waits, one whole file; a server without Range starts over."""
    Mirror.cut, Mirror.ranges = 2, ranges
    waited: list[float] = []
    path = fetch(wanted(mirror), models_folder(), waits_s=(1, 2), sleep=waited.append)
    assert path.read_bytes() == DATA
    assert waited == [1, 2]
    assert Mirror.seen[1][1] == "bytes=16384-"


def test_what_arrived_is_kept_for_the_next_time(mirror: str) -> None:
    """When every try was cut, the part stays under a hidden name and the model is not there."""
    Mirror.cut = 1
    with pytest.raises(NotFetched, match=r"cut|connection"):
        fetch(wanted(mirror), models_folder(), waits_s=())
    assert [file.name for file in models_folder().iterdir()] == [".a.onnx.part"]
    assert fetch(wanted(mirror), models_folder(), waits_s=()).read_bytes() == DATA


def test_a_damaged_file_is_thrown_away(mirror: str) -> None:
    """A wrong checksum leaves nothing behind."""
    with pytest.raises(NotFetched, match="damaged"):
        fetch(wanted(mirror, sha256="0" * 64), models_folder())
    assert list(models_folder().iterdir()) == []


def test_a_refusal_is_not_tried_again(mirror: str) -> None:
    """404 stays 404."""
    missing = ModelFile("missing.onnx", f"{mirror}/missing.onnx", 10, sha256="0")
    with pytest.raises(NotFetched, match="404"):
        fetch(missing, models_folder(), sleep=lambda _s: pytest.fail("it waited"))
    assert len(Mirror.seen) == 1


def test_an_unknown_voice_names_the_nearest(mirror: str) -> None:
    """A misspelt voice is told with what the list has."""
    with pytest.raises(NotFetched, match=f"Did you mean '{NAME}'"):
        get_model("nl_NL-x-mediun", mirror=mirror)


def test_kokoro_comes_from_a_mirror_too(mirror: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The official file by the same door, by its own checksum."""
    monkeypatch.setattr(models, "KOKORO", wanted(mirror))
    assert get_model("kokoro", mirror=mirror).name == "a.onnx"


def test_no_connection_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A list that cannot be reached names the setting for a mirror."""
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))
    with pytest.raises(NotFetched, match="STILTE_MIRROR"):
        get_model(NAME, mirror="http://127.0.0.1:9")


def test_every_model_that_our_voices_name_is_pinned(root: Path) -> None:
    """By SHA-256, the model and its settings; Alex by size and MD5, of which no SHA-256 was to be had."""
    named = set()
    for path in (root / "voices").glob("*.yaml"):
        named |= set(
            re.findall(r"\b[a-z]{2,3}_[A-Z]{2}-\w+-(?:x_low|low|medium|high)\b", path.read_text("utf-8"))
        )
    assert named <= PINS.keys()
    unpinned = [name for name in named if not all(pin.sha256 for pin in PINS[name].values())]
    assert unpinned == ["nl_NL-alex-medium"]
    assert PINS["nl_NL-alex-medium"][".onnx"].md5
    for pins in PINS.values():
        assert pins.keys() == {".onnx", ".onnx.json"}
        assert all(
            re.fullmatch("[0-9a-f]{64}|", pin.sha256) and pin.size_bytes > 4000 for pin in pins.values()
        )


def test_a_pinned_model_is_no_other_whatever_its_server_says(mirror: str) -> None:
    """The list does not asked, and other bytes under its name are thrown away."""
    with pytest.raises(NotFetched, match=r"en_US-joe-medium.onnx' could not be fetched"):
        get_model("en_US-joe-medium", mirror=mirror)
    assert not [path for path, _ in Mirror.seen if "voices.json" in path]
    assert Mirror.seen[0][0] == "/en/en_US/joe/medium/en_US-joe-medium.onnx"
    assert not list(models_folder().glob("*.onnx"))


def test_a_list_cannot_change_what_is_pinned(mirror: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a model of which the list tells the rest."""
    where = "nl/nl_NL/alex/medium/nl_NL-alex-medium"
    files = {f"{where}{ending}": {"size_bytes": 5, "md5_digest": MD5} for ending in (".onnx", ".onnx.json")}
    monkeypatch.setitem(LIST, "nl_NL-alex-medium", {"files": files})
    model, settings = piper_files("nl_NL-alex-medium", mirror)
    assert (model.size_bytes, model.md5) == (63_531_476, "34c3e80cedc491e5d943091cd1b45192")
    assert (settings.size_bytes, settings.md5) == (4965, MD5)


@pytest.mark.parametrize("sized", [True, False])
def test_no_more_is_received_than_the_list_says(tmp_path: Path, *, sized: bool) -> None:
    """A server that goes on is left at the size of the file, and nothing of it is kept."""
    head = (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
        + (b"Content-Length: 50000000\r\n" if sized else b"")
        + b"\r\n"
    )
    with answering([head, bytes(50_000_000)]) as address:
        file = ModelFile("a.onnx", f"{address}/a.onnx", 100_000, sha256=SHA256)
        with pytest.raises(NotFetched, match="more data than the size of the file"):
            fetch(file, tmp_path, waits_s=())
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_drips_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a slow connection needs is granted, and no more; what arrives after that is not written."""
    monkeypatch.setattr(models, "_LONGEST_S", 0.2)
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    with answering([head, *[b"x"] * 500], every_s=0.02) as address:
        file = ModelFile("a.onnx", f"{address}/a.onnx", 1000, sha256=SHA256)
        with pytest.raises(NotFetched, match="did not answer in time"):
            fetch(file, tmp_path, waits_s=())


@pytest.mark.parametrize(
    "answer",
    [
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"nl_NL-x-medium": 5}',
        b'{"nl_NL-x-medium": {}}',
        b'{"nl_NL-x-medium": {"files": []}}',
        b'{"nl_NL-x-medium": {"files": {"a.onnx": 5}}}',
        b'{"nl_NL-x-medium": {"files": {"a.onnx": {"size_bytes": "5", "md5_digest": "x"}}}}',
        b'{"nl_NL-x-medium": {"files": {"a.onnx": {"size_bytes": -5, "md5_digest": "%s"}}}}' % MD5.encode(),
        b'{"nl_NL-x-medium": {"files": {"a.onnx": {"size_bytes": 1e30, "md5_digest": "%s"}}}}' % MD5.encode(),
        b'{"nl_NL-x-medium": {"files": {"a.onnx": {"size_bytes": true, "md5_digest": "%s"}}}}' % MD5.encode(),
        b'{"nl_NL-x-medium": {"files": {"a/..onnx": {"size_bytes": 5, "md5_digest": "%s"}}}}' % MD5.encode(),
        b'{"nl_NL-x-medium": {"files": {"MODEL_CARD": {"size_bytes": 5, "md5_digest": "%s"}}}}'
        % MD5.encode(),
    ],
)
def test_a_list_of_another_shape_is_told(
    tmp_path: Path, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the server answers: one sentence, and nothing written."""
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))
    with (
        answering([b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer]) as address,
        pytest.raises(NotFetched),
    ):
        get_model(NAME, mirror=address)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_is_too_long_begins_anew(mirror: str) -> None:
    """What lies there from another version of the file is no beginning of this one."""
    models_folder().mkdir(parents=True)
    (models_folder() / ".a.onnx.part").write_bytes(bytes(len(DATA) + 5))
    assert fetch(wanted(mirror), models_folder(), waits_s=()).read_bytes() == DATA
