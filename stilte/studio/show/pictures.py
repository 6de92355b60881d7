"""The show's picture: taken in after it was looked at, and drawn as directories show it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.find_project import SHOW_FILE
from stilte.messages import tr
from stilte.release.catalog import read_catalog
from stilte.release.images.artwork import MOST_BYTES, artwork_problems, show_cover, show_photo
from stilte.release.show import Show
from stilte.store import Store, write_whole

if TYPE_CHECKING:
    from stilte.project import Project

SHOWN_PX = 600
_KINDS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_FOLDER = "images"
_WANTED = {
    "cover": tr("Give a JPEG or a PNG, square, 1400 to 3000 pixels wide."),
    "photo": tr("Give a JPEG or a PNG, as a camera makes it."),
}

__all__ = ["MOST_BYTES", "SHOWN_PX", "cover_jpeg", "keep_picture", "photo_jpeg"]


def cover_jpeg(project: Project) -> bytes:
    """Return the cover as a feed would have it, small enough to look at; raises `InputError`."""
    store = Store(project.cache, "covers")
    return show_cover(project.show, project.root, read_catalog(project.output), SHOWN_PX, store)


def photo_jpeg(project: Project) -> bytes | None:
    """Return the teacher's photo as the pages will show it, None without one; raises `InputError`."""
    return show_photo(project.show, project.root)


def keep_picture(root: Path, data: bytes, name: str = "cover") -> str:
    """Put a picture into the project under a name, `cover` or `photo`, and return its path from there.

    It is opened first, in a folder of its own: what is no picture is never kept. A file that is there is not
    replaced. Raises `InputError`.
    """
    kind = next((kind for head, kind in _KINDS.items() if data.startswith(head)), None)
    if kind is None:
        message = tr("This is not a picture that can be used.")
        raise InputError(Problem(None, message, _WANTED[name]))
    with TemporaryDirectory(prefix="stilte-") as folder:
        (Path(folder) / f"{name}.{kind}").write_bytes(data)
        if name == "photo":
            show_photo(Show(photo=f"{name}.{kind}"), Path(folder))
        else:
            artwork_problems(Path(folder), f"{name}.{kind}", Where(SHOW_FILE, 1))
    path = _free(root / _FOLDER, name, kind)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, data)
    return path.relative_to(root).as_posix()


def _free(folder: Path, name: str, kind: str) -> Path:
    number = 1
    while (path := folder / (f"{name}-{number}.{kind}" if number > 1 else f"{name}.{kind}")).exists():
        number += 1
    return path
