"""How a word is said: written into the lexicon or the voice, as the author would, and heard at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.speech.lexicon import lexicon_for

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


def test_everywhere_goes_into_the_lexicon_of_the_language(page: TestClient, folder: Path) -> None:
    """The file is made, then grows; a word that is there is changed where it stands."""
    for word, says in (("qigong", "tsjie koeng"), ("chi", "tsjie"), ("Qigong", "tsjie goeng")):
        asked = {"word": word, "says": says, "where": "everywhere"}
        assert page.post("/api/pronunciations", json=asked).json() == {"file": "voices/lexicon.nl.yaml"}
    assert (folder / "voices/lexicon.nl.yaml").read_text() == "qigong: tsjie goeng\nchi: tsjie\n"
    found = lexicon_for("nl", folder / "voices", folder).find("Qigong")
    assert found is not None
    assert found.text == "tsjie goeng"


def test_a_lexicon_keeps_its_comments(page: TestClient, folder: Path) -> None:
    """What the author wrote around the word stays byte for byte."""
    path = folder / "voices/lexicon.nl.yaml"
    path.write_text("# van mij\npsoas:   'zo-as'   # zacht\n")
    page.post("/api/pronunciations", json={"word": "mudra", "says": "moedra", "where": "everywhere"})
    assert path.read_text() == "# van mij\npsoas:   'zo-as'   # zacht\nmudra: moedra\n"


def test_one_voice_has_it_in_its_own_file(page: TestClient, folder: Path) -> None:
    """A voice's `pronounce` gets the word; the rest of the file stays."""
    asked = {"word": "qi", "says": "tsjie", "where": "voice", "voice": "toon"}
    assert page.post("/api/pronunciations", json=asked).status_code == 200
    assert (folder / "voices/toon.yaml").read_text() == (
        "language: nl\nuse: [tone]\npronounce:\n  qi: tsjie\n"
    )


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"word": " ", "says": "x", "where": "everywhere"}, 422),
        ({"word": "x" * 501, "says": "x", "where": "everywhere"}, 422),
        ({"word": "x", "says": "y", "where": "voice", "voice": "../podcast"}, 404),
        ({"word": "x", "says": "y", "where": "nowhere"}, 400),
        ({"word": "x", "says": "y", "where": "everywhere", "language": "../../x"}, 400),
        ({"word": 1, "says": "y", "where": "everywhere"}, 400),
    ],
)
def test_what_makes_no_sense_writes_nothing(
    page: TestClient, folder: Path, asked: dict[str, object], status: int
) -> None:
    """No words, too many, a voice or language that is none: refused, and no file is made or changed."""
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert page.post("/api/pronunciations", json=asked).status_code == status
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
