"""A build, from script to files in their place."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.mp4 import MP4

from stilte.pipeline.workers import attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

    Make = Callable[..., tuple[Result, ...]]


def outputs(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every published file with its bytes and its time stamp."""
    files = (path for path in (folder / "output").rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_build_leaves_what_the_contract_lists(folder: Path, make: Make) -> None:
    """A track's folder holds MP3, cue sheet, transcript, chapters and picture, and nothing half-written."""
    (result,) = make()
    names = {path.name for path in (folder / "output/adem").iterdir()}
    assert names >= {"adem.mp3", "adem.json", "adem.vtt", "chapters.json", "timeline.svg"}
    assert (result.status, result.path, result.exit_code) == ("built", "output/adem/adem.mp3", 0)
    assert not list((folder / "output").rglob("*.part"))


def test_nothing_changed_touches_nothing(folder: Path, make: Make) -> None:
    """A second build leaves every byte and every time stamp."""
    make()
    before = outputs(folder)
    (result,) = make()
    assert result.status == "unchanged"
    assert outputs(folder) == before


def test_a_deleted_cache_builds_nothing_anew(folder: Path, make: Make) -> None:
    """The fingerprint in the cue sheet tells that a track is up to date when the cache cannot."""
    make()
    before = outputs(folder)
    shutil.rmtree(folder / "output/.cache")
    assert [result.status for result in make()] == ["unchanged"]
    assert outputs(folder) == before


def test_the_same_bytes_without_a_cache_and_by_force(folder: Path, make: Make) -> None:
    """Made anew from nothing, a track has the same bytes; files that are the same keep their time stamps."""
    make()
    before = outputs(folder)
    shutil.rmtree(folder / "output/.cache")
    assert [result.status for result in make(force=True)] == ["built"]
    assert outputs(folder) == before


def test_the_same_bytes_for_any_number_of_workers(folder: Path, make: Make, tmp_path: Path) -> None:
    """Two tracks made side by side are those made one after the other."""
    shutil.copy(folder / "scripts/adem.yaml", folder / "scripts/tweede.yaml")
    make()
    alone = {name: body for name, (body, _) in outputs(folder).items()}
    shutil.rmtree(folder / "output")
    assert [result.status for result in make(jobs=2)] == ["built", "built"]
    assert {name: body for name, (body, _) in outputs(folder).items()} == alone
    assert tmp_path == folder


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("scripts/adem.yaml", "Tot ziens.", "Tot gauw.", "line 13 of the script changed"),
        ("scripts/adem.yaml", "title: Even", "title: Rustig", "line 1 of the script changed"),
        ("voices/toon.yaml", "0.06", "0.07", "voice settings changed: voices/toon.yaml"),
        ("podcast.yaml", "Wij", "Zij", "changed: podcast.yaml"),
    ],
)
def test_a_rebuild_names_its_reason(  # noqa: PLR0917
    folder: Path, make: Make, file: str, old: str, new: str, reason: str
) -> None:
    """The line says what was edited."""
    make()
    edit(folder / file, old, new)
    (result,) = make()
    assert (result.status, str(result.reason)) == ("built", reason)


def test_a_missing_output_is_made_again(folder: Path, make: Make) -> None:
    """A track whose file was deleted is not up to date."""
    make()
    (folder / "output/adem/adem.mp3").unlink()
    (result,) = make()
    assert (result.status, str(result.reason)) == ("built", "output/adem/adem.mp3 is missing or was altered")


def test_an_unrelated_voice_changes_nothing(folder: Path, make: Make) -> None:
    """A new file on the shelves is looked at, and does not rebuild a track that does not use it."""
    make()
    before = outputs(folder)
    shutil.copy(folder / "voices/toon.yaml", folder / "voices/zacht.yaml")
    assert [result.status for result in make()] == ["unchanged"]
    assert outputs(folder) == before


def test_an_edited_line_is_the_only_one_spoken(folder: Path, make: Make, monkeypatch: Any) -> None:
    """After an edit, one line is spoken and the pieces before it are reused."""
    from stilte.speech.engines.tone import Tone  # noqa: PLC0415

    make()
    spoken: list[str] = []
    plain = Tone.say

    def counting(self: Tone, sentence: Any, voice: Any) -> Any:
        spoken.append("".join(piece.text for piece in sentence))
        return plain(self, sentence, voice)

    monkeypatch.setattr(Tone, "say", counting)
    edit(folder / "scripts/adem.yaml", "Tot ziens.", "Tot gauw.")
    make()
    assert spoken == ["Tot gauw."]


def test_a_wrong_script_does_not_stop_the_others(folder: Path, make: Make) -> None:
    """The others are built; the wrong one is told with file and line, exit code 2."""
    (folder / "scripts/fout.yaml").write_text(
        "title: Fout\nlanguage: nl\nsteps:\n  - breathe: 0\n", encoding="utf-8"
    )
    good, wrong = make()
    assert (good.status, wrong.status, wrong.exit_code) == ("built", "failed", 2)
    assert str(wrong.problems[0].where) == "scripts/fout.yaml:4"


def test_a_voice_that_fails_leaves_the_last_track(folder: Path, make: Make) -> None:
    """An engine that fails half-way is told with the line; what was built before stands."""
    make()
    before = outputs(folder)
    (folder / "voices/toon.yaml").write_text(
        "language: nl\nuse:\n  - command: {run: [false]}\n", encoding="utf-8"
    )
    (result,) = make()
    assert (result.status, result.exit_code) == ("failed", 1)
    assert "toon" in str(result.problems[0])
    assert outputs(folder) == before


