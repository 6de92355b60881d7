"""Planted faults are named, and good takes are left alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
import soxr

from stilte.messages import in_language
from stilte.speech.engine import EngineVoice, Piece, engine
from stilte.speech.recording_faults.check_take import check_take
from stilte.speech.recording_faults.other_takes import TakeFigures
from stilte.speech.recording_faults.room_for_line import RoomForLine
from stilte.speech.recording_faults.spoken_words import word_faults
from tests.speech.recording_faults.planted import FAULTS, RATE_HZ, GoodTake, good_take

LINES = (
    "Ga rustig zitten en laat je handen op je bovenbenen liggen.",
    "Adem in door je neus.",
    "Rust even uit.",
    "Zes.",
)


@lru_cache(maxsize=64)
def words(text: str, variant: str) -> np.ndarray:
    clip = engine("espeak").say((Piece(text),), EngineVoice("nl", {"variant": variant, "rate": 110}))
    sound = soxr.resample(np.asarray(clip.samples, np.float64).mean(axis=1), clip.rate_hz, RATE_HZ)
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 300)
    return np.asarray(sound[heard[0] : heard[-1] + 1])


def kinds(samples: np.ndarray, text: str = LINES[0], **more: object) -> set[str]:
    return {
        fault.kind
        for fault in check_take(samples.astype(np.float32), RATE_HZ, text, **more).faults  # type: ignore[arg-type]
    }


def take(seed: int, text: str = LINES[0], variant: str = "f5") -> GoodTake:
    return good_take(words(text, variant), seed)


@pytest.mark.parametrize("variant", ["f5", "m3", "whisperf"])
@pytest.mark.parametrize("text", LINES)
def test_a_good_take_is_left_alone(text: str, variant: str) -> None:
    """Soft, breathy and short lines in a still room, some with a breath before them, have no fault."""
    for seed in (1, 2):
        assert kinds(take(seed, text, variant).samples, text) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named(name: str) -> None:
    """Each fault is found by its own name in two voices, and nothing else is invented."""
    kind, planted = FAULTS[name]
    for seed, variant in ((4, "f5"), (5, "m3")):
        found = kinds(planted(take(seed, variant=variant)))
        assert kind in found
        assert found <= {kind, "noise"}


@pytest.mark.parametrize("seed", [1, 4])
@pytest.mark.parametrize("name", ["clipped softly, before a limiter", "click in a word"])
def test_breath_in_the_voice_hides_no_fault(name: str, seed: int) -> None:
    """The peaks of a breathy voice are never blunt, and its air is as sharp as a click is: both are told."""
    kind, planted = FAULTS[name]
    assert kind in kinds(planted(take(seed, "Voel hoe de grond je draagt.")))


@pytest.mark.parametrize(("text", "variant", "seed"), [("Vier.", "f5", 9), ("Drie.", "m7", 809)])
def test_one_short_word_of_even_loudness_is_not_clipped(text: str, variant: str, seed: int) -> None:
    """A vowel that is held has peaks of one height; the same word against a limiter is told."""
    word = take(seed, text, variant)
    assert kinds(word.samples, text) == set()
    assert "clipped" in kinds(FAULTS["clipped softly, before a limiter"][1](word), text)


def test_quiet_is_no_take() -> None:
    """A recording in which nobody speaks says so, and has no figures."""
    quiet = take(1).samples[: RATE_HZ // 4]
    for samples in (quiet, np.zeros(RATE_HZ), np.zeros(0)):
        checked = check_take(samples.astype(np.float32), RATE_HZ, "Zes.")
        assert [fault.kind for fault in checked.faults] == ["no speech"]
        assert checked.figures is None


def test_every_fault_is_told_in_dutch_with_a_cure() -> None:
    """What is said of a fault, and its cure, are whole sentences of the author's language."""
    for _, planted in FAULTS.values():
        for fault in check_take(planted(take(4)).astype(np.float32), RATE_HZ, LINES[0]).faults:
            with in_language("en"):
                english = str(fault.message), str(fault.cure)
            with in_language("nl"):
                dutch = str(fault.message), str(fault.cure)
            assert all(text.endswith(".") for text in (*english, *dutch))
            assert not set(english) & set(dutch)


OTHERS = [
    TakeFigures(text, -30.0, 50.0, 0.25 + 0.09 * len(text)) for text in ("Adem in door je neus." * 2,) * 5
]


@pytest.mark.parametrize(
    ("voice_db", "distance_db", "length_s", "kind"),
    [
        (-30.0, 50.0, 3.6, None),
        (-34.5, 44.0, 4.4, None),
        (-40.0, 50.0, 3.6, "other level"),
        (-21.0, 50.0, 3.6, "other level"),
        (-33.0, 34.0, 3.6, "other distance"),
        (-30.0, 50.0, 6.8, "too slow"),
        (-30.0, 50.0, 2.2, "too fast"),
    ],
)
def test_a_take_is_held_against_the_others(
    voice_db: float, distance_db: float, length_s: float, kind: str | None
) -> None:
    """Another level, another place and another pace are told; what a person varies by nature is not."""
    from stilte.speech.recording_faults.other_takes import comparison_faults  # noqa: PLC0415

    figures = TakeFigures("Adem in door je neus." * 2, voice_db, distance_db, length_s)
    assert [fault.kind for fault in comparison_faults(figures, OTHERS)] == ([kind] if kind else [])
    assert not list(comparison_faults(figures, OTHERS[:3]))


def test_a_line_that_is_longer_than_its_breath_says_by_how_much() -> None:
    """The words of a take, not the quiet around them, are held against the breath or hold."""
    line = take(2)
    length_s = (line.last - line.first) / RATE_HZ
    short = check_take(line.samples.astype(np.float32), RATE_HZ, LINES[0], room=RoomForLine(length_s - 1.0))
    assert [fault.kind for fault in short.faults] == ["too long"]
    with in_language("en"):
        told = str(short.faults[0].message)
    over = float(told.removeprefix("It is ").partition(" s ")[0])
    assert over == pytest.approx(1.0, abs=0.15)
    assert "breath" in told
    assert kinds(line.samples, room=RoomForLine(length_s + 0.5, "hold")) == set()


@pytest.mark.parametrize(
    ("heard", "kind"),
    [
        ("Adem in door je neus en blaas zacht uit door je mond", None),
        ("adem in, door je neus, en blaas zachter door je mond", None),
        ("Adam in Dorien Neus en Blaas Sorte Rydoriemond", None),
        ("Adem in door je neus", "missing words"),
        ("en blaas zacht uit door je mond.", "missing words"),
        ("Adem in door je neus door je neus en blaas zacht uit door je mond", "doubled words"),
        ("Adem in adem in door je neus en blaas zacht uit door je mond", "doubled words"),
        ("Ga rustig zitten met beide voeten op de grond", "other words"),
        ("", None),
    ],
)
def test_words_are_wrong_only_where_the_rest_was_understood(heard: str, kind: str | None) -> None:
    """A recogniser that mishears a soft voice calls nothing wrong."""
    line = "Adem in door je neus en blaas zacht uit door je mond."
    assert [fault.kind for fault in word_faults(line, heard, "nl")] == ([kind] if kind else [])


def test_short_lines_are_never_called_wrong() -> None:
    """Of one to three words a recogniser makes anything."""
    for line, heard in (
        ("Zes.", "les"),
        ("Rust even uit.", "Ruste vuit, ruste vuit"),
        ("Omhoog.", "Om hoog"),
    ):
        assert not list(word_faults(line, heard, "nl"))
