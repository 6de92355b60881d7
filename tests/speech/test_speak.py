"""Every line of a track becomes a take: once, by one engine a voice."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from fakes import Fake
from hypothesis import given
from hypothesis import strategies as st

from stilte.errors import BuildError, InputError, Where
from stilte.script.line import Utterance
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.loudness import clip_lufs
from stilte.speech.choose import Last, remembered
from stilte.speech.speak import cached_lengths, speak
from stilte.speech.voice import Use, Voice
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.speech.speak import Spoken

RATE_HZ = 44_100
VOICE = Voice("stem", "nl", (Use("best", {}), Use("next", {}), Use("last", {}, draft=True)))
TEXTS = ("Adem in", "en uit door je mond", "Laat los.")


def line(text: str, number: int = 1, speed: float = 1.0) -> tuple[Utterance, Where]:
    """Return what line `number` of a script says."""
    return Utterance((text,), "stem", "nl", speed), Where("scripts/a.yaml", number)


LINES = [line(text, number) for number, text in enumerate(TEXTS, 3)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".cache", "takes")


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> dict[str, Fake]:
    """Three engines in the place of those we know."""
    fakes = {"best": Fake(220), "next": Fake(330), "last": Fake(440)}
    for module in ("attempt", "takes", "booth"):
        monkeypatch.setattr(f"stilte.speech.{module}.engine", fakes.__getitem__)
    return fakes


@pytest.fixture
def spoken(store: Store, engines: dict[str, Fake]) -> Callable[..., Spoken]:
    """Speak the lines of `VOICE`."""

    def run(lines: list[tuple[Utterance, Where]] = LINES, voice: Voice = VOICE, **more: object) -> Spoken:
        for fake in engines.values():
            fake.said.clear()
        return speak(lines, {voice.name: voice}, store=store, rate_hz=RATE_HZ, **more)  # type: ignore[arg-type]

    return run


def samples(result: Spoken) -> dict[str, bytes]:
    """Return the bytes of every take, by its text."""
    return {utterance.text: take.open().samples.tobytes() for utterance, take in result.takes.items()}


def test_the_first_engine_that_works_speaks_every_line(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """The others are not asked."""
    result = spoken()
    assert {utterance.text for utterance in result.takes} == set(TEXTS)
    assert set(engines["best"].said) >= set(TEXTS)
    assert engines["next"].said == engines["last"].said == []
    assert (result.voices[0].engine, result.voices[0].draft, result.voices[0].passed_over) == (
        "best",
        False,
        (),
    )


def test_an_engine_that_is_not_here_is_passed_over_with_one_line(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """The line says why, and what helps."""
    engines["best"].gone = "it is on holiday."
    used = spoken().voices[0]
    assert used.engine == "next"
    assert str(used) == "Voice stem: next. (Not best: it is on holiday. Do this.)"


def test_no_two_engines_speak_in_one_voice(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """An engine that fails half-way loses all lines, and the place in the script is told."""
    engines["best"].fails_on = "Laat los"
    used = spoken().voices[0]
    assert used.engine == "next"
    assert set(engines["next"].said) >= set(TEXTS)
    assert used.passed_over == ("scripts/a.yaml:5: Not best: 'Laat los.': it stumbled.",)


def test_where_nobody_speaks_each_engine_says_why(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """The error names the line of the script, and leaves nothing out."""
    engines["best"].gone = "it is away."
    engines["next"].fails_on = engines["last"].fails_on = "en uit"
    with pytest.raises(BuildError) as caught:
        spoken()
    told = str(caught.value)
    assert "No engine speaks the voice 'stem' here" in told
    assert "Not best: it is away. Do this." in told
    assert "scripts/a.yaml:4: Not last: 'en uit door je mond': it stumbled." in told


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


def test_another_version_of_an_engine_speaks_anew(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """What it said before may sound different now."""
    spoken()
    engines["best"].version = "2"
    spoken()
    assert set(engines["best"].said) >= set(TEXTS)


def test_a_track_stays_with_its_engine(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """A better engine that comes back does not change the voice of a track, until it is made anew."""
    engines["best"].gone = "no network."
    previous = {"stem": spoken().voices[0].fingerprint}
    engines["best"].gone = ""
    assert spoken([*LINES, line("Nieuw")], previous=previous).voices[0].engine == "next"
    assert spoken(previous=previous, anew=True).voices[0].engine == "best"


def test_a_track_stays_with_an_engine_that_is_gone_while_the_cache_has_it(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """A network that goes changes nothing; a new line then needs another voice for all."""
    previous = {"stem": spoken().voices[0].fingerprint}
    engines["best"].gone = "no network."
    assert spoken(previous=previous).voices[0].engine == "best"
    assert spoken([*LINES, line("Nieuw")], previous=previous).voices[0].engine == "next"


def test_a_draft_gives_way_to_a_better_engine(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """As soon as one works."""
    engines["best"].gone = engines["next"].gone = "away."
    used = spoken().voices[0]
    assert (used.engine, used.draft) == ("last", True)
    engines["next"].gone = ""
    assert spoken(previous={"stem": used.fingerprint}).voices[0].engine == "next"


def test_a_changed_voice_file_chooses_anew(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """What the file says now counts, not who spoke before."""
    engines["best"].gone = "away."
    previous = {"stem": spoken().voices[0].fingerprint}
    engines["best"].gone = ""
    assert spoken(voice=replace(VOICE, credit="Anna"), previous=previous).voices[0].engine == "best"


def test_only_one_engine_may_be_asked_for(spoken: Callable[..., Spoken], engines: dict[str, Fake]) -> None:
    """`--draft` takes the embedded voice, whatever else works, and the track is a draft."""
    used = spoken(only="last").voices[0]
    assert (used.engine, used.draft) == ("last", True)
    assert engines["best"].said == []


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
    assert used.passed_over[0].startswith("scripts/a.yaml:8: Not best: 'Nog een keer in.': ")


def test_a_verified_voice_is_heard_back(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The take that a recogniser understands best is kept, and doubts are told with their line."""
    answers = ["iets heel anders", "adem in", "wat", "en aap", "en ijs"]
    monkeypatch.setattr("stilte.speech.attempt.hear", lambda *_: answers.pop(0))
    voice = replace(VOICE, verify=True)
    engines["best"].workers = 1
    used = spoken([line("Adem in", 3), line("En uit", 4)], voice=voice).voices[0]
    assert engines["best"].said.count("Adem in") == 2
    assert engines["best"].said.count("En uit") == 3
    assert used.engine == "best"
    assert used.passed_over == ("scripts/a.yaml:4: A recogniser heard 'en aap' for 'En uit'.",)


