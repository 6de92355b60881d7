"""Who speaks: one engine a voice, chosen, remembered, passed over, and what is told of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.errors import BuildError, InputError
from stilte.speech.choose_engine import Last, remembered
from stilte.speech.speak import speak
from stilte.speech.voice import Use
from tests.speech.speaking import LINES, RATE_HZ, TEXTS, VOICE, line

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.sound.clip import Clip
    from stilte.speech.speak import Spoken
    from stilte.store import Store
    from tests.speech.fakes import Fake


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
    assert tuple(map(str, used.passed_over)) == ("scripts/a.yaml:5: Not best: 'Laat los.': it stumbled.",)


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
    """As soboth as one works."""
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


def test_a_verified_voice_is_heard_back(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The take that a recogniser understands best is kept, and doubts are told with their line."""
    answers = ["iets heel anders", "adem in", "wat", "en aap", "en ijs"]
    monkeypatch.setattr("stilte.speech.speak_line.recognise", lambda *_: answers.pop(0))
    voice = replace(VOICE, verify=True)
    engines["best"].workers = 1
    used = spoken([line("Adem in", 3), line("En uit", 4)], voice=voice).voices[0]
    assert engines["best"].said.count("Adem in") == 2
    assert engines["best"].said.count("En uit") == 3
    assert used.engine == "best"
    assert tuple(map(str, used.passed_over)) == (
        "scripts/a.yaml:4: A recogniser heard 'en aap' for 'En uit'.",
    )


def test_what_is_heard_is_what_will_be_in_the_track(
    spoken: Callable[..., Spoken], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recogniser is given the finished take, at the track's rate: trimmed, stretched, softened."""
    heard: list[Clip] = []

    def listen(clip: Clip, _language: str) -> str:
        heard.append(clip)
        return "adem in"

    monkeypatch.setattr("stilte.speech.speak_line.recognise", listen)
    stretched = Use("best", {"stretch": 0.75})
    take = spoken([line("Adem in", 3)], voice=replace(VOICE, verify=True, use=(stretched,))).takes
    assert [(clip.frames, clip.rate_hz) for clip in heard] == [
        (one.length_frames, one.rate_hz) for one in take.values()
    ]


def test_an_engine_that_breaks_is_one_that_failed(
    spoken: Callable[..., Spoken], engines: dict[str, Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever another package raises, the author reads a line and the next engine speaks."""
    spoken()
    monkeypatch.setattr(engines["best"], "say", lambda *_: 1 / 0)
    used = spoken([line("Nieuw", 6)]).voices[0]
    assert used.engine == "next"
    assert "scripts/a.yaml:6: Not best: 'Nieuw': it failed (ZeroDivisionError" in str(used.passed_over[0])


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
        raise OSError(28, "the disk is full")

    monkeypatch.setattr("stilte.store.write_whole", full)
    with pytest.raises(
        BuildError, match=r"cannot be written to the cache: the disk is full. Free some space"
    ):
        spoken()


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
        all_inside.wait(timeout=120)
        return plain(*given)

    monkeypatch.setattr(engines["best"], "say", saying)
    spoken([line(f"Regel {number}", number) for number in range(1, 9)], at_once=at_once)
    assert len(seen) == threads


def test_progress_counts_every_line(spoken: Callable[..., Spoken]) -> None:
    """From the first to the last, of all, with the name of voice and engine."""
    heard: list[tuple[int, int, str]] = []
    spoken(progress=lambda *told: heard.append(told))
    assert heard[-1] == (3, 3, "stem (best)")
    assert [ready for ready, _, _ in heard] == sorted(ready for ready, _, _ in heard)


def test_a_voice_that_is_not_there_names_its_line_and_those_that_are(store: Store) -> None:
    """The author sees where the name stands and how it is spelled."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:3: There is no voice 'stem'.* There are: stam"):
        speak(LINES, {"stam": VOICE}, store=store, rate_hz=RATE_HZ)


def test_a_line_without_words_is_an_error_of_the_script(spoken: Callable[..., Spoken]) -> None:
    """No engine is blamed for having nothing to say."""
    with pytest.raises(InputError, match=r"scripts/a.yaml:9: '…' contains nothing that a voice can say"):
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
