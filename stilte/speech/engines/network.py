"""One request over HTTP: a checked certificate, time limits, and its failures told apart."""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests

from stilte.bounded_http import AnswerTooLong, ask
from stilte.foreign_text import foreign_text
from stilte.messages import tr
from stilte.speech.engine import EngineFailed
from stilte.speech.engines.retry import RetryableError, Unreachable
from stilte.url_origin import origin_of

TIMEOUT_S = (5.0, 20.0)
"""To connect, and between two bytes of the answer."""

# Hours of uncompressed speech: a larger answer is not that of one line.
_MOST_BYTES = 100_000_000
_MOST_S = 300.0
"""What an answer may hold, and how long it may take in all: a line lasts a minute or two at the most."""

# Longer waits are reported instead of kept.
_LONGEST_RETRY_AFTER_S = 60.0
_LOCAL = threading.local()


def post(url: str, **request: Any) -> requests.Response:
    """Return an answer that arrived whole with status 2xx.

    Raises Again or Unreachable, which a `Server` understands, and EngineFailed where asking again is no use.
    """
    asked = {"timeout": TIMEOUT_S, "allow_redirects": False, "auth": _as_given, **request}
    if origin_of(url).loopback:
        asked["proxies"] = dict.fromkeys(("http", "https", "all"))  # what stays here meets no proxy
    try:
        answer = ask(_session(), "POST", url, most_bytes=_MOST_BYTES, most_s=_MOST_S, **asked)
    except requests.exceptions.SSLError as error:
        raise Unreachable(tr("the certificate of {host} is not trusted.", host=_host(url))) from error
    except requests.exceptions.RequestException as error:
        raise _classify_failure(error, url) from error
    return _checked(answer)


def _as_given(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave a request as it is: the client itself would add a login that `~/.netrc` holds for the host."""
    return request


def _session() -> requests.Session:
    """Return this thread's session: certificates are checked, proxies are the system's."""
    if not hasattr(_LOCAL, "session"):
        _LOCAL.session = requests.Session()
    session: requests.Session = _LOCAL.session
    return session


def _checked(answer: requests.Response) -> requests.Response:
    status = answer.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        told = tr("{server} answered {status}.", status=f"{status} {_reason(answer)}".rstrip())
        raise RetryableError(told, _retry_after_s(answer))
    if status >= HTTPStatus.BAD_REQUEST:
        told = tr(
            "{host} refused: {status} {reason}.",
            host=_host(answer.url),
            status=status,
            reason=_reason(answer),
        )
        raise EngineFailed(told)
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise RetryableError(
            tr("{server} redirected the request, most likely to a page that checks for robots.")
        )
    return answer


def _reason(answer: requests.Response) -> str:
    return foreign_text(answer.reason or "", most=60)


def _retry_after_s(answer: requests.Response) -> float | None:
    value = answer.headers.get("Retry-After", "")
    return min(float(value), _LONGEST_RETRY_AFTER_S) if value.isdecimal() else None


def _classify_failure(
    error: requests.exceptions.RequestException, url: str
) -> RetryableError | Unreachable | EngineFailed:
    """Return the error for a failed request: no connection at all, or one that broke off."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    nobody = type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
    match error:
        case AnswerTooLong():
            return EngineFailed(tr("{host} sent more data than the audio of a line can be.", host=_host(url)))
        case requests.exceptions.ConnectTimeout() | requests.exceptions.ProxyError():
            return Unreachable(tr("{host} cannot be reached.", host=_host(url)))
        case requests.exceptions.ConnectionError() if nobody:
            return Unreachable(tr("{host} cannot be reached.", host=_host(url)))
        case requests.exceptions.Timeout():
            return RetryableError(tr("{server} did not answer in time."))
        case requests.exceptions.ConnectionError() | requests.exceptions.ChunkedEncodingError():
            return RetryableError(tr("{server} broke off in the middle."))
        case _:
            return EngineFailed(
                tr("The request to {host} failed ({error}).", host=_host(url), error=type(error).__name__)
            )


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
