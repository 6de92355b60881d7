"""Messages: values that become text when they are told, in the language in use."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest

from stilte.errors import Problem, Where, not_found, system_problem
from stilte.messages import (
    Capitalized,
    Length,
    Listed,
    Number,
    in_language,
    language,
    plural,
    sentences,
    tr,
    use_language,
)

MISSING = tr("There is no voice '{name}'.", name="rustig")


def test_text_is_made_when_it_is_asked_for() -> None:
    """One message is told in English and then in Dutch: it holds what is to be said, not the text."""
    assert str(MISSING) == "There is no voice 'rustig'."
    use_language("nl")
    assert f"{MISSING}" == "Er is geen stem 'rustig'."


def test_a_block_may_speak_another_language() -> None:
    """What programs read is written in English within a program that speaks Dutch, also after an error."""
    use_language("nl")
    with in_language("en"):
        assert str(MISSING) == "There is no voice 'rustig'."
    with pytest.raises(ZeroDivisionError), in_language("en"):
        assert 1 / 0
    assert language() == "nl"


def test_the_language_holds_for_other_threads_and_a_block_only_for_its_own() -> None:
    """Tracks are made in threads: their messages are in the program's language."""
    told = []
    use_language("nl")
    with in_language("en"):
        thread = threading.Thread(target=lambda: told.append(str(MISSING)))
        thread.start()
        thread.join()
    assert told == ["Er is geen stem 'rustig'."]


@pytest.mark.parametrize("tag", ["nl", "nl-BE", "nl_NL.UTF-8", "NL"])
def test_a_tag_of_a_region_is_its_language(tag: str) -> None:
    """There is one Dutch."""
    use_language(tag)
    assert language() == "nl"


def test_a_language_without_a_catalogue_is_told_in_english() -> None:
    """What nobody has translated is not lost."""
    use_language("sw")
    assert str(MISSING) == "There is no voice 'rustig'."


def test_a_value_is_written_as_the_author_wrote_it() -> None:
    """Braces, percent signs and backslashes in a value, or beside a place, stand for themselves."""
    odd = r"{name} {0} %s \1 {"
    assert str(tr("Write {in: 4}, not {text}, as {other}.", text=odd)) == (
        r"Write {in: 4}, not {name} {0} %s \1 {, as {other}."
    )


def test_a_message_within_a_message_speaks_its_language() -> None:
    """Messages may hold messages, lists of them, numbers and lengths."""
    use_language("nl")
    inner = tr("the text '{value}'", value="nee")
    told = tr("`{key}` takes one value, not {found}.", key="speed", found=inner)
    assert str(told) == "Bij `speed` hoort één waarde, niet de tekst 'nee'."
    assert str(Listed([inner, "b", 3], "or")) == "de tekst 'nee', b of 3"


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        (0.5, "0.5", "0,5"),
        (12.0, "12", "12"),
        (8080, "8080", "8080"),
        (Number(12345), "12,345", "12.345"),
        (Number(1234.56, decimals=1), "1,234.6", "1.234,6"),
        (Length(3723.04), "1:02:03.0", "1:02:03,0"),
        (Listed(["a"], "and"), "a", "a"),
        (Listed([], "and"), "", ""),
        (Listed(["a", "b"], "and"), "a and b", "a en b"),
        (Listed(iter(["a", "b", "c"]), "or"), "a, b or c", "a, b of c"),
        (Listed(["a", "b", "c"]), "a, b, c", "a, b, c"),
        (Capitalized(tr("the project")), "The project", "Het project"),
        (Path("scripts/rust.yaml"), "scripts/rust.yaml", "scripts/rust.yaml"),
        (Where("a.yaml", 3), "a.yaml:3", "a.yaml:3"),
    ],
)
def test_values_are_written_as_the_language_does(value: object, english: str, dutch: str) -> None:
    """Decimal signs, thousands and the last word of a list are the language's; years and ports are kept."""
    message = tr("{value}", value=value)
    assert (message.in_language("en"), message.in_language("nl")) == (english, dutch)


def test_the_plural_is_chosen_by_the_number() -> None:
    """One is one; none, and more than one, are many."""
    told = [plural("{n} chapter", "{n} chapters", n=n).in_language("nl") for n in (0, 1, 2)]
    assert told == ["0 hoofdstukken", "1 hoofdstuk", "2 hoofdstukken"]


def test_sentences_leave_out_what_is_empty() -> None:
    """A message without a cure ends without a space, and counts as nothing."""
    assert str(sentences(tr("Keep one of them."), "")) == "Keep one of them."
    assert not sentences("", "")


def test_messages_are_values() -> None:
    """Equal messages are one problem; they go into sets and to other processes."""
    again = tr("There is no voice '{name}'.", name="rustig")
    assert {MISSING, again, Listed(["a"]), Listed(("a",))} == {MISSING, Listed(["a"])}
    assert pickle.loads(pickle.dumps(MISSING)) == MISSING


def test_a_problem_keeps_its_place_in_front() -> None:
    """`file:line` is for editors and eyes: it stands first in every language."""
    problem = Problem(Where("scripts/rust.yaml", 4), *not_found(MISSING, "rustig", ["rust"]))
    use_language("nl")
    assert str(problem) == (
        "scripts/rust.yaml:4: Er is geen stem 'rustig'. Bedoel je 'rust'? Je kunt kiezen uit: rust."
    )


def test_what_the_system_refused_is_told_in_the_language() -> None:
    """The system's own words, English on many a machine, stand in for none that we know."""
    use_language("nl")
    full = system_problem(OSError(28, "No space left on device", "output/a.mp3"))
    assert str(full).startswith("De schijf is vol. ")
    denied = system_problem(PermissionError(13, "Permission denied", "output/a.mp3"))
    assert str(denied).startswith("Met output/a.mp3 ging iets mis: je hebt daar geen rechten voor.")
