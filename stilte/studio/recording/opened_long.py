"""A long recording decoded once, for its waveform and for stretches of it to be heard and cut."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.errors import InputError

if TYPE_CHECKING:
    from stilte.speech.cutting.long_recording import LongRecording


@dataclass(frozen=True, slots=True)
class Opened:
    """A decoded recording, and the peaks of its waveform as bytes."""

    recording: LongRecording
    peaks: bytes


@dataclass(slots=True)
class OpenedLong:
    """The long recording that was asked for last, decoded once into a temporary folder."""

    _key: tuple[Path, int, int] | None = None
    _last: Opened | None = None
    _folder: TemporaryDirectory[str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, path: Path) -> Opened:
        """Return a recording decoded; raises InputError for what cannot be heard."""
        from stilte.sound.probe import NoRecording  # noqa: PLC0415
        from stilte.speech.cutting.long_recording import decode_long  # noqa: PLC0415 (opens numpy)
        from stilte.studio.recording.waveform import PEAKS_A_SECOND, peaks_of_file  # noqa: PLC0415

        stat = path.stat()
        key = (path, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if self._last is None or self._key != key:
                self.close()
                self._folder = TemporaryDirectory(prefix="stilte-long-")
                try:
                    recording = decode_long(path, Path(self._folder.name) / "decoded")
                except NoRecording as wrong:
                    raise InputError(wrong.problem(path.name, None)) from wrong
                peaks = peaks_of_file(recording.path, recording.rate_hz, PEAKS_A_SECOND)
                self._key, self._last = key, Opened(recording, peaks)
            return self._last

    def close(self) -> None:
        """Remove what was decoded."""
        if self._folder is not None:
            self._folder.cleanup()
        self._key = self._last = self._folder = None
