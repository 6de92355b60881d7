"""The ends of own recordings: told by the noise of each recording's own room.

Where a line begins in what was kept is found by correlation with the clean line, not by any code of ours.
"""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.clip import Clip
from stilte.speech.take_processing import BadTake, TakeProcessing, shape_take
from stilte.speech.trim import trim_recording
from tests.speech.rooms import RATE_HZ, SPEECH_RMS, at_rms, breath, pink, place_of, recording, spoken, tap

MOST_OFF_MS = 30.0
WORDS = ("Adem in", "Fijn zo", "Sta stil", "Hou vast", "Voel het zacht", "Schouders los", "Ja", "Op", "Zes")


def kept(samples: np.ndarray) -> np.ndarray:
    return trim_recording(samples, RATE_HZ).samples


@pytest.mark.parametrize("variant", ["f5", "whisper"])
@pytest.mark.parametrize("noise", ["pink", "white", "hum"])
@pytest.mark.parametrize("distance_db", [30.0, 43.0, 60.0])
def test_a_second_of_room_before_and_after_is_taken_away(
    variant: str, noise: str, distance_db: float
) -> None:
    """A word begins within 30 ms of the beginning of its take, in still rooms and noisy ones."""
    for text in WORDS:
        line = spoken(text, variant)
        found = kept(recording(line, noise=noise, distance_db=distance_db, offset=0.003))
        late_ms, more_ms = place_of(line, found)
        assert abs(late_ms) <= MOST_OFF_MS, (text, late_ms)
        assert -80 < more_ms - 60 <= 90, (text, more_ms)


@pytest.mark.parametrize("text", ["Fijn zo", "Hou vast", "Sta stil", "Voel het zacht", "Zes"])
def test_soft_beginnings_and_ends_of_words_are_kept(text: str) -> None:
    """No more than 20 ms of a word is lost where it begins with f, h or s, or ends softly, at 40 dB."""
    line = spoken(text, "whisperf")
    late_ms, more_ms = place_of(line, kept(recording(line, distance_db=40.0)))
    assert late_ms >= -10
    assert more_ms >= 40


@pytest.mark.parametrize("distance_db", [20.0, 25.0])
def test_a_loud_room_still_gives_the_line(distance_db: float) -> None:
    """With noise that hides consonants the vowels stay whole, and the room is off."""
    line = spoken("Adem rustig in")
    found = kept(recording(line, distance_db=distance_db))
    late_ms, more_ms = place_of(line, found)
    assert abs(late_ms) <= MOST_OFF_MS
    assert abs(more_ms - 60) < 120


@pytest.mark.parametrize("offset", [0.003, -0.05, 0.3])
def test_an_offset_is_no_sound(offset: float) -> None:
    """A constant offset of the sound card is neither kept nor taken for sound."""
    line = spoken("Adem in")
    found = kept(recording(line, distance_db=60.0, offset=offset))
    late_ms, _ = place_of(line, found)
    assert abs(late_ms) <= MOST_OFF_MS
    assert abs(found.mean()) < 1e-3


@pytest.mark.parametrize(
    "level",
    [pytest.param(0.05, id="soft"), pytest.param(0.9, id="louder than the voice")],
)
@pytest.mark.parametrize("noise", ["pink", "hum"])
def test_the_tap_of_the_stop_key_is_cut(level: float, noise: str) -> None:
    """Taps that stand alone at either end do not count, however loud they are, one or two of them."""
    line = spoken("Adem in door je neus")
    end_s = 1.0 + len(line) / RATE_HZ
    taps = ((0.3, tap(level)), (end_s + 0.5, tap(level)), (end_s + 0.65, tap(level)))
    found = kept(recording(line, noise=noise, sounds=taps, after_s=1.5))
    late_ms, more_ms = place_of(line, found)
    assert abs(late_ms) <= MOST_OFF_MS
    assert more_ms < 150


