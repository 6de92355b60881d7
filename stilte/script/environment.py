"""The names that a script may use: its project's voices, beds and sounds, and the project's defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.file_names import folded, is_inside, on_disk
from stilte.messages import sentences, tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.reader import Unreadable
from stilte.reader.times import refuse_curly
from stilte.reader.translated_keywords import IN_ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.messages import Message
    from stilte.reader import Node

ESPEAK = "espeak"
NO_BED = "none"
GUIDE = "guide"
MOST_PICTURE_BYTES = 50_000_000
MOST_RECORDING_BYTES = 4 * 10**9
PICTURES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class Environment:
    """The names and defaults with which a script is read.

    `voices` gives each voice's language; `espeak` is always there and speaks all. `defaults` is the node
    of that name in `podcast.yaml`, as written; `language`, `author` and `default_voice` come from there too.
    `roles` gives what a voice is for, where that is not to guide.
    """

    root: Path
    voices: Mapping[str, str]
    beds: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    defaults: Node | None = None
    language: str | None = None
    author: str = ""
    default_voice: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def voice_names(self) -> frozenset[str]:
        """Return every voice that a script may name."""
        return frozenset(self.voices) | {ESPEAK}

    def voice_for(self, language: str) -> str:
        """Return the default voice of a routine: the project's own, or a guiding voice of its language.

        Never a whisper, nor another voice that is not meant to guide.
        """
        if self.default_voice and self.speaks(self.default_voice, language):
            return self.default_voice
        guides = (name for name in self.voices if name != ESPEAK and self.roles.get(name, GUIDE) == GUIDE)
        speaking = sorted(name for name in guides if self.speaks(name, language))
        return speaking[0] if speaking else self.default_voice or ESPEAK

    def guide_for(self, language: str) -> str:
        """Return the voice of the project that guides in a language.

        Returns "" where none speaks it: a new script then leaves the choice open.
        """
        voice = self.voice_for(language)
        return voice if voice != ESPEAK and self.speaks(voice, language) else ""

    def speaks(self, voice: str, language: str) -> bool:
        """Tell whether a voice speaks a language, ignoring the region; espeak speaks all."""
        return voice == ESPEAK or _primary(self.voices.get(voice, "")) == _primary(language)

    def bed(self, text: str) -> str:
        """Return the name of a bed, or "none"; raise `Unreadable` if there is no such bed."""
        refuse_curly(text)
        if (name := folded(text)) in self.beds or name == NO_BED or self._holds(name):
            return name
        self._refuse_unusable(name)
        raise Unreadable(*not_found(_no_music(name), name, self.beds | {NO_BED}, "music/", IN_ENGLISH))

    def sound(self, text: str) -> str:
        """Return the name of a sound; raise `Unreadable` if there is none of that name."""
        refuse_curly(text)
        if (name := folded(text)) in self.sounds or self._holds(name):
            return name
        self._refuse_unusable(name)
        raise Unreadable(*not_found(_no_sound(name), name, self.sounds, "music/", IN_ENGLISH))

    def voice(self, text: str) -> str:
        """Return the name of a voice; raise `Unreadable` if there is none of that name."""
        refuse_curly(text)
        if (name := folded(text)) in self.voice_names:
            return name
        raise Unreadable(*not_found(_no_voice(name), name, self.voice_names, "voices/"))

    def picture(self, text: str) -> str:
        """Return the path of a picture relative to the project; raise `Unreadable` if it is not there."""
        path = on_disk(self.root / text.strip())
        self._refuse(path, MOST_PICTURE_BYTES)
        if not _inside(path, self.root):
            missing = tr("There is no picture '{text}' in the project.", text=text)
            _, there = not_found(missing, text.strip(), self._pictures(), tr("the project"))
            raise Unreadable(missing, sentences(there, tr("Write its path, as images/bron.jpg.")))
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else text.strip()

    def _pictures(self) -> frozenset[str]:
        """Return the pictures in the project's folder and its subfolders, without the output folder."""
        found = (path for depth in ("*", "*/*") for path in self.root.glob(depth))
        pictures = (path.relative_to(self.root) for path in found if path.suffix.lower() in PICTURES)
        return frozenset(folded(path.as_posix()) for path in pictures if path.parts[0] != "output")

    def _refuse_unusable(self, file: str) -> None:
        """Raise `Unreadable` for a recording that stands there and is a link out, a pipe or a folder."""
        for folder in ("music", "."):
            self._refuse(on_disk(self.root / folder / file), MOST_RECORDING_BYTES)

    def _refuse(self, path: Path, most_bytes: int) -> None:
        named_inside = path.is_relative_to(self.root) and ".." not in path.parts
        if named_inside and (path.exists() or path.is_symlink()):
            try:
                check_outside_file(path, self.root, most_bytes)
            except OutsideFileError as refused:
                raise Unreadable(refused.message, refused.instead) from refused

    def _holds(self, file: str) -> bool:
        return any(_inside(on_disk(self.root / folder / file), self.root) for folder in ("music", "."))


def _no_music(name: str) -> Message:
    return tr("There is no music '{name}'.", name=name)


def _no_sound(name: str) -> Message:
    return tr("There is no sound '{name}'.", name=name)


def _no_voice(name: str) -> Message:
    return tr("There is no voice '{name}'.", name=name)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.is_file() and is_inside(path, root)
    except (OSError, ValueError):
        return False
