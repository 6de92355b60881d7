"""Finding and asking a blog: a stand-in on the loopback that answers as blogs should not."""

from __future__ import annotations

import base64
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from itertools import chain, repeat
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from stilte.errors import BuildError, InputError
from stilte.release.wordpress.answers import read_medium, read_post, read_posts, rows, table
from stilte.release.wordpress.api import Api, Pacing, wait_asked_s
from stilte.release.wordpress.credentials import Credentials, find_credentials
from stilte.release.wordpress.discovery import open_api
from stilte.release.wordpress.permissions import check_rights
from stilte.release.wordpress.refusals import Refused
from tests.dripping_server import answering
from tests.hung_up_on import HungUpOn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANNA = Credentials("anna", "secret words")
QUICK = Pacing(wait=lambda _s: None)
LINK = {"Link": '</wp-json/>; rel="https://api.w.org/"'}
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def blog() -> Iterator[Callable[[dict[str, Answer]], str]]:
    """Return what serves answers by path, and gives their address."""
    servers: list[HungUpOn] = []

    def serve(answers: dict[str, Answer]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answers.get(self.path.partition("?")[0], (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        server = HungUpOn(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def answered(status: int, told: object, **headers: str) -> Answer:
    return status, headers, json.dumps(told).encode()


ME = "/wp-json/wp/v2/users/me"


def opened(blog: Callable[[dict[str, Answer]], str], me: Answer) -> Api:
    return open_api(blog({"/": (200, LINK, b"<html>"), ME: me}), ANNA)


def test_the_page_names_the_interface_where_the_header_is_gone(blog: Callable[..., str]) -> None:
    """Some caches drop the header; the page's own link does as well."""
    page = b'<html><head><link rel="https://api.w.org/" href="/api/"></head><body></body></html>'
    address = blog({"/": (200, {"Content-Type": "text/html"}, page)})
    assert open_api(address, ANNA).root == f"{address}/api/"


def test_a_password_goes_to_no_other_host(blog: Callable[..., str]) -> None:
    """Neither a redirect nor a link leads the password away."""
    away = {"Link": '<http://localhost:1/wp-json/>; rel="https://api.w.org/"'}
    with pytest.raises(InputError, match="redirects its visitors to localhost"):
        open_api(blog({"/": (200, away, b"")}), ANNA)


def test_a_password_is_not_sent_in_the_open(blog: Callable[..., str]) -> None:
    """An http address on a network is refused; the one of this machine is not."""
    assert opened(blog, answered(200, {})).root.startswith("http://127.0.0.1")
    from stilte.release.wordpress.discovery import _same_blog  # noqa: PLC0415

    with pytest.raises(InputError, match="unencrypted"):
        _same_blog("https://blog.example.org", "http://blog.example.org/wp-json/")


def test_an_address_with_a_password_is_not_repeated() -> None:
    """The message about it does not show it."""
    with pytest.raises(InputError) as caught:
        open_api("https://anna:geheim@blog.example.org", ANNA)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (answered(401, {"code": "incorrect_password", "message": "<b>Nee.</b>"}), "does not accept the name"),
        (
            answered(200, {"roles": ["subscriber"], "capabilities": {}}),
            "may not write posts and upload files",
        ),
        (answered(413, {}), "larger than"),
        ((200, {}, b"<html>cache</html>"), "does not come from WordPress"),
        (answered(302, {}, Location="/elders"), "redirects to /elders"),
        (answered(500, {"message": "Er ging iets mis"}), "Er ging iets mis"),
    ],
)
def test_refusals_are_put_into_words(blog: Callable[..., str], answer: Answer, says: str) -> None:
    """Every way in which a blog says no has its sentence, and none shows the password."""
    api = opened(blog, answer)
    with pytest.raises(BuildError, match=says) as caught:
        check_rights(api, publish=False)
    assert "secret" not in str(caught.value)


def test_an_interface_that_leads_to_a_login_is_closed(blog: Callable[..., str]) -> None:
    """The address is right: a plugin closes the blog."""
    with pytest.raises(BuildError, match="exclude /wp-json/ in the plugin that closes it"):
        opened(blog, answered(302, {}, Location="/wp-login.php?redirect_to=x")).get("users/me")


def test_numbers_that_a_plugin_made_texts_are_read() -> None:
    """Some plugins do; whatever else stands for a number is refused."""
    assert read_post({"id": "7", "featured_media": "12"}).featured_media == 12
    with pytest.raises(BuildError, match="does not come from WordPress"):
        read_post({"id": "7a"})


def test_a_server_that_is_gone_is_told() -> None:
    """A refused connection is a sentence."""
    with pytest.raises(BuildError, match="cannot be reached"):
        open_api("http://127.0.0.1:9", ANNA)


def test_a_refusal_keeps_its_code(blog: Callable[..., str]) -> None:
    """Callers tell refusals apart by WordPress's own word."""
    with pytest.raises(Refused) as caught:
        opened(blog, answered(404, {"code": "rest_no_route"})).get("users/me")
    assert (caught.value.status, caught.value.code) == (404, "rest_no_route")


def test_credentials_come_from_the_environment() -> None:
    """They are taken as given, and the password does not show when they are printed."""
    given = {"STILTE_WORDPRESS_USER": "anna", "STILTE_WORDPRESS_PASSWORD": "abcd efgh"}
    found = find_credentials("https://b.example", given)
    assert (found.user, found.password) == ("anna", "abcd efgh")
    assert "abcd" not in repr(found)


def test_missing_credentials_say_where_to_get_them() -> None:
    """The message names the page on the blog and the variables."""
    with pytest.raises(InputError, match="Application Passwords"):
        find_credentials("https://b.example", {})


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (200, b"<b>Fatal error</b>: Allowed memory size of 41943040 bytes exhausted", "ran out of memory"),
        (500, b"Allowed memory size of 1 bytes exhausted", "ran out of memory"),
        (500, b"Maximum execution time of 30 seconds exceeded", "ran out of time"),
        (500, {"code": "internal_server_error", "message": "<p>Kritieke fout.</p>"}, "own program failed"),
        (500, {"code": "rest_upload_sideload_error", "message": "Mag niet."}, r"end in \.mp3 are forbidden"),
        (500, {"code": "rest_upload_sideload_error", "message": "wp-content/uploads/x: nee"}, "cannot store"),
        (500, {"code": "rest_upload_file_error", "message": "upload_max_filesize!"}, "`upload_max_filesize`"),
        (400, {"code": "rest_upload_file_too_big", "message": "Te groot"}, "lower `bitrate`"),
        (413, b"<h1>413</h1>", "larger than the blog's server accepts"),
        (507, b"", "no space left"),
        (400, {"code": "rest_upload_limited_space", "message": "Vol"}, "no space left"),
        (400, {"code": "rest_upload_no_content_disposition", "message": "x"}, "did not reach WordPress"),
        (412, {"code": "rest_upload_hash_mismatch", "message": "x"}, "arrived damaged"),
        (403, {"code": "rest_cannot_create", "message": "Mag niet."}, "Ask for the role"),
        (403, b"<h1>403 Forbidden</h1>nginx", "role is not the cause"),
        (403, {"code": "wordfence_blocked", "message": "Blocked."}, "role is not the cause"),
        (403, {"code": "rest_cannot_access", "message": "DRA: leden."}, "closed the blog's REST interface"),
        (406, b"<h1>Not Acceptable!</h1>Mod_Security", "firewall"),
        (405, b"", "firewall"),
        (429, b"", "no more requests"),
        (503, b"Briefly unavailable for scheduled maintenance.", "closed for maintenance"),
        (502, b"", "gave up waiting"),
        (524, b"", "gave up waiting"),
        (404, b"<h1>404</h1>", "Settings → Permalinks"),
        (404, {"code": "rest_no_route", "message": "Geen route"}, "switched off a part of its REST"),
        (401, {"code": "application_passwords_disabled", "message": "Uit."}, "are switched off"),
        (401, {"code": "rest_not_logged_in", "message": "Niet ingelogd."}, "did not reach WordPress"),
        (401, {"code": "incorrect_password", "message": "Fout."}, "mistyped or withdrawn"),
        (403, b"<title>Just a moment...</title>", "protected against robots"),
        (200, b'<br><b>Warning</b>: x in y.php\n{"id": 1}', "display_errors"),
        (500, b"<b>Fatal error</b>: Uncaught Error: x", "display_errors"),
        (400, {"code": "rest_invalid_param", "message": "Ongeldig."}, "Ongeldig"),
    ],
)  # fmt: skip
def test_each_refusal_of_a_file_has_its_own_sentence_and_cure(
    blog: Callable[[dict[str, Answer]], str], status: int, body: object, says: str
) -> None:
    """By WordPress's code where there is one, whatever the language of its message."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    api = open_api(blog({"/": (200, LINK, b""), "/wp-json/wp/v2/media": (status, {}, content)}), ANNA, QUICK)
    with pytest.raises(Refused, match=says) as caught:
        api.upload("media", "adem.mp3", b"x", {})
    assert caught.value.status == status


def test_a_refusal_is_cut_cleaned_and_without_the_secret(blog: Callable[..., str]) -> None:
    """A server that gives back our header, with escapes for the terminal and a megabyte of words."""
    login = base64.b64encode(b"anna:secret words").decode()
    echoed = f"Authorization: Basic {login}, secret words, secret%20words"
    message = f"\x1b[2J\x1b]0;x\x07nee: {echoed} {'x' * (1 << 20)}"
    with pytest.raises(BuildError) as caught:
        opened(blog, answered(500, {"code": "x", "message": message})).get("users/me")
    told = str(caught.value)
    assert len(told) < 600
    assert told.isprintable()
    assert not any(one in told for one in (login, "secret words", "secret%20words"))


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b"", b"NaN", b"5", b"[1]", b'"x"']
)
def test_an_answer_of_another_shape_is_one_sentence(blog: Callable[..., str], body: bytes) -> None:
    """Nested too deep, no JSON, another kind of JSON: no fault of the program."""
    with pytest.raises(BuildError, match="does not come from WordPress"):
        check_rights(opened(blog, (200, {}, body)), publish=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "slug",
                    "title",
                    "content",
                    "raw",
                    "rendered",
                    "source_url",
                    "meta",
                    "capabilities",
                    "roles",
                    "featured_media",
                    "status",
                    "link",
                    "date_gmt",
                    "name",
                    "description",
                    "protected",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_refused(told: object) -> None:
    """Every reader of answers gives a value or our error."""
    for read in (read_post, read_posts, read_medium, rows, table):
        try:
            read(told)
        except BuildError as error:
            assert "does not come from WordPress" in str(error)  # noqa: PT017


def test_an_answer_without_end_is_bounded(blog: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """More bytes than any blog answers, on the front page and behind it."""
    monkeypatch.setattr("stilte.release.wordpress.api._ANSWER_BYTES", 1000)
    with pytest.raises(BuildError, match="more data than any blog"):
        opened(blog, answered(200, "x" * 2000)).get("users/me")
    monkeypatch.setattr("stilte.release.wordpress.session._PAGE_BYTES", 1000)
    with pytest.raises(BuildError, match="more data than any blog"):
        open_api(blog({"/": (200, LINK, b"x" * 2000)}), ANNA)


def test_a_server_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then, in the headers for ever: one limit holds for the whole answer."""
    monkeypatch.setattr("stilte.release.wordpress.session._PAGE_S", 0.2)
    drops = chain([b"HTTP/1.1 200 OK\r\nX-Y: "], repeat(b"x"))
    with answering(drops, every_s=0.05) as address, pytest.raises(BuildError, match="in time"):
        open_api(address, ANNA)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("12", 12.0), ("Mon, 30 Nov 2026 18:01:30 GMT", 90.0), ("Mon, 30 Nov 2026 17:00:00 GMT", 0.0),
     ("", 5.0), ("x", 5.0),
     ("-3", 5.0), ("9" * 400, 999_999_999.0)],
)  # fmt: skip
def test_how_long_a_blog_asks_to_wait(header: str, seconds: float) -> None:
    """In seconds or as a date; what is neither is five seconds."""
    answer = requests.Response()
    answer.headers["Retry-After"] = header
    assert wait_asked_s(answer, datetime(2026, 11, 30, 18, 0, tzinfo=UTC)) == seconds


def test_a_dry_run_of_a_blog_that_is_away_says_nothing_of_what_was_sent() -> None:
    """Nothing was: the address and the connection are to be looked at."""
    with pytest.raises(BuildError, match="Check the address") as caught:
        open_api("http://127.0.0.1:9", ANNA)
    assert "sent" not in str(caught.value)
