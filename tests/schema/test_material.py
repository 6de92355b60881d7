"""What the project itself writes and shows validates; what it shows as wrong is flagged, or said why not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.script.load import load
from stilte.starting.first_script import (
    VOICES,
    Sound,
    empty_script,
    sample_script,
    starting_bed,
    starting_settings,
    starting_voice,
)
from stilte.starting.recipe_scripts import LANGUAGES, read_recipe, recipe_names
from tests.schema.editor import as_seen, wrong
from tests.schema.unseen import UNSEEN
from tests.schema.watch import flagged, template
from tests.test_docs_of_the_language import ALL, PAGES, project

if TYPE_CHECKING:
    from stilte.schema.files import Kind
    from tests.test_docs_of_the_language import Example

ROOT = Path(__file__).resolve().parents[2]
SAMPLES: list[tuple[Kind, Path]] = [
    ("podcast", ROOT / "podcast.yaml"),
    *(("script", path) for path in sorted((ROOT / "scripts").glob("*.yaml"))),
    *(
        ("voice", path)
        for path in sorted((ROOT / "voices").glob("*.yaml"))
        if not path.stem.startswith("lexicon")
    ),
    *(("music", path) for path in sorted((ROOT / "music").glob("*.yaml"))),
]
FENCED = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("kind", "path"), SAMPLES, ids=lambda one: getattr(one, "name", one))
def test_a_sample_validates(kind: Kind, path: Path) -> None:
    """Every file of the project that an author might copy."""
    assert wrong(kind, path.read_text("utf-8")) == []


@pytest.mark.parametrize("language", sorted(VOICES))
def test_what_a_project_begins_with_validates(language: str) -> None:
    """The first script, the voice, the bed and the settings, in each language."""
    begun = sample_script("Rust: stil", language, Sound(VOICES[language], "none"))
    assert wrong("script", begun) == []
    assert wrong("voice", starting_voice(VOICES[language]) or "") == []
    assert wrong("music", starting_bed(language)) == []
    assert wrong("podcast", starting_settings(language)) == []
    (told,) = wrong("script", empty_script("Rust", language, Sound("rustig", "none")))
    assert "steps" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recipe_validates(language: str) -> None:
    """All of them, as they are written into a project."""
    for name in recipe_names(language):
        assert wrong("script", read_recipe(name, language).script) == [], name


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.page}-{example.line}")
def test_an_example_of_the_language(example: Example, tmp_path: Path) -> None:
    """A right one validates; a wrong one is flagged, or no schema can see any of its problems."""
    kind: Kind = "part" if example.file else "script"
    told = flagged(kind, (example.yaml if example.file else example.script()).encode())
    if example.mark != "wrong":
        assert told == ()
    elif not told:
        environment = project(tmp_path, PAGES[example.page])
        path = environment.root / "scripts/example.yaml"
        path.write_text(example.script(), "utf-8")
        with pytest.raises(InputError) as caught:
            load(path, environment)
        assert {template(problem.message) for problem in caught.value.problems} <= UNSEEN


def pages() -> list[tuple[Kind, str, str]]:
    """Return the other files that the pages show: by what they hold."""
    found: list[tuple[Kind, str, str]] = []
    for page in sorted((ROOT / "docs").glob("*.md")):
        if page.name in PAGES:
            continue
        for text in FENCED.findall(page.read_text("utf-8")):
            keys = as_seen(text)
            if isinstance(keys, dict) and (kind := kind_of(keys)):
                found.append((kind, page.name, text))
    return found


def kind_of(keys: dict[str, object]) -> Kind | None:
    """Return what a file with these keys is."""
    if {"use", "language"} <= keys.keys():
        return "voice"
    if "steps" in keys:
        return "script" if "title" in keys else "part"
    if keys.keys() & {"make", "file"}:
        return "music"
    return "podcast" if keys.keys() & {"media", "accent", "start", "build", "defaults"} else None


@pytest.mark.parametrize(("kind", "page", "text"), pages())
def test_a_file_on_another_page_validates(kind: Kind, page: str, text: str) -> None:
    """Voices, beds and settings as the pages show them."""
    assert wrong(kind, text) == [], page


def test_the_pages_show_every_kind() -> None:
    """There is something to test of each."""
    assert {kind for kind, _, _ in pages()} >= {"voice", "music", "podcast", "script"}
