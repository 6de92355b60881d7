"""Other formats and stems: the same track, as long, as loud, in place."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from stilte.errors import BuildError
from stilte.sound.clip import ffmpeg
from stilte.sound.encode.encode_formats import FORMATS, bitrate_kbps, write_clips, write_formats, write_stems
from stilte.sound.mix.master import master
from stilte.sound.mix.mixer import PARTS, mixer
from tests.sound.mixing import RATE, Samples, World, guided, level_db, sea, voiced

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.sound.encode.encode_formats import Format

SOUND = (sea(4.0)[:, :2] + voiced(4.0)).astype(np.float32)


def decoded(path: Path, channels: int = 2, rate: int = RATE) -> np.ndarray:
    form = ["-ar", str(rate), "-ac", str(channels), "-f", "f32le", "-"]
    raw = subprocess.run([ffmpeg(), "-v", "error", "-i", path, *form], check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, channels)


def test_every_format_holds_the_track(tmp_path: Path) -> None:
    """One pass writes all; each decodes to the same sound in the same place."""
    places = {form: tmp_path / f"a.{form}" for form in FORMATS}
    write_formats(Samples(SOUND), places)
    least_db = {"m4a": 12, "opus": 8, "flac": 55}
    for form, path in places.items():
        heard = decoded(path)
        assert abs(len(heard) - len(SOUND)) <= (0 if form == "flac" else 2048)
        count = min(len(heard), len(SOUND))
        error = level_db(heard[:count] - SOUND[:count])
        assert level_db(SOUND) - error > least_db[form], form


@pytest.mark.parametrize("form", FORMATS)
def test_same_track_gives_the_same_bytes(tmp_path: Path, form: Format) -> None:
    """Nothing in a file depends on the day or the run."""
    for name in ("a", "b"):
        write_formats(Samples(SOUND), {form: tmp_path / name})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_stems_sum_to_the_mix(tmp_path: Path) -> None:
    """Voice, bed, bells and breath, read back from their files, are the track within -60 dB."""
    world, _ = guided()
    events = [world.speech(7, "one"), world.strike(11), world.phase(14, 3)]
    track = master(mixer(world.timeline(22, events, [(0, 0, "bed", 0.0)]), world.sources()), "calm")
    paths = write_stems(track, tmp_path / "stems")
    stems = [decoded(path) for path in paths]
    whole = track.block(0, track.length_frames)
    assert [path.stem for path in paths] == [part for part in PARTS if part != "room"]
    assert all(np.abs(stem).max() > 0.001 for stem in stems)
    assert level_db(sum(stems) - whole) < level_db(whole) - 60


def test_the_clips_in_their_places_are_the_voice(tmp_path: Path) -> None:
    """Each is as long as planned; laid where they belong they are the stem of the voice."""
    world, _ = guided()
    events = [world.speech(7, "one"), world.speech(15, "one")]
    track = master(mixer(world.timeline(22, events), world.sources()), "calm")
    spoken = [(event.start_frame, event.start_frame + event.length_frames) for event in events]
    names = write_clips(track, tmp_path, spoken)
    laid = np.zeros((track.length_frames, track.channels), np.float32)
    for (start, stop), name in zip(spoken, names, strict=True):
        clip, rate_hz = soundfile.read(tmp_path / name, dtype="float32", always_2d=True)
        assert (len(clip), rate_hz) == (stop - start, track.rate_hz)
        laid[start:stop] += clip
    voice = track.block(0, track.length_frames, ("voice",))
    assert level_db(laid - voice) < level_db(voice) - 60
    assert len(list(tmp_path.iterdir())) == len(set(names))


def test_speech_alone_has_mono_stems(tmp_path: Path) -> None:
    """A track of speech alone has its stems in mono."""
    world = World()
    track = master(mixer(world.timeline(8, [world.speech(2, "one")]), world.sources()), "calm")
    paths = write_stems(track, tmp_path)
    assert np.array_equal(decoded(paths[1], 1), np.zeros((8 * RATE, 1)))
    assert decoded(paths[0], 1).any()


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there is an error with ffmpeg's words, not a traceback."""
    with pytest.raises(BuildError, match="ffmpeg could not"):
        write_formats(Samples(SOUND), {"flac": tmp_path / "nowhere" / "a.flac"})


def test_bitrates() -> None:
    """Speech alone takes less than music."""
    assert [bitrate_kbps(form, 1) for form in FORMATS] == [80, 64, None]
    assert [bitrate_kbps(form, 2) for form in FORMATS] == [128, 96, None]
