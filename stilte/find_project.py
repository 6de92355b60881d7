"""Finding an author's project: the folder with its `podcast.yaml`."""

from __future__ import annotations

import sys
from pathlib import Path

SHOW_FILE = "podcast.yaml"


def project_above(folder: Path) -> Path | None:
    """Return the nearest project from an absolute folder upwards, or None."""
    return next((each for each in (folder, *folder.parents) if (each / SHOW_FILE).is_file()), None)


def nearest_project() -> Path:
    """Return the nearest project from here upwards, else the folder of `build.py`, else this one."""
    here = Path.cwd()
    if (folder := project_above(here)) is not None:
        return folder
    started = Path(sys.argv[0]).resolve()
    return started.parent if started.name == "build.py" else here