def test_an_engine_that_breaks_is_one_that_failed(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever another package raises, the author reads a line and the next engine speaks."""
    spoken()
    monkeypatch.setattr(engines["best"], "say", lambda *_: 1 / 0)
    used = spoken([line("Nieuw", 6)]).voices[0]
    assert used.engine == "next"
    assert "scripts/a.yaml:6: Not best: 'Nieuw': it broke (ZeroDivisionError" in used.passed_over[0]


def test_a_voice_that_makes_no_sound_at_all_is_passed_over(
    spoken: Callable[..., Spoken], engines: dict[str, Fake]
) -> None:
    """Its level cannot be measured."""
    engines["best"].gain = 0
    assert str(spoken().voices[0]) == "Voice stem: next. (Not best: it makes no sound.)"


def test_a_full_disk_is_told_in_one_line(
    spoken: Callable[..., Spoken], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do about it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stilte.store.write_whole", full)
    with pytest.raises(BuildError, match=r"cannot be kept in the cache: No space left on device. Make room"):
        spoken()


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


@pytest.mark.parametrize(("at_once", "threads"), [(1, 1), (2, 2), (9, 4), (None, 4)])
def test_no_more_lines_are_spoken_at_once_than_asked(
    spoken: Callable[..., Spoken],
    engines: dict[str, Fake],
    monkeypatch: pytest.MonkeyPatch,
    at_once: int | None,
    threads: int,
) -> None:
    """As many as the engine can, unless fewer are asked for: `--jobs 1` leaves the other cores alone."""
    spoken()  # the voice knows its level from now on
    engines["best"].workers = 4
    plain, all_inside, seen = engines["best"].say, threading.Barrier(threads), set[int]()

    def saying(*given: Any) -> Any:
        seen.add(threading.get_ident())
        all_inside.wait(timeout=20)
        return plain(*given)

    monkeypatch.setattr(engines["best"], "say", saying)
    spoken([line(f"Regel {number}", number) for number in range(1, 9)], at_once=at_once)
    assert len(seen) == threads


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


def test_progress_counts_every_line(spoken: Callable[..., Spoken]) -> None:
    """From the first to the last, of all, with the name of voice and engine."""
    heard: list[tuple[int, int, str]] = []
    spoken(progress=lambda *told: heard.append(told))
    assert heard[-1] == (3, 3, "stem (best)")
    assert [ready for ready, _, _ in heard] == sorted(ready for ready, _, _ in heard)


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


def test_a_voice_that_is_not_there_names_its_line_and_those_that_are(store: Store) -> None:
    """The author sees where the name stands and how it is spelled."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:3: There is no voice 'stem'.* There are: stam"):
        speak(LINES, {"stam": VOICE}, store=store, rate_hz=RATE_HZ)


def test_a_line_without_words_is_an_error_of_the_script(spoken: Callable[..., Spoken]) -> None:
    """No engine is blamed for having nothing to say."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:9: '…' holds nothing that a voice can say"):
        spoken([line("…", 9)])


@given(
    st.text("abcdef0123456789", min_size=1),
    st.integers(0, 99),
    st.text(st.characters(exclude_categories=["C", "Z"])),
)
def test_who_spoke_is_remembered_as_it_was_written(voice: str, entry: int, fingerprint: str) -> None:
    """Reading is the inverse of writing."""
    last = Last(voice, entry, fingerprint)
    assert remembered(str(last)) == (last,)


@given(st.text())
def test_any_other_text_is_no_memory_and_no_error(text: str) -> None:
    """A cue sheet from elsewhere, or half of one, only means that the choice is made anew."""
    assert all(isinstance(last, Last) for last in remembered(text))
