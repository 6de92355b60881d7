"""What an author says of several sentences together, and the steps that come of it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from stilte.errors import InputError
from stilte.importer import Label, LabelledPost, Mark, Sentence, build_script, import_post
from stilte.importer.build.breaths.compact import Phased
from stilte.importer.build.marked import _in_pattern
from stilte.importer.label.marks import MARK_KINDS, read_mark
from stilte.importer.prove.load import load_text

POSTS = Path(__file__).parent / "posts"


def post(*texts: str, language: str = "nl", **labels: Label) -> LabelledPost:
    """Return a post of spoken sentences; `_3="timing"` gives the one of that number another label."""
    sentences = [Sentence(text, "spoken", block=1) for text in texts]
    for name, label in labels.items():
        at = int(name.removeprefix("_"))
        sentences[at] = replace(sentences[at], label=label)
    return LabelledPost("De boom", language, tuple(sentences))


def steps(labelled: LabelledPost) -> str:
    """Return the steps of the script that comes of a post."""
    return build_script(labelled).partition("steps:\n")[2]


ARMS = ("Sta stevig.", "Hef je armen.", "Laat je armen zakken.", "Kijk naar voren.")


def test_sentences_marked_to_be_repeated_stand_in_a_repeat() -> None:
    """A mark "repeat 3 times" over two sentences puts just those two into a repeat."""
    found = steps(post(*ARMS).mark(Mark("repeat", 1, 2, 3)))
    assert "  - repeat: 3\n    steps:\n      - Hef je armen.\n      - Laat je armen zakken.\n" in found
    assert found.startswith("  - Sta stevig.")
    assert found.rstrip().endswith("- Kijk naar voren.")


def test_the_sentence_that_asks_for_the_same_is_left_out() -> None:
    """A sentence "repeat this 8 times" right behind the marked ones does not repeat them again."""
    texts = (*ARMS[:3], "Herhaal deze beweging 8 keer.", ARMS[3])
    found = steps(post(*texts, _3="timing").mark(Mark("repeat", 1, 2, 3)))
    assert found.count("repeat:") == 1
    assert '# left out: "Herhaal deze beweging 8 keer."' in found


@pytest.mark.parametrize("last", [3, 2])
def test_a_spoken_sentence_is_never_left_out(last: int) -> None:
    """What an author labelled as spoken is said, also where it sounds like a repeat."""
    texts = (*ARMS[:3], "Herhaal het nog een keer in gedachten.")
    assert "in gedachten" in steps(post(*texts).mark(Mark("repeat", 1, last, 3))).replace("# ", "")


def test_marked_breaths_have_their_words_as_cues() -> None:
    """Sentences that name the phases are laid into them; the count is the one of the mark."""
    found = steps(post("Adem in en word lang.", "Adem uit en word zacht.").mark(Mark("breaths", 0, 1, 6)))
    assert "- breathe: 6\n" in found
    assert "in: Adem in en word lang." in found
    assert "out: Adem uit en word zacht." in found


def test_sentences_that_name_no_breath_go_in_and_out_by_turns() -> None:
    """The first sentence is said on the in-breath, the second on the out-breath."""
    found = steps(post("Open je handen.", "Sluit je handen.").mark(Mark("breaths", 0, 1, 5)))
    assert "- breathe: 5\n" in found
    assert found.index("in: Open je handen.") < found.index("out: Sluit je handen.")


def test_one_sentence_is_said_before_its_breaths() -> None:
    """One sentence with five breaths is spoken, then five breaths pass."""
    found = steps(post("Leg je hand op je buik.").mark(Mark("breaths", 0, 0, 5)))
    assert found.index("- Leg je hand op je buik.") < found.index("- breathe: 5")


def test_marked_breaths_have_the_pattern_of_the_mark() -> None:
    """Whatever the sentences say themselves; the breaths after them have their own again."""
    texts = ("Adem 3 tellen in.", "Adem 5 tellen uit.", "Kijk naar voren.", "Adem vijf keer in en uit.")
    found = steps(post(*texts).mark(Mark("breaths", 0, 1, 6, "4-7-8")))
    assert "- breathe: 6\n    breath: 4-7-8\n" in found
    assert found.count("breath:") == 1
    assert "out: Adem" in found
    one = steps(post("Leg je hand op je buik.").mark(Mark("breaths", 0, 0, 5, "box")))
    assert "- breathe: 5\n    breath: box\n" in one


def test_a_phase_that_the_pattern_does_not_have_is_said_in_the_one_before() -> None:
    """No word is lost, and the script loads: a cue for a phase of no time would be an error."""
    text = "Adem 4 tellen in, houd 7 tellen vast, adem 8 tellen uit."
    for breath, held in (
        ("4-2-6", "\n        hold: houd 7 tellen vast"),
        ("4-6", "tellen in, houd 7 tellen vast"),
    ):
        labelled = post(text).mark(Mark("breaths", 0, 0, 6, breath))
        found = steps(labelled)
        assert held in found
        assert found.count("- in: Adem 4 tellen in") == 1
        assert "out: adem 8 tellen uit." in found
        assert len(load_text(build_script(labelled)).steps) == 1


@pytest.mark.parametrize(("breath", "phase"), [("4-6", ""), ("4-2-6", "hold")])
def test_a_first_phase_that_the_pattern_does_not_have_is_none(breath: str, phase: str) -> None:
    """There is none before it in which it can be said, and as a cue it would have no time."""
    at = post("Vasthouden.").sentences[0]
    parts = [(Phased("hold", "Vasthouden.", 3.0), at), (Phased("in", "Adem in."), at)]
    assert [part for part, _ in _in_pattern(parts, breath)] == [
        Phased(phase, "Vasthouden."),
        Phased("in", "Adem in."),
    ]


@pytest.mark.parametrize("breath", ["4", "0-0", "in 4", "snel", "4-6\ntitle: B", "900-4"])
def test_a_pattern_that_is_none_is_refused(breath: str) -> None:
    """In the words of the script language; so is one for something that is no breath."""
    with pytest.raises(InputError):
        post(*ARMS).mark(Mark("breaths", 0, 1, 5, breath))
    with pytest.raises(InputError, match="Only breaths have a pattern"):
        post(*ARMS).mark(Mark("hold", 0, 1, 5, "4-6"))


def test_a_hold_takes_in_what_leaves_it_quiet() -> None:
    """Short sentences are said in a long hold; those that would fill a short one are said before it."""
    long = steps(post(*ARMS).mark(Mark("hold", 1, 2, 60)))
    assert "- hold: 60\n    say: Hef je armen.\n    during:\n      - Laat je armen zakken.\n" in long
    short = steps(post(*ARMS).mark(Mark("hold", 1, 2, 5)))
    assert "  - Hef je armen.\n  - Laat je armen zakken.\n" in short
    assert "- hold: 5\n" in short


def test_both_sides_swap_left_and_right() -> None:
    """What is marked for the other side too is told with the words of that side."""
    found = steps(post("Til je linkerbeen op.", "Kijk omhoog.").mark(Mark("sides", 0, 1)))
    assert "linker" in found
    assert "rechter" in found
    assert "Wissel van kant." in found


def test_marks_stand_inside_each_other() -> None:
    """Breaths inside what is repeated are breathed in each round."""
    labelled = post(*ARMS).mark(Mark("repeat", 0, 3, 2)).mark(Mark("breaths", 1, 2, 4))
    found = steps(labelled)
    assert found.index("- repeat: 2") < found.index("- breathe: 4") < found.index("- Kijk naar voren.")
    assert labelled.marks == (Mark("repeat", 0, 3, 2), Mark("breaths", 1, 2, 4))


def test_a_mark_that_would_cross_another_is_refused() -> None:
    """Sentences half inside a mark cannot be marked: nobody could tell what is repeated."""
    labelled = post(*ARMS).mark(Mark("repeat", 0, 1, 2))
    with pytest.raises(InputError, match="reach into another mark"):
        labelled.mark(Mark("hold", 1, 2, 20))
    assert labelled.unmark(0, 1).mark(Mark("hold", 1, 2, 20)).marks == (Mark("hold", 1, 2, 20),)


@pytest.mark.parametrize(("count", "kind"), [(0, "repeat"), (-3, "hold"), (201, "breaths"), (10**9, "hold")])
def test_a_count_that_cannot_be_is_refused(count: int, kind: str) -> None:
    """A count of nothing, below nothing or beyond all use is told with what to write."""
    with pytest.raises(InputError, match="Write a number from 1 to"):
        post(*ARMS).mark(Mark(kind, 0, 1, count))  # type: ignore[arg-type]


def test_a_second_mark_over_the_same_sentences_takes_the_place_of_the_first() -> None:
    """Changing "3 times" into "5 times" leaves one mark."""
    labelled = post(*ARMS).mark(Mark("repeat", 0, 1, 3)).mark(Mark("repeat", 0, 1, 5))
    assert labelled.marks == (Mark("repeat", 0, 1, 5),)


def test_marks_survive_being_kept_as_json() -> None:
    """A post with marks is read back equal; without any it has none."""
    labelled = post(*ARMS).mark(Mark("repeat", 0, 3, 2)).mark(Mark("breaths", 1, 2, 4, "4-7-8"))
    assert LabelledPost.from_json(labelled.to_json()) == labelled


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"kind": "jump", "first": 0, "last": 0},
        {"kind": "hold", "first": "0", "last": 1},
        {"kind": "breaths", "first": 0, "last": 1, "breath": 4},
    ],
)
def test_what_is_no_mark_is_refused(data: object) -> None:
    """Plain values that are no mark raise ValueError, never anything else."""
    with pytest.raises(ValueError, match="mark"):
        read_mark(data)


@pytest.mark.parametrize("name", ["nl-bron.txt", "en-yoga.html", "de-qigong.txt", "en-script.txt"])
def test_any_marks_make_a_script_that_loads_and_keeps_every_sentence(name: str) -> None:
    """Whatever is marked in a real post, the script loads and no spoken sentence is lost."""
    chance = random.Random(name)
    labelled = next(one.labelled for one in import_post(POSTS / name) if one.labelled)
    spoken = [at for at, one in enumerate(labelled.sentences) if one.label == "spoken"]
    for _ in range(12):
        marked = labelled
        for _ in range(3):
            first = chance.choice(spoken)
            last = min(first + chance.randrange(5), len(labelled.sentences) - 1)
            try:
                marked = marked.mark(
                    Mark(chance.choice(MARK_KINDS), first, last, chance.choice([1, 2, 7, 45, 90]))
                )
            except InputError:
                continue
        script = build_script(marked)
        assert load_text(script).title
        words = " ".join(script.split())
        for at in spoken:
            assert labelled.sentences[at].text.split()[-1].strip('.,!?“”"…:;)') in words
