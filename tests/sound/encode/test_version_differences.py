"""Two versions of a track: where they sound otherwise, read from there on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from stilte.sound.encode.version_differences import audible_differences
from tests.sound.mixing import RATE, Samples, encode_mp3, noise, voiced

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

LENGTH_S = 30.0


def _sound() -> NDArray[np.float32]:
    return np.asarray(noise(LENGTH_S, level=0.002) + voiced(LENGTH_S), np.float32)


def _encoded(path: Path, sound: NDArray[np.float32], tag: bytes = b"") -> Path:
    encode_mp3(Samples(sound), path)
    path.write_bytes(tag + path.read_bytes())
    return path


@pytest.mark.parametrize(("from_s", "to_s"), [(0.0, 0.5), (12.0, 13.0), (25.0, 26.0)])
@pytest.mark.parametrize("tag", [b"", b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10)])
def test_a_change_is_found_at_its_place(tmp_path: Path, from_s: float, to_s: float, tag: bytes) -> None:
    """Wherever it lies, to the quarter of a second where it begins and ends, whatever tag stands before."""
    sound = _sound()
    old = _encoded(tmp_path / "old.mp3", sound)
    sound[round(from_s * RATE) : round(to_s * RATE)] *= -0.5
    ((start_s, end_s),) = audible_differences(old, _encoded(tmp_path / "new.mp3", sound, tag), LENGTH_S)
    assert from_s - 0.25 <= start_s <= from_s + 0.25
    assert to_s - 0.25 <= end_s <= to_s + 0.25


def test_the_same_sound_is_no_change(tmp_path: Path) -> None:
    """Nothing is told where only the tag differs."""
    sound = _sound()
    old = _encoded(tmp_path / "old.mp3", sound)
    new = _encoded(tmp_path / "new.mp3", sound, b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10))
    assert audible_differences(old, new, LENGTH_S) == ()


def test_only_what_lies_behind_the_first_other_frame_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change near the end costs no decoding of the whole."""
    sound = _sound()
    old = _encoded(tmp_path / "old.mp3", sound)
    sound[round(27.0 * RATE) : round(28.0 * RATE)] *= -0.5
    new = _encoded(tmp_path / "new.mp3", sound)
    read = soundfile.SoundFile.read
    counts: list[int] = []

    def counted(self: soundfile.SoundFile, count: int, *rest: object, **more: object) -> object:
        counts.append(count)
        return read(self, count, *rest, **more)

    monkeypatch.setattr(soundfile.SoundFile, "read", counted)
    assert audible_differences(old, new, LENGTH_S)
    assert sum(counts) <= 2 * 12 * RATE
