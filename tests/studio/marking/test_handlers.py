"""`/api/posts`: what a page gets of a post, what its corrections do, and that none is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from stilte.importer.build.breaths.phases import phases
from stilte.script.load import load_text
from stilte.studio.access import COOKIE
from stilte.studio.app import make_app
from stilte.studio.state import Studio
from tests.studio.conftest import HERE, OWN_PAGE

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.importer.build.breaths.compact import Phased
    from stilte.importer.language.phrases import Idioms

POST = """De boom

Over bomen
Bomen zijn gezond, en al eeuwen staan ze stil. Onderzoek laat zien dat stilstaan helpt.

Oefening: De boom
Sta stevig op beide voeten.
Hef je armen langzaam.
Laat je armen zakken.
Sluit je ogen.
Adem 3 keer diep in door je neus, uit door je mond.
Voel je voeten op de grond.
"""


def take_in(page: TestClient, text: str = POST) -> dict[str, Any]:
    """Take a pasted post in."""
    answer = page.post("/api/posts", json={"text": text})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def number(post: dict[str, Any], text: str) -> int:
    """Return the number of the sentence that begins with a text."""
    return next(at for at, one in enumerate(post["sentences"]) if one["text"].startswith(text))


def correct(page: TestClient, post: dict[str, Any], **operation: object) -> dict[str, Any]:
    """Correct a post by an operation."""
    answer = page.post(f"/api/posts/{post['id']}/correct", json={"exercise": 0, "operation": operation})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_pasted_post_comes_back_with_labels_a_script_and_its_length(page: TestClient) -> None:
    """The page gets every sentence with its label and reason, and at once how long the track would be."""
    post = take_in(page)
    labels = {one["text"]: one["label"] for one in post["sentences"]}
    assert labels["Hef je armen langzaam."] == "spoken"
    assert labels["Onderzoek laat zien dat stilstaan helpt."] == "left_out"
    assert all(one["reason"] for one in post["sentences"])
    assert post["length_s"] > 20
    assert [row["text"] for row in post["timeline"]["rows"]].count("Hef je armen langzaam.") == 1
    assert len(post["timeline"]["breaths"]) == 3
    assert "Imported from" not in post["script"]


def test_a_label_is_corrected_and_the_timeline_follows(page: TestClient) -> None:
    """A sentence that is left out by hand is no longer heard; its reason says who chose."""
    post = take_in(page)
    at = number(post, "Hef je armen")
    after = correct(page, post, op="label", at=[at], label="left_out")
    assert after["sentences"][at]["label"] == "left_out"
    assert after["sentences"][at]["reason"] == "chosen by hand"
    assert after["length_s"] < post["length_s"]
    assert after["can_undo"]


def test_what_a_sentence_tells_of_breaths_is_read_once(
    page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A correction of one sentence of a long post does not read all the others again."""
    read: list[str] = []

    def noted(text: str, table: Idioms) -> tuple[Phased, ...]:
        read.append(text)
        return tuple(phases(text, table))

    monkeypatch.setattr("stilte.studio.marking.reading.phases", noted)
    post = take_in(page, POST.replace("3 keer", "dertien keer"))
    assert len(set(read)) == len(read)
    assert any("dertien keer" in text for text in read)
    read.clear()
    after = correct(page, post, op="label", at=[number(post, "Hef je armen")], label="left_out")
    assert read == []
    assert after["sentences"][number(after, "Adem dertien")]["breaths"] == 13


def test_a_mark_over_two_sentences_repeats_them(page: TestClient) -> None:
    """Three times the same two lines are three times on the timeline, and the mark is shown."""
    post = take_in(page)
    at = number(post, "Hef je armen")
    after = correct(page, post, op="mark", kind="repeat", first=at, last=at + 1, count=3)
    assert [row["text"] for row in after["timeline"]["rows"]].count("Hef je armen langzaam.") == 3
    assert after["marks"] == [{"kind": "repeat", "first": at, "last": at + 1, "count": 3, "breath": ""}]
    assert correct(page, post, op="unmark", first=at, last=at + 1)["marks"] == []


def test_breaths_have_a_count_and_a_pattern(page: TestClient) -> None:
    """The page knows how many a sentence asks for; a pattern that is chosen is in the script."""
    post = take_in(page)
    at = number(post, "Adem 3 keer")
    assert (post["sentences"][at]["breaths"], post["sentences"][at]["breath"]) == (3, "")
    after = correct(page, post, op="mark", kind="breaths", first=at, last=at, count=3, breath="4-7-8")
    assert after["marks"] == [{"kind": "breaths", "first": at, "last": at, "count": 3, "breath": "4-7-8"}]
    assert "breath: 4-7-8" in after["script"]
    assert not [one for one in after["problems"] if one["level"] == "error"]


