"""Where the interface of a blog is found, and that the password goes nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
import urllib3

from stilte.errors import BuildError, InputError
from stilte.release.wordpress.discovery import _as_encrypted, _checked, open_api
from stilte.release.wordpress.permissions import check_rights
from stilte.url_origin import BadAddress, origin_of
from tests.release.wordpress.conftest import ANNA
from tests.release.wordpress.stand_in import StandIn, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = tuple[int, dict[str, str], bytes]

INDEX = b'{"namespaces": ["wp/v2"], "authentication": {}}'
CLOSED = b'{"code": "rest_login_required", "message": "Alleen voor leden."}'


@pytest.fixture
def evil() -> Iterator[StandIn]:
    """Yield another server, which writes down who logs in."""
    with serving(StandIn()) as server:
        yield server


def front(page: Answer, **places: Answer) -> Callable[[str, str, bytes], Answer | None]:
    """Return a blog whose front page is `page`; `places` are `wp_json` and `rest_route`."""

    def meets(_method: str, path: str, _body: bytes) -> Answer | None:
        if "wp-login" in path or path == "/" or path.startswith("/nl/"):
            return page if path == "/" else (200, {}, b"<form>")
        if path == "/wp-json/":
            return places.get("wp_json", (404, {}, b"<h1>404</h1>"))
        if path == "/?rest_route=/":
            return places.get("rest_route", page)
        return None

    return meets


@pytest.mark.parametrize("body", [INDEX, CLOSED])
@pytest.mark.parametrize(("place", "ends"), [("wp_json", "/wp-json/"), ("rest_route", "/?rest_route=/")])
def test_a_blog_whose_header_is_gone_is_found(stand_in: StandIn, body: bytes, place: str, ends: str) -> None:
    """At its usual places, whether it answers visitors or members only."""
    status = 200 if body == INDEX else 401
    stand_in.meets = front((200, {}, b"<html>Blog</html>"), **{place: (status, {}, body)})
    assert open_api(stand_in.address, ANNA).root == stand_in.address + ends


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ((200, {}, b"<html>Een winkel</html>"), "No WordPress answers at"),
        ((401, {"WWW-Authenticate": "Basic"}, b"<h1>401</h1>"), "asks for a name and a password of its own"),
        ((503, {"Retry-After": "600"}, b"Even geduld"), "closed for maintenance"),
        ((302, {"Location": "/wp-login.php?to=x"}, b""), r"redirects .* to a login \(.*wp-login.php\)"),
        ((403, {"cf-mitigated": "challenge"}, b"x"), "protected against robots"),
        ((202, {"sg-captcha": "challenge"}, b"x"), "protected against robots"),
        ((503, {}, b"<title>Just a moment...</title>"), "protected against robots"),
        ((403, {}, b"<h1>Forbidden</h1>"), "refuses visits by programs"),
        ((429, {}, b""), "no more visits for now"),
        ((500, {}, b""), "fails"),
        ((404, {}, b""), "there is no such page"),
    ],
)  # fmt: skip
def test_whatever_answers_in_place_of_a_blog_has_its_own_words(
    stand_in: StandIn, page: Answer, says: str
) -> None:
    """And no password was sent."""
    stand_in.meets = front(page)
    with pytest.raises(InputError, match=says):
        open_api(stand_in.address, ANNA)
    assert set(stand_in.logins) == {""}


@pytest.mark.parametrize(
    "link",
    [
        "http://{evil}\\@{blog}/wp-json/",
        "http://{evil}/\\@{blog}/wp-json/",
        "http://{blog}@{evil}/wp-json/",
        "http://anna:x@{blog}/wp-json/",
        "http://{evil}#@{blog}/wp-json/",
        "http://{evil}?@{blog}/wp-json/",
        "//{evil}/wp-json/",
        "http://127.0.0.1\u3002{blog}/wp-json/",
        "http://{evil}/wp-json/",
        "http://{blog}:80/wp-json/",
        "ftp://{blog}/wp-json/",
        "http://{blog}\t.evil.example/wp-json/",
        "http://[::1]:1/wp-json/",
        "http://2130706433:1/wp-json/",
    ],
)
def test_a_password_goes_to_no_other_origin(stand_in: StandIn, evil: StandIn, link: str) -> None:
    """However the address is written: the other server never sees a login, nor does the blog."""
    hosts = {"blog": stand_in.address[7:], "evil": evil.address[7:]}
    header = f'<{link.format(**hosts)}>; rel="https://api.w.org/"'.encode().decode("latin-1")
    stand_in.meets = front((200, {"Link": header}, b""))
    with pytest.raises(InputError):
        open_api(stand_in.address, ANNA)
    assert {*stand_in.logins, *evil.logins} <= {""}


def test_the_session_itself_holds_the_password_back(stand_in: StandIn, evil: StandIn) -> None:
    """A request of the session to another origin is refused; a redirect there goes without the login."""
    api = open_api(stand_in.address, ANNA)
    with pytest.raises(BuildError, match="redirects away"):
        api.session.get(evil.address)
    stand_in.meets = lambda *_: (302, {"Location": f"{evil.address}/"}, b"")
    with pytest.raises(BuildError, match="redirects to"):
        check_rights(api, publish=False)
    api.session.get(stand_in.address)
    assert stand_in.logins[-1] != ""
    assert evil.logins == [""]


def test_a_redirect_drops_the_login(stand_in: StandIn, evil: StandIn) -> None:
    """Also the one that a caller put on the request itself."""
    session = open_api(stand_in.address, ANNA).session
    stand_in.meets = lambda *_: (302, {"Location": f"{evil.address}/"}, b"")
    session.auth = None
    session.get(stand_in.address, auth=("anna", "geheim"))
    assert evil.logins == [""]


@pytest.mark.parametrize(
    "address",
    ["https://blog.example.org:8443/x", "http://[::1]:80/", "https://BLOG.example.org", "http://127.0.0.1:1/?a=b"],
)  # fmt: skip
def test_an_origin_is_what_the_client_connects_to(address: str) -> None:
    """Scheme, host and port as its own parser reads them from the prepared request."""
    prepared = requests.Request("GET", address).prepare().url
    client = urllib3.util.parse_url(prepared or "")
    origin = origin_of(prepared or "")
    assert (origin.scheme, origin.host) == (client.scheme, (client.host or "").strip("[]"))
    assert origin.port == (client.port or {"https": 443, "http": 80}[origin.scheme])


@pytest.mark.parametrize(
    "address",
    ["http://a\\@b", "https://x y.example", "ftp://blog.example", "https://", "a\nb"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """In one sentence, before anything is asked."""
    with pytest.raises(InputError, match="address"):
        open_api(address, ANNA)


def test_an_international_name_is_one() -> None:
    """It is asked for in ASCII, as the client writes it."""
    assert origin_of(_checked("https://bücher.example/")).host == "xn--bcher-kva.example"
    with pytest.raises(BadAddress):
        origin_of("https://bücher.example/")


@pytest.mark.parametrize(
    ("root", "page", "asked"),
    [
        ("http://b.example/wp-json/", "https://b.example/", "https://b.example/wp-json/"),
        ("http://b.example/wp-json/", "http://b.example/", "http://b.example/wp-json/"),
        ("https://b.example/wp-json/", "https://b.example/", "https://b.example/wp-json/"),
    ],
)
def test_an_interface_named_by_http_is_asked_by_https_where_the_blog_has_it(
    root: str, page: str, asked: str
) -> None:
    """Many blogs keep an old address in their settings; the password goes encrypted all the same."""
    assert _as_encrypted(root, page) == asked


def test_an_interface_that_is_in_a_folder_is_tried_there_first(stand_in: StandIn) -> None:
    """A blog in a folder of its host has its interface there."""

    def meets(_method: str, path: str, _body: bytes) -> Answer | None:
        return (200, {}, INDEX if path == "/nl/wp-json/" else b"<html>")

    stand_in.meets = meets
    assert open_api(f"{stand_in.address}/nl/", ANNA).root == f"{stand_in.address}/nl/wp-json/"
