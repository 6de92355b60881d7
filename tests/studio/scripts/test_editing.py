"""Changing scripts: written at once, undone without end, never over what another program wrote."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from stilte.studio.app import make_app
from stilte.studio.state import Studio
from tests.studio.conftest import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    Document = dict[str, Any]


def _set_text(page: TestClient, document: Document, text: str) -> Any:
    at = document["outline"]["steps"][0]["id"]
    operation = {"op": "set_text", "at": at, "text": text}
    return page.post("/api/scripts/kort/edit", json={"version": document["version"], "operation": operation})


def test_an_edit_is_written_at_once_and_leaves_the_rest(page: TestClient, folder: Path) -> None:
    """Comments, quotes and empty lines stay as the author wrote them."""
    document = page.get("/api/scripts/kort").json()
    edited = _set_text(page, document, "Adem rustig in.").json()
    expected = SCRIPT.replace("Adem in.", "Adem rustig in.")
    assert (folder / "scripts/kort.yaml").read_text() == edited["text"] == expected
    assert (edited["can_undo"], edited["can_redo"]) == (True, False)
    assert edited["selected"] == document["outline"]["steps"][0]["id"]


def test_undo_and_redo_give_the_same_bytes(page: TestClient, folder: Path) -> None:
    """Step by step back to the first text, and on to the last."""
    path, texts = folder / "scripts/kort.yaml", [SCRIPT]
    document = page.get("/api/scripts/kort").json()
    for number in range(5):
        document = _set_text(page, document, f"Adem {number}.").json()
        texts.append(path.read_text())
    for text in reversed(texts[:-1]):
        document = page.post("/api/scripts/kort/undo", json={"version": document["version"]}).json()
        assert path.read_text() == document["text"] == text
    assert document["can_undo"] is False
    nothing = page.post("/api/scripts/kort/undo", json={"version": document["version"]})
    assert nothing.status_code == 422
    for text in texts[1:]:
        document = page.post("/api/scripts/kort/redo", json={"version": document["version"]}).json()
        assert path.read_text() == text
    assert document["can_redo"] is False


def test_the_history_survives_the_server(page: TestClient, folder: Path) -> None:
    """Another start of the studio undoes what this one did."""
    document = _set_text(page, page.get("/api/scripts/kort").json(), "Anders.").json()
    another = Studio(folder)
    from starlette.testclient import TestClient  # noqa: PLC0415

    from stilte.studio.access import COOKIE  # noqa: PLC0415
    from tests.studio.conftest import HERE, OWN_PAGE  # noqa: PLC0415

    client = TestClient(make_app(another), HERE, headers=OWN_PAGE, cookies={COOKIE: another.secret})
    undone = client.post("/api/scripts/kort/undo", json={"version": document["version"]}).json()
    assert undone["text"] == SCRIPT


def test_undo_leads_through_what_another_program_wrote(page: TestClient, folder: Path) -> None:
    """A change in a text editor is a step like any other: it can be undone, and redone."""
    path = folder / "scripts/kort.yaml"
    first = _set_text(page, page.get("/api/scripts/kort").json(), "Eerst.").json()
    path.write_text(first["text"] + "# by hand\n")
    second = page.get("/api/scripts/kort").json()
    third = _set_text(page, second, "Daarna.").json()
    for text in (second["text"], first["text"], SCRIPT):
        third = page.post("/api/scripts/kort/undo", json={"version": third["version"]}).json()
        assert third["text"] == text


def test_a_text_that_changed_on_disk_is_not_written_over(page: TestClient, folder: Path) -> None:
    """The page gets both texts and asks; nothing is written."""
    document = page.get("/api/scripts/kort").json()
    by_hand = SCRIPT + "# by hand\n"
    (folder / "scripts/kort.yaml").write_text(by_hand)
    for refused in (
        _set_text(page, document, "Mijn tekst."),
        page.put("/api/scripts/kort/text", json={"version": document["version"], "text": "x"}),
        page.post("/api/scripts/kort/undo", json={"version": document["version"]}),
    ):
        assert refused.status_code == 409
        assert refused.json()["disk"]["text"] == by_hand
        assert refused.json()["error"]["text"]
    assert (folder / "scripts/kort.yaml").read_text() == by_hand


def test_of_two_windows_the_second_is_asked(page: TestClient, folder: Path) -> None:
    """Both began from one version: the first one's text stands, the second one sees it."""
    document = page.get("/api/scripts/kort").json()
    one = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": SCRIPT + "# 1\n"})
    two = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": SCRIPT + "# 2\n"})
    assert (one.status_code, two.status_code) == (200, 409)
    assert two.json()["disk"]["text"] == SCRIPT + "# 1\n"
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT + "# 1\n"


def test_a_text_with_errors_is_written_as_it_is(page: TestClient, folder: Path) -> None:
    """The YAML tab writes what stands in it; what is wrong is told beside it."""
    document = page.get("/api/scripts/kort").json()
    wrong = "title: [\nsteps:\n- \t'\n"
    written = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": wrong}).json()
    assert (folder / "scripts/kort.yaml").read_text() == wrong
    assert written["problems"]
    assert written["timeline"] is None


