"""Scripts laid out for hearing, kept so that another line of the same text sounds at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.file_names import stem_of
from stilte.reader.source import shown
from stilte.script.edit import script_node
from stilte.script.load import load_text

if TYPE_CHECKING:
    from stilte.pipeline.render_from_line import LaidOut
    from stilte.script.routine import Routine
    from stilte.studio.project_cache import Around, Seen
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio

_KEPT = 3
_MEASURED_LINES = 24
"""How many lines give the level of what is heard at once: it is rounded, and a build measures them all."""
_TELL_EVERY = 5


@dataclass(slots=True)
class LaidOutScripts:
    """The scripts that were heard last, laid out: hearing another line of one costs no time."""

    _kept: OrderedDict[tuple[str, str, Seen], LaidOut] = field(default_factory=OrderedDict)
    _gains_db: dict[str, tuple[object, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, studio: Studio, file: ScriptFile) -> LaidOut:
        """Return a script laid out; what was never spoken of it is spoken now. Raises `StilteError`."""
        around = studio.cache.around()
        key = (stem_of(file.path), file.version, around.seen)
        with self._lock:
            known = self._kept.get(key)
        if known is None:
            known = self._laid_out(studio, around, file)
            with self._lock:
                self._kept[key] = known
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return known

    def _laid_out(self, studio: Studio, around: Around, file: ScriptFile) -> LaidOut:
        """Lay a script out, at the level that it had before where voice and music are still the same."""
        from stilte.pipeline.render_from_line import lay_out  # noqa: PLC0415 (opens numpy and the engines)
        from stilte.sound.mix.master import Quick  # noqa: PLC0415

        name, routine = stem_of(file.path), _read(studio, around, file)
        sounds = (around.seen, routine.voice, routine.music, routine.rate_hz)
        before = self._gains_db.get(name)
        gain_db = before[1] if before and before[0] == sounds else None

        def told(ready: int, total: int, who: str) -> None:
            if ready == total or ready % _TELL_EVERY == 0:
                studio.events.tell({"type": "hear", "name": name, "ready": ready, "total": total, "who": who})

        quick = Quick(_MEASURED_LINES, gain_db)
        made = lay_out(around.project, around.context, file.path, routine, progress=told, quick=quick)
        self._gains_db[name] = (sounds, made.signal.gain_db)
        return made


def _read(studio: Studio, around: Around, file: ScriptFile) -> Routine:
    """Return the routine of a script; raises `InputError` with what keeps it from being heard."""
    from stilte.pipeline.scripts import problems_of  # noqa: PLC0415 (opens libraries of sound)

    if file.unreadable:
        raise InputError(*file.unreadable)
    script = shown(file.path, studio.root)
    node = script_node(file.text, script)  # mostly read already, when the page was last told of it
    routine = load_text(file.text, around.context.environment, script, stem_of(file.path), node)
    if wrong := problems_of(routine, around.context):
        raise InputError(*wrong)
    return routine
