"""The takes of a line that somebody recorded: files in the voice's folder, of which one is heard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.file_names import is_inside
from stilte.speech.engines.kept_takes import choose_take, current_take, takes_of
from stilte.speech.engines.recorded import file_name, in_folder
from stilte.studio.hearing.spoken_takes import KnownTake, spoken_lines

if TYPE_CHECKING:
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """A line of a voice that was recorded: the folder of the voice, and the name of the line's file."""

    voice: str
    folder: Path
    line: str

    def known_takes(self) -> list[KnownTake]:
        """Return the takes of the line, the oldest first."""
        current = current_take(self.folder, self.line)
        return [
            KnownTake(path.name, path == current, self.voice, _length_s(path))
            for path in takes_of(self.folder, self.line)
        ]

    def choose(self, take: str) -> None:
        """Let a take be heard from now on."""
        choose_take(self.folder, self.line, take)

    def path_of(self, take: str) -> Path | None:
        """Return the file of a take, looked up by its name."""
        return next((path for path in takes_of(self.folder, self.line) if path.name == take), None)


def recorded_line(studio: Studio, file: ScriptFile, step: str) -> RecordedLine | None:
    """Return the recording that a step is heard by, or None where an engine speaks it."""
    lines, _ = spoken_lines(studio, file, step)
    voice = studio.cache.around().context.voices[lines[0].voice]
    use = voice.use[0] if voice.use else None
    if use is None or use.engine != "recorded":
        return None
    folder, name = Path(str(use.settings["folder"])), file_name(lines[0].text)
    if not is_inside(folder, studio.root) or name not in in_folder(folder):
        return None
    return RecordedLine(voice.name, folder, name)


def _length_s(path: Path) -> float | None:
    from stilte.sound.probe import length_s  # noqa: PLC0415 (opens libraries of sound)

    try:
        return length_s(path)
    except (OSError, ValueError):
        return None
