"""The quiet at breath marks: lengthened where a voice left some, and nothing else touched."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.pauses import COMMA_S, SENTENCE_S, lengthen_pauses

RATE_HZ = 24_000


def spoken(*lengths_s: float) -> np.ndarray:
    """Return sound and quiet in turn, beginning with sound."""
    parts = []
    for place, length_s in enumerate(lengths_s):
        at = np.arange(round(length_s * RATE_HZ))
        parts.append(0.3 * np.sin(2 * np.pi * 200 * at / RATE_HZ) * (place % 2 == 0))
    return np.concatenate(parts).astype(np.float32)


def longest_quiets_s(samples: np.ndarray, least_s: float = 0.05) -> list[float]:
    edges = np.flatnonzero(np.abs(samples) > 1e-3)
    return [float(gap) / RATE_HZ for gap in np.diff(edges) if gap > least_s * RATE_HZ]


@pytest.mark.parametrize(("mark", "wanted_s"), [(",", COMMA_S), (".", SENTENCE_S), ("…", SENTENCE_S)])
def test_quiet_at_a_mark_is_lengthened(mark: str, wanted_s: float) -> None:
    """To 0.6 s at a comma, 1.1 s at the end of a sentence inside the line."""
    samples = lengthen_pauses(spoken(1.0, 0.2, 1.0), RATE_HZ, f"Adem in door{mark} je neus nu.")
    assert longest_quiets_s(samples) == [pytest.approx(wanted_s, abs=0.02)]


def test_each_mark_gets_its_own_quiet() -> None:
    """A comma and a full stop in one line, in their order."""
    samples = lengthen_pauses(
        spoken(1.0, 0.2, 1.0, 0.2, 1.0), RATE_HZ, "Adem in nu, en dan uit. Laat los nu."
    )
    assert longest_quiets_s(samples) == [
        pytest.approx(COMMA_S, abs=0.02),
        pytest.approx(SENTENCE_S, abs=0.02),
    ]


@pytest.mark.parametrize(
    ("text", "lengths_s"),
    [
        ("Adem in door je neus.", (1.0, 0.2, 1.0)),  # no mark inside: a word that took its time
        ("Adem in, je neus nu.", (1.0, 0.08, 1.0)),  # a closed mouth
        ("Adem, laat alle spanning nu gaan.", (2.0, 0.2, 0.3)),  # far from the mark
        ("Adem in, je neus nu.", (1.0, 0.9, 1.0)),  # long enough as it is
    ],
)
def test_other_quiet_is_left_as_it_is(text: str, lengths_s: tuple[float, ...]) -> None:
    """Sample for sample."""
    samples = spoken(*lengths_s)
    assert np.array_equal(lengthen_pauses(samples, RATE_HZ, text), samples)


def test_a_hurried_line_gets_shorter_quiet() -> None:
    """The quiet goes with the speed asked for."""
    samples = lengthen_pauses(spoken(1.0, 0.2, 1.0), RATE_HZ, "Adem in door, je neus nu.", speed=1.5)
    assert longest_quiets_s(samples) == [pytest.approx(COMMA_S / 1.5, abs=0.02)]


def test_the_words_are_not_touched() -> None:
    """Whatever sounds is the same before and after."""
    before = spoken(1.0, 0.2, 1.0)
    after = lengthen_pauses(before, RATE_HZ, "Adem in door, je neus nu.")
    assert np.array_equal(after[:RATE_HZ], before[:RATE_HZ])
    assert np.array_equal(after[-RATE_HZ:], before[-RATE_HZ:])
