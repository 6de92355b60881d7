"""The second level of the cache: read through, written whole, looked at before it is believed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError
from stilte.pipeline.build import build
from stilte.pipeline.cluster.shared_place import PlaceFailed, SharedPlace
from stilte.pipeline.options import Options
from stilte.project import Project, open_project
from stilte.release.upload.destination import Destination
from stilte.store import HEADER_BYTES, Store, key_of
from tests.pipeline.conftest import SCRIPT, VOICE, Told

if TYPE_CHECKING:
    from pathlib import Path

A_KEY = key_of("a")
NAME = f"takes/{A_KEY[:2]}/{A_KEY}"


@pytest.fixture
def place(tmp_path: Path) -> SharedPlace:
    """Return a place in a folder, reached by its address."""
    return SharedPlace(f"file://{tmp_path}/nas/cache", sleep=lambda _s: None)


def store(folder: Path, place: SharedPlace) -> Store:
    return Store(folder, "takes", place)


def test_what_one_machine_writes_another_reads(tmp_path: Path, place: SharedPlace) -> None:
    """An entry is there for every store with the same place behind it, and then lies in its own cache too."""
    one, other = store(tmp_path / "one", place), store(tmp_path / "other", place)
    one.write(A_KEY, b"body")
    one.write_pieces("pieces", [b"bo", b"dy"])
    assert (other.read(A_KEY), other.read("pieces")) == (b"body", b"body")
    assert other.body_bytes(A_KEY) == 4
    shutil.rmtree(tmp_path / "nas")
    found = other.find(A_KEY)
    assert found is not None
    assert found.read_bytes()[HEADER_BYTES:] == b"body"
    assert store(tmp_path / "third", place).find(A_KEY) is None


@pytest.mark.parametrize("damage", [b"", b"stilte1\nshort", b"nonsense" * 20, b"\x80\x04\x95pickle" * 9])
def test_what_is_damaged_there_counts_as_absent(tmp_path: Path, place: SharedPlace, damage: bytes) -> None:
    """Half an entry and somebody else's file are not copied into the cache, and can be written anew."""
    one, other = store(tmp_path / "one", place), store(tmp_path / "other", place)
    one.write(A_KEY, b"body")
    there = tmp_path / "nas/cache" / NAME
    there.write_bytes(damage)
    assert (other.find(A_KEY), other.read(A_KEY), other.body_bytes(A_KEY)) == (None, None, None)
    assert not [
        path for path in (tmp_path / "other").rglob("*") if path.is_file() and path.name != "CACHEDIR.TAG"
    ]
    other.write(A_KEY, b"body")
    assert there.read_bytes()[HEADER_BYTES:] == b"body"


def test_a_folder_in_the_place_of_an_entry_is_none(tmp_path: Path, place: SharedPlace) -> None:
    """Whatever stands under the name, it is only ever read as an entry."""
    (tmp_path / "nas/cache" / NAME).mkdir(parents=True)
    assert store(tmp_path / "one", place).find(A_KEY) is None


def test_names_that_are_not_ours_are_not_listed(tmp_path: Path, place: SharedPlace) -> None:
    """A listing gives entries where entries lie, with their sizes, and nothing else."""
    store(tmp_path / "one", place).write(A_KEY, b"body")
    for name in ("takes/ab/../../x", "takes/brief.docx", f"takes/zz/{A_KEY}", f"takes/{A_KEY[:2]}/.x.part"):
        path = tmp_path / "nas/cache" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert place.sizes("takes") == {NAME: HEADER_BYTES + 4}
    assert place.sizes("tracks") == {}


@dataclass
class Failing:
    """A place whose requests fail as `fails` says, each with an error of its own kind."""

    whole: Any
    fails: list[bool] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        """Give the methods of the place, each of which may fail first."""

        def called(*args: Any, **named: Any) -> Any:
            if self.fails and self.fails.pop(0):
                raise RuntimeError("503: slow down")
            return getattr(self.whole, name)(*args, **named)

        return called


