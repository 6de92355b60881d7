"""How long a room rings on, against rooms whose decay is known."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.recording_faults.echo import echo_faults, echo_s
from stilte.speech.recording_faults.heard_take import HeardTake, hear_take
from tests.speech.rooms import RATE_HZ, at_rms, recording, spoken

SENTENCES = (
    "Ga rustig zitten en laat je schouders zakken.",
    "Adem in door je neus, en laat de adem langzaam weer gaan.",
)


def in_room(text: str, variant: str, rings_s: float, direct_db: float) -> HeardTake:
    """Return a sentence in a room that falls by 60 dB in so long; `direct_db` the voice over its echo."""
    voice, count = spoken(text, variant), round(1.5 * rings_s * RATE_HZ)
    echo = np.random.default_rng(5).normal(size=count) * 10 ** (-3 * np.arange(count) / RATE_HZ / rings_s)
    echo[: round(0.003 * RATE_HZ)] = 0
    echo *= 10 ** (-direct_db / 20) / np.sqrt(np.square(echo).sum())
    echo[0] = 1.0
    size = len(voice) + count
    ringing = np.fft.irfft(np.fft.rfft(voice, size) * np.fft.rfft(echo, size), size)
    take = hear_take(recording(at_rms(ringing, 0.1), before_s=3.0, after_s=2.0, distance_db=50.0), RATE_HZ)
    assert take is not None
    return take


@pytest.mark.parametrize(
    ("text", "variant", "direct_db"),
    [(SENTENCES[0], "f5", 6.0), (SENTENCES[1], "m3", 0.0), (SENTENCES[0], "whisper", 12.0)],
)
@pytest.mark.parametrize(("rings_s", "told"), [(0.2, False), (0.4, False), (0.8, True), (1.2, True)])
def test_the_decay_of_a_room_is_measured(
    text: str, variant: str, direct_db: float, rings_s: float, told: bool
) -> None:
    """Rooms of 0.2 to 1.2 s are told apart: a bedroom is left alone, a bathroom is told."""
    take = in_room(text, variant, rings_s, direct_db)
    assert echo_s(take) == pytest.approx(rings_s, rel=0.4)
    assert [fault.kind for fault in echo_faults(take)] == (["echo"] if told else [])


@pytest.mark.parametrize("text", SENTENCES)
def test_a_dry_voice_does_not_ring(text: str) -> None:
    """Where nothing rings on, nothing is told."""
    take = hear_take(recording(spoken(text), after_s=2.0, distance_db=50.0), RATE_HZ)
    assert take is not None
    assert list(echo_faults(take)) == []
