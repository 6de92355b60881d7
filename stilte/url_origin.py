r"""Parsing the origin of a URL strictly, so that all parsers agree on it.

A secret goes to one origin: scheme, host and port. Parsers of addresses differ on backslashes, on names
before an `@`, on letters outside ASCII; what they differ on is refused here, so that the origin that is
compared is the one that the client connects to (a test holds this reading against `urllib` and the
client's own parser).
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from stilte.messages import Message, tr

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9](?:[a-z0-9_.-]{0,251}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<rest>[/?#][!-\[\]^-~]*)?",  # printable ASCII without the backslash
    re.IGNORECASE,
)
_PORTS = {"https": 443, "http": 80}
_LAST_PORT = 65_535
_NUMBERS = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*\.?")


class BadAddress(ValueError):
    """An address that readers may read differently, or that is none; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host in lower case (an IPv6 address without brackets) and port of an address."""

    scheme: str
    host: str
    port: int

    @property
    def loopback(self) -> bool:
        """Tell whether it is this machine, so that nothing is sent over a network.

        >>> origin_of("http://127.0.0.1:8880/v1").loopback, origin_of("http://127.0.0.1.evil.org").loopback
        (True, False)
        """
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def private(self) -> bool:
        """Tell whether what is sent there is encrypted, or never leaves this machine."""
        return self.scheme == "https" or self.loopback

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def origin_of(address: str) -> Origin:
    r"""Return the origin of an http(s) address; raises `BadAddress` for what could be read in two ways.

    >>> str(origin_of("HTTPS://Blog.Example.org:443/x?y=1"))
    'https://blog.example.org'
    >>> origin_of("http://evil.org:8080\\@blog.example.org/")
    Traceback (most recent call last):
        ...
    stilte.url_origin.BadAddress: it contains a backslash
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise BadAddress(_why_refused(address))
    scheme, host = match["scheme"].lower(), match["host"].lower()
    port = int(match["port"]) if match["port"] else _PORTS[scheme]
    if not 0 < port <= _LAST_PORT:
        raise BadAddress(tr("{port} is not a port", port=port))
    return Origin(scheme, _checked_host(host), port)


def same_origin(one: str, other: str) -> bool:
    """Tell whether two addresses have one origin; one that cannot be read safely has none."""
    try:
        return origin_of(one) == origin_of(other)
    except BadAddress:
        return False


def _checked_host(host: str) -> str:
    """Return a host that is written as it is connected to: `0x7f.1` is read as a number by some clients."""
    if host.startswith("["):
        try:
            return ipaddress.IPv6Address(host[1:-1]).compressed
        except ValueError:
            raise BadAddress(tr("'{host}' is not an IPv6 address", host=host)) from None
    if ".." in host:
        raise BadAddress(tr("its host has two full stops in a row"))
    if _NUMBERS.fullmatch(host):
        try:
            return str(ipaddress.IPv4Address(host))
        except ValueError:
            raise BadAddress(tr("'{host}' is not an IPv4 address", host=host)) from None
    return host


def _why_refused(address: str) -> Message:
    if not re.match("https?://", address, re.IGNORECASE):
        return tr("it does not begin with https://")
    if "\\" in address:
        return tr("it contains a backslash")
    if not address.isascii():
        return tr("it contains letters outside ASCII")
    if not address.isprintable() or " " in address:
        return tr("it contains a space or a control character")
    if "@" in re.split("[/?#]", address.partition("://")[2], maxsplit=1)[0]:
        return tr("it contains a name or a password")
    return tr("its host cannot be read")