def test_corrections_are_taken_back_and_made_again(page: TestClient) -> None:
    """Undo brings back the very state before; redo the one after."""
    post = take_in(page)
    path, at = f"/api/posts/{post['id']}/correct", number(post, "Hef je armen")
    after = correct(page, post, op="label", at=[at], label="note")
    before = page.post(path, json={"exercise": 0, "undo": True}).json()
    assert before == {**post, "can_redo": True}
    assert page.post(path, json={"exercise": 0, "redo": True}).json() == after


def test_nothing_is_lost_when_the_server_is_killed(page: TestClient, folder: Path) -> None:
    """Another server over the same folder shows the post with every correction."""
    post = take_in(page)
    after = correct(page, post, op="label", at=[number(post, "Hef je armen")], label="note")
    again = Studio(folder)
    with TestClient(make_app(again), HERE, headers=OWN_PAGE, cookies={COOKIE: again.secret}) as other:
        assert other.get(f"/api/posts/{post['id']}").json() == after
        assert [one["id"] for one in other.get("/api/posts").json()["posts"]] == [post["id"]]


def test_a_finished_post_is_a_script_of_the_project(page: TestClient, studio: Studio, folder: Path) -> None:
    """The script stands in the project under its title, loads, and is what the page was shown."""
    post = take_in(page)
    answer = page.post(f"/api/posts/{post['id']}/finish", json={"exercise": 0, "title": "Als een boom"})
    assert answer.json() == {"name": "als-een-boom"}
    text = (folder / "scripts/als-een-boom.yaml").read_text("utf-8")
    routine = load_text(text, studio.cache.around().context.environment)
    assert routine.title == "Als een boom"
    assert "voice: toon" in text
    again = page.get(f"/api/posts/{post['id']}").json()
    assert again["written"] == "als-een-boom"
    assert page.get("/api/posts").json() == {"posts": []}


def test_a_second_script_of_the_same_title_takes_another_name(page: TestClient, folder: Path) -> None:
    """A script that is there is never written over."""
    post = take_in(page)
    names = [page.post(f"/api/posts/{post['id']}/finish", json={}).json()["name"] for _ in range(2)]
    assert len(set(names)) == 2
    assert all((folder / f"scripts/{name}.yaml").is_file() for name in names)


def test_a_post_of_which_nothing_is_spoken_makes_no_script(page: TestClient, folder: Path) -> None:
    """Nothing is written while no sentence is spoken, and the answer says what to do."""
    post = take_in(page)
    every = list(range(len(post["sentences"])))
    correct(page, post, op="label", at=every, label="left_out")
    answer = page.post(f"/api/posts/{post['id']}/finish", json={})
    assert answer.status_code == 422
    assert answer.json()["error"]["hint"] == "Label at least one sentence as spoken."
    assert [path.name for path in (folder / "scripts").iterdir()] == ["kort.yaml"]


def test_a_dropped_file_is_read_by_its_kind(page: TestClient) -> None:
    """A file comes as it is, its name in a header; the importer tells its kind."""
    html = "<h1>Adem</h1><p>Ga zitten.</p><p>Sluit je ogen.</p><p>Adem langzaam in en uit.</p>"
    name = quote("../../Mijn post é.html")
    answer = page.post("/api/posts", content=html.encode(), headers={"X-Name": name})
    assert answer.status_code == 201
    assert answer.json()["source"] == "Mijn post é.html"
    assert "Sluit je ogen." in [one["text"] for one in answer.json()["sentences"]]


def test_what_is_no_post_is_refused_in_words(page: TestClient) -> None:
    """A picture, nothing at all, or half an address is told what it is and what to give."""
    picture = page.post("/api/posts", content=b"\x89PNG\r\n\x1a\n" + b"0" * 99, headers={"X-Name": "a.png"})
    assert (picture.status_code, picture.json()["error"]["text"]) == (422, "a.png is not a text.")
    empty = page.post("/api/posts", json={"text": " \n "})
    assert empty.json()["error"]["text"] == "There is no text yet."
    half = page.post("/api/posts", json={"address": "psoas.example"})
    assert half.json()["error"]["text"] == "'psoas.example' is not a web address."


