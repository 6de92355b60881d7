"""Who is let in, and what every answer carries: each way in that is not the page's own is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.studio.access import COOKIE, POLICY
from tests.studio.conftest import HERE, OWN_PAGE

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from stilte.studio.state import Studio

ADDRESSES = [
    "/",
    "/tracks",
    "/edit/kort",
    "/page/index.html",
    "/api/project",
    "/api/scripts/kort",
    "/api/texts",
    "/api/events",
    "/nowhere",
]
CLOSED = 403


def test_the_secret_is_exchanged_for_a_cookie(stranger: TestClient, studio: Studio) -> None:
    """The address of the terminal leads to the page, and takes the secret out of the address."""
    led = stranger.get("/edit/kort", params={"key": studio.secret, "tab": "yaml"})
    assert (led.status_code, led.headers["location"]) == (303, "/edit/kort?tab=yaml")
    cookie = led.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert stranger.get("/edit/kort").status_code == 200
    assert stranger.get("/api/project").json()["title"] == "Proef"


def test_a_link_from_elsewhere_gets_in_by_our_own_page(stranger: TestClient, studio: Studio) -> None:
    """A browser does not send a strict cookie after a link from another place: our page leads on."""
    follows = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    led = stranger.get("/", params={"key": studio.secret}, headers=follows)
    assert led.status_code == 200
    assert 'content="0;url=/"' in led.text
    assert studio.secret not in led.text
    assert "set-cookie" in led.headers


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "cookie", [None, "", "stilte=", "stilte=x", "other=SECRET", "stilte=SECRETx", "stilte=; stilte"]
)
def test_without_the_cookie_nothing_is_answered(
    stranger: TestClient, studio: Studio, address: str, cookie: str | None
) -> None:
    """Another user of the machine gets nothing, whatever is asked and whatever is sent instead."""
    given = {} if cookie is None else {"Cookie": cookie.replace("SECRET", studio.secret)}
    refused = stranger.get(address, headers=given)
    assert refused.status_code == CLOSED
    assert "Proef" not in refused.text
    assert studio.secret not in refused.text
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("key", ["", "x", "SECRETx", "secret"])
def test_a_wrong_key_is_refused(stranger: TestClient, studio: Studio, key: str) -> None:
    """A guess, a longer one, an empty one."""
    refused = stranger.get("/", params={"key": key.replace("SECRET", studio.secret)})
    assert refused.status_code == CLOSED
    assert "set-cookie" not in refused.headers


def test_a_key_does_not_lead_away(stranger: TestClient, studio: Studio) -> None:
    """The address after the exchange is always one of this server."""
    led = stranger.get("//evil.example/x", params={"key": studio.secret})
    assert led.headers.get("location", "/x").startswith("/")
    assert not led.headers.get("location", "/x").startswith("//")


STRANGE: list[dict[str, str]] = [
    {"Host": "evil.example"},
    {"Host": "evil.example:8000"},
    {"Host": "127.0.0.1.evil.example:8000"},
    {"Host": "127.0.0.1:8000@evil.example"},
    {"Host": "192.168.1.4:8000"},
    {"Host": "0.0.0.0:8000"},
    {"Host": "2130706433:8000"},
    {"Host": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "http://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
]


@pytest.mark.parametrize("headers", STRANGE)
@pytest.mark.parametrize("address", ["/", "/api/project", "/page/main.js", "/api/events"])
def test_other_sites_get_nothing_even_with_the_cookie(
    page: TestClient, address: str, headers: dict[str, str]
) -> None:
    """DNS rebinding, other ports, sandboxed frames and pages of other sites are refused at the door."""
    refused = page.get(address, headers=headers)
    assert (refused.status_code, refused.content) == (CLOSED, b"")


def test_two_of_a_header_are_not_better_than_one(page: TestClient) -> None:
    """A second `Origin` or `Host` does not hide behind the first."""
    twice = [("Origin", HERE), ("Origin", "https://evil.example")]
    assert page.get("/api/project", headers=twice).status_code == CLOSED
    hosts = [("Host", "127.0.0.1:8000"), ("Host", "evil.example")]
    assert page.get("/api/project", headers=hosts).status_code == 400


@pytest.mark.parametrize("missing", ["X-Stilte", "both"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_change_must_come_from_our_own_page(
    stranger: TestClient, studio: Studio, method: str, missing: str
) -> None:
    """A form of another page cannot set our header; without header or origin nothing is changed."""
    given = (
        {name: value for name, value in OWN_PAGE.items() if name == "X-Stilte"}
        if missing == "both"
        else {name: value for name, value in OWN_PAGE.items() if name != missing}
    )
    cookie = {"Cookie": f"{COOKIE}={studio.secret}"}
    refused = stranger.request(method, "/api/scripts/kort", headers={**given, **cookie})
    assert (refused.status_code, refused.content) == (CLOSED, b"")


@pytest.mark.parametrize("address", [*ADDRESSES[:-3], "/nowhere", "/api/scripts/nowhere"])
def test_every_answer_carries_the_headers_of_safety(page: TestClient, address: str) -> None:
    """Nothing runs but our own files, nothing is framed, guessed at or sent on."""
    headers = page.get(address).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_a_refusal_carries_them_too(stranger: TestClient) -> None:
    """The door is part of the house."""
    assert stranger.get("/api/project").headers["content-security-policy"] == POLICY


def test_the_secret_is_in_no_text_of_the_state(studio: Studio) -> None:
    """A log line that shows the state shows no secret."""
    assert studio.secret not in repr(studio)
