"""Every verb, modifier and key of the language, and what each refuses."""

# ruff: noqa: E501 (in a table, a case is one row)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.durations import Breaths, Count, Elastic, Exact, Pattern
from stilte.script.line import Delivery, Gap, Line, Place, Said
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.routine import Bell, Breathe, Chapter, Entry, Music, Note, Pause, Play, Repeat

if TYPE_CHECKING:
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nsteps:\n"


def texts(*parts: Any) -> Line:
    return Line(tuple(parts))


# Quiet, sound and show


def test_pause_and_silence(desk: Desk) -> None:
    """A pause is elastic, a silence exact; both may be written in breaths of the routine's pattern."""
    steps = desk.steps(
        "  - pause: 20\n  - pause: 20-90\n  - silence: 1m\n  - pause: 5 breaths\n  - silence: 2 breaths\n"
    )
    assert [step.length for step in steps] == [
        Elastic(20, 10, 60),
        Elastic(20, 20, 90),
        Exact(60),
        Breaths(Count(5, 5), 10),
        Exact(20),
    ]
    assert [step.silence for step in steps] == [False, False, True, False, True]
    assert all(isinstance(step, Pause) for step in steps)


def test_bell_sound_music_chapter_note(desk: Desk) -> None:
    """What sounds, and what only shows, with their modifiers."""
    bell, play, bed, quieter, none, chapter, note = desk.steps(
        "  - {bell: 3, sound: gong, level: -6, pause: 12}\n  - {sound: gong, level: -3}\n  - {music: ocean, over: 20}\n"
        "  - music: –6\n  - music: none\n  - chapter: <Qigong|tsji-koeng> nu\n  - note: Doe dit dagelijks.\n"
    )
    where = bell.where
    assert bell == Bell(3, "gong", (-6, -6), Elastic(12, 6, 36), where)
    assert play == Play("gong", (-3, -3), None, play.where)
    assert bed == Music("ocean", None, 20, bed.where)
    assert (quieter.bed, quieter.level_db) == (None, -6)
    assert (none.bed, none.level_db) == ("none", None)
    assert chapter == Chapter(texts(Said("Qigong", "tsji-koeng"), " nu"), chapter.where)
    assert note == Note(texts("Doe dit dagelijks."), note.where)


def test_files_of_the_authors_own(desk: Desk) -> None:
    """A sound or a bed may be a file in `music/`; outside the project there is none."""
    (desk.root / "music").mkdir()
    (desk.root / "music" / "regen.mp3").write_bytes(b"")
    play, bed = desk.steps("  - sound: regen.mp3\n  - music: regen.mp3\n")
    assert (play.sound, bed.bed) == ("regen.mp3", "regen.mp3")
    outside = desk.root.parent / "buiten.mp3"
    outside.write_bytes(b"")
    told = desk.told_of("  - sound: ../../buiten.mp3\n  - music: /etc/passwd\n")
    assert "4: There is no sound '../../buiten.mp3'." in told
    assert "5: There is no music '/etc/passwd'." in told


# Breath


def test_forms_of_breath(desk: Desk) -> None:
    """A breath is numbers, a name or a mapping; a step's own is in force only there."""
    steps: tuple[Any, ...] = desk.load(
        "title: Proef\nlanguage: nl\nbreath: 5-7\nsteps:\n  - breathe: 3\n  - {breathe: 2m, breath: box}\n"
        "  - {breathe: 5-10, breath: {in: 4, out: 6, rest: 1,}}\n  - pause: 1 breath\n"
    ).steps
    assert [(step.count, step.pattern) for step in steps[:3]] == [
        (Count(3, 3), Pattern(5, 0, 7, 0)),
        (Count(7, 7), Pattern(4, 4, 4, 4)),
        (Count(5, 10), Pattern(4, 0, 6, 1)),
    ]
    assert steps[3].length == Breaths(Count(1, 1), 12)


