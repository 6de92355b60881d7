"""What a post tells once: the time of its marks, and the time of every pose."""

from __future__ import annotations

import pytest

from stilte.importer.import_post import import_post

MARKS = {
    "capitals": (
        "en",
        "Speak slowly. Where you see REST, wait about twelve seconds.",
        ("Soften your shoulders. REST", "Soften your jaw. REST And let it hang.", "Close your eyes. REST"),
    ),
    "capitals before their time, in counts": (
        "nl",
        "Lees rustig. Bij STIL tel je in gedachten tot twaalf.",
        ("Ontspan je schouders. STIL", "Ontspan je kaak. STIL", "Sluit je ogen. STIL"),
    ),
    "between dashes": (
        "de",
        "Lest leise. Bei -- lange Ruhe -- wartet ihr mindestens 12 Sekunden.",
        (
            "Entspanne die Schultern.\n\n-- lange Ruhe --",
            "Löse den Kiefer.\n\n-- lange Ruhe --",
            "Schließe die Augen.\n\n-- lange Ruhe --",
        ),
    ),
    "between stars, in breaths": (
        "en",
        "*Quiet* stands for two breaths, about 12 seconds.",
        ("Soften your shoulders. *Quiet*", "Soften your jaw. *Quiet*", "Close your eyes. *Quiet*"),
    ),
}


@pytest.mark.parametrize(("language", "note", "lines"), MARKS.values(), ids=MARKS)
def test_words_that_a_note_explains_are_quiet(language: str, note: str, lines: tuple[str, ...]) -> None:
    """Each place gets the time, neither the words nor the note are said."""
    post = "\n\n".join((note, *lines, "Adem in. Breathe in. Atme ein."))
    (script,) = import_post(post.encode(), language=language)
    seconds = 10 if "breaths" in note else 12
    body = script.script_text.partition("steps:")[2]
    assert body.count(f"<{seconds}s>") + body.count(f"pause: {seconds}") == len(lines), body
    said = "\n".join(line for line in body.splitlines() if not line.strip().startswith("#"))
    assert not any(word in said for word in ("REST", "STIL", "Ruhe", "Quiet", "Speak", "Lees", "Lest"))


@pytest.mark.parametrize("line", ["Stretch the NHS. Ask your GP.", "Write to the BBC", "YOGA"])
def test_capitals_without_a_note_are_words(line: str) -> None:
    """Nothing is replaced where no sentence gives the word a time."""
    post = f"Breathe in. Breathe out. {line}\n\nRelax your arms. {line}\n\nSit down. {line}\n"
    (script,) = import_post(post.encode(), language="en")
    assert "[" not in script.script_text


def test_the_time_of_every_pose_goes_into_a_pose_of_two_sides() -> None:
    """It is held on each side, before the change."""
    post = """# Three stretches

Hold each stretch for 40 seconds.

## Figure four

Lie down and set your left ankle on the right knee. Pull your thigh toward you. Then switch legs.

## Child's pose

Kneel and reach your arms forward.
"""
    (script,) = import_post(post.encode(), language="en")
    inner = script.script_text.partition("Figure four")[2].partition("Child")[0]
    assert inner.count("hold: 40") == 1
    assert inner.index("hold: 40") < inner.index("switch legs.\n")
    assert "      - hold: 40" in inner


def test_a_time_for_all_is_taken_from_a_paragraph_beside_the_steps() -> None:
    """A sentence that asks for a time is not left out for the company that it keeps."""
    post = """Anleitung im Sitzen

Dieses Verfahren wurde vor hundert Jahren beschrieben. Viele Menschen schätzen es bis heute.

Jede Anspannung halten Sie etwa 6 Sekunden. Das Blatt ist für den Kurs gedacht.

1. Rechte Hand
Ballen Sie die rechte Hand zur Faust. Halten … und loslassen.

2. Linke Hand
Ballen Sie die linke Hand zur Faust. Halten … und loslassen.
"""
    (script,) = import_post(post.encode(), language="de")
    for name in ("Rechte Hand", "Linke Hand"):
        assert "hold: 6" in script.script_text.partition(f"chapter: {name}")[2].partition("chapter:")[0]
