"""The pages about the language: every example is read, and every quoted message is what an author is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from stilte.errors import InputError
from stilte.messages import use_language
from stilte.script.environment import Environment
from stilte.script.load import load
from stilte.script.parse.grammar import TOP_KEYS, VERBS
from stilte.script.routine import Routine
from stilte.sound.music_names import BUILT_IN_BEDS, BUILT_IN_SOUNDS, SOUND_S

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = "title: Example\nlanguage: {}\nsteps:\n"
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>wrong|file: (?P<file>\S+)) -->\n)?```yaml\n(?P<yaml>.*?)```\n"
    r"(?:\n```text\n(?P<told>.*?)```)?",
    re.DOTALL,
)
PAGES = {"language.md": "en", "taal.md": "nl"}


class Example(NamedTuple):
    """A block of YAML on a page, with the mark before it and the messages under it."""

    page: str
    line: int
    mark: str | None
    file: str | None
    yaml: str
    told: str | None

    def script(self) -> str:
        """Return a whole script: an example of steps gets a head, so that its first line is line 4."""
        if self.file:
            include = f"  - include: {Path(self.file).stem}\n    with: {{hand: x}}\n"
            return HEAD.format(PAGES[self.page]) + include
        if not self.yaml.startswith("-"):
            return self.yaml
        return HEAD.format(PAGES[self.page]) + "".join(f"  {line}\n" for line in self.yaml.splitlines())


def examples(page: str) -> list[Example]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return [
        Example(page, text.count("\n", 0, found.start()) + 1, *found.group("mark", "file", "yaml", "told"))
        for found in BLOCK.finditer(text)
    ]


ALL = [example for page in PAGES for example in examples(page)]


def project(tmp_path: Path, language: str) -> Environment:
    """Return a project with the voices and files that the pages speak of."""
    (tmp_path / "scripts").mkdir()
    for example in ALL:
        if example.file:
            (tmp_path / example.file).write_text(example.yaml, encoding="utf-8")
    voices = {"en": {"calm": "en", "whisper": "en"}, "nl": {"rustig": "nl", "fluister": "nl"}}
    beds, sounds = frozenset({"ocean", "rain", "bron"}), BUILT_IN_SOUNDS
    return Environment(tmp_path, voices[language], beds, sounds)


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.page}-{example.line}")
def test_an_example(example: Example, tmp_path: Path) -> None:
    """A right example loads without a warning; a wrong one is told what stands under it, in its language."""
    environment = project(tmp_path, PAGES[example.page])
    path = (
        environment.root / "scripts" / ("example.yaml" if example.page == "language.md" else "voorbeeld.yaml")
    )
    path.write_text(example.script(), encoding="utf-8")
    use_language(PAGES[example.page])
    if example.mark == "wrong":
        with pytest.raises(InputError) as caught:
            load(path, environment)
        assert example.told is not None
        assert str(caught.value) == example.told.strip()
    else:
        routine = load(path, environment)
        assert isinstance(routine, Routine)
        assert routine.steps
        assert routine.warnings == ()


@pytest.mark.parametrize("page", PAGES)
def test_the_page_shows_the_whole_language(page: str) -> None:
    """Every verb, modifier and key at the top is met in some example of the page."""
    written = "\n".join(example.yaml for example in examples(page))
    words = {*VERBS, *(modifier for keys in VERBS.values() for modifier in keys), "on", "at"}
    tops = set(TOP_KEYS) - {"image"} if page == "language.md" else set()
    assert [word for word in sorted(words | tops) if not re.search(rf"\b{word}:", written)] == []


def test_every_message_stands_under_its_example() -> None:
    """There is something to test, and no wrong example goes without its message."""
    wrong = [example for example in ALL if example.mark == "wrong"]
    assert len(ALL) > 30
    assert len(wrong) > 8
    assert all(example.told for example in wrong)


@pytest.mark.parametrize("page", PAGES)
def test_every_built_in_bed_and_bell_is_on_the_page(page: str) -> None:
    """An author finds what there is in a table, a bell with how long it rings."""
    rows = [line for line in (DOCS / page).read_text("utf-8").splitlines() if line.startswith("| ")]
    for bed in BUILT_IN_BEDS:
        assert any(row.startswith(f"| `{bed}` |") for row in rows), bed
    for sound, lasts_s in SOUND_S.items():
        length = f"{lasts_s:g}" if PAGES[page] == "en" else f"{lasts_s:g}".replace(".", ",")
        assert any(f"| `{sound}`" in row and f"| {length} s |" in row for row in rows), sound