def test_taps_a_quarter_of_a_second_apart_are_cut() -> None:
    """A key is pressed and let go, the telephone is put down: two taps at either end are no words."""
    line = spoken("Adem in")
    end_s = 1.2 + len(line) / RATE_HZ
    places = (0.05, 0.28, end_s + 0.6, end_s + 0.85)
    found = kept(recording(line, sounds=tuple((at_s, tap()) for at_s in places), before_s=1.2, after_s=1.2))
    late_ms, more_ms = place_of(line, found)
    assert abs(late_ms) <= MOST_OFF_MS
    assert more_ms < 150


@pytest.mark.parametrize("noise", ["pink", "hum"])
@pytest.mark.parametrize("cut_s", [0.1, 0.15])
def test_recordings_cut_close_to_their_words_begin_with_them(cut_s: float, noise: str) -> None:
    """Where less than a fifth of a second of room is left at either end, it is known all the same."""
    for text in WORDS:
        line = spoken(text)
        found = kept(recording(line, noise=noise, distance_db=38.0, before_s=cut_s, after_s=cut_s))
        late_ms, more_ms = place_of(line, found)
        assert abs(late_ms) <= MOST_OFF_MS, (text, late_ms)
        assert more_ms < 150, (text, more_ms)


@pytest.mark.parametrize("louder_db", [6.0, 12.0])
def test_a_microphone_that_is_turned_up_in_the_quiet_keeps_no_room(louder_db: float) -> None:
    """A telephone's own level makes the room louder before and after the words than between them."""
    for text in WORDS:
        line = spoken(text)
        count, whole = RATE_HZ, len(line) + 2 * RATE_HZ
        rise_db = np.minimum(np.arange(count) / RATE_HZ * 20, louder_db)
        turned_db = np.concatenate([np.full(count, louder_db), np.zeros(len(line)), rise_db])
        room = at_rms(pink(whole), SPEECH_RMS * 10 ** (-44 / 20)) * 10 ** (turned_db / 20)
        room[count : count + len(line)] += line
        late_ms, more_ms = place_of(line, kept(room.astype(np.float32)))
        assert abs(late_ms) <= MOST_OFF_MS, (text, late_ms)
        assert more_ms < 250, (text, more_ms)


def test_a_bird_before_the_words_is_none_of_them() -> None:
    """A quarter of a second of song, 0.8 s away and 18 dB under the voice, does not move the words."""
    line = spoken("Adem in")
    at_s = np.arange(round(0.25 * RATE_HZ)) / RATE_HZ
    song = np.hanning(len(at_s)) * np.sin(2 * np.pi * (3500 + 2000 * at_s) * at_s)
    bird = at_rms(song, SPEECH_RMS * 10 ** (-18 / 20))
    late_ms, _ = place_of(line, kept(recording(line, before_s=1.5, sounds=((0.4, bird),))))
    assert abs(late_ms) <= MOST_OFF_MS


def test_a_final_t_is_no_tap() -> None:
    """The burst of a `t` after its closure belongs to its word."""
    line = spoken("Voel het zacht")
    closure = np.concatenate([line, np.zeros(round(0.12 * RATE_HZ)), 0.3 * tap(0.3)])
    _, more_ms = place_of(line, kept(recording(closure, distance_db=45.0)))
    assert more_ms > 120 + 20


def test_long_silence_and_digital_silence_change_nothing() -> None:
    """Half a minute of room, or the digital silence that a codec puts before it, is taken away alike."""
    line = spoken("Laat los")
    long = recording(line, before_s=20.0, after_s=10.0)
    coded = np.concatenate([np.zeros(round(0.05 * RATE_HZ), np.float32), recording(line)])
    for samples in (long, coded):
        late_ms, more_ms = place_of(line, kept(samples))
        assert abs(late_ms) <= MOST_OFF_MS
        assert more_ms < 130


