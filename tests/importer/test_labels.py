"""The labelled post: a public value, to show, to correct, to keep, and to build from again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stilte.errors import InputError
from stilte.importer import LabelledPost, build_script, import_post, label_post, read_posts, summary
from stilte.importer.prove.load import load_text
from tests.processor_time import processor_seconds

POST = """Ademen bij het raam

Mijn buurman lacht erom.
Het zenuwstelsel kalmeert ervan, zegt onderzoek.

Zo doe je het:
- Ga zitten.
- Adem in door je neus.
- Adem uit door je mond.
- Herhaal dit zeven keer.
- Misschien is het buiten mooi weer.

Tip: doe het elke ochtend.
"""


def _labelled() -> LabelledPost:
    (post,) = read_posts(POST.encode())
    return label_post(post)


def _number(post: LabelledPost, words: str) -> int:
    return next(at for at, one in enumerate(post.sentences) if one.text.startswith(words))


def test_every_sentence_of_a_post_has_a_label_with_its_reason() -> None:
    """Nothing of the post is missing from the value, and each label says why and how surely."""
    post = _labelled()
    words = set(POST.replace(":", " ").replace(".", " ").replace("-", " ").split())
    kept = set(" ".join(one.text for one in post.sentences).replace(":", " ").replace(".", " ").split())
    assert {word.lower() for word in words} - {word.lower() for word in kept} <= {"tip"}
    assert all(one.reason and 0.0 <= one.confidence <= 1.0 for one in post.sentences)
    assert post.sentences[_number(post, "Mijn buurman")].label == "left_out"
    assert post.sentences[_number(post, "Ga zitten")].label == "spoken"
    assert post.sentences[_number(post, "Herhaal dit")].label == "timing"
    assert post.sentences[_number(post, "Tip")].label == "note"


def test_sentences_know_their_lines() -> None:
    """An author is shown where a sentence stands in the file."""
    post = _labelled()
    lines = POST.split("\n")
    for one in post.sentences:
        assert one.text.split()[0].strip(":.") in lines[one.line - 1]


def test_a_labelled_post_survives_json() -> None:
    """What `to_json` writes is plain JSON, and `from_json` reads an equal value from it."""
    post = _labelled()
    assert json.loads(post.to_json())["sentences"][0]["text"] == "Ademen bij het raam"
    assert LabelledPost.from_json(post.to_json()) == post


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "sentences": [{"text": 3}]}', "[" * 9000]
)
def test_what_is_no_labelled_post_is_refused(text: str) -> None:
    """JSON of another shape is an error of ours with what to give, never a traceback."""
    with pytest.raises(InputError) as caught:
        LabelledPost.from_json(text)
    assert caught.value.problems[0].instead


def test_a_corrected_label_changes_the_script() -> None:
    """A sentence that a person makes spoken is said; one made left out stands as a comment in its place."""
    post = _labelled()
    assert "- Mijn buurman lacht erom." not in build_script(post)
    more = post.correct(_number(post, "Mijn buurman"), "spoken")
    assert "- Mijn buurman lacht erom." in build_script(more)
    less = post.correct(_number(post, "Ga zitten"), "left_out")
    script = build_script(less)
    assert "- Ga zitten." not in script
    assert "Ga zitten." in script
    load_text(script)


def test_building_again_is_quick() -> None:
    """A script is built again in a fraction of a second: a page can do so after every click."""
    post = _labelled()
    build_script(post)
    assert processor_seconds(lambda: build_script(post), 0.5) <= 0.5


def test_what_is_left_out_stands_in_its_place() -> None:
    """Sentences that are not said are comments between the lines they stood between."""
    (one,) = import_post(POST.encode())
    script = one.script_text
    assert "# left out" in script
    assert script.index("buurman") < script.index("- Ga zitten.")
    assert "sentences)" in script


def test_the_report_counts_and_names_what_is_unsure() -> None:
    """One line counts the sentences by what became of them."""
    post = _labelled()
    at = _number(post, "Misschien")
    doubtful = replace(post.sentences[at], confidence=0.55, reason="stands beside instructions")
    post = replace(post, sentences=(*post.sentences[:at], doubtful, *post.sentences[at + 1 :]))
    lines = [str(line) for line in summary(post)]
    assert lines[0] == "8 sentences: 3 spoken, 1 timing, 1 note, 2 left out, 1 unsure."
    assert lines[1].startswith('line 11: "Misschien is het buiten mooi weer." is ')
    assert "stands beside instructions" in lines[1]
    assert len(lines) == 2
