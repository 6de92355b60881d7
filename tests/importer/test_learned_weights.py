"""The learned weights: what they are given, what they make of it, and what must be neither said nor lost."""

from __future__ import annotations

import pytest

from stilte.importer import label_post, read_posts
from stilte.importer.label.context_evidence import weigh_surroundings
from stilte.importer.label.features import features
from stilte.importer.label.gather import gather
from stilte.importer.label.learned import weights
from stilte.importer.label.no_line import is_no_line
from stilte.importer.label.structure import read_lines
from stilte.importer.language.phrases import idioms

POST = """Even zitten

Mijn buurman lacht erom, al jaren.

Zo doe je het:
- Ga zitten op een stoel.
- Adem in door je neus.
- Adem uit door je mond.
- Herhaal dit zeven keer.
"""


def test_every_sentence_gets_features_that_the_weights_know() -> None:
    """The file of weights and the code that makes features speak of the same things."""
    (post,) = read_posts(POST.encode())
    table = idioms("nl")
    told, sections = gather(read_lines(post.blocks, table), table)
    weigh_surroundings(told, sections, table)
    found = features(told, sections, table)
    known = weights()
    for one, numbers in zip(told, found, strict=True):
        assert bool(numbers) == (one.line.kind != "heading")
        assert not numbers or len(numbers.keys() & known.keys()) >= 20
        assert all(abs(value) <= 12 for value in numbers.values())


def test_the_weights_are_few_and_moderate() -> None:
    """A few kilobytes of numbers, none of which decides alone."""
    known = weights()
    assert 100 < len(known) < 300
    assert max(map(abs, known.values())) < 5


def test_an_instruction_outweighs_a_story() -> None:
    """What asks is said, its count is timing, what tells of somebody is left out; each says why."""
    (post,) = read_posts(POST.encode())
    found = {one.text.split()[0]: one for one in label_post(post).sentences}
    assert [found[word].label for word in ("Ga", "Adem", "Herhaal", "Mijn")] == [
        "spoken",
        "spoken",
        "timing",
        "left_out",
    ]
    assert all(one.reason for one in found.values())


def test_a_post_without_a_title_is_named_by_its_first_words() -> None:
    """The name of the program that reads is no title."""
    (post,) = read_posts(b"Ga zitten op een stoel en adem in. Adem uit. Herhaal dit drie keer.")
    assert label_post(post).title == "Ga zitten op een stoel …"


@pytest.mark.parametrize(
    "line",
    [
        "Photo by Anna Berg",
        "Photos by Ingrid on Unsplash",
        "Foto door Jan de Vries",
        "Captions by the Deaf Media Group.",
        "Untertitel von Max Weber, 2021",
        "Bilder von Karin von der Heide",
    ],
)
def test_who_made_the_pictures_is_no_line(line: str) -> None:
    """A trade and a name are credits."""
    assert is_no_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Bilder von früher ziehen vorbei.",
        "Pictures by the sea come up.",
        "Aufnahme von Sauerstoff in die Lunge.",
        "Beeld door tranen heen.",
        "Photos by your bed may catch your eye.",
    ],
)
def test_pictures_that_are_imagined_are_a_line(line: str) -> None:
    """The words of a trade without a name are words of the exercise."""
    assert not is_no_line(line)


@pytest.mark.parametrize(
    "line",
    ["TODO: record the second half again.", "Das Heft für zu Hause      Seite 9", "Stil zitten | blz. 4"],
)
def test_notes_of_a_maker_and_heads_of_pages_are_no_lines(line: str) -> None:
    """What was left for a maker, or stands on top of every page, is not said."""
    assert is_no_line(line)


def test_a_direction_that_a_mark_cuts_in_two_is_not_said() -> None:
    """What is told to the leader goes on behind the mark that it speaks of."""
    (post,) = read_posts(
        b"Leader: read slowly; where it says *pause* count four breaths.\n\nSit down.\n\n*pause*\n"
    )
    told = {one.text: one.label for one in label_post(post).sentences}
    assert told["count four breaths."] == "left_out"
    assert told["Sit down."] == "spoken"
