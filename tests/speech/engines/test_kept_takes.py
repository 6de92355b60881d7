"""Takes are kept: the newest is heard, or the one that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.speech.engines.kept_takes import choose_take, current_take, keep_take, takes_of, throw_away
from stilte.speech.engines.recorded import in_folder, spare_recordings

if TYPE_CHECKING:
    from pathlib import Path

LINE = "adem-in"


def names(folder: Path) -> list[str]:
    return [path.name for path in takes_of(folder, LINE)]


def heard(folder: Path) -> bytes:
    return in_folder(folder)[LINE].read_bytes()


def test_the_newest_take_is_heard_and_all_are_kept(tmp_path: Path) -> None:
    """The file in the voice's folder is the newest; the same bytes are not kept twice."""
    for sound in (b"one", b"two", b"two"):
        keep_take(tmp_path, LINE, sound)
    assert names(tmp_path) == ["001.wav", "002.wav"]
    assert heard(tmp_path) == b"two"


def test_the_take_that_was_chosen_stays_heard(tmp_path: Path) -> None:
    """Also after a new one; None gives the choice back to the newest."""
    keep_take(tmp_path, LINE, b"one")
    keep_take(tmp_path, LINE, b"two")
    choose_take(tmp_path, LINE, "001.wav")
    keep_take(tmp_path, LINE, b"three")
    assert heard(tmp_path) == b"one"
    current = current_take(tmp_path, LINE)
    assert current is not None
    assert current.name == "001.wav"
    assert (tmp_path / "chosen.yaml").read_text("utf-8") == "adem-in: 001.wav\n"
    choose_take(tmp_path, LINE, None)
    assert heard(tmp_path) == b"three"
    assert not (tmp_path / "chosen.yaml").exists()
    with pytest.raises(InputError, match=r"There is no take '9\.wav'.*001\.wav"):
        choose_take(tmp_path, LINE, "9.wav")


def test_a_take_that_is_thrown_away_is_put_aside(tmp_path: Path) -> None:
    """The one before it is heard again; its number stays its own; without any the line is missing."""
    keep_take(tmp_path, LINE, b"one")
    keep_take(tmp_path, LINE, b"two")
    throw_away(tmp_path, LINE, "002.wav")
    assert heard(tmp_path) == b"one"
    assert (tmp_path / "takes" / LINE / "thrown" / "002.wav").read_bytes() == b"two"
    assert keep_take(tmp_path, LINE, b"three").name == "003.wav"
    throw_away(tmp_path, LINE, "003.wav")
    throw_away(tmp_path, LINE, "001.wav")
    assert LINE not in in_folder(tmp_path)


def test_a_recording_put_there_by_hand_is_the_first_take(tmp_path: Path) -> None:
    """It is kept when the line is recorded anew, also where lines.yaml gives it another name."""
    (tmp_path / "Opname 12.m4a").write_bytes(b"by hand")
    (tmp_path / "lines.yaml").write_text("Opname 12.m4a: Adem in.\n", "utf-8")
    assert names(tmp_path) == ["Opname 12.m4a"]
    keep_take(tmp_path, LINE, b"new")
    assert names(tmp_path) == ["001.m4a", "002.wav"]
    assert heard(tmp_path) == b"new"
    choose_take(tmp_path, LINE, "001.m4a")
    assert heard(tmp_path) == b"by hand"
    assert (tmp_path / "Opname 12.m4a").read_bytes() == b"by hand"
    assert not list(spare_recordings(in_folder(tmp_path)))
