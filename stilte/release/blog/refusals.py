"""What goes wrong between us and a blog, put into an author's words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import requests

from stilte.errors import BuildError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGAIN = "What was sent is there. Publish again: it goes on from here."


class Refused(BuildError):
    """The blog answered, and said no; `code` is WordPress's own word for why."""

    def __init__(self, status: int, code: str, problem: Problem) -> None:
        super().__init__(problem)
        self.status = status
        self.code = code


@contextmanager
def in_words(address: str) -> Iterator[None]:
    """Turn what goes wrong on the way into our error, without the request and its headers."""
    host = urlsplit(address).hostname
    try:
        yield
    except requests.exceptions.SSLError:
        problem = Problem(None, f"The certificate of {host} is not valid.", "Ask the host of the blog.")
    except requests.Timeout:
        problem = Problem(None, f"{host} does not answer in time.", _AGAIN)
    except requests.TooManyRedirects:
        problem = Problem(None, f"{host} sends its visitors round in circles.", "Ask the host of the blog.")
    except requests.RequestException as error:
        cut = isinstance(error, requests.exceptions.ChunkedEncodingError) or "aborted" in str(error)
        what = "The connection with {} was cut." if cut else "{} cannot be reached."
        problem = Problem(None, what.format(host), _AGAIN)
    else:
        return
    raise BuildError(problem)


def refusal(status: int, code: str, message: str) -> Refused:
    """Return what to tell the author of an answer that is not a yes."""
    told = re.sub(r"<[^>]*>", "", message).strip() or f"HTTP {status}"
    if status == HTTPStatus.UNAUTHORIZED:
        what = f"The blog does not take the name and the application password ({told})"
        cure = (
            "It may be mistyped or withdrawn, or be the password of the login page: make a new one. "
            "If that does not help, the server keeps it from WordPress: see docs/wordpress.md."
        )
    elif status == HTTPStatus.FORBIDDEN:
        what = f"The blog does not allow it: {told}"
        cure = "Ask for the role Author or Editor."
    elif status == HTTPStatus.PRECONDITION_FAILED:
        what, cure = "A file arrived damaged, and the blog threw it away.", "Publish again."
    elif status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        what = "A file is larger than the blog's server takes."
        cure = "Ask the host for a higher limit, or lower `bitrate` in podcast.yaml."
    elif status < HTTPStatus.BAD_REQUEST:
        what = "The blog's answer is not WordPress's: something stands between."
        cure = "A security or cache plugin may; publish again, or ask the host of the blog."
    else:
        what, cure = f"The blog answers: {told}", _AGAIN
    return Refused(status, code, Problem(None, what, cure))
