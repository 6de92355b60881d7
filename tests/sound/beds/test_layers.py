"""Tones over a bed: binaural and isochronic."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.errors import InputError
from stilte.sound.beds.bed import open_bed
from stilte.sound.layer_settings import Layering
from stilte.sound.mix.master import Master, master
from stilte.sound.mix.mixer import mixer
from stilte.sound.music_settings import built_in, load_bed
from stilte.sound.proof.decode import decode_blocks
from tests.sound.mixing import RATE, World, encode_mp3, voiced
from tests.sound.signals import levels_db

if TYPE_CHECKING:
    from stilte.sound.beds.bed import Bed

BINAURAL = Layering((200.0, 206.0))


def bed(*layers: Layering) -> Bed:
    return open_bed(replace(built_in("room"), layers=layers), RATE, Path("nowhere"))


def track(*layers: Layering, change_s: float | None = None) -> Master:
    """Return 40 s with a line at the usual level; from `change_s` on a bed without layers."""
    world = World(beds={"deep": bed(*layers), "plain": bed()})  # type: ignore[dict-item]
    changes = [(0, 0, "deep", 0.0), *([(change_s, 1.0, "plain", 0.0)] if change_s else [])]
    timeline = world.timeline(40, [world.speech(8, "one", voiced(3))], changes)
    return master(mixer(timeline, world.sources()), "calm")


def tone_db(samples: np.ndarray, hz: float) -> float:
    """Return the level in dBFS (RMS) of a tone in 4 s of one channel."""
    window = np.hanning(len(samples))
    line = np.abs(np.dot(samples * window, np.exp(-2j * np.pi * hz * np.arange(len(samples)) / RATE)))
    return float(20 * np.log10(np.sqrt(2) * line / window.sum() + 1e-12))


def test_each_ear_has_its_own_tone_after_mp3_too(tmp_path: Path) -> None:
    """At about −32 dBFS, and in an MP3 of 128 kbit/s the tone of the other side is 25 dB down and more."""
    signal = track(BINAURAL)
    encode_mp3(signal, tmp_path / "a.mp3")
    heard = np.concatenate(list(decode_blocks(tmp_path / "a.mp3", RATE, 2)))[16 * RATE : 20 * RATE]
    left, right = heard[:, 0], heard[:, 1]
    expected = signal.gain_db - 7.0 - 32.0
    assert tone_db(left, 200) == pytest.approx(expected, abs=0.5)
    assert tone_db(right, 206) == pytest.approx(expected, abs=0.5)
    assert tone_db(left, 200) - tone_db(left, 206) >= 25
    assert tone_db(right, 206) - tone_db(right, 200) >= 25


def test_it_does_not_sink_under_a_line_and_ends_with_its_bed() -> None:
    """Its level is the same under words; with another bed it is gone, over the same seconds."""
    signal = track(BINAURAL, change_s=14.0)
    under, quiet, after = (
        tone_db(signal.mixer.block(round(at * RATE), round((at + 2) * RATE), ("bed",))[:, 0], 200)
        for at in (8.5, 12.0, 16.0)
    )
    assert under == pytest.approx(quiet, abs=0.1)
    assert after < quiet - 40


def test_isochronic_pulses_come_as_asked() -> None:
    """Six a second, alike in both ears, of the same power as a steady tone."""
    layers = bed(Layering((200.0, 200.0), 6.0)).layers
    assert layers
    samples = layers.block(0, 10 * RATE)
    assert np.array_equal(samples[:, 0], samples[:, 1])
    envelope = np.abs(np.fft.rfft(np.square(samples[:, 0].astype(float))))
    assert int(np.argmax(envelope[1:300])) + 1 == 60
    assert levels_db(samples).mean() < -30
    steady = bed(Layering((200.0, 200.0))).layers
    assert steady
    assert np.square(samples).mean() == pytest.approx(np.square(steady.block(0, 10 * RATE)).mean(), rel=0.01)


def test_any_stretch_is_the_same_by_itself() -> None:
    """It turns without a seam, and a stretch is the same however it is asked for."""
    layers = bed(BINAURAL).layers
    assert layers
    whole = layers.block(9 * RATE, 3 * RATE)
    assert (
        np.concatenate([layers.block(9 * RATE + at * RATE, RATE) for at in range(3)]).tobytes()
        == whole.tobytes()
    )
    assert np.abs(np.diff(whole[:, 0])).max() < 0.002


@pytest.mark.parametrize(
    ("layers", "told"),
    [
        ("  - {binaural: [200, 200]}", "Write two tones that differ by 0.1 to 30 Hz"),
        ("  - {binaural: [200, 206], isochronic: 6}", "A layer is either binaural or isochronic."),
        ("  - {level: -30}", "A layer is either binaural or isochronic."),
        ("  - {binaural: [200, schril]}", "'schril' is not a tone."),
        ("  - {binaural: [200, 206], level: -3}", "-60"),
        ("  - {isochronc: 6}", "isochronic"),
    ],
)
def test_what_a_layer_cannot_be_is_told(tmp_path: Path, layers: str, told: str) -> None:
    """With the line, and what to write instead."""
    (tmp_path / "music").mkdir()
    (tmp_path / "music" / "diep.yaml").write_text(f"make: room\nlayers:\n{layers}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_bed("diep", tmp_path)
    assert told in str(caught.value)
    assert "music/diep.yaml:3" in str(caught.value)


def test_layers_are_read_as_they_are_written(tmp_path: Path) -> None:
    """Hertz or notes, each with its level."""
    (tmp_path / "music").mkdir()
    text = "make: drone\nlayers:\n  - binaural: [200, 206]\n  - isochronic: 6\n    tone: A3\n    level: -36\n"
    (tmp_path / "music" / "diep.yaml").write_text(text, encoding="utf-8")
    assert load_bed("diep", tmp_path).layers == (BINAURAL, Layering((220.0, 220.0), 6.0, -36.0))
