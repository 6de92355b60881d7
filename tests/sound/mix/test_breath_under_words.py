"""A breath that sounds makes room for the words that guide it."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest

from stilte.sound import breath
from stilte.sound.dsp import loudness
from stilte.sound.mix.mixer import mixer
from tests.sound.mixing import RATE, World, level_db, voiced

if TYPE_CHECKING:
    from stilte.script.timeline import BreathPhase
    from stilte.sound.mix.mixer import Mixer


def guided(kind: Literal["breath", "tone"], *, clear: bool = False) -> Mixer:
    """Return a mix: a cue of 3 s over an in-breath of 8 s, and later the same breath alone."""
    world = World()
    loud = voiced(3.0)
    loud *= 10 ** ((-23 - loudness.integrated_lufs(loudness.powers(loud, RATE))) / 20)
    events = [world.speech(2.0, "Adem in", loud), world.phase(2.0, 8.0, "in", kind)]
    events += [world.phase(20.0, 8.0, "in", kind)]

    def sounding(phase: BreathPhase) -> np.ndarray:
        return breath.phase_sound(kind, phase.phase, phase.length_frames, RATE)

    sources = dataclasses.replace(world.sources(), breath=sounding)
    return mixer(world.timeline(30, events), sources, clear=clear)


def lufs(samples: np.ndarray) -> float:
    return loudness.lufs(float(loudness.powers(samples, RATE).mean()))


@pytest.mark.parametrize(("clear", "under_db"), [(False, 15), (True, 20)])
@pytest.mark.parametrize("kind", ["breath", "tone"])
def test_words_stand_well_above_the_breath(
    kind: Literal["breath", "tone"], clear: bool, under_db: int
) -> None:
    """Under a cue even the fullest breath is as far below the voice as a bed; alone it is full."""
    mix = guided(kind, clear=clear)
    words = mix.block(2 * RATE, 5 * RATE, ("voice",))
    under = mix.block(2 * RATE, 5 * RATE, ("breath",))
    assert lufs(words) - lufs(under) > under_db
    full = mix.block(27 * RATE, round(27.5 * RATE), ("breath",))
    assert -34 < lufs(full) < -30


def test_breath_comes_back_after_the_words_without_a_step() -> None:
    """It sinks before the word and returns after it along a curve, at most 20 dB a second."""
    mix = guided("tone")
    told = mix.block(2 * RATE, 10 * RATE, ("breath",))
    alone = mix.block(20 * RATE, 28 * RATE, ("breath",))
    window = RATE // 20
    gains = [
        level_db(told[at : at + window]) - level_db(alone[at : at + window])
        for at in range(RATE // 10, 7 * RATE, window)
    ]
    assert np.abs(np.diff(gains)).max() < 20 / 20
    assert gains[0] == pytest.approx(-7.3, abs=0.2)
    assert gains[-1] == pytest.approx(0, abs=0.1)


def test_blocks_of_a_breath_under_words_fit_together() -> None:
    """The same samples come out however the mix is cut."""
    mix = guided("breath")
    whole = mix.block(0, 12 * RATE)
    cuts = [0, 70_001, 90_210, 222_222, 300_000, 12 * RATE]
    parts = [mix.block(first, last) for first, last in pairwise(cuts)]
    assert np.array_equal(np.concatenate(parts), whole)