@pytest.mark.parametrize(
    "operation",
    [
        {},
        {"op": "label", "at": [99999], "label": "note"},
        {"op": "label", "at": ["1"], "label": "note"},
        {"op": "label", "at": [True], "label": "note"},
        {"op": "label", "at": [0], "label": "loud"},
        {"op": "mark", "kind": "repeat", "first": 0.5, "last": 1, "count": 2},
        {"op": "mark", "kind": "repeat", "first": 0, "last": 99999, "count": 2},
        {"op": "mark", "kind": "breaths", "first": 0, "last": 1, "count": 2, "breath": "4"},
        {"op": "mark", "kind": "breaths", "first": 0, "last": 1, "count": 2, "breath": ["4-6"]},
        {"op": "title", "title": "a\nb"},
        {"op": "delete"},
    ],
)
def test_what_is_no_correction_changes_nothing(page: TestClient, operation: dict[str, object]) -> None:
    """A request that makes no sense is refused, and the post stays as it was."""
    post = take_in(page)
    answer = page.post(f"/api/posts/{post['id']}/correct", json={"exercise": 0, "operation": operation})
    assert answer.status_code in (400, 422)
    assert page.get(f"/api/posts/{post['id']}").json() == post


@pytest.mark.parametrize("name", ["x", "0" * 12, "..%2F..%2Fpodcast", "a" * 400])
def test_a_post_is_only_found_by_its_own_name(page: TestClient, name: str) -> None:
    """No name leads to another file."""
    assert page.get(f"/api/posts/{name}").status_code == 404


def test_a_damaged_post_is_told_as_gone(page: TestClient, folder: Path) -> None:
    """What cannot be read any more is not shown half; the others are still listed."""
    post, other = take_in(page), take_in(page)
    (folder / f".stilte/posts/{post['id']}.json").write_text("{", "utf-8")
    assert page.get(f"/api/posts/{post['id']}").status_code == 404
    assert [one["id"] for one in page.get("/api/posts").json()["posts"]] == [other["id"]]


def test_a_post_is_forgotten_on_request(page: TestClient) -> None:
    """A post that its author drops is gone from the list."""
    post = take_in(page)
    assert page.delete(f"/api/posts/{post['id']}").status_code == 200
    assert page.get("/api/posts").json() == {"posts": []}


GUESSED = """Rust

Ga zitten in een stoel.
Sluit je ogen.
Adem een paar keer rustig door.
Laat je armen zakken.
Blijf zo 55 minuten zitten.
Blijf zo 35 minuten liggen.
"""
SEVERAL = """# Drie oefeningen voor de schouders

## Oefening 1: Pendelen
Ga naast een tafel staan. Leun op de tafel. Laat je arm hangen. Maak 10 kleine cirkels. Kom weer omhoog.

## Oefening 2: Lopen langs de muur
Ga voor een muur staan. Loop met je vingers omhoog. Laat je arm zakken. Herhaal dit 5 keer. Adem uit.

## Oefening 3: De stok
Ga rechtop zitten. Pak een stok vast. Til de stok op. Laat de stok zakken. Herhaal dit 8 keer.
"""


def test_a_guess_is_shown_at_its_sentence_until_its_author_has_chosen(page: TestClient) -> None:
    """A guessed amount is as unsure as a label; a label that is chosen, or a mark, says that it was seen."""
    post = take_in(page, GUESSED)
    at = number(post, "Adem een paar")
    guessed = post["sentences"][at]
    assert guessed["guesses"] == ["This sentence gives no number: 3 breaths."]
    assert guessed["unsure"]
    assert not any(one["guesses"] for n, one in enumerate(post["sentences"]) if n != at)
    chosen = correct(page, post, op="label", at=[at], label=guessed["label"])["sentences"][at]
    assert not chosen["unsure"]
    assert chosen["guesses"]
    page.post(f"/api/posts/{post['id']}/correct", json={"exercise": 0, "undo": True})
    marked = correct(page, post, op="mark", kind="breaths", first=at, last=at, count=4)["sentences"][at]
    assert not marked["unsure"]


def test_a_very_long_track_is_told(page: TestClient) -> None:
    """The page says what makes a track last for hours, and what to do; it is no error."""
    post = take_in(page, GUESSED)
    assert "of it is this step" in post["too_long"]["text"]
    assert take_in(page)["too_long"] is None


def test_all_exercises_of_a_post_become_scripts_at_once(page: TestClient, folder: Path) -> None:
    """Those that are scripts already stay as they are; the title that was typed is that of the open one."""
    post = take_in(page, SEVERAL)
    assert len(post["exercises"]) == 3
    path = f"/api/posts/{post['id']}/finish"
    first = page.post(path, json={"exercise": 0}).json()["name"]
    names = page.post(path, json={"exercise": 2, "title": "Met de stok", "all": True}).json()["names"]
    assert len(names) == 2
    assert "met-de-stok" in names
    assert all((folder / f"scripts/{name}.yaml").is_file() for name in (first, *names))
    assert page.get("/api/posts").json() == {"posts": []}
    assert page.post(path, json={"exercise": 0, "all": True}).json() == {"names": []}
