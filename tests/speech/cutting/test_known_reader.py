"""What is known of a reader: each part of the recording is read once, and counts in each place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pytest

from stilte.speech.cutting.even_sounds import EvenSounds
from stilte.speech.cutting.known_reader import KnownReader, usual
from stilte.speech.cutting.long_recording import LongRecording
from stilte.speech.cutting.match_costs import ModelLine
from stilte.speech.cutting.spoken_likeness import cepstra, evened, unlikeness

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.cutting.even_sounds import Part

RATE_HZ = 16_000
PLACES = (((0.0, 1.0),), ((1.0, 1.8), (2.0, 3.1)), ((2.0, 3.1), (3.5, 4.0)))


class Counted(LongRecording):
    """A recording that counts what is read of it."""

    read_parts: ClassVar[Counter[Part]] = Counter()

    def read(self, start_s: float, end_s: float) -> np.ndarray:
        """Return a stretch, and count it."""
        self.read_parts[start_s, end_s] += 1
        return super().read(start_s, end_s)


@pytest.fixture
def recording(tmp_path: Path) -> Counted:
    samples = np.random.default_rng(2).normal(size=5 * RATE_HZ).astype("<f4")
    samples *= 1 + np.sin(np.arange(len(samples)) / 900, dtype=np.float32)
    (tmp_path / "decoded").write_bytes(samples.tobytes())
    Counted.read_parts = Counter()
    return Counted(tmp_path / "decoded", RATE_HZ, len(samples), np.zeros((0, 5), np.float32))


def test_each_part_is_read_once_for_all_lines_that_it_may_be(recording: Counted) -> None:
    """What the likenesses are does not hang on that."""
    chance = np.random.default_rng(5)
    models = [
        ModelLine(str(n), 1.0 + n / 4, {name: chance.normal(size=(20 + 9 * n, 7)) for name in ("f5", "m3")})
        for n in range(3)
    ]
    reader = KnownReader(recording, models, [(n, parts) for n, parts in enumerate(PLACES)], 1.0)
    sayings = [(line, parts) for parts in PLACES for line in range(3)]
    shares: list[float] = []
    known = reader.likenesses(sayings, shares.append)
    assert set(recording.read_parts.values()) == {1}
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    every = [*reader.fitting, *(one for one in sayings if one not in reader.fitting)]
    sounds = evened(
        [np.concatenate([cepstra(recording.read(*part), RATE_HZ) for part in parts]) for _, parts in every]
    )
    apart = {
        name: [unlikeness(sound, models[n].sounds[name]) for (n, _), sound in zip(every, sounds, strict=True)]
        for name in ("f5", "m3")
    }
    nearest = min(apart.values(), key=lambda values: sum(values[:3]))
    assert [known[saying].apart for saying in every] == pytest.approx(nearest)
    middle, spread = usual(nearest[:3])
    assert [known[saying].unlike for saying in every] == pytest.approx(
        [(own - middle) / spread for own in nearest]
    )


def test_sounds_are_evened_as_they_are_said_together(recording: Counted) -> None:
    """A part in two places counts twice."""
    sounds = EvenSounds.of(recording, PLACES)
    assert len(recording.read_parts) == 4
    whole = [np.concatenate([cepstra(recording.read(*part), RATE_HZ) for part in parts]) for parts in PLACES]
    for parts, rows in zip(PLACES, evened(whole), strict=True):
        assert sounds.said(parts) == pytest.approx(rows)
        assert sounds.size(parts) == len(rows)
