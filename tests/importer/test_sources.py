"""Whatever a text comes in: pages, mails, office files, PDF, subtitles, SSML, and what they hide in it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from benchmarks.importing import spoken, timed
from stilte.errors import InputError
from stilte.importer import import_post, read_posts
from stilte.importer.prove.load import load_text

LINES = ("Ga rustig zitten.", "Adem in door je neus.", "Adem uit door je mond.", "Herhaal dit zeven keer.")
SAID = ["ga rustig zitten", "adem in door je neus", "adem uit door je mond"]


def _imported(data: bytes) -> tuple[list[str], list[str]]:
    (one,) = import_post(data)
    steps = load_text(one.script_text).steps
    return spoken(steps), timed(steps)


def _zipped(name: str, text: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return held.getvalue()


def _docx() -> bytes:
    paragraphs = "".join(
        f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{line[:4]}</w:t></w:r>"
        f'<w:r><w:t xml:space="preserve">{line[4:]}</w:t></w:r></w:p>'
        for line in LINES
    )
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>De golf</w:t></w:r></w:p>'
    body = f'<w:document xmlns:w="w"><w:body>{heading}{paragraphs}</w:body></w:document>'
    return _zipped("word/document.xml", body)


def _odt() -> bytes:
    items = "".join(f"<t:list-item><t:p>{line}</t:p></t:list-item>" for line in LINES)
    heading = '<t:h t:outline-level="1">De golf</t:h>'
    return _zipped("content.xml", f'<o xmlns:t="t">{heading}<t:list>{items}</t:list></o>')


def _pdf() -> bytes:
    shown = "".join(f"({line}) Tj 0 -16 Td " for line in ("De golf", "", *LINES))
    stream = f"BT /F1 12 Tf 72 720 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    return (
        f"{body}{table}trailer<</Root 1 0 R/Size {len(places) + 1}>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


@pytest.mark.parametrize("data", [_docx(), _odt(), _pdf()], ids=["docx", "odt", "pdf"])
def test_an_office_file_is_read_like_a_text(data: bytes) -> None:
    """Word, OpenDocument and PDF give the same lines and counts as a plain text."""
    said, times = _imported(data)
    assert said == SAID
    assert times == ["breathe 7-7 of 4-0-6-0"]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:03,000\nSit down.\n\n2\n00:00:13,000 --> 00:00:15,000\nClose your eyes.\n",
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna>Sit down.\n\n00:13.000 --> 00:15.000\nClose your eyes.\n",
    ],
    ids=["srt", "vtt"],
)
def test_the_times_of_subtitles_become_quiet(text: str) -> None:
    """The time between two lines is the quiet between them; numbers and tags are not said."""
    said, times = _imported(text.encode())
    assert said == ["sit down", "close your eyes"]
    assert times == ["pause 10"]


def test_ssml_is_read_as_it_would_be_spoken() -> None:
    """Breaks are quiet, substitutes are the words said, other tags leave their words."""
    text = (
        '<?xml version="1.0"?><speak><p><s>Sit <emphasis>down</emphasis>.</s><break time="4s"/>'
        '<s>Say <sub alias="om">AUM</sub> softly.</s></p>'
        '<p>Close your <phoneme ph="x">eyes</phoneme>.</p></speak>'
    )
    said, times = _imported(text.encode())
    assert said == ["sit down", "say om softly", "close your eyes"]
    assert times == ["pause 4"]


def test_a_page_inside_one_form_is_read() -> None:
    """A program that writes its whole page into a form hides nothing from us."""
    items = "".join(f"<p>{line}</p>" for line in LINES)
    whole = f"<body><form><h1>De golf</h1>{items}<form><label>Naam</label></form></form></body>"
    assert _imported(whole.encode())[0] == SAID


def test_a_mail_of_nested_tables_is_read() -> None:
    """A newsletter is tables in tables; what it hides and how to unsubscribe are not said."""
    rows = "".join(f"<tr><td><table><tr><td>{line}</td></tr></table></td></tr>" for line in LINES)
    mail = (
        '<html><body><div style="display:none">Drie tips</div><table>'
        f"<tr><td>Bekijk deze mail in je browser</td></tr>{rows}"
        "<tr><td>Je krijgt deze mail omdat je je hebt ingeschreven. Afmelden</td></tr></table></body></html>"
    )
    assert _imported(mail.encode())[0] == SAID


def test_words_broken_at_line_ends_are_whole_again() -> None:
    """A hyphen at the end of a line is not said, one that belongs to a word stays."""
    text = "Ga met je rug te-\ngen de muur staan en adem rustig in- en\nuit. Sluit je o-\ngen.\n"
    said = " ".join(_imported(text.encode())[0])
    assert "tegen de muur" in said
    assert "sluit je ogen" in said


def test_a_post_of_an_export_that_holds_no_exercise_is_told() -> None:
    """Of an export, a post without an exercise is named and left out, a draft is imported and told."""
    item = (
        "<item><title>{title}</title><wp:post_name>{slug}</wp:post_name><wp:post_type>post</wp:post_type>"
        "<wp:status>{status}</wp:status><content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )
    posts = item.format(
        title="Over mij", slug="over-mij", status="publish", body="Ik woon in een dorp. Mijn kat heet Max."
    )
    posts += item.format(title="De golf", slug="../../de golf", status="draft", body=" ".join(LINES))
    export = (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel>{posts}</channel></rss>"
    )
    (one,) = import_post(export.encode())
    assert one.name == "de-golf"
    report = "\n".join(map(str, one.report))
    assert "Over mij" in report
    assert "draft" in report


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Asseyez-vous. Inspirez par le nez. Expirez par la bouche. Répétez cela cinq fois.",
            "fr",
        ),
        (
            "Siéntate. Cierra los ojos. Inhala por la nariz. Exhala por la boca. Repite esto cinco veces.",
            "es",
        ),
    ],
)
def test_french_and_spanish_have_tables_of_their_own(text: str, language: str) -> None:
    """A French and a Spanish text are read as a Dutch one is."""
    (one,) = import_post(text.encode())
    routine = load_text(one.script_text)
    assert routine.language == language
    assert timed(routine.steps) == ["breathe 5-5 of 4-0-6-0"]


def test_a_language_without_a_table_is_named_and_kept_as_plain_lines() -> None:
    """Italian is known for what it is: its sentences are lines, and the report says why."""
    text = (
        "Siediti con la schiena dritta. Chiudi gli occhi e respira. Il respiro è una cosa che non si ferma."
    )
    (one,) = import_post(text.encode())
    assert load_text(one.script_text).language == "it"
    assert "- Siediti con la schiena dritta." in one.script_text
    assert any("'it'" in str(line) for line in one.report)
    (other,) = import_post(text.encode(), language="es")
    assert load_text(other.script_text).language == "es"


def test_a_part_that_was_read_knows_its_line() -> None:
    """A page, a Markdown text and a plain text give their blocks the lines that an author sees."""
    (page,) = read_posts(b"<html>\n<body>\n<p>Ga zitten.</p>\n<p>Sluit je ogen.</p></body></html>")
    assert [block.line for block in page.blocks] == [3, 4]
    (text,) = read_posts(b"Ga zitten.\n\nSluit je ogen.\n")
    assert [block.line for block in text.blocks] == [1, 3]


@pytest.mark.parametrize(
    "data", [_zipped("a.txt", "x"), b"PK\x03\x04 broken", b"%PDF-1.4 nothing", b"\x89PNG\r\n"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    """Another zip file, a broken one, an empty PDF, a picture: an answer with what to give."""
    with pytest.raises(InputError) as caught:
        import_post(data)
    assert caught.value.problems[0].instead


def test_a_mail_gives_its_subject_as_title_and_neither_head_nor_greeting_is_said() -> None:
    """The head, the greeting and the word about unsubscribing stand in comments."""
    mail = (
        "From: Mara <mara@example.org>\nSubject: A quiet Tuesday\n\nSit down.\nBreathe in, 1-2-3-4. "
        "Breathe out, 1-2-3-4-5-6.\nFive of those will do.\nThen put one hand on your heart and stay quiet "
        "for half a minute.\n\nLove, Mara\n\nYou can unsubscribe at any time.\n"
    )
    (one,) = import_post(mail.encode())
    steps = load_text(one.script_text).steps
    assert "title: A quiet Tuesday" in one.script_text
    assert not [line for line in spoken(steps) if "mara" in line or "unsubscribe" in line]
    assert "breathe: 5\n    breath: 4-6" in one.script_text
    assert "hold: 30" in one.script_text


def test_the_heads_of_pages_in_a_poured_paragraph_are_taken_out_and_told() -> None:
    """The word that a head split is whole again."""
    breath = "Adem rustig in en weer uit, en merk hoe je rug breed wordt. " * 8
    text = f"Cursus Stil Zitten 1 Ga zitten. {breath}Voel je li- Cursus Stil Zitten 2 chaam op de stoel."
    (one,) = import_post(text.encode())
    assert "voel je lichaam op de stoel" in spoken(load_text(one.script_text).steps)
    assert "# left out" in one.script_text
    assert "Cursus Stil Zitten" in one.script_text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi Adem in.}", "RTF"),
        (_zipped("META-INF/container.xml", "x"), "EPUB"),
        (_zipped("Index/Document.iwa", "x"), "Pages"),
    ],
    ids=["rtf", "epub", "pages"],
)
def test_a_document_of_a_kind_that_is_not_read_says_what_to_save(data: bytes, kind: str) -> None:
    """The kind is named, with the kinds to save it as."""
    with pytest.raises(InputError) as caught:
        import_post(data)
    (problem,) = caught.value.problems
    assert kind in str(problem.message)
    assert ".docx" in str(problem.instead)