def test_the_breath_before_a_word_is_kept_and_one_far_away_is_not() -> None:
    """A breath that runs into the word belongs to it; a soft one half a second after it does not."""
    line = spoken("Adem in")
    length_s = len(line) / RATE_HZ
    near = kept(recording(line, distance_db=55.0, sounds=((0.55, breath(0.4, 20.0)),)))
    late_ms, _ = place_of(line, near)
    assert 300 < late_ms < 480
    far = kept(recording(line, distance_db=55.0, after_s=2.0, sounds=((1.5 + length_s, breath(0.4, 30.0)),)))
    _, more_ms = place_of(line, far)
    assert more_ms < 130


def test_a_pause_within_a_line_stays() -> None:
    """A short word after a second of quiet is a word."""
    first, second = spoken("Adem in"), spoken("Ja")
    line = np.concatenate([first, np.zeros(RATE_HZ), second])
    late_ms, more_ms = place_of(line, kept(recording(line)))
    assert abs(late_ms) <= MOST_OFF_MS
    assert 0 <= more_ms < 130


@pytest.mark.parametrize("sound", ["mmm", "sss"])
def test_a_sound_that_is_held_is_no_noise(sound: str) -> None:
    """A healing sound of three seconds stays whole: it is far over the room in which it is made."""
    at_s = np.arange(3 * RATE_HZ) / RATE_HZ
    edge = np.minimum(np.minimum(at_s, at_s[::-1]) / 0.1, 1.0)
    tones = {
        "mmm": sum(np.sin(2 * np.pi * 130 * k * at_s) / k for k in range(1, 6)),
        "sss": np.diff(np.random.default_rng(4).normal(size=len(at_s) + 1)),
    }
    held = at_rms(tones[sound] * edge, 0.05)
    found = kept(recording(held, distance_db=50.0))
    assert abs(len(found) / RATE_HZ - 3.07) < 0.1


@pytest.mark.parametrize("level", [0.1, 0.003])
def test_a_room_in_which_nobody_speaks_holds_no_speech(level: float) -> None:
    """Three seconds of bare noise are refused, not raised to the level of a line; so is a tap alone."""
    silent = at_rms(pink(3 * RATE_HZ), level)
    tapped = silent.copy()
    tapped[RATE_HZ : RATE_HZ + len(tap())] += tap(level * 20)
    for samples in (silent, tapped):
        assert not len(kept(samples.astype(np.float32)))
        clip = Clip(samples.astype(np.float32)[:, None], RATE_HZ)
        with pytest.raises(BadTake, match="there is no speech in it"):
            shape_take(clip, "Adem in", 1.0, TakeProcessing(RATE_HZ))


@pytest.mark.parametrize(("distance_db", "told"), [(25.0, True), (32.0, True), (40.0, False), (60.0, False)])
def test_a_loud_room_is_told(distance_db: float, told: bool) -> None:
    """Noise less than 35 dB under the voice is told with its distance, which is right to 4 dB."""
    samples = recording(spoken("Adem rustig in door je neus"), distance_db=distance_db)
    found = trim_recording(samples, RATE_HZ)
    assert found.distance_db == pytest.approx(distance_db, abs=4.0)
    advice = shape_take(
        Clip(samples[:, None], RATE_HZ), "Adem rustig in", 1.0, TakeProcessing(RATE_HZ)
    ).advice
    assert ("noise of the room" in str(advice)) is told


def test_channels_that_cancel_each_other_out_are_not_mixed() -> None:
    """A stereo recording with one side turned over, or one side empty, gives its line."""
    line = spoken("Adem in")
    samples = recording(line, distance_db=60.0)
    for sides in (np.stack([samples, -samples], 1), np.stack([samples, 0 * samples], 1)):
        take = shape_take(Clip(sides, RATE_HZ), "Adem in", 1.0, TakeProcessing(RATE_HZ))
        assert np.sqrt(np.mean(take.samples**2)) > SPEECH_RMS / 4
