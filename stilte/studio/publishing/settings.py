"""Where a project is published to, as its author chose last: the podcast's place and the blog."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.release.upload.destination import open_destination, reached, without_secret
from stilte.store import write_whole
from stilte.studio.own_folder import own_folder
from stilte.studio.publishing.passwords import find_password, keep_password

if TYPE_CHECKING:
    from stilte.project import Project
    from stilte.studio.publishing.passwords import Kept

_FILE = "places.json"
_LONGEST = 500
_TRIAL = "stilte-trial.txt"
_CURE = tr("The place answers, but nothing can be written there: look at its folder, and at what you may do.")


@dataclass(frozen=True, slots=True)
class Places:
    """The podcast's place ("" for the project's `output/`), the blog's address and its user."""

    podcast: str = ""
    blog: str = ""
    user: str = ""


def read_places(root: Path) -> Places:
    """Return what was chosen last; nothing where that cannot be read."""
    try:
        data = json.loads((own_folder(root, "publishing") / _FILE).read_text("utf-8"))
        return Places(**{name: str(data.get(name, "")) for name in ("podcast", "blog", "user")})
    except (OSError, ValueError, AttributeError):
        return Places()


def write_places(root: Path, places: Places) -> None:
    """Keep what was chosen."""
    body = json.dumps(asdict(places), ensure_ascii=False, indent=1).encode()
    write_whole(own_folder(root, "publishing") / _FILE, body)


def try_podcast(project: Project, place: str, password: str) -> None:
    """Write a small file at a place of another machine and take it away again; raises what the place answers.

    An empty `password` means the one that was kept for it, or a key of this computer.
    """
    place = _plain(place)
    if "://" not in place:
        return
    there = open_destination(_with_password(place, password) if password else podcast_place(project, place))
    with reached(tr("'{place}' cannot be published to", place=without_secret(place)), _CURE):
        there.put(_TRIAL, b"Stilte\n")
        there.remove(_TRIAL)


def know_server(line: str) -> None:
    """Add a server that its owner has compared to those that this computer knows; raises OSError."""
    hosts = Path("~/.ssh/known_hosts").expanduser()
    hosts.parent.mkdir(mode=0o700, exist_ok=True)
    before = hosts.read_text("utf-8") if hosts.exists() else ""
    glue = "\n" if before and not before.endswith("\n") else ""
    write_whole(hosts, f"{before}{glue}{line}\n".encode())


def _plain(place: str) -> str:
    place = place.strip()
    if len(place) > _LONGEST or not place.isprintable():
        message = tr("'{place}' cannot be published to.", place=place[:40])
        raise InputError(
            Problem(None, message, tr("Name a folder, or an address that begins with sftp:// or s3://."))
        )
    return place


def choose_podcast(root: Path, place: str, password: str) -> Kept | None:
    """Keep the podcast's place; its password apart. Returns where the password is kept, None without one."""
    place = _plain(place)
    plain, user, written = _login(place)
    password = password or written
    kept = keep_password(_service(plain), user, password) if password and user else None
    write_places(root, replace(read_places(root), podcast=plain))
    return kept


def podcast_place(project: Project, place: str) -> str:
    """Return the place as publishing takes it: a folder from the project's, an address with its password."""
    if not place:
        return str(project.output)
    if "://" not in place:
        return str(project.root / place)
    plain, user, written = _login(place)
    password = written or (find_password(_service(plain), user) if user else None)
    return _with_password(plain, password) if password else place


def _with_password(place: str, password: str) -> str:
    """Return the address of a place with its user's password; raises `InputError` where it has no user."""
    plain, user, _ = _login(place)
    if not user:
        raise InputError(
            Problem(None, tr("A password belongs to a name."), tr("Fill in the name, too, or neither."))
        )
    parts = urlsplit(plain)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{host}"))


def _login(place: str) -> tuple[str, str, str]:
    """Return an address without its password, its user, and its password."""
    if "://" not in place:
        return place, "", ""
    try:
        parts = urlsplit(place)
        return without_secret(place), unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        return without_secret(place), "", ""


def _service(place: str) -> str:
    return f"stilte {urlsplit(place).scheme} {urlsplit(place).hostname or ''}"
