"""`music/NAME.yaml`, to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stilte.errors import InputError, Where
from stilte.sound.music_names import BUILT_IN_BEDS, bed_names, sound_names
from stilte.sound.music_settings import Making, catalogue, load_bed, load_sound, unlicensed
from tests.sound.signals import hiss, write_wav

ROOT = Path(__file__).resolve().parents[2]


def project(tmp_path: Path, **files: Any) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    write_wav(folder / "rivier.wav", hiss(0.2))
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def told(tmp_path: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        load_bed("bed", project(tmp_path, bed=text))
    return str(caught.value)


def test_every_key_of_a_made_bed(tmp_path: Path) -> None:
    """Kind, level, fades, ducking, breath and the expressive settings are read as the contract shows them."""
    text = """
make: drone
level: -12
fade: [6, 0:12]
duck: 4
follow: breath
tone: A1
brightness: 0,3
pace: 0.8
width: 1
seed: 7
"""
    bed = load_bed("bed", project(tmp_path, bed=text))
    assert (bed.make, bed.level_db, bed.fade_s, bed.duck_db) == ("drone", -12, (6, 12), 4)
    assert bed.follow_breath
    assert bed.making == Making(tone_hz=55.0, brightness=0.3, pace=0.8, width=1.0, seed=7)
    assert bed.warnings == ()


def test_every_key_of_a_recording(tmp_path: Path) -> None:
    """File, loop, licence and credit are kept as written."""
    text = "file: rivier.wav\nloop: [12.0, 184.5]\nlicence: CC-BY-4.0\ncredit: door Anna\n"
    bed = load_bed("bed", project(tmp_path, bed=text))
    assert bed.file == tmp_path / "music" / "rivier.wav"
    assert (bed.loop_s, bed.licence, bed.credit) == ((12.0, 184.5), "CC-BY-4.0", "door Anna")
    assert bed.warnings == ()


def test_a_description_comes_before_a_file_before_what_is_built_in(tmp_path: Path) -> None:
    """`rain` means music/rain.yaml, else music/rain.*, else the built-in rain."""
    root = project(tmp_path)
    assert load_bed("rain", root).make == "rain"
    write_wav(root / "music" / "rain.wav", hiss(0.1))
    assert load_bed("rain", root).file == root / "music" / "rain.wav"
    (root / "music" / "rain.yaml").write_text("make: ocean\n")
    assert load_bed("rain", root).make == "ocean"


def test_an_audio_file_goes_by_its_name_with_or_without_ending(tmp_path: Path) -> None:
    """`music: rivier` and `music: rivier.wav` are the same file."""
    root = project(tmp_path)
    assert load_bed("rivier", root).file == load_bed("rivier.wav", root).file


def test_a_bed_that_is_not_there_lists_what_there_is(tmp_path: Path) -> None:
    """The nearest spelling and every name, at the line that asked."""
    with pytest.raises(InputError) as caught:
        load_bed("rvier", project(tmp_path), Where("scripts/a.yaml", 5))
    assert str(caught.value) == (
        "scripts/a.yaml:5: There is no music 'rvier'. Did you mean 'rivier'? "
        "There are: bowls, drone, ocean, rain, rivier, room, wind."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("make: oceaan\n", "music/bed.yaml:1: There is no `make` 'oceaan'. Did you mean 'ocean'?"),
        ("level: -12\n", "music/bed.yaml:1: A bed is either made or a file."),
        ("make: rain\nfile: rivier.wav\n", "A bed is either made or a file."),
        ("file: rivier.mp3\n", "music/bed.yaml:1: There is no file 'rivier.mp3'. Did you mean 'rivier.wav'?"),
        ("file: ../../geheim.wav\n", "music/bed.yaml:1: '../../geheim.wav' is outside the project."),
        ("make: rain\nlevl: -12\n", "music/bed.yaml:2: There is no setting of a bed 'levl'."),
        ("make: rain\nlevel: zacht\n", "music/bed.yaml:2: 'zacht' is not a number."),
        ("make: rain\nlevel: 6\n", "music/bed.yaml:2: 6 is out of range."),
        ("make: drone\ntone: H2\n", "music/bed.yaml:2: 'H2' is not a tone. Write a note, like D2"),
        ("make: rain\nfollow: adem\n", "music/bed.yaml:2: There is no `follow` 'adem'."),
        ("make: rain\nfade: 6\n", "music/bed.yaml:2: `fade` takes 2 values, not 1."),
        ("file: rivier.wav\nloop: [9, 3]\n", "music/bed.yaml:2: The loop ends before it begins."),
        (
            "file: rivier.wav\nloop: 9\n",
            "music/bed.yaml:2: `loop` takes 2 values, not 1. Write it like `loop: [12.0, 184.5]`.",
        ),
        ("make: rain\nbrightness: 3\n", "music/bed.yaml:2: 3 is out of range. Write a number from 0 to 1."),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, words: str, tmp_path: Path) -> None:
    """Every mistake names file and line and what to write."""
    assert words in told(tmp_path, text)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """A file with three mistakes gives three lines."""
    assert len(told(tmp_path, "make: regen\nlevel: hard\nwidth: 2\n").splitlines()) == 3


def test_a_recording_without_licence_warns(tmp_path: Path) -> None:
    """A recording needs a licence, and a credit unless that is CC0; what is built in needs neither."""
    root = project(tmp_path, bed="file: rivier.wav\ncredit: door Anna\n")
    assert [str(warning) for warning in load_bed("bed", root).warnings] == [
        (
            "music/bed.yaml:1: The recording 'rivier.wav' has no licence. "
            "Write it in music/bed.yaml, as `licence: …`."
        )
    ]
    assert unlicensed(["bed", "rivier", "ocean", "bowl", "unknown"], root) == {"bed", "rivier"}
    assert not load_bed("drone", root).warnings


def test_a_licence_that_asks_for_a_credit_warns_without_one(tmp_path: Path) -> None:
    """CC BY wants a name; CC0 does not."""
    root = project(
        tmp_path, by="file: rivier.wav\nlicence: CC-BY-4.0\n", free="file: rivier.wav\nlicence: CC0-1.0\n"
    )
    assert "has no credit" in str(load_bed("by", root).warnings[0])
    assert not load_bed("free", root).warnings


def test_a_setting_without_effect_warns(tmp_path: Path) -> None:
    """A loop for a made bed, or a tone for the rain, changes nothing, and says so."""
    root = project(tmp_path, bed="make: rain\nloop: [1, 2]\ntone: D2\n")
    assert [str(w) for w in load_bed("bed", root).warnings] == [
        "music/bed.yaml:3: `tone` changes nothing for `make: rain`.",
        "music/bed.yaml:2: `loop` changes nothing for `make: rain`.",
    ]


def test_an_own_sound_carries_its_licence(tmp_path: Path) -> None:
    """A recording that is played once is credited by its description; bells are free."""
    root = project(tmp_path, klok="file: rivier.wav\nlicence: CC0-1.0\ncredit: eigen opname\n")
    assert (load_sound("klok", root).licence, load_sound("klok", root).credit) == ("CC0-1.0", "eigen opname")
    assert load_sound("bowl", root).file is None
    with pytest.raises(InputError, match="There is no sound 'ocean'"):
        load_sound("ocean", root)


def test_names_are_what_can_be_loaded(tmp_path: Path) -> None:
    """Every name on the shelf loads; hidden files are no names."""
    root = project(tmp_path, zee="make: ocean\n")
    (root / "music" / ".DS_Store").write_bytes(b"x")
    assert bed_names(root) == tuple(sorted({"rivier", "zee"} | BUILT_IN_BEDS))
    assert {bed.name for bed in catalogue(root)} == set(bed_names(root))
    assert "rivier" in sound_names(root)


def test_the_projects_own_music_reads_without_a_warning() -> None:
    """Every file that is shipped in music/ is right, and there is one for every kind."""
    own = [bed for bed in catalogue(ROOT) if bed.where]
    assert {bed.make for bed in own} >= BUILT_IN_BEDS
    assert not [warning for bed in own for warning in bed.warnings]
