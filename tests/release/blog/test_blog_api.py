"""Finding and asking a blog: a stand-in on the loopback that answers as blogs should not."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from stilte.errors import BuildError, InputError
from stilte.release.blog.api import Api, open_api
from stilte.release.blog.credentials import Credentials, find_credentials
from stilte.release.blog.refusals import Refused
from stilte.release.blog.rights import check_rights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANNA = Credentials("anna", "secret words")
LINK = {"Link": '</wp-json/>; rel="https://api.w.org/"'}
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture
def blog() -> Iterator[Callable[[dict[str, Answer]], str]]:
    """Return what serves answers by path, and gives their address."""
    servers: list[ThreadingHTTPServer] = []

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

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
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


@pytest.mark.parametrize("body", [b"", b"<html><body>Een winkel</body></html>", b"\x00\xff"])
def test_what_is_no_wordpress_is_told(blog: Callable[..., str], body: bytes) -> None:
    """Another site says so, and no password is sent to it."""
    with pytest.raises(InputError, match="No WordPress answers"):
        open_api(blog({"/": (200, {}, body)}), ANNA)


def test_a_password_goes_to_no_other_host(blog: Callable[..., str]) -> None:
    """Neither a redirect nor a link leads the password away."""
    away = {"Link": '<http://localhost:1/wp-json/>; rel="https://api.w.org/"'}
    with pytest.raises(InputError, match="sends its visitors to localhost"):
        open_api(blog({"/": (200, away, b"")}), ANNA)


def test_a_password_is_not_sent_in_the_open(blog: Callable[..., str]) -> None:
    """An http address on a network is refused; the one of this machine is not."""
    assert opened(blog, answered(200, {})).root.startswith("http://127.0.0.1")
    from stilte.release.blog.api import _same_house  # noqa: PLC0415

    with pytest.raises(InputError, match="unencrypted"):
        _same_house("https://blog.example.org", "http://blog.example.org/wp-json/")


def test_an_address_with_a_password_is_not_repeated() -> None:
    """The message about it does not show it."""
    with pytest.raises(InputError) as caught:
        open_api("https://anna:geheim@blog.example.org", ANNA)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (answered(401, {"code": "incorrect_password", "message": "<b>Nee.</b>"}), "does not take the name"),
        (
            answered(200, {"roles": ["subscriber"], "capabilities": {}}),
            "may not write posts and upload files",
        ),
        (answered(413, {}), "larger than"),
        ((200, {}, b"<html>cache</html>"), "not WordPress's"),
        (answered(302, {}, Location="/elders"), "leads on to /elders"),
        (answered(500, {"message": "Er ging iets mis"}), "Er ging iets mis"),
    ],
)
def test_refusals_are_put_into_words(blog: Callable[..., str], answer: Answer, says: str) -> None:
    """Every way in which a blog says no has its sentence, and none shows the password."""
    api = opened(blog, answer)
    with pytest.raises(BuildError, match=says) as caught:
        check_rights(api, publish=False)
    assert "secret" not in str(caught.value)


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
