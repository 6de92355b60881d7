"""What a script may name: the voices, beds and sounds of its project, and the project's own defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.reader import Unclear
from stilte.reader.mother_tongue import IN_ENGLISH
from stilte.reader.times import refuse_curly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.reader import Node

ESPEAK = "espeak"
NO_BED = "none"
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The surroundings of a script.

    `voices` gives each voice's language; `espeak` is always there and speaks all. `defaults` is the node
    of that name in `podcast.yaml`, as written; `language`, `author` and `default_voice` come from there too.
    """

    root: Path
    voices: Mapping[str, str]
    beds: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    defaults: Node | None = None
    language: str | None = None
    author: str = ""
    default_voice: str | None = None

    @property
    def voice_names(self) -> frozenset[str]:
        """Return every voice that a script may name."""
        return frozenset(self.voices) | {ESPEAK}

    def voice_for(self, language: str) -> str:
        """Return the voice of a routine that names none: the project's own, or the first of its language."""
        speaking = sorted(name for name in self.voices if name != ESPEAK and self.speaks(name, language))
        if self.default_voice and self.speaks(self.default_voice, language):
            return self.default_voice
        return speaking[0] if speaking else self.default_voice or ESPEAK

    def speaks(self, voice: str, language: str) -> bool:
        """Tell whether a voice speaks a language, whatever the region; espeak speaks all."""
        return voice == ESPEAK or _primary(self.voices.get(voice, "")) == _primary(language)

    def bed(self, text: str) -> str:
        """Return the name of a bed, "none" for none; raise `Unclear` if there is no such bed."""
        refuse_curly(text)
        if (name := text.strip()) in self.beds or name == NO_BED or self._holds(name):
            return name
        raise Unclear(*not_found("music", name, self.beds | {NO_BED}, "music/", IN_ENGLISH))

    def sound(self, text: str) -> str:
        """Return the name of a sound; raise `Unclear` if there is none of that name."""
        refuse_curly(text)
        if (name := text.strip()) in self.sounds or self._holds(name):
            return name
        raise Unclear(*not_found("sound", name, self.sounds, "music/"))

    def voice(self, text: str) -> str:
        """Return the name of a voice; raise `Unclear` if there is none of that name."""
        refuse_curly(text)
        if (name := text.strip()) in self.voice_names:
            return name
        raise Unclear(*not_found("voice", name, self.voice_names, "voices/"))

    def picture(self, text: str) -> str:
        """Return the path of a picture seen from the project; raise `Unclear` if it is not in there."""
        if not _inside(self.root / text.strip(), self.root):
            _, there = not_found("picture", text.strip(), self._pictures(), "the project")
            raise Unclear(
                f"There is no picture '{text}' in the project.",
                f"{there} Write its path, as images/bron.jpg.",
            )
        return text.strip()

    def _pictures(self) -> frozenset[str]:
        """Return the pictures in the project's folder and those right under it, what is built left out."""
        found = (path for depth in ("*", "*/*") for path in self.root.glob(depth))
        pictures = (path.relative_to(self.root) for path in found if path.suffix.lower() in PICTURES)
        return frozenset(path.as_posix() for path in pictures if path.parts[0] != "output")

    def _holds(self, file: str) -> bool:
        return any(_inside(self.root / folder / file, self.root) for folder in ("music", "."))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False
