"""The takes of a build on other machines: known by name and length, and never copied here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.store import HEADER_BYTES, Store, entry_name, is_whole

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RemoteTakes(Store):
    """A store whose entries are wanted at the place behind it; `sizes` are those that lie there, by name.

    Whoever lays a track out needs the lengths of takes alone. An entry that lies only here is sent there.
    """

    sizes: dict[str, int] = field(default_factory=dict)

    def body_bytes(self, key: str) -> int | None:
        """Return how long the body of an entry is that lies at the place, or lay here and now does."""
        name, path = entry_name(self.kind, key), self.path(key)
        if name not in self.sizes and self.behind and is_whole(path):
            self.behind.send(name, path)
            self.sizes[name] = path.stat().st_size
        return self.sizes[name] - HEADER_BYTES if name in self.sizes else None

    def write(self, key: str, body: bytes) -> Path:
        """Keep a body here and there."""
        path = Store.write(self, key, body)
        self.note(key, len(body))
        return path

    def note(self, key: str, body_bytes: int) -> None:
        """Remember that another machine sent an entry to the place."""
        self.sizes[entry_name(self.kind, key)] = HEADER_BYTES + body_bytes

    def forget(self, name: str) -> None:
        """Forget an entry that turned out not to be whole at the place; one that lies here is sent anew."""
        self.sizes.pop(name, None)
