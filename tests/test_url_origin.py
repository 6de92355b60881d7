"""Where an address leads: read as the client reads it, or refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Request
from urllib3.util import parse_url

from stilte.url_origin import BadAddress, origin_of, same_origin

PORTS = {"https": 443, "http": 80}


@pytest.mark.parametrize(
    "address",
    [
        r"http://evil:8080\@blog.example/wp-json/",
        r"http://blog.example\.evil.org/",
        "https://blog.example@evil.org/",
        "https://anna:geheim@blog.example/",
        "https://blog.example:443:80/",
        "https://blog.example:99999/",
        "https://blog.example:0/",
        "https://blog.éxample/",
        "https://blog。example/",
        "https://blog.example/\r\nHost: evil.org",
        "https://blog.example /",
        "https:///blog.example/",
        "https:blog.example",
        "//blog.example",
        "file:///etc/passwd",
        "ftp://blog.example",
        "https://[::1/",
        "https://[zz::1]/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://127.1/",
        "https://010.0.0.1/",
        "https://a..b/",
        "https://%62log.example/",
        "https://",
        "",
        "https://-blog.example",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(address: str) -> None:
    """Backslashes, names before an `@`, other letters, other writings of numbers: none has an origin."""
    with pytest.raises(BadAddress):
        origin_of(address)
    assert not same_origin(address, address)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://Blog.Example/x", "https://blog.example"),
        ("https://blog.example:443", "https://blog.example"),
        ("http://blog.example:8080?x", "http://blog.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
        ("http://[0:0::1]/", "http://[::1]"),
        ("http://10.0.0.1#x", "http://10.0.0.1"),
        ("https://blog.example/a@b/c:d", "https://blog.example"),
    ],
)
def test_an_origin_is_scheme_host_and_port(address: str, told: str) -> None:
    """Written in one way, with the port only where it is not that of the scheme."""
    assert str(origin_of(address)) == told


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://blog.example", "https://BLOG.example:443/wp-json/", True),
        ("https://blog.example", "http://blog.example", False),
        ("https://blog.example", "https://blog.example:444", False),
        ("https://blog.example", "https://www.blog.example", False),
        ("https://blog.example", "https://blog.example.evil.org", False),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8002", False),
    ],
)
def test_two_addresses_have_one_origin_or_not(one: str, other: str, *, same: bool) -> None:
    """Another port of the same host is another origin, as is a name around it."""
    assert same_origin(one, other) is same


@given(st.text(alphabet="aA1.-_:/\\@[]?#%é \t0x", max_size=24), st.sampled_from(["http", "https", "HTTPS"]))
def test_the_reading_is_that_of_the_client(rest: str, scheme: str) -> None:
    """Whatever is accepted, `urllib`, `urllib3` and a prepared request read the same host and port in it."""
    address = f"{scheme}://{rest}"
    try:
        found = origin_of(address)
    except BadAddress:
        return
    prepared = Request("GET", address).prepare().url or ""
    for read in (parse_url(address), parse_url(prepared)):
        assert (read.scheme, (read.host or "").strip("[]").lower()) == (found.scheme, found.host)
        assert (read.port or PORTS[found.scheme]) == found.port
    split = urlsplit(address)
    assert (split.hostname, split.port or PORTS[found.scheme]) == (found.host, found.port)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "[::1]", "LOCALHOST"])
def test_this_machine_needs_no_encryption(host: str) -> None:
    """What never leaves the machine may go as it is; everything else only by https."""
    assert origin_of(f"http://{host}:8880/v1").private


@pytest.mark.parametrize(
    "host",
    ["localhost.evil.org", "127.0.0.1.evil.org", "10.0.0.1", "192.168.1.4", "[fe80::1]", "voice.local"],
)
def test_another_machine_needs_https(host: str) -> None:
    """Also one in the same house: others in it can listen."""
    assert not origin_of(f"http://{host}/").private
    assert origin_of(f"https://{host}/").private