def test_a_full_disk_is_one_clear_message(folder: Path, make: Make, monkeypatch: Any) -> None:
    """No space: the message says so, the last track stands, nothing half-written is left."""
    make()
    before = outputs(folder)
    edit(folder / "scripts/adem.yaml", "Tot ziens.", "Tot gauw.")

    def full(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("stilte.pipeline.track.write_sidecars", full)
    (result,) = make()
    assert (result.status, result.exit_code) == ("failed", 1)
    assert "disk is full" in str(result.problems[0])
    assert outputs(folder) == before


def test_an_interrupted_build_leaves_the_last_track(folder: Path, make: Make, monkeypatch: Any) -> None:
    """Stopped in the middle, the build leaves what was there and clears what it had begun."""
    make()
    before = outputs(folder)
    edit(folder / "scripts/adem.yaml", "Tot ziens.", "Tot gauw.")

    def stopped(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("stilte.pipeline.track.write_sidecars", stopped)
    with pytest.raises(KeyboardInterrupt):
        make()
    assert outputs(folder) == before


def test_what_a_crash_left_is_cleared(folder: Path, make: Make) -> None:
    """Temporary files of a build that is gone disappear with the next."""
    make()
    left = folder / "output" / ".adem-stilte-999999999-x1x2x3x4.part"
    left.mkdir()
    (left / "adem.mp3").write_bytes(b"half")
    make()
    assert not left.exists()


def test_music_that_is_no_audio_is_told(folder: Path, make: Make) -> None:
    """A text file as music fails the track with a sentence about that file."""
    (folder / "music").mkdir()
    (folder / "music/rivier.mp3").write_text("no sound", encoding="utf-8")
    edit(folder / "scripts/adem.yaml", "music: drone", "music: rivier")
    (result,) = make()
    assert result.status == "failed"
    assert "rivier.mp3" in str(result.problems[0])


def test_lengths_make_tracks_of_their_own(folder: Path, make: Make) -> None:
    """Two lengths give two folders, each to the second asked."""
    edit(folder / "scripts/adem.yaml", "lead: [2, 3]", "lead: [2, 3]\nlength: [50s, 1m]\npause: 4-40")
    results = make()
    assert [(result.slug, result.status) for result in results] == [
        ("adem-50s", "built"),
        ("adem-1m", "built"),
    ]
    sheet = json.loads((folder / "output/adem-1m/adem-1m.json").read_text(encoding="utf-8"))
    assert sheet["variant_of"] == "adem"
    assert abs(sheet["length_s"] - 60) <= 0.05


def test_another_voice_may_speak_for_the_routine(folder: Path, make: Make) -> None:
    """`--voice` replaces the routine's own voice in the cue sheet and in every line."""
    shutil.copy(folder / "voices/toon.yaml", folder / "voices/zacht.yaml")
    make(voice="zacht")
    sheet = json.loads((folder / "output/adem/adem.json").read_text(encoding="utf-8"))
    assert [voice["name"] for voice in sheet["voices"]] == ["zacht"]


def test_unexpected_faults_are_not_hidden() -> None:
    """Only errors of the author's world become results: a fault of the program is raised."""
    with pytest.raises(AttributeError):
        attempt(None)  # type: ignore[arg-type]


def test_pages_list_tracks_by_script_and_by_length(
    folder: Path, make: Callable[..., tuple[Result, ...]]
) -> None:
    """The first length is the one that the index leads to, whatever the alphabet says of the slugs."""
    script = (folder / "scripts/adem.yaml").read_text("utf-8")
    (folder / "scripts/adem.yaml").write_text(f"{script}  - pause: 0-90\nlength: [75s, 60s]\n", "utf-8")
    assert [result.slug for result in make()] == ["adem-1m15s", "adem-1m"]
    assert 'href="adem-1m15s/' in (folder / "output/index.html").read_text("utf-8")


def test_a_single_short_word_is_brought_to_its_target(
    folder: Path, make: Callable[..., tuple[Result, ...]]
) -> None:
    """A line under the 0.4 s of a loudness meter's block is measured alike before and after."""
    (folder / "scripts/adem.yaml").write_text("title: Kort\nsteps:\n  - Dag.\n", "utf-8")
    (result,) = make()
    assert result.status == "built", result.problems


def test_other_formats_carry_tags_and_chapters(folder: Path, make: Make) -> None:
    """M4A, Opus and FLAC lie beside the MP3, with the title, the chapters and a cue sheet that names them."""
    make(formats=("m4a", "opus", "flac"))
    place = folder / "output/adem"
    sheet = json.loads((place / "adem.json").read_text(encoding="utf-8"))
    assert [file["name"] for file in sheet["files"]] == ["adem.mp3", "adem.m4a", "adem.opus", "adem.flac"]
    m4a = MP4(place / "adem.m4a")
    assert m4a["\xa9nam"] == ["Even ademen"]
    assert m4a.chapters is not None
    assert m4a.info is not None
    assert [chapter.title for chapter in m4a.chapters] == ["Even ademen", "Ademen"]
    assert abs(m4a.info.length - sheet["length_s"]) < 0.1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask to speak of")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
def test_files_get_the_rights_that_the_author_gives_to_files(
    folder: Path, make: Make, umask: int, mode: int
) -> None:
    """Tracks, sidecars and pages follow the umask: a web server reads all of them, or nobody else any."""
    before = os.umask(umask)
    try:
        make()
    finally:
        os.umask(before)
    modes = {stat.S_IMODE((folder / name).stat().st_mode) for name in outputs(folder)}
    assert modes == {mode}