def test_cues_of_every_form(desk: Desk) -> None:
    """One mapping, a list with `silent` and `on`, and both counts and sound beside them."""
    one = desk.step("  - {breathe: 3, say: {in: Adem in, out: en uit}, count: up, sound: breath}\n")
    assert isinstance(one, Breathe)
    assert [cue.lines for cue in one.cues] == [(("in", texts("Adem in")), ("out", texts("en uit")))]
    assert (one.counting, one.sound) == ("up", "breath")
    many = desk.step(
        "  - breathe: 6\n    breath: 4-7-8-1\n    say:\n      - {rest: Rust, hold: Vast, in: <n> van <left>}\n      - silent\n"
        "      - on: [not first, even, 5-]\n        out: Uit\n"
    )
    assert [phase for phase, _ in many.cues[0].lines] == ["in", "hold", "rest"]
    assert many.cues[0].lines[0][1] == texts(Place("n"), " van ", Place("left"))
    assert (many.cues[1].lines, many.cues[1].on) == ((), None)
    assert many.cues[2].on == RoundSelection(("not first", "even", RoundRange(5, None)))


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("breathe: 3\n    say: {hold: Vast}", "5: This breath has no `hold`: the phase lasts 0 s"),
        ("breathe: 3\n    say: {in: Adem <8s>}", "5: A cue has no pause: <8s> at its end has no effect."),
        ("breathe: 3\n    say: {in: silent}", "5: 'silent' would be spoken here."),
        ("breathe: 3\n    say: silent", "5: A breath without words needs no `say`."),
        ("breathe: 3\n    say: Adem rustig", "5: 'Adem rustig' does not say at which part of the breath"),
        ("breathe: 3\n    say:\n      - on: first", "6: This cue says nothing."),
        ("breathe: 3\n    say: {in: x, on: 4}", "5: This never happens: there are 3 rounds."),
        ("breathe: 3-5\n    say: {in: x, on: 6}", "5: This never happens: there are 3 to 5 rounds."),
        ("breathe: 1\n    say: {in: x, on: not first}", "5: This never happens: there is one round."),
        ("breathe: 3\n    say: {inn: x}", "Did you mean 'in'?"),
        ("breathe: 3\n    breath: {in: 4}", "5: A breath needs an `in` and an `out`."),
        ("breathe: 3\n    breath: [4, 6]", "5: `breath` takes one value, not a list of its parts."),
        ("breathe: 3\n    count: op", "5: There is no `count` 'op'."),
        ("breathe: 3\n    sound: gong", "5: There is no `sound` 'gong' of a breath."),
        ("breathe: 3\n    pause: 4", "5: `pause` cannot be used in a `breathe` step. Write it as a step of its own"),
        ("hold: 30\n    pause: 4", "5: `pause` cannot be used in a `hold` step."),
        ("hold: 30\n    during: Blijf", "5: `during` is a list of lines"),
        ("hold: 30\n    during:\n      - {say: x, at: 31}", "6: `at: 31` lies outside the hold, which lasts 30 s."),
        ("hold: 30-60\n    during:\n      - {say: x, at: -45}", "6: `at: -45` lies outside the hold"),
        ("hold: 2 breaths\n    during:\n      - {say: x, at: 21}", "6: `at: 21` lies outside the hold, which lasts 20 s."),
        ("hold: 30\n    during:\n      - at: 3", "6: This line of `during` has no words."),
        ("hold: 30\n    during:\n      - Kom <8s>", "6: A line inside a hold has no pause"),
        ("hold: 30\n    during:\n      - {say: x, pause: 3}", "6: `pause` cannot be used in a line of `during`."),
        ("hold: 30\n    say: Kom <8s>", "5: The line that opens a hold has no pause"),
        ("silence: 10-20", "4: '10-20' is a range; here the time is exact."),
        ("pause: straks", "4: 'straks' is not a time. Write a time as 90, 90s, 2m, 1m30s, 1:30 or 2 min."),
        ("bell: 2-3", "4: '2-3' is a range; a bell is struck a fixed number of times."),
        ("bell: 900", "4: 900 strikes are too many."),
        ("bell: 1\n    sound: gonk", "Did you mean 'gong'?"),
        ("music: brom", "4: There is no music 'brom'. Did you mean 'bron'? There are: bron, none, ocean."),
        ("music: 99", "4: A level of 99 dB is out of range."),
        ("say: Kom <8s>\n    pause: 3", "4: This line has two pauses"),
        ("say: Kom\n    speed: 9", "5: 9 is out of range. Write a number from 0.25 to 4."),
        ("say: Kom\n    level: luid", "5: 'luid' is not a number."),
        ("say: Kom\n    level: [0, -6]", "5: A level that goes from one number to another belongs on a line inside a `repeat`."),
        ("say: Kom\n    voice: rustug", "5: There is no voice 'rustug'. Did you mean 'rustig'?"),
        ("say: Kom\n    on: first", "5: `on` selects rounds, and this step is not inside a `repeat`."),
        ("chapter: Kom <8s>", "4: A title cannot contain quiet"),
        ("note: Kom <2s> hier", "4: A note cannot contain quiet"),
        ("repeat: 5m\n    steps: [x]", "4: '5m' is a time, and without `every` it is not known how many rounds"),
        ("repeat: x\n    steps: [x]", "4: 'x' is neither a count nor a time."),
        ("repeat: 3", "4: This `repeat` has no `steps`."),
        ("repeat: 3\n    every: 0\n    steps: [x]", "5: A round cannot last 0 s."),
        ("repeat: 3\n    every: 10-20\n    steps: [x]", "5: '10-20' is a range"),
        ("repeat: [{a: x}, {b: y}]\n    steps: [x]", "4: The entries of this list do not have the same keys."),
        ("repeat: [{a: x}, y]\n    steps: [x]", "4: The entries of this list do not have the same keys."),
        ("repeat: [{n: x}]\n    steps: [x]", "4: `n` cannot be a name of your own"),
        ("repeat: [{2s: x}]\n    steps: [x]", "4: '2s' cannot be the name of a mark."),
        ("repeat: [x <8s>]\n    steps: [x]", "4: A filled-in text cannot contain quiet"),
        ("repeat: 2\n    steps:\n      - Naar <item>.", "6: <item> is an entry of a list"),
        ("repeat: [{deze: x}]\n    steps:\n      - Naar <dese>.", "6: There is no mark '<dese>'. Did you mean '<deze>'?"),
        ("repeat: [{deze: x}]\n    steps:\n      - Naar <item>.", "6: <item> is an entry of a list"),
        ("hold: 2\n    level: [0, -6]", "5: A level that goes from one number to another"),
        ("repeat: 4\n    steps:\n      - {say: x, on: soms}", "6: 'soms' does not say in which rounds."),
        ("repeat: 4\n    steps:\n      - {say: x, on: 0}", "6: '0': rounds are counted from 1."),
        ("repeat: 4\n    steps:\n      - {say: x, on: 3-2}", "6: The range '3-2' runs backwards."),
        ("repeat: 4\n    steps:\n      - {say: x, on: 5}", "6: This never happens: there are 4 rounds."),
        ("repeat: 4\n    steps:\n      - {say: x, on: [5, 6-]}", "6: This never happens: there are 4 rounds."),
        ("repeat: 1\n    steps:\n      - {say: x, on: even}", "6: This never happens: there is one round."),
        ("breathe: 3\n    hold: 30", "4: `breathe` and `hold` are in one step."),
        ("say: x\n    sound: gong", "5: `sound` cannot be used in a `say` step."),
        ("silence: 3\n    level: 3", "5: `level` cannot be used in a `silence` step."),
        ("level: 3", "4: Nothing in this step says what happens: `level` is not a verb."),
        ("in: Adem", "4: `in` cannot be used in a step. It belongs to a cue"),
        ("paus: 3", "4: There is no verb 'paus'. Did you mean 'pause'?"),
        ("Pause: 3", "4: There is no verb 'Pause'. Did you mean 'pause'?"),
    ],
)  # fmt: skip
def test_what_a_step_refuses(desk: Desk, step: str, told: str) -> None:
    """Each mistake is told at its line, in the author's words."""
    assert f"scripts/proef.yaml:{told}" in desk.told_of(f"  - {step}\n") or told in desk.told_of(
        f"  - {step}\n"
    )


