"""What the importer tells of a post: in its author's language, doubts with both sides, guesses in place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stilte.importer.import_post import Imported, built_script, import_post
from stilte.importer.label.labelled_post import LabelledPost, Sentence
from stilte.importer.label.reasons import _REASONS
from stilte.importer.label.report import summary
from stilte.messages import in_language, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
POSTS = sorted(
    path for path in (HERE / "posts").iterdir() if path.suffix in (".html", ".txt", ".md") and path.is_file()
)
GUESSED = """# Tot rust komen

Ga zitten in een stoel.
Sluit je ogen als dat prettig is.
Adem een paar keer rustig door.
Leg je handen op je buik.
Voel hoe je buik beweegt.
Adem een paar keer rustig door.
"""


def told(imported: tuple[Imported, ...]) -> Iterator[str]:
    """Yield what is told of scripts, without the words that are quoted from the post."""
    for one in imported:
        for line in one.report:
            yield re.sub(r'".*?"', "", str(line))


@pytest.mark.parametrize("language", ["nl", "de", "fr", "es"])
def test_no_reason_is_told_in_english_where_it_is_translated(language: str) -> None:
    """Every post here is imported; each part of a message is in the language of the message."""
    english = {one for one, message in _REASONS.items() if message.in_language(language) != one}
    assert english or language != "nl"
    with in_language(language):
        lines = [line for path in POSTS for line in told(import_post(path))]
    found = {one for one in english for line in lines if re.search(rf"\b{re.escape(one)}\b", line)}
    assert not found
    assert len(lines) > len(POSTS)


def test_a_report_is_put_into_words_when_it_is_told() -> None:
    """A report that was made in one language is told in any other."""
    with in_language("nl"):
        (one,) = import_post(GUESSED.encode())
    report = "\n".join(map(str, one.report))
    assert "sentences: " in report
    assert "gives no number: 3 breaths" in report


def test_a_doubt_tells_what_speaks_for_the_label_and_what_against_it() -> None:
    """The two sides stand apart, and neither is told as the other."""
    one = Sentence(
        "Houd dit 5 tellen vast.",
        "spoken",
        0.55,
        "gives a time or a count; stands beside instructions",
        7,
        against="stands in a part that does not guide",
    )
    with in_language("nl"):
        line = str(summary(LabelledPost("Proef", "nl", (one,)))[-1])
    assert line == (
        'regel 7: "Houd dit 5 tellen vast." wordt gesproken, want het geeft een tijd of een aantal en het '
        "staat naast aanwijzingen; twijfel: het staat in een stuk dat niet begeleidt."
    )


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_every_doubt_of_the_evidence_says_what_it_is(path: Path) -> None:
    """No unsure sentence comes with reasons for its label alone."""
    whole = ("no table of idioms", "nothing in this post tells", "is no whole sentence", "a mark in a part")
    for made in import_post(path):
        assert made.labelled
        for one in made.labelled.sentences:
            if one.unsure and not one.reason.startswith(whole) and one.label in ("spoken", "timing"):
                assert one.against, one
            assert not set(one.reason.split("; ")) & set(filter(None, one.against.split("; ")))


def test_a_guess_knows_its_sentence() -> None:
    """Each of two like sentences has its own guess; the script's head tells them once."""
    (one,) = import_post(GUESSED.encode())
    assert one.labelled
    script, guesses = built_script(one.labelled)
    sentences = [one.labelled.sentences[guess.at].text for guess in guesses]
    assert sentences == ["Adem een paar keer rustig door."] * 2
    assert len({guess.at for guess in guesses}) == 2
    assert str(guesses[0].beside_its_sentence) == "This sentence gives no number: 3 breaths."
    assert script.count("gives no number") == 1
    told_lines = [str(line) for line in one.report]
    assert "2 guesses: please look at them." in told_lines
    assert sum("gives no number" in line for line in told_lines) == 2


def test_a_notice_is_kept_as_a_message() -> None:
    """A post that is kept as JSON tells its notices in whatever language is in use later."""
    notice = tr("{name} is empty.", name="a.html")
    post = LabelledPost("Proef", "nl", (Sentence("Zit.", "spoken"),), notices=(notice,))
    assert LabelledPost.from_json(post.to_json()) == post
    old = json.dumps({**json.loads(post.to_json()), "notices": ["Ooit gezegd."]})
    assert [str(one) for one in LabelledPost.from_json(old).notices] == ["Ooit gezegd."]


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        (
            "Buiten met Anna: Rondje op de dijk",
            '<h3 class="post-title entry-title">Rondje op de dijk</h3>',
            0,
        ),
        ("Hand-out ontspanning les 3", "<h2>Hand-out les 3: spannen en ontspannen</h2>", 0),
        ("Rondje op de dijk – Praktijk Anna", "<h1>Rondje op de dijk</h1>", 0),
        ("Rondje op de dijk", "<h2>Wat je nodig hebt</h2>", 1),
    ],
    ids=[
        "the site's heading stands first",
        "the name of a file",
        "with the name of a practice",
        "another heading",
    ],
)
def test_the_title_is_the_posts_own_heading(head: str, heading: str, title: int) -> None:
    """What stands in the head of the page is the title only where no heading of the post says so."""
    site = (
        '<div class="header-inner"><h1><a href="/">Buiten met Anna</a></h1></div>' if "Buiten" in head else ""
    )
    lines = "".join(
        f"<p>{line}</p>" for line in ("Ga rustig staan.", "Sluit je ogen.", "Laat je armen zakken.")
    )
    page = f"<html lang='nl'><head><title>{head}</title></head><body>{site}{heading}{lines}</body></html>"
    (one,) = import_post(page.encode())
    assert one.labelled
    assert one.labelled.title == (head if title else re.sub("<.*?>", "", heading))


def test_a_comment_of_a_bare_amount_says_what_it_is() -> None:
    """'3x' alone above a step does not say that it stood in the post."""
    text = "# De boom\n\nGa staan.\nHef je armen langzaam.\nLaat je armen zakken.\n5 keer.\n"
    (one,) = import_post(text.encode())
    assert '# the amount in the post: "5 keer."' in one.script_text
