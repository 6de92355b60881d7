"""A client of WordPress's REST API. All requests with a password go through it."""

from __future__ import annotations

import email.utils
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.bounded_http import ask, read_json
from stilte.release.wordpress.refusals import in_words, refusal, refuse_redirect
from stilte.release.wordpress.session import TIMEOUT_S, BlogSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    from stilte.release.wordpress.credentials import Credentials

_ANSWER_BYTES = 32 << 20
_ANSWER_S = 180.0
_LEAST_BYTES_A_SECOND = 8_000
"""The slowest connection that is supported: an hour's track in two hours."""

# HTTP 429, "Too Many Requests" (RFC 6585).
_TOO_MANY = 429
_TRIES = 4
# A blog that asks for a longer wait is reported instead: nobody watches a terminal longer.
_PATIENCE_S = 300.0
# For a 429 without Retry-After.
_USUAL_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Pacing:
    """How waiting is done and told: `on_wait` hears the seconds before `wait` lets them pass."""

    wait: Callable[[float], None] = time.sleep
    on_wait: Callable[[float], None] = lambda _s: None


@dataclass(frozen=True, slots=True)
class Api:
    """The interface of one blog, for one user."""

    root: str
    credentials: Credentials
    session: BlogSession
    pacing: Pacing = field(default_factory=Pacing)

    def get(self, path: str, **query: str | int) -> Any:
        """Return what stands at a path; raises `BuildError`."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, fields: Mapping[str, Any]) -> Any:
        """Create or change what stands at a path; raises `BuildError`."""
        return self._ask("POST", path, json=fields)

    def upload(self, path: str, name: str, body: bytes, headers: Mapping[str, str]) -> Any:
        """Send a file as it is; raises `BuildError`, a damaged one as `Refused` with status 412."""
        return self._ask("POST", path, name=name, data=body, headers=headers)

    def _ask(self, method: str, path: str, name: str = "", **request: Any) -> Any:
        """Return what the blog answers; where it asks for patience, wait as long as it says and ask again."""
        for left in reversed(range(_TRIES)):
            answer = self._answer(method, path, **request)
            wait_s = wait_asked_s(answer)
            if answer.status_code != _TOO_MANY or not left or wait_s > _PATIENCE_S:
                break
            self.pacing.on_wait(wait_s)
            self.pacing.wait(wait_s)
        return _read(answer, name, self.credentials)

    def _answer(self, method: str, path: str, **request: Any) -> requests.Response:
        most_s = _ANSWER_S + len(request.get("data", b"")) / _LEAST_BYTES_A_SECOND
        with in_words(self.root, wrote=method != "GET"):
            return ask(
                self.session,
                method,
                f"{self.root}wp/v2/{path}",
                most_bytes=_ANSWER_BYTES,
                most_s=most_s,
                timeout=TIMEOUT_S,
                allow_redirects=False,  # a redirect would drop the body
                **request,
            )


def wait_asked_s(answer: requests.Response, now: datetime | None = None) -> float:
    """Return how long a blog asks to wait, in seconds: a number or a date (RFC 9110, Retry-After)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return _USUAL_WAIT_S
    moment = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0)


def _read(answer: requests.Response, name: str, credentials: Credentials) -> Any:
    if answer.is_redirect:
        raise refuse_redirect(answer)
    try:
        said = read_json(answer.content)
    except ValueError:
        said = None
    if answer.ok and said is not None:
        return said
    raise refusal(answer, said if isinstance(said, dict) else {}, name, credentials)
