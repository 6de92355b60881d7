"""A refused request to a blog: the input of the rules that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    import requests

    from stilte.errors import Problem


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """A refused request, as the rules need it.

    `reason` is the blog's own sentence, cleaned; `name` the file that was sent, if any.
    """

    status: int
    code: str
    reason: str
    name: str
    host: str
    body: bytes
    answer: requests.Response

    @property
    def spoken(self) -> bool:
        """Tell whether WordPress itself answers, by a code."""
        return bool(self.code)

    @property
    def values(self) -> dict[str, object]:
        """Return what the sentences have places for; `file` is what the blog was given to take."""
        return {
            "reason": self.reason,
            "status": self.status,
            "file": f"'{self.name}'" if self.name else tr("a request"),
            "host": self.host,
            "suffix": self.name[self.name.rfind(".") :] if "." in self.name else "",
        }


if TYPE_CHECKING:
    Fits = Callable[[RefusedRequest], bool]
    Tell = Callable[[dict[str, object]], Problem]
    Rules = tuple[tuple[Fits, Tell], ...]


def has_status(*numbers: int) -> Fits:
    """Return a rule's condition: one of these statuses of HTTP."""
    return lambda request: request.status in numbers
