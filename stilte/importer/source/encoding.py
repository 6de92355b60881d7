"""Bytes → text, whatever a page claims about its encoding."""

from __future__ import annotations

import re

_CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u200b\u2060\u00ad]")
_TWICE = re.compile("[ÃÂâ][\u0080-\u00bf€‚-›œžŸ™Š¢-¿]")


def decode(data: bytes) -> str:
    """Return the text: by its byte order mark, else UTF-8 if it is that, else as claimed, else Windows-1252.

    >>> decode("Één tel".encode("cp1252"))
    'Één tel'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return tidy(data.decode(name, "replace"))
    for name in ("utf-8", _claimed(data)):
        try:
            return tidy(_undo_twice(data.decode(name)))
        except (UnicodeDecodeError, LookupError):
            continue
    return tidy(data.decode("cp1252", "replace"))


def tidy(text: str) -> str:
    """Return a text without control characters and with plain spaces and newlines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", plain.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " "))


def _claimed(data: bytes) -> str:
    found = _CLAIM.search(data[:4096])
    name = found[1].decode("ascii") if found else "cp1252"
    return "cp1252" if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name


def _undo_twice(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 and written as UTF-8 again ("knieÃ«n")."""
    if len(_TWICE.findall(text)) < 2:  # noqa: PLR2004
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
