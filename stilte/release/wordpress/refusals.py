"""Explaining failed requests to a blog in an author's words, each with what to do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests

from stilte.bounded_http import AnswerTooLong
from stilte.errors import BuildError, Problem
from stilte.foreign_text import foreign_text
from stilte.messages import tr
from stilte.release.wordpress.obstacles import is_login_address
from stilte.release.wordpress.refusal_rules.general import refusal_problem
from stilte.release.wordpress.refusal_rules.refused_request import RefusedRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.release.wordpress.credentials import Credentials

_SEEN_BYTES = 1 << 16


class Refused(BuildError):
    """The blog answered, and said no; `code` is WordPress's own word for why."""

    def __init__(self, status: int, code: str, problem: Problem) -> None:
        super().__init__(problem)
        self.status = status
        self.code = code


class Unreachable(BuildError):
    """No answer came: the line was cut, the server is gone or too slow."""


@contextmanager
def in_words(address: str, *, wrote: bool = False) -> Iterator[None]:
    """Turn what goes wrong on the way into our error, without the request and its headers.

    `wrote` tells whether something was sent that may have arrived.
    """
    host = urlsplit(address).hostname
    again = (
        tr("Publish again: what has arrived is not sent twice.")
        if wrote
        else tr("Check the address and your connection, then publish again.")
    )
    try:
        yield
    except requests.exceptions.SSLError:
        problem = Problem(
            None,
            tr("The certificate of {host} is not valid.", host=host),
            tr("Ask the blog's hosting provider."),
        )
    except requests.Timeout:
        problem = Problem(None, tr("{host} does not answer in time.", host=host), again)
    except requests.TooManyRedirects:
        problem = Problem(
            None,
            tr("{host} redirects its visitors in a loop.", host=host),
            tr("Ask the blog's hosting provider."),
        )
    except AnswerTooLong:
        problem = Problem(
            None,
            tr("{host} sends more data than any blog would.", host=host),
            tr("Ask the blog's hosting provider."),
        )
    except (requests.RequestException, UnicodeError, ValueError) as error:
        cut = isinstance(error, requests.exceptions.ChunkedEncodingError) or "aborted" in str(error)
        what = (
            tr("The connection with {host} was cut.", host=host)
            if cut
            else tr("{host} cannot be reached.", host=host)
        )
        problem = Problem(None, what, again)
    else:
        return
    raise Unreachable(problem)


def refuse_redirect(answer: requests.Response) -> Refused:
    """Return what to tell of an answer that leads elsewhere: it would drop what was sent."""
    where = foreign_text(answer.headers.get("Location", "").partition("?")[0])
    what = tr("The blog's interface redirects to {where}.", where=where)
    if is_login_address(answer.headers.get("Location", "")):
        shut = tr("The blog is closed: exclude /wp-json/ in the plugin that closes it.")
        return Refused(answer.status_code, "", Problem(None, what, shut))
    cure = tr("Write the address of the blog exactly as a browser shows it.")
    return Refused(answer.status_code, "", Problem(None, what, cure))


def refusal(
    answer: requests.Response, said: Mapping[str, Any], name: str, credentials: Credentials
) -> Refused:
    """Return what to tell of an answer that is not a yes: its JSON is `said`, the file sent `name`."""
    held = (credentials.password, f"{credentials.user}:{credentials.password}")
    code = said.get("code")
    message = said.get("message")
    reason = foreign_text(message, secrets=held, markup=True) if isinstance(message, str) else ""
    request = RefusedRequest(
        status=answer.status_code,
        code=code if isinstance(code, str) else "",
        reason=reason.rstrip(".") or f"HTTP {answer.status_code}",
        name=name,
        host=urlsplit(answer.url).hostname or "the blog",
        body=answer.content[:_SEEN_BYTES],
        answer=answer,
    )
    return Refused(answer.status_code, request.code, refusal_problem(request))
