"""Recognising what blocks access to a blog: robot protection, logins, maintenance; with what to do."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from stilte.errors import Problem
from stilte.foreign_text import foreign_text
from stilte.messages import tr

if TYPE_CHECKING:
    import requests

# What identifies a challenge or login page is in its head; the rest need not be searched.
_SEEN_BYTES = 1 << 16
# Response headers of Cloudflare, SiteGround and Sucuri on a page that asks for a human.
_CHALLENGE_HEADERS = ("cf-mitigated", "sg-captcha", "x-sucuri-block")
_CHALLENGE = re.compile(
    rb"cf_chl_opt|<title>just a moment|sgcaptcha|checking your browser|imunify360|ddos-guard|"
    rb"_incapsula_resource|sucuri_cloudproxy|awswafcookie|verify(ing)? (that )?you are (a )?human|"
    rb"javascript is required to|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"/(wp-login\.php|login|log-in|inloggen|signin|sign-in|anmelden)(/|$)", re.IGNORECASE
)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def is_challenge(answer: requests.Response) -> bool:
    """Tell whether an answer asks its reader to prove that it is a person."""
    if any(name in answer.headers for name in _CHALLENGE_HEADERS):
        return True
    page = "json" not in answer.headers.get("Content-Type", "")
    unusual = not answer.ok or answer.status_code == HTTPStatus.ACCEPTED or len(answer.content) < _SEEN_BYTES
    return page and unusual and _CHALLENGE.search(answer.content[:_SEEN_BYTES]) is not None


def asks_for_basic_login(answer: requests.Response) -> bool:
    """Tell whether the server itself, not WordPress, wants a name and a password."""
    login = answer.headers.get("WWW-Authenticate", "")
    return answer.status_code == HTTPStatus.UNAUTHORIZED and bool(login)


def is_login_page(answer: requests.Response) -> bool:
    """Tell whether a visitor was led to a login instead of the page."""
    return is_login_address(answer.url)


def is_login_address(address: str) -> bool:
    """Tell whether an address is that of a login.

    >>> is_login_address("https://blog.example.org/wp-login.php?x=1")
    True
    """
    return _LOGIN_PATH.search(address.partition("?")[0]) is not None


def challenge_problem(host: str) -> Problem:
    """Return what to do about a protection against robots."""
    return Problem(
        None,
        tr(
            "{host} is protected against robots and asks visitors to prove that they are human.",
            host=host,
        ),
        tr(
            "No program can pass it: exclude /wp-json/ from it (in its plugin, at Cloudflare, or ask "
            "the blog's hosting provider)."
        ),
    )


def basic_login_problem(host: str) -> Problem:
    """Return what to do about a server that asks for a login of its own."""
    return Problem(
        None,
        tr(
            "The server of {host} asks for a name and a password of its own before WordPress answers (HTTP "
            "401).",
            host=host,
        ),
        tr(
            "An application password cannot pass that: lift the protection for /wp-json/, or ask the "
            "blog's hosting provider."
        ),
    )


def passwords_off_problem() -> Problem:
    """Return what to do about a blog that knows no application passwords."""
    return Problem(
        None,
        tr("Application passwords are switched off on this blog."),
        tr("Switch them on, for your user too: a security plugin can hold them back. Then publish again."),
    )


def maintenance_problem(host: str) -> Problem:
    """Return what to do about a blog that is closed for a while."""
    return Problem(
        None,
        tr("{host} is closed for maintenance, or has too much to do (HTTP 503).", host=host),
        tr("Publish again when it is open."),
    )


def why_no_interface(asked: str, page: requests.Response) -> Problem:
    """Return why no WordPress is found at an address, as far as its page tells."""
    host = urlsplit(page.url).hostname or asked
    if asks_for_basic_login(page):
        return basic_login_problem(host)
    if is_challenge(page):
        return challenge_problem(host)
    if is_login_page(page):
        return Problem(
            None,
            tr("{asked} redirects its visitors to a login ({page}).", asked=asked, page=_shown(page.url)),
            tr(
                "The blog is closed: exclude /wp-json/ in the plugin that closes it, or open the blog "
                "while you publish."
            ),
        )
    return _failing(asked, host, page.status_code) if not page.ok else _no_wordpress(asked)


def _failing(asked: str, host: str, status: int) -> Problem:
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return maintenance_problem(host)
    if status in _GONE:
        return Problem(
            None,
            tr(
                "No WordPress answers at {asked}: there is no such page (HTTP {status}).",
                asked=asked,
                status=status,
            ),
            tr("Write the address of the blog's front page, as in a browser."),
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Problem(
            None,
            tr("{host} accepts no more visits for now (HTTP 429).", host=host),
            tr("Wait some minutes, then publish again."),
        )
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Problem(
            None,
            tr("The server of {host} fails (HTTP {status}).", host=host, status=status),
            tr("Look whether the blog opens in a browser; if it does not, ask the blog's hosting provider."),
        )
    return Problem(
        None,
        tr("The server of {host} refuses visits by programs (HTTP {status}).", host=host, status=status),
        tr(
            "A firewall or a security plugin does so: exclude /wp-json/ from it, or ask the blog's "
            "hosting provider."
        ),
    )


def _no_wordpress(asked: str) -> Problem:
    return Problem(
        None,
        tr("No WordPress answers at {asked}.", asked=asked),
        tr(
            "Write the address of the blog's front page, as in a browser. If that is right, a security "
            "plugin has switched off the REST interface (/wp-json/): let it answer."
        ),
    )


def _shown(address: str) -> str:
    return foreign_text(address.partition("?")[0])
