"""What is heard from one side."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.mix.side import on_side
from tests.sound.mixing import noise


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("side", "near"), [("left", 0), ("right", 1)])
def test_it_is_louder_on_its_side_and_in_mono_as_loud(channels: int, side: str, near: int) -> None:
    """The near channel is 9.5 dB over the far one; both added give what the middle gives."""
    samples = noise(0.5, channels=channels)
    heard = on_side(samples, side)  # type: ignore[arg-type]  # a parameter of a test
    power = np.mean(heard**2, axis=0)
    assert 10 * np.log10(power[near] / power[1 - near]) == pytest.approx(9.54, abs=0.05)
    assert np.allclose(heard.mean(axis=1), samples.mean(axis=1), atol=1e-6)


def test_the_middle_is_left_alone() -> None:
    """Without a side nothing is changed, not even copied."""
    samples = noise(0.1)
    assert on_side(samples, None) is samples