# Rounds


def test_repeats_of_every_kind(desk: Desk) -> None:
    """A count, a range, a time with a beat, plain entries and entries with keys."""
    steps = desk.steps(
        "  - {repeat: 3, steps: [x]}\n  - {repeat: 3-5, steps: [x]}\n  - {repeat: 5m, every: 20, steps: [x]}\n"
        "  - {repeat: 1-2m, every: 2 breaths, steps: [x]}\n  - {repeat: [linker, <r|R>], steps: [<item>]}\n"
        "  - repeat:\n      - {deze: a, andere: b}\n      - {andere: a, deze: b}\n    steps: [<deze> <andere>]\n"
    )
    assert all(isinstance(step, Repeat) for step in steps)
    assert [step.rounds for step in steps[:4]] == [Count(3, 3), Count(3, 5), Count(15, 15), Count(3, 6)]
    assert [step.every_s for step in steps[:4]] == [None, None, 20, 20]
    assert steps[4].rounds == (Entry(texts("linker")), Entry(texts(Said("r", "R"))))
    assert steps[5].rounds[1] == Entry(None, (("andere", texts("a")), ("deze", texts("b"))))
    assert steps[5].steps[0].line == texts(Place("deze"), " ", Place("andere"))


def test_places_reach_inward(desk: Desk) -> None:
    """`<item>` and keys hold through counted repeats and breaths inside the list; `<n>` is the nearest round."""
    outer = desk.step(
        "  - repeat: [linker, rechter]\n    steps:\n      - repeat: 2\n        steps:\n          - <item> <n>\n"
        "          - {breathe: 2, say: {in: <item> <left>}}\n"
    )
    inner = outer.steps[0]
    assert inner.steps[0].line == texts(Place("item"), " ", Place("n"))
    assert inner.steps[1].cues[0].lines[0][1] == texts(Place("item"), " ", Place("left"))


