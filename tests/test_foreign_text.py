"""Text from elsewhere: secrets masked in every writing, cleaned for a terminal, cut, in linear time."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest

from stilte.foreign_text import MASK, MOST_LETTERS, READ_BYTES, environment_secrets, foreign_text
from tests.processor_time import processor_seconds

SECRET = "hun/te+r2 é&x?"


@pytest.fixture(autouse=True)
def _no_secrets_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STILTE_WORDPRESS_PASSWORD", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote(SECRET).lower(),
        json.dumps(SECRET),
        html.escape(SECRET),
        SECRET.replace(" ", "\n  "),
        SECRET.replace(" ", ""),
        "hun/\x1b[1mte+\x00r2\u200b é&x?",
        "hun/\x1b]8;;http://evil\x07te+r2 é&x?",
    ],
)
def test_a_secret_is_masked_in_every_writing(written: str) -> None:
    """As it is, percent-encoded, in JSON, in HTML, over lines, and with controls hidden inside it."""
    told = foreign_text(f"refused: <{written}> here", secrets=[SECRET])
    assert told.replace('"', "") == f"refused: <{MASK}> here"


@pytest.mark.parametrize("before", ["", "a", "an", "ann", "anna:"])
@pytest.mark.parametrize("after", ["", ":", "xy", "xyz"])
def test_base64_of_a_secret_is_masked_wherever_it_stands(before: str, after: str) -> None:
    """Encoded together with what surrounds it, its letters are others: none of these is left."""
    body = base64.b64encode(f"{before}{SECRET}{after}".encode()).decode()
    told = foreign_text(f"you sent {body}!", secrets=[SECRET])
    assert MASK in told
    longest = max((part for part in told.split(MASK)), key=len)
    assert len(longest) < len("you sent ") + 2 + 4 * len(before)


@pytest.mark.parametrize(
    "echoed",
    [
        "Authorization: Basic dW5rbm93bjp1bmtub3du",
        '{"authorization":"Bearer sk-unknown-unknown"}',
        "Array ( [Authorization] => Basic dW5rbm93bjp1bmtub3du )",
        "Proxy-Authorization=unknown-unknown",
        "Cookie: wordpress_logged_in=unknown-unknown",
        "X-Api-Key: unknown-unknown",
        "bearer unknown-unknown is wrong",
        "see https://anna:unknown-unknown@blog.example/x",
        "ftp://unknown-unknown@host",
    ],
)
def test_a_login_that_nobody_named_is_masked(echoed: str) -> None:
    """A server that echoes our headers, or an address with a password, gives nothing away."""
    told = foreign_text(echoed)
    assert MASK in told
    assert "unknown" not in told
    assert "dW5rbm93bj" not in told


def test_secrets_of_the_environment_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a variable named like a secret holds is masked without being named."""
    monkeypatch.setenv("STILTE_WORDPRESS_PASSWORD", "abcd efgh ijkl")
    monkeypatch.setenv("MY_VOICE_TOKEN", "tok-12345678")
    assert (
        foreign_text("got abcdefghijkl and abcd efgh ijkl, tok-12345678") == f"got {MASK} and {MASK}, {MASK}"
    )


def test_ordinary_variables_are_no_secrets() -> None:
    """Neither a short value nor a variable of another name makes words unreadable."""
    held = {"HOME": "/home/anna", "KEYBOARD": "qwertyuiop", "A_KEY": "on", "S3_SECRET_KEY": "1234567890"}
    assert environment_secrets(held) == ("1234567890",)


@pytest.mark.parametrize(
    "raw",
    [
        "a\x1b[31;1mb\x1b[0m",
        "a\x1b]0;title\x07b",
        "a\x1b]52;c;ZXZpbA==\x1b\\b",
        "a\x9b31mb",
        "a\x07\x08\x7fb",
        "a\u202eb\u2066",
        "a\x1bPq#0\x1b\\b",
        "a\x1b(Bb",
        "a\ud800b",
    ],
)
def test_nothing_that_a_terminal_obeys_is_left(raw: str) -> None:
    """Colours, titles, the clipboard, the direction of writing: only the letters come through."""
    assert foreign_text(raw) == "ab"


def test_lines_become_one() -> None:
    """A text can forge no second line of ours."""
    assert foreign_text("no.\r\nerror: all is lost\u2028x\x85y\tz") == "no. error: all is lost x y z"


def test_a_text_is_cut_after_it_was_masked() -> None:
    """No half of a secret stands at the cut, neither of what is shown nor of what is read."""
    for place in (MOST_LETTERS - 4, READ_BYTES - 4):
        for filling in ("x", " "):
            told = foreign_text(filling * place + "hunter2hunter2", secrets=["hunter2hunter2"])
            assert "hunt" not in told
            assert len(told) <= MOST_LETTERS


def test_bytes_are_read_as_they_can_be() -> None:
    """What is no UTF-8 stops nothing."""
    assert foreign_text(b"caf\xc3\xa9 \xff") == "café \ufffd"


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "\x1b",
        "\x1b[0;",
        "\x1b]",
        "&amp;",
        "a:",
        "http://",
        "http://a",
        "Basic ",
        "Cookie:",
        "x" * 50,
    ],
)
def test_the_work_is_linear(piece: str) -> None:
    """Millions of letters of whatever kind take a moment: nothing is looked at twice for each letter."""
    text = piece * (4_000_000 // len(piece))
    assert processor_seconds(lambda: foreign_text(text, secrets=["hunter2"], markup=True), 1.5) <= 1.5


def test_markup_is_read_as_its_reader_sees_it() -> None:
    """WordPress's errors are HTML: tags go, entities are letters, and neither hides a secret."""
    raw = "<p>U bent <strong>geen</strong> redacteur&#8230; hun<b></b>ter&#50;</p>"
    assert foreign_text(raw, secrets=["hunter2"], markup=True) == f"U bent geen redacteur… {MASK}"
