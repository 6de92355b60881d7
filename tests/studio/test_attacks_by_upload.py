"""What malicious uploads can do: they are looked at before they are kept, and nothing comes of them."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.processor_time import processor_seconds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

RAW = {"Content-Type": "application/octet-stream"}


def _zip_bomb() -> bytes:
    """Return a Word file of a few hundred kilobytes whose text has hundreds of megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<w:document>")
            for _ in range(200):
                part.write(b"<w:p/>" * 170_000)
    return packed.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _huge_picture() -> bytes:
    """Return a PNG file of a few kilobytes that says it has ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9))
    + b"]><l>&j;</l>"
)
POSTS: dict[str, Callable[[], bytes]] = {
    "bomb.docx": _zip_bomb,
    "xxe.html": lambda: XXE,
    "laughs.html": lambda: LAUGHS,
    "deep.html": lambda: b"<div>" * 200_000 + b"<p>Adem in.</p>",
    "broken.docx": lambda: b"PK\x03\x04" + b"\0" * 5000,
    "broken.pdf": lambda: b"%PDF-1.7\n" + b"\xff" * 50_000,
    "program.exe": lambda: b"MZ" + b"\0" * 5000,
    "../../scripts/evil.yaml": lambda: b"title: x\nsteps: [x]\n",
    "leeg.html": lambda: b"",
}


@pytest.mark.parametrize("name", POSTS)
def test_a_malicious_post_is_read_as_text_or_refused(page: TestClient, folder: Path, name: str) -> None:
    """Soon, in words; no file is read for it, and none is written under its name."""
    before = sorted((folder / "scripts").iterdir())
    post = POSTS[name]()

    def bring() -> None:
        told = page.post("/api/posts", content=post, headers={**RAW, "X-Name": name})
        assert told.status_code in (200, 201, 400, 413, 422)
        assert "root:" not in told.text

    assert processor_seconds(bring, 60.0, time.process_time) <= 60
    assert sorted((folder / "scripts").iterdir()) == before
    assert not list(folder.parent.rglob("evil.yaml"))


PICTURES: dict[str, Callable[[], bytes]] = {
    "huge": _huge_picture,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "text": lambda: b"not a picture",
    "cut": lambda: _huge_picture()[:60],
    "empty": lambda: b"",
    "gif": lambda: b"GIF89a" + struct.pack("<HH", 65535, 65535) + b"\0" * 20,
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_malicious_picture_is_not_kept(page: TestClient, folder: Path, name: str) -> None:
    """It is opened, measured and refused; the project is as it was."""
    before = {path: path.read_bytes() for path in folder.glob("*") if path.is_file()}
    picture = PICTURES[name]()

    def bring() -> None:
        told = page.put("/api/show/cover", content=picture, headers=RAW)
        assert told.status_code in (400, 413, 422)
        assert told.json()["error"]["text"]

    assert processor_seconds(bring, 30.0, time.process_time) <= 30
    assert {path: path.read_bytes() for path in folder.glob("*") if path.is_file()} == before


SOUNDS = {
    "text.wav": b"not a sound",
    "liar.wav": b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\xff\xff\xff\xff\xff\xff" + b"\0" * 100,
    "empty.mp3": b"",
    "page.mp3": b"<script>alert(1)</script>",
    "program.exe": b"MZ" + b"\0" * 5000,
    "..%2f..%2fevil.wav": b"RIFF",
    ".hidden.wav": b"RIFF",
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_malicious_recording_is_not_kept(page: TestClient, folder: Path, name: str) -> None:
    """A file that is no sound lies nowhere afterwards, whatever its name says."""
    told = page.put(f"/api/music/{name}?licence=CC0-1.0&credit=x", content=SOUNDS[name], headers=RAW)
    assert told.status_code in (400, 404, 405, 413, 422)
    kept = [path.name for path in folder.rglob("*") if path.suffix in (".wav", ".mp3", ".exe")]
    assert kept == []


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/api/posts"),
        ("PUT", "/api/show/cover"),
        ("PUT", "/api/music/zee.wav"),
        ("POST", "/api/recording/toon/kort/long"),
    ],
)
def test_a_size_without_end_is_refused_at_once(page: TestClient, method: str, address: str) -> None:
    """What says that it is a terabyte is not read."""
    sizes = {**RAW, "Content-Length": str(10**12)}

    def ask() -> None:
        told = page.request(method, address, content=b"x", headers=sizes)
        assert told.status_code in (400, 413, 422)

    assert processor_seconds(ask, 10.0, time.process_time) <= 10