def test_inside_a_beat_nothing_is_elastic(desk: Desk) -> None:
    """Pauses, ranges of time and ranges of counts inside `every` are fixed at their lower end, however deep."""
    beat = desk.step(
        "  - repeat: 2-3\n    every: 60\n    steps:\n      - Kom <8s>\n      - pause: 5-9\n      - breathe: 2-4\n"
        "      - {repeat: 2-9, steps: [x <3s>]}\n      - hold: 1-2 breaths\n"
    )
    line, pause, breathe, inner, hold = beat.steps
    assert beat.rounds == Count(2, 3)
    assert (line.after, pause.length, breathe.count) == (Exact(8), Exact(5), Count(2, 2))
    assert (inner.rounds, inner.steps[0].after, hold.length) == (
        Count(2, 2),
        Exact(3),
        Breaths(Count(1, 1), 10),
    )


@pytest.mark.parametrize(
    ("on", "terms"),
    [
        ("first", ("first",)), ("not last", ("not last",)), ("odd", ("odd",)), ("3", (RoundRange(3, 3),)),
        ("2-3", (RoundRange(2, 3),)), ("2–3", (RoundRange(2, 3),)), ("2-", (RoundRange(2, None),)),
        ("[first, 3-]", ("first", RoundRange(3, None))),
    ],
)  # fmt: skip
def test_on_in_every_form(desk: Desk, on: str, terms: Any) -> None:
    """Words, numbers, ranges, open ranges, and lists of them."""
    repeat = desk.step(f"  - repeat: 4\n    steps:\n      - {{say: x, on: {on}}}\n")
    assert repeat.steps[0].on == RoundSelection(terms)


def test_on_may_wait_for_a_higher_count(desk: Desk) -> None:
    """In a range of counts, an `on` that only the higher counts reach is no error."""
    assert desk.step("  - repeat: 2-5\n    steps:\n      - {say: x, on: 5}\n").steps[0].on == RoundSelection(
        (RoundRange(5, 5),)
    )


def test_a_level_over_the_rounds(desk: Desk) -> None:
    """`[first, last]` on a line goes from the first round to the last."""
    repeat = desk.step(
        "  - repeat: 4\n    steps:\n      - {say: x, level: [0, -18]}\n      - {bell: 1, level: [-3, -9]}\n"
    )
    assert repeat.steps[0].delivery.level_db == (0, -18)
    assert repeat.steps[1].level_db == (-3, -9)


