"""The recipes: each a script without a fault, and the pages that show them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.lint import lint
from stilte.starting.recipe_scripts import LANGUAGES, read_recipe, recipe_names, recipe_of

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
ALL = [(language, name) for language in LANGUAGES for name in recipe_names(language)]
SILENT = ("silent-sit", "zazen")
"""Those that are about long silence: `check` may say that there is some."""


@pytest.fixture(scope="module", name="pages")
def _pages() -> Any:
    """Return the script that makes the pages of recipes."""
    spec = importlib.util.spec_from_file_location("recipe_pages", ROOT / ".ci/recipes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_thirty_and_the_same_in_every_language() -> None:
    """An author finds each practice in the language of the project."""
    assert len(recipe_names("en")) == 30
    assert recipe_names("en") == recipe_names("nl")


@pytest.mark.parametrize(("language", "name"), ALL, ids=lambda value: value)
def test_a_recipe_reads_and_lays_out_without_a_warning(pages: Any, language: str, name: str) -> None:
    """A script to begin with has no fault, and `check` has nothing to say of it."""
    for routine in pages.read(read_recipe(name, language), language):
        timeline = pages.laid_out(routine)
        told = [
            *routine.warnings,
            *lint(routine, timeline, spoken=False, voice_languages={"voice": language}),
        ]
        wanted = [one for one in told if not (name in SILENT and "Nothing is heard for" in str(one))]
        assert wanted == []
        assert 60 < timeline.length_frames / timeline.rate_hz < 40 * 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_wim_hof_rounds_say_first_what_is_not_safe(language: str) -> None:
    """Before the first round the voice says where never to do this; the file says for whom it is not."""
    recipe = read_recipe("wim-hof", language)
    water, doctor = {"en": ("water", "doctor"), "nl": ("water", "arts")}[language]
    spoken = recipe.script[: recipe.script.index("repeat:")]
    assert water in spoken
    assert water in recipe.about
    assert doctor in recipe.about


def test_the_pages_and_their_pictures_are_made_of_the_recipes(pages: Any) -> None:
    """`python .ci/recipes.py update` has been run since a recipe, or how it is drawn, was changed."""
    old = [path for path, text in pages.files() if path.read_text("utf-8") != text]
    assert old == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_script_begins_with_a_recipe(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, language: str
) -> None:
    """`new NAME --recipe box` writes it in the language asked for, with a voice of the project."""
    assert run("new", "avond", "--recipe", "box", "--language", language)[0] == 0
    written = (tmp_path / "scripts/avond.yaml").read_text("utf-8")
    assert re.search("^voice: ", written, re.MULTILINE)
    bare = re.sub("^voice: .*\n", "", written, flags=re.MULTILINE)
    assert recipe_of("box", bare) == read_recipe("box", language)
    assert run("check", "avond")[::2] == (0, "")


def test_a_recipe_that_is_not_there_is_answered_with_those_that_are(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """The nearest spelling comes first, and nothing is written."""
    code, out, told = run("new", "avond", "--recipe", "zazzen", "--language", "nl")
    assert (code, out) == (2, "")
    assert "zazen" in told
    assert "yoga-nidra" in told
    assert not (tmp_path / "scripts/avond.yaml").exists()


def test_a_language_without_recipes_gets_them_in_english(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """The author is told in which languages they are."""
    code, _, told = run("new", "abend", "--recipe", "metta", "--language", "de")
    assert code == 0
    assert "en" in told
    assert "language: en" in (tmp_path / "scripts/abend.yaml").read_text("utf-8")