def failing(monkeypatch: pytest.MonkeyPatch, place: SharedPlace, fails: list[bool]) -> None:
    from stilte.release.upload import destination  # noqa: PLC0415 (patched)

    opened = destination.open_destination(place.address)
    files = Failing(opened.files, fails)
    given = Destination(files, opened.root)
    monkeypatch.setattr(destination, "open_destination", lambda _address: given)


def test_a_place_that_fails_for_a_while_is_asked_again(
    tmp_path: Path, place: SharedPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written stays of a try that failed, there or here."""
    failing(monkeypatch, place, [True, False, True, False, False, True])
    store(tmp_path / "one", place).write(A_KEY, b"body")
    failing(monkeypatch, place, [True, True, False, True])
    assert store(tmp_path / "other", place).read(A_KEY) == b"body"
    assert {p.name for p in (tmp_path / "nas").rglob("*") if p.is_file()} == {A_KEY}


def test_a_place_that_is_gone_is_named(
    tmp_path: Path, place: SharedPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some tries the problem names the place, what it said and what to look at."""
    failing(monkeypatch, place, [True] * 99)
    with pytest.raises(
        PlaceFailed, match=r"The shared cache 'file://.*' cannot be reached: 503: slow down\."
    ) as found:
        store(tmp_path / "one", place).find(A_KEY)
    assert "podcast.yaml" in str(found.value.problems[0].instead)


def test_no_password_is_told(place: SharedPlace) -> None:
    """An address with a login is shown without the password, also after a journey to another process."""
    failed = PlaceFailed("sftp://anna@host/cache", "gone")
    kind, arguments = failed.__reduce__()
    assert str(kind(*arguments)) == str(failed)
    with pytest.raises(PlaceFailed) as found:
        replace(place, address="ftp://anna:hunter2@localhost:1/x", waits_s=()).check()
    assert "hunter2" not in str(found.value)


def project(folder: Path, place: str) -> Project:
    for name, text in (
        ("scripts/adem.yaml", SCRIPT),
        ("voices/toon.yaml", VOICE),
        ("podcast.yaml", f"title: Proef\nlanguage: nl\nauthor: Wij\ncache: {{place: '{place}'}}\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return open_project(folder)


def test_a_project_says_where_machines_share_takes(
    tmp_path: Path, place: SharedPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one machine spoke, another does not speak again; its own cache stays where it was."""
    one, other = (project(tmp_path / name, place.address) for name in ("one", "other"))
    assert (one.shared, one.cache) == (place.address, one.root / "output/.cache")
    assert [each.status for each in build(one, one.script_files(), Options(jobs=1), Told())] == ["built"]

    def say(*_: object) -> None:
        raise AssertionError("spoken again")

    monkeypatch.setattr("stilte.speech.engines.tone.Tone.say", say)
    assert [each.status for each in build(other, other.script_files(), Options(jobs=1), Told())] == ["built"]
    tracks = [(each.root / "output/adem/adem.mp3").read_bytes() for each in (one, other)]
    assert tracks[0] == tracks[1]


def test_one_machine_builds_without_a_place_that_is_gone(tmp_path: Path) -> None:
    """Where the place does not answer, the track is made all the same, and a note says so."""
    here = project(tmp_path / "one", "ftp://127.0.0.1:1/cache")
    result = build(here, here.script_files(), Options(jobs=1), Told())[0]
    assert result.status == "built"
    assert str(result.notes[0]).startswith("The shared cache 'ftp://127.0.0.1:1/cache' cannot be reached:")
    assert str(result.notes[0]).endswith("Built without it.")


def test_a_web_address_is_no_place(tmp_path: Path) -> None:
    """Nothing can be written there: told with the line, and what to write instead."""
    with pytest.raises(InputError, match=r"podcast.yaml:4: .*nothing can be written to a web address.*s3://"):
        project(tmp_path / "one", "https://example.org/cache")
