"""The categories that podcast directories know, and what is wrong with one that they do not.

Apple's list of 2019, which the other directories took over: Apple Podcasts for Creators, "Categories".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import Problem, not_found
from stilte.messages import Message, tr
from stilte.reader.source import where_of

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.release.show import Show

_LISTED = """
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology:
True Crime:
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""  # noqa: E501  # a category a line
_ROWS = (row.partition(":") for row in _LISTED.strip().splitlines())
CATEGORIES = {name: tuple(below.strip().split(", ")) if below.strip() else () for name, _, below in _ROWS}
"""Every category with those below it."""
_MOST = 2


def category_problems(show: Show, root: Path) -> tuple[Problem, ...]:
    """Return what directories will not take of a show's category; nothing where it has none."""
    if not show.category:
        return ()
    where = where_of(root, "podcast.yaml", "category")
    name, *below = show.category
    if name not in CATEGORIES:
        above = [one for one, names in CATEGORIES.items() if name in names]
        if above:
            message = tr("'{name}' is a category below '{above}'.", name=name, above=above[0])
            return (Problem(where, message, _write(above[0], name)),)
        missing = tr("There is no category '{name}'.", name=name)
        path = _path_of(name)
        told = (missing, _write(*path)) if path else not_found(missing, name, CATEGORIES)
        return (Problem(where, *told),)
    if len(below) >= _MOST:
        message = tr("Directories take a category and one below it.")
        return (Problem(where, message, _write(name, below[0])),)
    if below and below[0] not in CATEGORIES[name]:
        missing = tr("There is no category in {above} '{name}'.", above=name, name=below[0])
        return (Problem(where, *not_found(missing, below[0], CATEGORIES[name])),)
    return ()


def _path_of(written: str) -> tuple[str, str] | None:
    """Return the category and the one below it in `A / B`, `A > B` or `A: B`, as directories show them."""
    parts = [part.strip() for part in re.split(r"[/>:›»]", written)]
    return next(
        ((above, name) for above, names in CATEGORIES.items() for name in names if parts == [above, name]),
        None,
    )


def _write(above: str, name: str) -> Message:
    return tr("Write `category: [{above}, {name}]`.", above=above, name=name)
