"""A project of a few files, and a way to load a script into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError
from stilte.script.environment import Environment
from stilte.script.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.routine import Routine


HEAD = "title: Proef\nlanguage: nl\n"


class Desk:
    """A project on disk in which a test writes scripts, and reads them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "scripts").mkdir()
        self.environment = Environment(
            root,
            voices={"rustig": "nl", "fluister": "nl-BE", "anna": "en-GB"},
            beds=frozenset({"bron", "ocean"}),
            sounds=frozenset({"bowl", "gong"}),
        )

    def write(self, text: str | bytes, name: str = "proef") -> Path:
        """Write a file into `scripts/`."""
        path = self.root / "scripts" / f"{name}.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def load(self, text: str | bytes, name: str = "proef") -> Routine:
        """Write a script and load it."""
        return load(self.write(text, name), self.environment)

    def steps(self, steps: str) -> tuple[Any, ...]:
        """Return the steps of a script; the first line of `steps` is line 4 of the file."""
        found: tuple[Any, ...] = self.load(f"{HEAD}steps:\n{steps}").steps
        return found

    def step(self, steps: str) -> Any:
        """Return the only step of a script."""
        (only,) = self.steps(steps)
        return only

    def told(self, text: str | bytes, name: str = "proef") -> str:
        """Return everything that a wrong script is told."""
        with pytest.raises(InputError) as caught:
            self.load(text, name)
        return str(caught.value)

    def told_of(self, steps: str) -> str:
        """Return everything that wrong steps are told; their first line is line 4."""
        return self.told(f"{HEAD}steps:\n{steps}")

    def warned_of(self, steps: str) -> str:
        """Return the warnings about steps that are right."""
        return "\n".join(map(str, self.load(f"{HEAD}steps:\n{steps}").warnings))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty project."""
    return Desk(tmp_path)
