r"""Sanitising text from elsewhere for messages: secrets masked, control characters removed, shortened.

A server's refusal, a program's last line, a reason that a library gives: none of it reaches an author as it
came. Every message that quotes such a text takes it through here:

    told = foreign_text(answer_message, secrets=(password, f"{user}:{password}"), markup=True)

`secrets` are those that the caller holds itself (from a keyring, from an address); those of the environment
(`STILTE_WORDPRESS_PASSWORD`, `OPENAI_API_KEY`, whatever is named like a secret) are known here. Each is
masked as it is, and as base64, percent encoding, JSON and HTML write it; a header with a login is masked
whether it is known or not. What was hidden by control characters inside a secret is found, too: the text is
cleaned first, and cut last. The work is linear in at most `READ_BYTES`, however long the text is.
"""

from __future__ import annotations

import base64
import html
import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MASK = "[masked]"
MOST_LETTERS = 200
"""What a message quotes of a text unless told otherwise."""
READ_BYTES = 1 << 16
"""What is looked at of a text; the rest is dropped unseen."""

_LEAST_SECRET = 4  # a shorter secret occurs in ordinary words, and masking those would reveal it
_LEAST_OF_ENVIRONMENT = 6
_NAMED_SECRET = re.compile(
    r"(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|SECRET|TOKEN|KEY|APIKEY|CREDENTIALS?)(_|$)"
)
_ESCAPES = re.compile(
    r"\x1b[\]PX^_][^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?"  # strings for the terminal: titles, links
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?"  # colours, movements
    r"|\x1b[ -/]{0,16}[0-~]?"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_LOGIN = re.compile(
    r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api-key|x-wp-nonce)"
    r"(\\?[\"']?\s?[:=]>?\s?\\?[\"']?)(?:(?:basic|bearer|digest|token)\s)?[^\s\"',;<>]+"
    r"|\b(basic|bearer)\s[A-Za-z0-9+/_.~=-]{8,}"
)
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,15}://)[^\s/?#@\"'<>]{1,256}@")


def foreign_text(
    text: str | bytes, *, secrets: Iterable[str] = (), most: int = MOST_LETTERS, markup: bool = False
) -> str:
    r"""Return a text from elsewhere on one line, without secrets and control characters, of `most` letters.

    `markup` drops the tags of HTML and reads its entities.

    >>> foreign_text("\x1b[31mno:\n Authorization: Basic YW5uYTpodW50ZXIy")
    'no: Authorization: [masked]'
    >>> foreign_text("<b>hun\x00ter2</b> &amp; more", secrets=["hunter2"], markup=True)
    '[masked] & more'
    """
    held = {secret for secret in secrets if len(secret) >= _LEAST_SECRET} | set(environment_secrets())
    whole = text.decode(errors="replace") if isinstance(text, bytes) else text
    seen = clean_line(_without_tags(whole[:READ_BYTES]) if markup else whole[:READ_BYTES])
    masked = mask_secrets(seen, held)
    if len(whole) > READ_BYTES:  # what stands at the cut may be the beginning of a secret
        masked = masked[: -max((len(form) for form in _all_forms(held)), default=0) or None]
    return masked if len(masked) <= most else masked[: max(most - 1, 0)].rstrip() + "…"


def clean_line(text: str) -> str:
    """Return a text on one line, without what a terminal obeys, shows wrongly, or does not show."""
    spaced = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]", " ", _ESCAPES.sub("", text))
    shown = (letter for letter in spaced if not unicodedata.category(letter).startswith("C"))
    return " ".join("".join(shown).split())


def mask_secrets(text: str, secrets: Iterable[str]) -> str:
    """Return a text with each of `secrets` masked in whatever writing, and with every login masked."""
    forms = sorted(set(_all_forms(secrets)), key=len, reverse=True)
    if forms:
        text = re.sub("|".join(map(re.escape, forms)), MASK, text, flags=re.IGNORECASE)
    return _USERINFO.sub(rf"\1{MASK}@", _LOGIN.sub(_masked_login, text))


def environment_secrets(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the values of all variables that are named like a secret."""
    held = os.environ if environment is None else environment
    named = (value.strip() for name, value in held.items() if _NAMED_SECRET.search(name.upper()))
    return tuple(value for value in named if len(value) >= _LEAST_OF_ENVIRONMENT)


def _masked_login(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}{MASK}" if match[1] else MASK


def _without_tags(text: str) -> str:
    """Return what a reader of HTML sees; entities twice, for those that write `&amp;lt;`."""
    return html.unescape(_TAG.sub("", html.unescape(_TAG.sub("", text))))


def _all_forms(secrets: Iterable[str]) -> Iterator[str]:
    for secret in secrets:
        for one in {" ".join(secret.split()), "".join(secret.split())}:
            if len(one) >= _LEAST_SECRET:
                yield from _forms(one)


def _forms(secret: str) -> Iterator[str]:
    """Yield a secret in every writing in which answers give it back."""
    yield secret
    yield from (quote(secret, safe=""), quote(secret), quote_plus(secret))
    yield from (html.escape(secret), json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    yield from (form for form in _inside_base64(secret.encode()) if len(form) >= _LEAST_SECRET)


def _inside_base64(secret: bytes) -> Iterator[str]:
    """Yield the letters by which base64 writes a secret at each place inside a longer text.

    At the ends the letters hold bits of the neighbours, too: those are left out.
    """
    for before in range(3):
        written = base64.b64encode(bytes(before) + secret).decode().rstrip("=")
        first = (before * 8 + 5) // 6
        last = (before + len(secret)) * 8 // 6
        inner = written[first:last]
        yield inner
        yield inner.replace("+", "-").replace("/", "_")
