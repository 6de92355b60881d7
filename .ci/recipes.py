"""Keep the pages of recipes and their pictures: `recipes.py update`, or `check`.

The recipes stand in `stilte/starting/recipes/LANGUAGE/NAME.yaml`. `update` makes of them `docs/recipes.md`,
`docs/recepten.md` and, with estimated lengths of speech, `docs/pictures/recipes/NAME.LANGUAGE.svg`; `check`
says which of these are old, and ends with 1 then.
"""

# ruff: noqa: E501 (the text of a page)

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.release.images.timeline_picture import picture
from stilte.release.show import Show
from stilte.release.track import Track
from stilte.script.arrange import arrange
from stilte.script.environment import Environment
from stilte.script.estimate import spoken_s
from stilte.script.load import load_text
from stilte.sound.music_names import BUILT_IN_BEDS, BUILT_IN_SOUNDS, SOUND_S
from stilte.starting.recipe_scripts import LANGUAGES, Recipe, read_recipe, recipe_names
from stilte.units import clock, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
RATE_HZ = 44_100
PAGES = {"en": "recipes.md", "nl": "recepten.md"}
HEADS = {
    "en": """# Recipes

Thirty practices, each a whole script. `stilte new NAME --recipe RECIPE` writes one into your project; or copy one
from this page into a file in `scripts/`. Change the words, the counts and the times to what your listeners know
from you. The pictures show how each is laid out: time runs from left to right, hills are breaths, bars are words.

They are exercises, not treatments. Ask whoever knows your health before you do one that is new to your body, and
stop when it does not feel right.
""",
    "nl": """# Recepten

Dertig oefeningen, elk een heel script. `stilte new NAAM --recipe RECEPT` zet er een in je project; of kopieer er
een van deze bladzijde naar een bestand in `scripts/`. Verander de woorden, de aantallen en de tijden in wat jouw
luisteraars van je kennen. De plaatjes laten zien hoe elke oefening is opgebouwd: de tijd loopt van links naar
rechts, heuvels zijn ademhalingen, balken zijn woorden.

Het zijn oefeningen, geen behandelingen. Vraag wie je gezondheid kent om raad voordat je iets doet wat nieuw is
voor je lichaam, en stop als het niet goed voelt.
""",
}


@dataclass(frozen=True, slots=True)
class Lengths:
    """Speech as long as it probably takes, sounds as long as they are."""

    def speech(self, utterance: Utterance) -> int:
        """Return the frames that the words probably last."""
        return frames(spoken_s(utterance.text, utterance.language) / utterance.speed, RATE_HZ)

    def sound(self, name: str) -> int:
        """Return the frames of a built-in sound."""
        return frames(SOUND_S[name], RATE_HZ)


def read(recipe: Recipe, language: str) -> tuple[Routine, ...]:
    """Return the routines of a recipe, one for each of its tracks."""
    environment = Environment(
        root=ROOT, voices={"voice": language}, beds=BUILT_IN_BEDS, sounds=BUILT_IN_SOUNDS, language=language
    )
    routine = load_text(recipe.script, environment, f"{recipe.name}.yaml")
    return routine.tracks or (routine,)


def laid_out(routine: Routine) -> Timeline:
    """Return the timeline of a routine at the first length that it asks for."""
    return arrange(routine, Lengths(), RATE_HZ, next(iter(routine.lengths_s), None))


def drawn(recipe: Recipe, language: str) -> str:
    """Return the picture of a recipe's first track."""
    routine = read(recipe, language)[0]
    show = Show(language=language)
    return picture(Track(show, routine, laid_out(routine), recipe.name, None, "", channels=2))


def page(language: str) -> str:
    """Return the page of the recipes of a language."""
    found = (read_recipe(name, language) for name in recipe_names(language))
    return "\n".join([HEADS[language], *(_section(recipe, language) for recipe in found)])


def _section(recipe: Recipe, language: str) -> str:
    title = read(recipe, language)[0].title
    length = clock(laid_out(read(recipe, language)[0]).length_frames / RATE_HZ).partition(".")[0]
    picture_of = f"![{title}](pictures/recipes/{recipe.name}.{language}.svg)"
    head = f"## {recipe.name}\n\n{recipe.about}\n\n{title}, {length}\n\n{picture_of}\n"
    return f"{head}\n```yaml\n{recipe.script.strip()}\n```\n"


def files() -> Iterator[tuple[Path, str]]:
    """Yield every file that is made of the recipes, with what stands in it."""
    for language in LANGUAGES:
        yield DOCS / PAGES[language], page(language)
        for name in recipe_names(language):
            path = DOCS / "pictures/recipes" / f"{name}.{language}.svg"
            yield path, drawn(read_recipe(name, language), language)


def main(command: str) -> int:
    """Write the files, or say which are old."""
    old = [(path, text) for path, text in files() if not path.is_file() or path.read_text("utf-8") != text]
    for path, text in old:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        if command == "update":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if old and command == "check" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
