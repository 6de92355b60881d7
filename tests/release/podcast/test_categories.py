"""The categories of directories: what they take, and what is said where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.release.podcast.categories import CATEGORIES, category_problems
from stilte.release.show import Show

if TYPE_CHECKING:
    from pathlib import Path


def test_the_list_is_whole() -> None:
    """Nineteen categories, and ninety-one below them."""
    assert len(CATEGORIES) == 19
    assert sum(map(len, CATEGORIES.values())) == 91


@pytest.mark.parametrize("category", [(), ("True Crime",), ("Health & Fitness", "Mental Health")])
def test_what_directories_take_is_left_alone(tmp_path: Path, category: tuple[str, ...]) -> None:
    """Also no category at all: not every feed goes to a directory."""
    assert category_problems(Show(category=category), tmp_path) == ()


@pytest.mark.parametrize(
    ("category", "told"),
    [
        (
            ("Health and Fitness",),
            "There is no category 'Health and Fitness'. Did you mean 'Health & Fitness'?",
        ),
        (("Mental Health",), "`category: [Health & Fitness, Mental Health]`"),
        (
            ("Health & Fitness", "Mental health"),
            "no category in Health & Fitness 'Mental health'. Did you mean 'Mental Health'?",
        ),
        (("Health & Fitness / Mental Health",), "Write `category: [Health & Fitness, Mental Health]`"),
        (("Health & Fitness > Mental Health",), "Write `category: [Health & Fitness, Mental Health]`"),
        (("Health & Fitness", "Fitness", "Medicine"), "`category: [Health & Fitness, Fitness]`"),
    ],
)
def test_another_category_is_answered_with_what_to_write(
    tmp_path: Path, category: tuple[str, ...], told: str
) -> None:
    """With file and line of `podcast.yaml`, and the name that directories know."""
    (tmp_path / "podcast.yaml").write_text(f"title: Stil\ncategory: {list(category)}\n", encoding="utf-8")
    (problem,) = category_problems(Show(category=category), tmp_path)
    assert str(problem).startswith("podcast.yaml:2: ")
    assert told in str(problem)
