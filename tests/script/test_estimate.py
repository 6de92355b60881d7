"""Lengths guessed from the words."""

from __future__ import annotations

from stilte.script.estimate import estimate, spoken_s
from stilte.script.line import Utterance

LINE = "Zet je voeten op heupbreedte, laat je armen hangen en voel hoe de grond je draagt."


def test_a_line_is_spoken_at_about_a_hundred_words_a_minute() -> None:
    """A guiding voice says about a hundred words a minute."""
    pace = len(LINE.split()) / spoken_s(LINE, "nl") * 60
    assert 80 < pace < 150


def test_a_slower_voice_lasts_longer() -> None:
    """Half the speed is twice the time, at the rate of the track."""
    fast, slow = (Utterance((LINE,), "rustig", "nl", speed) for speed in (1.0, 0.5))
    lengths = estimate(44100)
    assert abs(lengths.speech(slow) - 2 * lengths.speech(fast)) <= 1
    assert lengths.speech(fast) == round(spoken_s(LINE, "nl") * 44100)


def test_breaks_inside_a_line_take_time() -> None:
    """A full stop inside a line costs more than a comma, and one at its end costs nothing."""
    assert spoken_s("Zak. Rust", "nl") > spoken_s("Zak, rust", "nl") > spoken_s("Zak rust", "nl")
    assert spoken_s("Zak rust.", "nl") == spoken_s("Zak rust", "nl")


def test_a_number_fits_in_its_second() -> None:
    """Numbers up to six are said within a second, so that counting looks as it will sound."""
    assert all(spoken_s(word, "nl") < 1 for word in ("een", "twee", "drie", "vier", "vijf", "zes"))


def test_other_scripts_are_not_taken_for_one_syllable() -> None:
    """A long word in letters that are not Latin lasts longer than a short one."""
    assert spoken_s("успокойся", "ru") > spoken_s("да", "ru")
