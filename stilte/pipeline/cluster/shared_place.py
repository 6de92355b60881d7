"""The second level of the cache: a place that several machines reach, by fsspec.

Entries lie there as they lie in a cache, under the same names. They are written whole: a bucket has no half
files, elsewhere an entry is sent under a name of its own and moved. What lies there is data from outside: it
is copied, and believed only once its checksum is that of its content.
"""

from __future__ import annotations

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from stilte.errors import BuildError, InputError, Problem, refusal
from stilte.foreign_text import foreign_text
from stilte.messages import Message, tr
from stilte.store import TAG, TAG_BODY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.project import Project
    from stilte.release.upload.destination import Destination

T = TypeVar("T")

_WAITS_S = (0.2, 0.6, 1.5, 4.0)
"""How long to wait before asking a place again that did not answer."""
_MOST_BYTES = 4 * 10**9
_NAME = re.compile(r"[a-z][a-z-]{2,30}/([0-9a-f]{2})/(\1[0-9a-f]{38})")


class PlaceFailed(BuildError):
    """The shared place did not answer, however often it was asked; `address` is without its password.

    It is `final` where asking again is no use: a bucket or a key that there is not. `worker` is who asked.
    """

    def __init__(self, address: str, why: str | Message, *, final: bool = False, worker: str = "") -> None:
        message = (
            tr(
                "The shared cache '{place}' cannot be reached from {worker}: {why}.",
                place=address,
                worker=worker,
                why=why,
            )
            if worker
            else tr("The shared cache '{place}' cannot be reached: {why}.", place=address, why=why)
        )
        cure = tr("Check `cache: {place: …}` in podcast.yaml, your keys and the network, then build again.")
        super().__init__(Problem(None, message, cure))
        self.address = address
        self.why = why
        self.final = final
        self.worker = worker

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(PlaceFailed, final=self.final, worker=self.worker), (self.address, self.why)

    def seen_from(self, worker: str) -> PlaceFailed:
        """Return the same, told of another machine."""
        return PlaceFailed(self.address, self.why, final=self.final, worker=worker)


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A place by its address; every method asks several times, then raises `PlaceFailed`."""

    address: str
    waits_s: tuple[float, ...] = _WAITS_S
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False, compare=False)

    def fetch(self, name: str, to: Path) -> bool:
        """Copy an entry as it lies there to a file; False where there is none."""

        def copy(place: Destination) -> bool:
            full = f"{place.root.rstrip('/')}/{name}"
            try:
                found = place.files.info(full)
                if found["type"] != "file" or not 0 < int(found["size"] or 0) <= _MOST_BYTES:
                    return False
                place.files.get_file(full, str(to))
            except FileNotFoundError:
                return False
            return to.stat().st_size == int(found["size"]) or _cut(name)

        return self._asked(copy)

    def send(self, name: str, entry: Path) -> None:
        """Copy an entry there, so that nobody reads half of it."""

        def copy(place: Destination) -> None:
            full = f"{place.root.rstrip('/')}/{name}"
            if place.is_folder(entry.parents[2]):
                return  # it lies there already: the cache itself is the place
            if place.bucket:
                place.files.put_file(str(entry), full)
            else:
                _put_beside(place, entry, full)
            if int(place.files.info(full)["size"]) != entry.stat().st_size:
                _cut(name)

        self._asked(copy)

    def forget(self, name: str) -> None:
        """Remove an entry, where there is one: it turned out to be damaged. Other names are left alone."""
        if not _NAME.fullmatch(name):
            return

        def remove(place: Destination) -> None:
            with suppress(FileNotFoundError):
                place.files.rm_file(f"{place.root.rstrip('/')}/{name}")

        self._asked(remove)

    def sizes(self, kind: str) -> dict[str, int]:
        """Return the size of every entry of a kind in bytes, by name (`KIND/XX/KEY`)."""

        def listed(place: Destination) -> dict[str, int]:
            root = place.root.rstrip("/")
            try:
                found = place.files.find(f"{root}/{kind}", detail=True)
            except FileNotFoundError:
                return {}
            named = ((str(path)[-len(f"{kind}/xx/") - 40 :], one) for path, one in found.items())
            return {name: int(one["size"] or 0) for name, one in named if _NAME.fullmatch(name)}

        return self._asked(listed)

    def check(self) -> None:
        """See that the place can be written; raises `PlaceFailed`, or `InputError` where it is none."""

        def mark(place: Destination) -> None:
            full = f"{place.root.rstrip('/')}/{TAG}"
            if not place.files.exists(full):
                if not place.bucket:
                    place.files.makedirs(place.root, exist_ok=True)
                place.files.pipe_file(full, TAG_BODY)

        self._asked(mark)

    def _asked(self, work: Callable[[Destination], T]) -> T:
        waits_s = list(self.waits_s)
        while True:
            try:
                return work(_opened(self.address))
            except InputError:
                raise
            except Exception as error:  # each kind of place has errors of its own
                _opened.cache_clear()
                final = _is_final(error)
                if final or not waits_s:
                    raise PlaceFailed(_shown(self.address), _why(error), final=final) from error
            self.sleep(waits_s.pop(0))


@lru_cache(maxsize=4)
def _opened(address: str) -> Destination:
    """Open a place; it is opened anew after a failure, because a kept connection may be dead."""
    from stilte.release.upload.destination import open_destination  # noqa: PLC0415 (opens fsspec)

    return open_destination(address)


def shared_place(project: Project) -> SharedPlace | None:
    """Return the second level of a project's cache, None where its `podcast.yaml` names none."""
    return SharedPlace(project.shared) if project.shared else None


def _put_beside(place: Destination, entry: Path, full: str) -> None:
    """Send an entry under a name that nobody else uses, and move it: several machines may send the same."""
    folder, _, name = full.rpartition("/")
    place.files.makedirs(folder, exist_ok=True)
    part = f"{folder}/.{name[:12]}-{secrets.token_hex(8)}.part"
    try:
        place.files.put_file(str(entry), part)
        try:
            place.files.mv(part, full)
        except OSError:
            if not place.files.exists(full):  # SFTP does not move over a file that is there: the same one
                raise
            place.files.rm_file(part)
    except BaseException:
        with suppress(Exception):
            place.files.rm_file(part)
        raise


def _shown(address: str) -> str:
    from stilte.release.upload.destination import without_secret  # noqa: PLC0415 (open already)

    return without_secret(address)


def _cut(name: str) -> bool:
    raise OSError(f"{name} did not arrive whole")


def _is_final(error: Exception) -> bool:
    """Tell what no second try mends: what may not be, or is not there."""
    refused = isinstance(error, PermissionError | FileNotFoundError)
    return refused or type(error).__name__ in ("NoCredentialsError", "PartialCredentialsError")


def _why(error: Exception) -> str | Message:
    error = (
        error.__cause__ if isinstance(error, BuildError) and isinstance(error.__cause__, Exception) else error
    )
    told = refusal(error) if isinstance(error, OSError) and error.strerror else error
    return (
        told if isinstance(told, Message) else (foreign_text(str(told)) or type(error).__name__).rstrip(".")
    )
