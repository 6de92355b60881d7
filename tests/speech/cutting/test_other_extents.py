"""A cut that holds more than its line, or less, is asked for; lines around it are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from benchmarks.spoken_lines import RATE_HZ, spoken
from benchmarks.words import LINES
from stilte.speech.cutting.cut_lines import CutLine, cut_lines
from stilte.speech.cutting.extent import Extent
from stilte.speech.cutting.long_recording import decode_long

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = (LINES / "nl.second-script.txt").read_text("utf-8").splitlines()[3:19]
ODD = 7


def said(text: str) -> np.ndarray:
    return spoken(text, "espeak-nl-m7", 1.0)


def quiet(length_s: float) -> np.ndarray:
    return np.zeros(round(length_s * RATE_HZ))


def cut_with(odd: np.ndarray, folder: Path) -> tuple[list[CutLine], float]:
    """Return the cuts of a script whose eighth line sounds so, and where that begins, in seconds."""
    parts = [quiet(1.5)]
    for number, line in enumerate(SCRIPT):
        if number == ODD:
            at_s = sum(map(len, parts)) / RATE_HZ
        parts += [odd if number == ODD else said(line), quiet(1.1)]
    whole = np.concatenate(parts)
    noise = np.random.default_rng(4).normal(size=len(whole)) * 0.0005
    soundfile.write(folder / "opname.wav", whole + noise, RATE_HZ)
    recording = decode_long(folder / "opname.wav", folder / "decoded")
    return list(cut_lines(recording, SCRIPT, "nl", hear=False).lines), at_s


def test_a_line_begun_again_in_one_breath_begins_at_the_second_saying(tmp_path: Path) -> None:
    """It is asked for, with the beginning that was left out; the other lines are sure."""
    line = said(SCRIPT[ODD])
    begun = line[: round(0.5 * len(line))].copy()
    begun[-1000:] *= np.linspace(1, 0, 1000)
    cuts, at_s = cut_with(np.concatenate([begun, quiet(0.06), line]), tmp_path)
    again_s = at_s + len(begun) / RATE_HZ + 0.06
    assert cuts[ODD].status == "unsure"
    assert cuts[ODD].start_s == pytest.approx(again_s, abs=0.05)
    assert at_s < cuts[ODD].from_s < cuts[ODD].start_s
    assert [cut.status for n, cut in enumerate(cuts) if abs(n - ODD) > 1] == ["cut"] * (len(cuts) - 3)


def test_a_word_before_the_line_or_a_pause_in_it_is_asked_for(tmp_path: Path) -> None:
    """None of it is cut wrongly in silence."""
    words = SCRIPT[ODD].split()
    begun, rest = said(" ".join(words[:3])), said(" ".join(words[3:]))
    for odd in (
        np.concatenate([said("Ehm."), quiet(0.2), said(SCRIPT[ODD])]),
        np.concatenate([begun, quiet(1.4), rest]),
    ):
        cuts, at_s = cut_with(odd, tmp_path)
        whole = cuts[ODD].start_s < at_s + 0.05 and cuts[ODD].end_s > at_s + len(odd) / RATE_HZ - 0.05
        assert cuts[ODD].status != "cut" or (whole and odd.size == len(begun) + len(rest))


def test_a_tidy_line_is_sure(tmp_path: Path) -> None:
    """Nothing is doubted of lines that are read as they stand."""
    cuts, _ = cut_with(said(SCRIPT[ODD]), tmp_path)
    assert [cut.status for cut in cuts] == ["cut"] * len(SCRIPT)


def test_another_extent_is_taken_asked_or_left() -> None:
    """By how much dearer it is, and for a dropped beginning by how like it is to what follows."""
    assert Extent("later", 1.0, 3.0, 0.5).is_taken
    assert not Extent("later", 1.0, 3.0, 0.5).is_certain
    assert Extent("later", 1.0, 3.0, -1.1).is_certain
    assert not Extent("later in a stretch", 1.0, 3.0, -9.0).is_certain
    assert Extent("later in a stretch", 1.0, 3.0, 0.5, again=0.7).is_taken
    asked = Extent("later in a stretch", 1.0, 3.0, -0.6, again=2.0)
    assert asked.is_asked
    assert not asked.is_taken
    assert not Extent("later in a stretch", 1.0, 3.0, 0.5, again=2.0).is_asked
    assert not Extent("later in a stretch", 1.0, 3.0, -0.5, again=2.0).is_asked
    assert Extent("later in a stretch", 1.0, 3.0, -0.5, again=1.1).is_asked
    assert not Extent("with what is after", 1.0, 3.0, 9.0).is_asked


def test_what_is_beside_a_pause_is_taken_along_where_the_line_is_likelier_with_it() -> None:
    """It is asked all the same; a cut that has it is told apart from one that has it not."""
    wider = Extent("with what is before", 1.0, 3.0, -0.4)
    assert wider.is_wider
    assert wider.is_taken
    assert not wider.is_certain
    assert wider.is_asked
    assert not Extent("with what is after", 1.0, 3.0, 0.0).is_taken
    assert wider.is_within(1.1, 3.0)
    assert not wider.is_within(2.0, 3.0)


def test_what_was_heard_counts_but_for_what_is_begun_and_said_again() -> None:
    """A recogniser that hears a line's own words leaves no doubt of them; it writes a stutter but once."""
    assert Extent("with what is before", 1.0, 3.0, 0.4).is_asked
    assert not Extent("with what is before", 1.0, 3.0, 0.4, by_words=4.0).is_asked
    assert not Extent("later in a stretch", 1.0, 3.0, -2.0, by_words=4.0).is_asked
    assert Extent("later in a stretch", 1.0, 3.0, -2.0, again=0.5, by_words=4.0).is_taken