def test_voice_level_and_speed_hold_inside(desk: Desk) -> None:
    """They hold for everything inside the step they stand on; the nearest wins."""
    repeat = desk.step(
        "  - repeat: 2\n    voice: fluister\n    level: -6\n    steps:\n      - Kom\n      - {say: Ga, voice: rustig, speed: 0.9}\n"
        "      - {hold: 9, speed: 1.1, say: Blijf, during: [{say: Nu, level: -2}]}\n      - {breathe: 2, level: -9}\n      - bell: 1\n"
    )
    plain, own, hold, breathe, bell = repeat.steps
    assert plain.delivery == Delivery("fluister", (-6, -6))
    assert own.delivery == Delivery("rustig", (-6, -6), 0.9)
    assert hold.delivery == Delivery("fluister", (-6, -6), 1.1)
    assert hold.during[0].delivery == Delivery("fluister", (-2, -2), 1.1)
    assert breathe.delivery == Delivery("fluister", (-9, -9))
    assert bell.level_db == (-6, -6)


def test_item_is_of_the_nearest_list(desk: Desk) -> None:
    """Inside a list with keys, `<item>` of a list around it is not to be had."""
    told = desk.told_of(
        "  - repeat: [a, b]\n    steps:\n      - repeat: [{kant: x}]\n        steps:\n          - <item> <kant>\n"
    )
    assert told.startswith("scripts/proef.yaml:8: <item> is an entry of a list")


# What is easily misread


def test_yaml_words_are_spoken_as_they_stand(desk: Desk) -> None:
    """What YAML would make true, nothing or a number is a line like any other."""
    steps = desk.steps("  - no\n  - null\n  - ~\n  - 12:30\n  - 0x10\n  - 2026-11-02\n  - On\n")
    assert [step.line.parts[0] for step in steps] == ["no", "null", "~", "12:30", "0x10", "2026-11-02", "On"]


def test_a_moment_in_a_hold_counts_the_breath_in_force(desk: Desk) -> None:
    """`at: 2 breaths` is two of the routine's own breaths, not of the default ones."""
    text = "title: P\nlanguage: nl\nbreath: box\nsteps:\n- hold: 60\n  during:\n  - {say: x, at: 2 breaths}\n"
    hold: Any = desk.load(text).steps[0]
    assert hold.during[0].at_s == 32


def test_breaths_inside_a_line(desk: Desk) -> None:
    """`<2 breaths>` is a length as any other, of the breath in force."""
    text = "title: P\nlanguage: nl\nbreath: box\nsteps:\n- Adem. <2 breaths> Rust.\n"
    step: Any = desk.load(text).steps[0]
    assert step.line.parts[1] == Gap(32)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ("- repeat: 2\n  steps: []\n", "5: There are no steps here."),
        ("- repeat: 2\n  steps:\n  - say: x\n    on: []\n", "7: An `on` without rounds: this never happens."),
        ("- repeat: {deze: linker}\n  steps: [x]\n", "4: `repeat` takes a count or a list"),
        (
            "- breathe: 1\n  breath: [4, 6]\n",
            "5: `breath` takes one value, not a list of its parts. Write `breath: 4-6`;",
        ),
        (
            "- “Adem: rustig”\n",
            "4: YAML reads the words before the colon, '“Adem', as the name of a setting.",
        ),
        ("- breathe: 1\n  breath: kalm\n", "5: 'kalm' is not a breath. Did you mean 'calm'?"),
    ],
)
def test_what_would_never_happen_is_told(desk: Desk, steps: str, told: str) -> None:
    """Steps that would be passed over in silence are errors, each with its cure."""
    assert f"scripts/proef.yaml:{told}" in desk.told_of(steps)


def test_a_wrong_phase_is_told_once(desk: Desk) -> None:
    """What cannot be read is no phase of 0 s: the breath is not blamed as well."""
    told = desk.told_of("- breathe: 1\n  breath: {in: 4s, out: 6s}\n").splitlines()
    assert told == [
        f"scripts/proef.yaml:5: '{each}' is not a number. Write digits, like 4, 0.5 or -6."
        for each in ("4s", "6s")
    ]


def test_a_bell_has_a_tone(desk: Desk) -> None:
    """In hertz or as a note, and only a bell can be tuned."""
    bell, play = desk.steps("  - {bell: 1, tone: 432}\n  - {sound: gong, tone: A3}\n")
    assert (bell.tone_hz, round(play.tone_hz, 2)) == (432.0, 220.0)
    told = desk.told_of("  - {bell: 1, tone: schril}\n")
    assert "'schril' is not a tone. Write a note, like D2 or F#3, or hertz from 30 to 1000." in told
