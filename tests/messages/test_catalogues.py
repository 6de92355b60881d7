"""The catalogues: complete where they say so, in step with the code, and all of it can be told."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from stilte.messages import languages, plural, tr, word

if TYPE_CHECKING:
    from types import ModuleType

    from stilte.messages import Message

GIVEN_LATER = {"server", "file"}
"""Places of messages that are filled by `given`, where the value is known."""
PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")


@pytest.fixture(scope="module")
def catalogues(root: Path) -> ModuleType:
    """Return the tool that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("catalogues", root / ".ci/catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dutch_is_complete_and_every_catalogue_in_step(catalogues: ModuleType) -> None:
    """Nothing is missing or unused, places agree, and the program reads what the translator wrote."""
    told = [f"{name}: {each}" for name in catalogues.languages() for each in catalogues.problems(name)]
    assert told == []


def test_the_program_knows_every_catalogue(catalogues: ModuleType) -> None:
    """A catalogue that stands in its folder can be chosen."""
    assert set(languages()) == {"en", *catalogues.languages()}
    assert "nl" in languages()


def test_what_click_says_is_what_we_translate(catalogues: ModuleType) -> None:
    """A sentence of click's that changes would silently be English again."""
    said = "".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    texts = [text for each in catalogues.CLICK for text in (each if isinstance(each, tuple) else (each,))]
    assert [text for text in texts if f'"{text}"' not in said and f"'{text}'" not in said] == []


def test_every_message_of_dutch_can_be_told_with_real_values(catalogues: ModuleType) -> None:
    """Each place is filled: no place and no value is lost in any message of a complete language."""
    count = 0
    for language in catalogues.COMPLETE:
        for entry in catalogues.read(language):
            texts = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            if not entry.id or "click" in {file for file, _ in entry.locations}:
                continue
            values = {name: f"⟨{name}⟩" for text in texts for name in PLACE.findall(text)}
            values.pop("n", None)
            for message in _messages(entry, values):
                count += 1
                told = message.in_language(language)
                assert told.strip(), entry.id
                assert [name for name in values if f"{{{name}}}" in told] == [], told
                lost = [value for value in values.values() if value not in told]
                assert lost == [] or isinstance(entry.id, tuple), told
    assert count > 250


def _messages(entry: Any, values: dict[str, str]) -> list[Message]:
    if isinstance(entry.id, tuple):
        return [plural(*entry.id, n=n, **values) for n in (0, 1, 2)]
    if entry.context:
        return [word(entry.context, entry.id).given(**values)]
    return [tr(entry.id, **values, n=7)]


def test_places_and_values_agree_in_the_code(root: Path) -> None:
    """Each message is given exactly the values that it has places for."""
    wrong = []
    for path in sorted((root / "stilte").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = {"tr": node.args[:1], "plural": node.args[:2]}.get(node.func.id, [])
                given = {keyword.arg for keyword in node.keywords}
                places = {name for text in texts for name in PLACE.findall(ast.literal_eval(text))}
                lacking, idle = places - given - GIVEN_LATER, given - places
                if texts and None not in given and (lacking | idle) - {"n"}:
                    wrong.append(f"{path.name}:{node.lineno}: {places ^ given}")
    assert wrong == []
