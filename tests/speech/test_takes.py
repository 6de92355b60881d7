"""Takes: each line once, named by all that it sounds like, at the level of its voice, whole or made again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import clip_lufs
from stilte.speech.speak import cached_lengths, speak
from stilte.store import Store
from tests.speech.speaking import LINES, RATE_HZ, TEXTS, VOICE, line, samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.speech.speak import Spoken
    from stilte.speech.voice import Voice
    from tests.speech.fakes import Fake


def test_a_line_is_spoken_once(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """The second time all takes come from the cache, byte for byte."""
    first = samples(spoken([*LINES, *LINES]))
    assert sorted(text for text in engines["best"].said if text in TEXTS) == sorted(TEXTS)
    assert samples(spoken()) == first
    assert engines["best"].said == []


def test_a_changed_line_changes_no_other(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """Only the new words are spoken, and every other take keeps its bytes."""
    before = samples(spoken())
    after = samples(spoken([line("HARD EN LANG EN LUID!"), *LINES]))
    assert engines["best"].said == ["HARD EN LANG EN LUID!"]
    assert {text: after[text] for text in TEXTS} == before


@pytest.mark.parametrize("change", [{"speed": 0.9}, {"level_db": -3.0}, {"room": 0.2}, {"language": "en"}])
def test_what_changes_the_sound_is_part_of_the_key(
    spoken: Callable[..., Spoken], change: dict[str, object]
) -> None:
    """Speed, level, room and language of a voice each make other takes."""
    first = {take.key for take in spoken().takes.values()}
    other = {take.key for take in spoken(voice=replace(VOICE, **change)).takes.values()}  # type: ignore[arg-type]
    assert not first & other


def stretched(stretch: float) -> Voice:
    """Return the voice of these tests with its words slower."""
    return replace(VOICE, use=(replace(VOICE.use[0], settings={"stretch": stretch}), *VOICE.use[1:]))


def test_words_are_stretched_and_the_quiet_at_marks_is_not(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """A line at 0.75 lasts a third longer, at the same pitch; one with a breath mark keeps its 0.6 s."""
    plain = {u.text: t.length_frames for u, t in spoken().takes.items()}
    slow = {u.text: t.length_frames for u, t in spoken(voice=stretched(0.75)).takes.items()}
    edges = round(0.07 * RATE_HZ)
    for text in TEXTS:
        assert slow[text] - edges == pytest.approx((plain[text] - edges) / 0.75, rel=0.02)
    assert engines["best"].said


def test_takes_of_before_stay_valid_without_a_stretch(spoken: Callable[..., Spoken]) -> None:
    """Who asks for none, or for 1, gets the takes of before; who asks for one gets others."""
    before = {take.key for take in spoken().takes.values()}
    assert {take.key for take in spoken(voice=stretched(1.0)).takes.values()} == before
    assert not {take.key for take in spoken(voice=stretched(0.75)).takes.values()} & before


def test_keys_of_takes_are_those_of_the_version_before(spoken: Callable[..., Spoken]) -> None:
    """A literal key: whatever becomes part of it later must not change what it is without that."""
    keys = {u.text: take.key for u, take in spoken().takes.items()}
    assert keys[TEXTS[0]] == "5b36c704b7b38c4db3660984d1c511d47835ccbd"


@pytest.mark.parametrize("how", ["silent", "cut", "hole", "clipped", "endless", "broken"])
def test_a_bad_take_is_spoken_again(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], how: str
) -> None:
    """Once bad is put right, and what is bad three times is reported with its line."""
    lines = [line("Adem rustig in.", 7)]
    spoken()  # so that the voice's level is known
    engines["best"].spoil = [how]
    good = spoken(lines).takes[lines[0][0]]
    assert engines["best"].said == ["Adem rustig in."] * 2
    assert np.isfinite(good.open().samples).all()
    engines["best"].spoil = [how] * 3
    used = spoken([line("Nog een keer in.", 8)]).voices[0]
    assert used.engine == "next"
    assert str(used.passed_over[0]).startswith("scripts/a.yaml:8: Not best: 'Nog een keer in.': ")


def test_takes_of_one_voice_are_within_2_lu(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """A line that comes 12 dB softer than the others stays the softest, by no more than that."""
    spoken()
    engines["best"].gain = 0.05
    soft = line("Heel zacht nu.")
    takes = spoken([*LINES, soft]).takes
    levels = {u.text: clip_lufs(t.open().samples, RATE_HZ) for u, t in takes.items()}
    assert max(levels.values()) - min(levels.values()) <= 2.01
    assert min(levels, key=levels.__getitem__) == "Heel zacht nu."
    assert all(abs(level - REFERENCE_LUFS) <= 1.01 for level in levels.values())


def test_a_voice_stands_at_its_own_level(spoken: Callable[..., Spoken]) -> None:
    """`level: -6` is 6 dB under the other voices."""
    takes = spoken(voice=replace(VOICE, level_db=-6.0)).takes
    levels = [clip_lufs(take.open().samples, RATE_HZ) for take in takes.values()]
    assert np.mean(levels) == pytest.approx(REFERENCE_LUFS - 6, abs=1)


def test_a_damaged_take_is_spoken_again(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """A byte that fell over on the disk is noticed and put right."""
    first = spoken()
    take = first.takes[LINES[0][0]]
    before = take.open().samples.tobytes()
    raw = bytearray(take.path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    take.path.write_bytes(bytes(raw))
    assert samples(spoken())["Adem in"] == before
    assert engines["best"].said == ["Adem in"]


def test_the_order_of_the_lines_changes_nothing(engines: dict[str, Fake], tmp_path: Path) -> None:
    """Nor does the number of workers."""
    results = []
    for number, (order, workers) in enumerate(((LINES, 1), (LINES[::-1], 4))):
        engines["best"].workers = workers
        store = Store(tmp_path / str(number), "takes")
        results.append(samples(speak(order, {"stem": VOICE}, store=store, rate_hz=RATE_HZ)))
    assert results[0] == results[1]


def test_a_take_begins_10_ms_before_its_sound_and_ends_60_ms_after(spoken: Callable[..., Spoken]) -> None:
    """To within the 5 ms window of the trimming."""
    text = "Adem in"
    take = spoken([line(text)]).takes[line(text)[0]]
    assert take.length_frames / RATE_HZ == pytest.approx(0.1 + 0.07 * len(text) + 0.07, abs=0.006)
    clip = take.open()
    assert clip.samples.shape == (take.length_frames, 1)
    assert np.abs(clip.samples[: int(0.008 * RATE_HZ)]).max() < 0.1 * np.abs(clip.samples).max()


def test_a_take_is_known_by_the_hash_of_its_samples(spoken: Callable[..., Spoken]) -> None:
    """It stands beside them in the cache, so that nobody need read them to know whether they changed."""
    clips = [take.open() for take in spoken().takes.values()]
    assert [clip.digest for clip in clips] == [
        hashlib.sha256(clip.samples.tobytes()).hexdigest() for clip in clips
    ]
    assert len({clip.digest for clip in clips}) == len(clips)


def test_takes_are_mapped_and_read_only(spoken: Callable[..., Spoken]) -> None:
    """Hours of speech never stand in memory, and nobody changes a take by accident."""
    opened = spoken().takes[LINES[0][0]].open().samples
    assert isinstance(opened, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        opened[0, 0] = 1


def test_lengths_in_the_cache_are_known_without_speaking(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], store: Store
) -> None:
    """`check` and `plan` learn what was spoken before, and nothing of what was not."""
    words = [utterance for utterance, _ in LINES]
    assert cached_lengths(words, {"stem": VOICE}, store=store, rate_hz=RATE_HZ) == {}
    takes = spoken(LINES[:1]).takes
    engines["best"].said.clear()
    lengths = cached_lengths(words, {"stem": VOICE}, store=store, rate_hz=RATE_HZ)
    assert lengths == {words[0]: takes[words[0]].length_frames}
    assert engines["best"].said == []
