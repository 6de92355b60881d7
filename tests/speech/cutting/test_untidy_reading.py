"""Lines that run together, that change places, that are read again with a halt: found, and asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from benchmarks.spoken_lines import RATE_HZ, spoken
from benchmarks.words import LINES
from stilte.speech.cutting.cut_lines import CutLine, cut_lines
from stilte.speech.cutting.long_recording import decode_long
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Progress = Callable[[str, float], None]
    Sound = NDArray[np.float64]

SCRIPT = (LINES / "nl.second-script.txt").read_text("utf-8").splitlines()[3:19]
ODD = 7
PAUSE_S = 1.1


def said(text: str, scale: float = 1.0) -> Sound:
    return spoken(text, "espeak-nl-m7", scale)


def quiet(length_s: float) -> Sound:
    return np.zeros(round(length_s * RATE_HZ))


def cut_with(
    odd: list[tuple[str, Sound]], folder: Path, progress: Progress | None = None
) -> tuple[list[CutLine], dict[str, tuple[float, float]]]:
    """Return the cuts where two lines are read so, and where each named sound of them is, in seconds."""
    lines = [("", part) for line in SCRIPT[:ODD] for part in (said(line), quiet(PAUSE_S))]
    lines += [*odd, ("", quiet(PAUSE_S))]
    lines += [("", part) for line in SCRIPT[ODD + 2 :] for part in (said(line), quiet(PAUSE_S))]
    places, parts = {}, [quiet(1.5)]
    for name, sound in lines:
        at = sum(map(len, parts))
        places[name] = (at / RATE_HZ, (at + len(sound)) / RATE_HZ)
        parts.append(sound)
    whole = np.concatenate(parts)
    noise = np.random.default_rng(4).normal(size=len(whole)) * 0.0005
    soundfile.write(folder / "opname.wav", whole + noise, RATE_HZ)
    recording = decode_long(folder / "opname.wav", folder / "decoded")
    return list(cut_lines(recording, SCRIPT, "nl", hear=False, progress=progress).lines), places


def is_at(cut: CutLine, place_s: tuple[float, float]) -> bool:
    return (cut.start_s, cut.end_s) == pytest.approx(place_s, abs=0.05)


def the_others_are_sure(cuts: list[CutLine]) -> bool:
    return all(cut.status == "cut" for n, cut in enumerate(cuts) if not ODD - 1 <= n <= ODD + 2)


def test_two_lines_without_a_pause_between_them_are_parted_and_asked(tmp_path: Path) -> None:
    """Each is cut where it is, and neither take has a sound of the other.

    All is compared again then; what is told of it rises only, by every part of the work.
    """
    first, second = SCRIPT[ODD], SCRIPT[ODD + 1]
    told: list[tuple[str, float]] = []
    cuts, places = cut_with(
        [("first", said(first)), ("", quiet(0.03)), ("second", said(second))],
        tmp_path,
        lambda doing, share: told.append((doing, share)),
    )
    shares = [share for doing, share in told if doing == "compare"]
    assert shares == sorted(shares)
    assert {round(share, 6) for share in shares} >= {0.25, 0.4, 0.65, 0.9, 1.0}
    one, other = cuts[ODD], cuts[ODD + 1]
    assert is_at(one, places["first"])
    assert is_at(other, places["second"])
    assert (one.status, other.status) == ("unsure", "unsure")
    assert one.to_s <= places["second"][0] + 0.02
    assert other.from_s >= places["first"][1] - 0.02
    assert the_others_are_sure(cuts)


def test_two_lines_that_changed_places_are_both_found_or_asked(tmp_path: Path) -> None:
    """The one that is out of its place is cut where it was read, and asked about."""
    first, second = SCRIPT[ODD], SCRIPT[ODD + 1]
    cuts, places = cut_with([("second", said(second)), ("", quiet(1.2)), ("first", said(first))], tmp_path)
    assert is_at(cuts[ODD], places["first"])
    assert is_at(cuts[ODD + 1], places["second"])
    assert "unsure" in {cuts[ODD].status, cuts[ODD + 1].status}
    assert the_others_are_sure(cuts)


def test_a_later_reading_with_a_halt_does_not_lose_in_silence(tmp_path: Path) -> None:
    """The whole earlier one may be the cut; then it is asked about, and the later one is named."""
    words = SCRIPT[ODD].split()
    again = [
        ("", said(SCRIPT[ODD])),
        ("", quiet(1.0)),
        ("again", np.concatenate([said(" ".join(words[:3])), quiet(2.3), said(" ".join(words[3:]))])),
        ("", quiet(PAUSE_S)),
        ("", said(SCRIPT[ODD + 1])),
    ]
    cuts, places = cut_with(again, tmp_path)
    assert cuts[ODD].status == "unsure"
    assert clock(places["again"][0]) in str(cuts[ODD].why)
    assert the_others_are_sure(cuts)


def test_a_line_with_a_pause_in_it_is_cut_whole_and_asked(tmp_path: Path) -> None:
    """What stands on the other side of the pause is taken along where the line is likelier with it."""
    words = SCRIPT[ODD].split()
    halting = np.concatenate([said(" ".join(words[:3])), quiet(1.6), said(" ".join(words[3:]))])
    cuts, places = cut_with(
        [("halting", halting), ("", quiet(PAUSE_S)), ("", said(SCRIPT[ODD + 1]))], tmp_path
    )
    assert is_at(cuts[ODD], places["halting"])
    assert cuts[ODD].status == "unsure"
    assert the_others_are_sure(cuts)
