"""One long recording, cut into takes: what is sure, what is asked, what is missing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from benchmarks.long_recordings import Recipe, long_recording
from benchmarks.spoken_lines import RATE_HZ, spoken
from stilte.errors import InputError
from stilte.speech.cutting.cut_notes import CutNotes, notes_of
from stilte.speech.cutting.cut_recording import cut_recording
from stilte.speech.engines.kept_takes import takes_of
from stilte.speech.engines.recorded import file_name

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    "Ga rustig zitten en laat je handen op je bovenbenen liggen.",
    "Voel hoe de grond je draagt.",
    "Adem in door je neus en blaas zacht uit door je mond.",
    "Laat je schouders zakken, weg van je oren.",
    "Je onderkaak mag los hangen.",
    "Breng je aandacht naar je linkervoet.",
)
CLEAN = Recipe(5, 35.0, "wav", stumbles=0, repeats=0, coughs=0, missing=0)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "opname.wav"
    long_recording(LINES, "espeak-nl", CLEAN, path)
    return path


def test_a_recording_becomes_a_take_for_each_line(tmp_path: Path) -> None:
    """Each is cut within 30 ms of its words, into a file; the recording is kept with its table."""
    path = tmp_path / "opname.wav"
    truths = long_recording(LINES, "espeak-nl", CLEAN, path)
    folder = tmp_path / "voices" / "anna"
    cuts = cut_recording(path, LINES, folder, "nl", hear=False)
    assert [cut.status for cut in cuts.lines] == ["cut"] * len(LINES)
    for truth, cut in zip(truths, cuts.lines, strict=True):
        assert truth.place_s is not None
        assert cut.start_s == pytest.approx(truth.place_s[0], abs=0.03)
        assert cut.end_s == pytest.approx(truth.place_s[1], abs=0.03)
        assert soundfile.info(folder / f"{file_name(cut.text)}.wav").subtype == "PCM_24"
    assert (folder / "long" / "opname.wav").read_bytes() == path.read_bytes()
    assert len((folder / "long" / "opname.txt").read_text("utf-8").splitlines()) == len(LINES)


def test_a_line_that_was_forgotten_is_missing_and_the_others_are_cut(tmp_path: Path) -> None:
    """No other sound is taken for it."""
    path = tmp_path / "opname.wav"
    long_recording([line for line in LINES if line != LINES[3]], "espeak-nl", CLEAN, path)
    cuts = cut_recording(path, LINES, tmp_path / "anna", "nl", hear=False).lines
    assert cuts[3].status == "missing"
    assert not takes_of(tmp_path / "anna", file_name(LINES[3]))
    assert all(cut.status != "missing" for cut in (*cuts[:3], *cuts[4:]))


def test_a_corrected_table_is_followed(recorded: Path, tmp_path: Path) -> None:
    """Beside the recording it counts before anything is guessed; a question mark still asks."""
    table = recorded.with_suffix(".txt")
    table.write_text(f"2.0\t4.0\t{LINES[1]}\n5.0\t6.5\t? {LINES[2]}\n", "utf-8")
    cuts = cut_recording(recorded, LINES, tmp_path / "anna", "nl", hear=False).lines
    assert [cut.status for cut in cuts] == ["missing", "cut", "unsure", "missing", "missing", "missing"]
    (take,) = takes_of(tmp_path / "anna", file_name(LINES[1]))
    whole, _ = soundfile.read(recorded)
    kept, rate_hz = soundfile.read(take)
    start = round(1.65 * rate_hz)
    assert np.abs(kept - whole[start : start + len(kept)]).max() < 1e-6
    assert not takes_of(tmp_path / "anna", file_name(LINES[2]))


def test_why_a_line_is_asked_is_kept_beside_the_recording(recorded: Path, tmp_path: Path) -> None:
    """With what was left out; a corrected table of the same recording asks for the same reason."""
    long_recording([line for line in LINES if line != LINES[3]], "espeak-nl", CLEAN, recorded)
    other = [LINES[3] if line == LINES[2] else line for line in LINES]
    cuts = cut_recording(recorded, other, tmp_path / "anna", "nl", hear=False)
    kept = tmp_path / "anna" / "long" / "opname.wav"
    asked = {file_name(cut.text): str(cut.why) for cut in cuts.lines if cut.status == "unsure"}
    assert asked
    assert notes_of(kept).why == asked
    assert notes_of(kept).left_out == [(one.start_s, one.end_s) for one in cuts.left_out]
    assert set(notes_of(kept).takes) == {file_name(cut.text) for cut in cuts.lines if cut.status == "cut"}
    again = cut_recording(kept, other, tmp_path / "anna", "nl", hear=False)
    assert {file_name(cut.text): cut.why for cut in again.lines if cut.status == "unsure"} == asked
    assert again.left_out == cuts.left_out


def test_notes_that_cannot_be_read_are_no_notes(tmp_path: Path) -> None:
    """What another program wrote there stops nothing."""
    for text in ("", "[]", "null", '{"why": 3}', '{"why": {}, "takes": {}, "left_out": [[1]]}'):
        (tmp_path / "opname.json").write_text(text, "utf-8")
        assert notes_of(tmp_path / "opname.m4a") == CutNotes()


def test_cutting_again_keeps_no_take_twice(recorded: Path, tmp_path: Path) -> None:
    """What is cut at the same place is the same take; another place is a new one."""
    table = recorded.with_suffix(".txt")
    for end_s, count in ((4.0, 1), (4.0, 1), (4.2, 2)):
        table.write_text(f"2.0\t{end_s}\t{LINES[1]}\n", "utf-8")
        cut_recording(recorded, LINES, tmp_path / "anna", "nl", hear=False)
        assert len(takes_of(tmp_path / "anna", file_name(LINES[1]))) == count


def test_a_folder_of_one_file_a_line_is_taken_over(tmp_path: Path) -> None:
    """By the words in their names, or in order where there is one for each line; else it is refused."""
    exports = tmp_path / "uit"
    exports.mkdir()
    sound = io.BytesIO()
    soundfile.write(sound, spoken(LINES[0], "espeak-nl", 1.0), RATE_HZ, format="WAV")
    for number in range(len(LINES)):
        (exports / f"Track {number + 1}.wav").write_bytes(sound.getvalue())
    cuts = cut_recording(exports, LINES, tmp_path / "anna", "nl", hear=False).lines
    assert [cut.status for cut in cuts] == ["cut"] * len(LINES)
    (exports / "Track 2.wav").unlink()
    with pytest.raises(InputError, match="5 recordings in 'uit', and 6 lines"):
        cut_recording(exports, LINES, tmp_path / "bea", "nl", hear=False)
    (exports / "Track 1.wav").rename(exports / "07 Voel hoe de grond je draagt.wav")
    cuts = cut_recording(exports, LINES, tmp_path / "bea", "nl", hear=False).lines
    assert [cut.status for cut in cuts].count("cut") == 1


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    """One sentence, and nothing is written."""
    path = tmp_path / "opname.wav"
    path.write_bytes(b"RIFF nothing")
    with pytest.raises(InputError, match="cannot be played"):
        cut_recording(path, LINES, tmp_path / "anna", "nl", hear=False)
    assert not (tmp_path / "anna").exists()
