"""Stilte turns a written routine into a finished audio track.

    import stilte

    project = stilte.open_project("my-podcast")
    for track in stilte.build(project):
        print(track.path, track.length_s)

`docs/python.md` describes these functions; `docs/architecture.md` describes the packages. In the order of
their imports, each from those before it:

    errors, units, store          problems with their places in files; seconds and frames; the cache
    foreign_text, url_origin, bounded_http   texts, addresses and answers that come from elsewhere
    reader                        YAML as an author sees it, every problem with its line
    script                        a script becomes a `Routine`, a routine becomes a `Timeline`
    importer                      a blog post becomes a script
    sound                         clips, beds and bells become one signal, then an MP3 that is measured
    speech                        lines become takes, spoken once and cached
    release                       cue sheet, tags, pictures, pages, feed, posts on a blog
    project, pipeline             the folders of an author; checking, planning and building
    api                           what is used from Python
    cli                           arguments, progress, messages, exit codes
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stilte.api import Check, Plan, Track, build, check, load, open_project, plan
    from stilte.errors import BuildError, InputError, Problem, StilteError, Where
    from stilte.pipeline.options import Listener, SilentListener
    from stilte.project import Project
    from stilte.script.routine import Routine

__version__ = "0.1.0"

__all__ = [
    "BuildError",
    "Check",
    "InputError",
    "Listener",
    "Plan",
    "Problem",
    "Project",
    "Routine",
    "SilentListener",
    "StilteError",
    "Track",
    "Where",
    "__version__",
    "build",
    "check",
    "load",
    "open_project",
    "plan",
]

_MODULES = {
    "stilte.api": ("Check", "Plan", "Track", "build", "check", "load", "open_project", "plan"),
    "stilte.errors": ("BuildError", "InputError", "Problem", "StilteError", "Where"),
    "stilte.pipeline.options": ("Listener", "SilentListener"),
    "stilte.project": ("Project",),
    "stilte.script.routine": ("Routine",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

# Before numpy is first loaded: its threads wait by spinning, on the core that an encoder could use, and with
# them sums could depend on the number of cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


if not TYPE_CHECKING:  # a type checker reads the imports above, and reports names that are not there

    def __getattr__(name: str) -> Any:
        """Import what is asked for on first use: `import stilte` itself imports nothing of the package."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module 'stilte' has no attribute '{name}'")
        value = getattr(import_module(_MODULE_OF[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return __all__
