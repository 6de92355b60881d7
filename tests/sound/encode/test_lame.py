"""LAME in this process and by the program: as loud as what went in, in place, the same every time."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from stilte.errors import BuildError
from stilte.sound.encode import lame as door
from stilte.sound.encode import mpeg_frames
from stilte.sound.encode.lame import encoder, lame
from stilte.sound.ffmpeg import version
from stilte.sound.proof.decode import decoded_frames
from tests.sound.mixing import level_db, noise, voiced

RATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


@pytest.fixture(params=["in this process", "by the program"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Encode in the process, and by ffmpeg, as where lameenc gives out none of LAME's functions."""
    if request.param == "by the program":
        monkeypatch.setattr(door, "_library", lambda: None)
    elif door._library() is None:
        pytest.skip("lameenc gives out none of LAME's functions here")
    return str(request.param)


def tone(rate_hz: int, channels: int, length_s: float = 1.5) -> np.ndarray:
    at = np.arange(round(length_s * rate_hz)) / rate_hz
    return np.repeat((0.25 * np.sin(2 * np.pi * 997 * at)).astype(np.float32)[:, None], channels, axis=1)


def heard(samples: np.ndarray, rate_hz: int, bitrate_kbps: int) -> np.ndarray:
    stream = lame(samples, rate_hz, bitrate_kbps)
    count = len(mpeg_frames.frame_bounds(stream)) - 1
    return decoded_frames(stream, count, rate_hz, samples.shape[1])[: len(samples)]


def test_linux_needs_no_program() -> None:
    """The wheels of lameenc for Linux give out LAME's functions: without them a build takes longer."""
    if sys.platform != "linux":
        pytest.skip("this is about Linux")
    assert encoder().startswith("lame ")


@pytest.mark.parametrize("bitrate_kbps", RATES)
@pytest.mark.parametrize(("rate_hz", "channels"), [(44100, 2), (44100, 1), (48000, 2), (48000, 1)])
@pytest.mark.usefixtures("way")
def test_tone_comes_back_as_loud_as_it_went_in(rate_hz: int, channels: int, bitrate_kbps: int) -> None:
    """At every bitrate, although LAME softens what it is given at most of them."""
    sound = tone(rate_hz, channels)
    middle = slice(rate_hz // 2, rate_hz)
    found = heard(sound, rate_hz, bitrate_kbps)
    assert abs(level_db(found[middle]) - level_db(sound[middle])) < 0.1


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.usefixtures("way")
def test_frames_stand_alone_and_in_place(channels: int) -> None:
    """No frame takes bits of the one before it, and no sample comes early or late."""
    sound = voiced(3.0)[:, :channels] + noise(3.0, level=0.002, channels=channels)
    stream = lame(sound, 44100, 128)
    bounds = mpeg_frames.frame_bounds(stream)
    starts = [int.from_bytes(stream[at + 4 : at + 6], "big") >> 7 for at in bounds[:-1]]
    found = heard(sound, 44100, 128)
    assert set(starts) == {0}  # main_data_begin: nine bits after a header without a checksum
    assert level_db(found - sound) < level_db(sound) - 15
    assert level_db(found[1:] - sound[:-1]) > level_db(found - sound) + 1


def test_both_leave_the_same_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever encodes, what is added to a track is within half a decibel."""
    if door._library() is None:
        pytest.skip("lameenc gives out none of LAME's functions here")
    sound = voiced(4.0) + noise(4.0, level=0.002)
    here = level_db(heard(sound, 44100, 128) - sound)
    monkeypatch.setattr(door, "_library", lambda: None)
    assert abs(level_db(heard(sound, 44100, 128) - sound) - here) < 0.5


def test_threads_do_not_disturb_each_other() -> None:
    """Eight encoders at once give the bytes of one alone."""
    sounds = [voiced(2.0) + noise(2.0, level=0.001 * number) for number in range(1, 9)]
    alone = [lame(sound, 44100, 128) for sound in sounds]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda sound: lame(sound, 44100, 128), sounds))
    assert len(set(alone)) == len(sounds)
    assert together == alone


def test_name_tells_who_encodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of one encoder are not taken for another's."""
    encoder.cache_clear()
    monkeypatch.setattr(door, "_library", lambda: None)
    by_program = encoder()
    encoder.cache_clear()
    assert by_program == version()


def test_without_the_package_the_program_encodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lost lameenc, or has one without LAME's functions, still makes its tracks."""
    door._library.cache_clear()
    monkeypatch.setattr(door, "find_spec", lambda _name: None)
    assert door._library() is None
    door._library.cache_clear()
    monkeypatch.setattr(door, "_module", lambda: np.__file__)
    assert door._library() is None
    door._library.cache_clear()


def test_what_lame_refuses_is_an_error() -> None:
    """A sample rate that MPEG does not have is told, not encoded as another."""
    if door._library() is None:
        pytest.skip("lameenc gives out none of LAME's functions here")
    with pytest.raises(BuildError, match="LAME could not do its work: 5 Hz"):
        lame(tone(44100, 2), 5, 128)