def test_unsaved_typing_is_kept_until_it_is_written(page: TestClient, folder: Path) -> None:
    """A draft comes back with the document, whoever asks, and goes when its text is written."""
    document = page.get("/api/scripts/kort").json()
    version = document["version"]
    page.put("/api/scripts/kort/draft", json={"version": version, "text": "half a wo"})
    assert page.get("/api/scripts/kort").json()["draft"]["text"] == "half a wo"
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT
    page.put("/api/scripts/kort/draft", json={"version": version, "state": {"step": "steps/0"}})
    assert page.get("/api/scripts/kort").json()["draft"]["state"] == {"step": "steps/0"}
    page.put("/api/scripts/kort/text", json={"version": version, "text": SCRIPT + "# word\n"})
    assert page.get("/api/scripts/kort").json()["draft"] is None
    page.put("/api/scripts/kort/draft", json={"version": version, "text": "again"})
    page.delete("/api/scripts/kort/draft")
    assert page.get("/api/scripts/kort").json()["draft"] is None
    assert (folder / ".stilte/.gitignore").read_text() == "*\n"


def test_a_look_writes_nothing(page: TestClient, folder: Path) -> None:
    """Problems and length of a text that is being typed."""
    text = SCRIPT.replace("pause: 3", "pause: 30")
    found = page.post("/api/scripts/kort/look", json={"text": text}).json()
    before = page.get("/api/scripts/kort").json()
    assert found["length_s"] - before["length_s"] == pytest.approx(27, abs=0.01)
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_full_disk_changes_nothing(
    page: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The answer says so, the script is as it was, no half file lies about, and a later try succeeds."""
    document = page.get("/api/scripts/kort").json()

    def full(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("stilte.studio.scripts.writing.os.fsync", full)
        refused = _set_text(page, document, "Vol.")
        kept = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": "x"})
    assert (refused.status_code, kept.status_code) in ((507, 507), (500, 500))
    assert refused.json()["error"]["text"]
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT
    assert [path.name for path in (folder / "scripts").iterdir()] == ["kort.yaml"]
    assert _set_text(page, document, "Weer ruimte.").status_code == 200


def test_rights_and_links_stay(page: TestClient, folder: Path) -> None:
    """A script keeps its rights; one that is a link stays a link, and what it leads to is written."""
    (folder / "elsewhere").mkdir()
    target = folder / "elsewhere/kort.yaml"
    (folder / "scripts/kort.yaml").rename(target)
    (folder / "scripts/kort.yaml").symlink_to(target)
    target.chmod(0o600)
    _set_text(page, page.get("/api/scripts/kort").json(), "Anders.")
    assert (folder / "scripts/kort.yaml").is_symlink()
    assert "Anders." in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": 1, "operation": {}},
        {"version": "x" * 64},
        {"operation": {"op": "set_text"}},
        {"version": None, "operation": {"op": "delete", "at": []}},
        [],
        "text",
        None,
    ],
)
def test_nonsense_changes_nothing(page: TestClient, folder: Path, body: object) -> None:
    """A request that makes no sense is answered in words, never with a fault of the program."""
    refused = page.post("/api/scripts/kort/edit", json=body)
    assert refused.status_code in (400, 409, 422)
    assert refused.json()["error"]["text"]
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "nothing"},
        {"op": "set_text", "at": "../../etc", "text": "x"},
        {"op": "set_text", "at": 7, "text": None},
        {"op": "set_text", "at": "steps/0", "text": "half \ud800 a pair"},
        {"op": "delete", "at": {"a": 1}},
        {"op": "insert", "after": "steps/0", "step": []},
        {"op": ["set_text"]},
        {"op": "replace_lines", "line": -5, "end_line": 10**9, "text": "x"},
        {"op": "split_line", "at": "steps/0", "offset": 10**12},
        {"op": "wrap", "at": ["steps/0"], "in": {"kind": "repeat", "times": {"a": [1]}}},
    ],
)
def test_an_operation_that_makes_no_sense_is_told_in_words(page: TestClient, operation: object) -> None:
    """Whatever an operation holds, the answer is one of ours."""
    document = page.get("/api/scripts/kort").json()
    import json  # noqa: PLC0415

    body = json.dumps({"version": document["version"], "operation": operation})
    answered = page.post("/api/scripts/kort/edit", content=body, headers={"Content-Type": "application/json"})
    assert answered.status_code in (200, 400, 422)


def test_a_look_with_operations_answers_the_text_after_them(page: TestClient, folder: Path) -> None:
    """The text with all operations done to it comes back, and nothing is written."""
    before = (folder / "scripts/kort.yaml").read_bytes()
    text = "title: Zee\nlanguage: nl\nsteps:\n  - Welkom.  # zacht\n  - Dag.\n"
    asked = [
        {"op": "set_text", "at": "steps/0", "text": "Hallo."},
        {"op": "delete", "at": ["steps/1"]},
    ]
    found = page.post("/api/scripts/kort/look", json={"text": text, "operations": asked}).json()
    assert found["text"] == "title: Zee\nlanguage: nl\nsteps:\n  - Hallo.  # zacht\n"
    assert [step["text"] for step in found["outline"]["steps"]] == ["Hallo."]
    assert (folder / "scripts/kort.yaml").read_bytes() == before


def test_a_look_refuses_operations_that_are_none(page: TestClient) -> None:
    """What no page sends is answered 400, never with a fault of the program."""
    for asked in ("set_text", [1], [{"op": ["set_text"]}], {"op": "delete"}):
        answer = page.post("/api/scripts/kort/look", json={"text": "steps: [Dag.]\n", "operations": asked})
        assert answer.status_code in (400, 422), asked
