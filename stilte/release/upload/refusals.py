"""What a server answers that an author can do something about: it is not known yet, or refuses the login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import BuildError

if TYPE_CHECKING:
    from stilte.errors import Problem


class UnknownServer(BuildError):
    """A server whose key this computer has not seen before.

    `fingerprint` is that of the key as `ssh` shows it (`SHA256:…`), `line` what `known_hosts` would have of
    it.
    """

    def __init__(self, problem: Problem, fingerprint: str, line: str) -> None:
        super().__init__(problem)
        self.fingerprint = fingerprint
        self.line = line


class LoginRefused(BuildError):
    """A server that does not let this name in with this key or password."""
