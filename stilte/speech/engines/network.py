"""One request over HTTP: a checked certificate, time limits, and its failures told apart."""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests

from stilte.speech.engine import EngineFailed
from stilte.speech.engines.patience import Again, Unreachable

TIMEOUT_S = (5.0, 20.0)
"""To connect, and between two bytes of the answer."""

_LONGEST_RETRY_AFTER_S = 60.0
_LOCAL = threading.local()


def post(url: str, **request: Any) -> requests.Response:
    """Return an answer that arrived whole with status 2xx.

    Raises Again or Unreachable, which a `Server` understands, and EngineFailed where asking again is no use.
    """
    try:
        answer = _session().post(url, **{"timeout": TIMEOUT_S, "allow_redirects": False, **request})
    except requests.exceptions.SSLError as error:
        raise Unreachable(f"the certificate of {_host(url)} is not trusted") from error
    except requests.exceptions.RequestException as error:
        raise _told_apart(error, url) from error
    return _checked(answer)


def _session() -> requests.Session:
    """Return this thread's session: certificates are checked, proxies are the system's."""
    if not hasattr(_LOCAL, "session"):
        _LOCAL.session = requests.Session()
    session: requests.Session = _LOCAL.session
    return session


def _checked(answer: requests.Response) -> requests.Response:
    status = answer.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Again(f"answered {status} {answer.reason}", _retry_after_s(answer))
    if status >= HTTPStatus.BAD_REQUEST:
        raise EngineFailed(f"{_host(answer.url)} refused: {status} {answer.reason}.")
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise Again("sent us elsewhere, most likely to a page that asks whether we are a person")
    return answer


def _retry_after_s(answer: requests.Response) -> float | None:
    value = answer.headers.get("Retry-After", "")
    return min(float(value), _LONGEST_RETRY_AFTER_S) if value.isdecimal() else None


def _told_apart(error: requests.exceptions.RequestException, url: str) -> Again | Unreachable | EngineFailed:
    """Tell a network that is not there from a request that broke on its way."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    nobody = type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
    match error:
        case requests.exceptions.ConnectTimeout() | requests.exceptions.ProxyError():
            return Unreachable(f"{_host(url)} cannot be reached")
        case requests.exceptions.ConnectionError() if nobody:
            return Unreachable(f"{_host(url)} cannot be reached")
        case requests.exceptions.Timeout():
            return Again("did not answer in time")
        case requests.exceptions.ConnectionError() | requests.exceptions.ChunkedEncodingError():
            return Again("broke off in the middle")
        case _:
            return EngineFailed(f"{_host(url)} could not be asked ({type(error).__name__}).")


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
