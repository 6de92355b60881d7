"""Posts of a teacher, in Dutch and English, and what she corrects in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a teacher, and what she corrects in it."""

    language: str
    title: str
    text: str
    unspoken: str
    spoken: str
    first: str
    instead: str
    last: str
    changed: str


DUTCH = Post(
    "nl",
    "De boom",
    """De boom

Bomen staan al eeuwen stil, en daar kunnen wij van leren. Onderzoek laat zien dat stilstaan helpt.

Oefening: De boom

Sta stevig op beide voeten.
Laat je schouders zakken.
Adem 3 keer diep in door je neus, uit door je mond.
Voel je voeten op de grond.
Hef je armen langzaam.
Laat je armen weer zakken.
Dank je wel.
""",
    unspoken="Laat je schouders zakken.",
    spoken="Onderzoek laat zien dat stilstaan helpt.",
    first="Onderzoek laat zien dat stilstaan helpt.",
    instead="Stilstaan helpt.",
    last="Dank je wel.",
    changed="Dank jezelf.",
)
ENGLISH = Post(
    "en",
    "The tree",
    """The tree

Trees have stood still for centuries, and we can learn from them. Research shows that standing still helps.

Exercise: The tree

Stand firmly on both feet.
Let your shoulders drop.
Breathe in deeply through your nose 3 times, and out through your mouth.
Feel your feet on the ground.
Raise your arms slowly.
Lower your arms again.
Thank you.
""",
    unspoken="Let your shoulders drop.",
    spoken="Research shows that standing still helps.",
    first="Research shows that standing still helps.",
    instead="Standing still helps.",
    last="Thank you.",
    changed="Thank yourself.",
)


SEED = Path(__file__).resolve().parents[4].parent / "shared/seed/psoas-post.txt"
"""A true post of a teacher's, which lies beside the project where it may be used."""


def seed_post() -> Post:
    """Return the teacher's post and what she corrects in it; skips where it is not at hand."""
    if not SEED.is_file():
        pytest.skip("the teacher's post does not lie beside the project")
    return Post(
        "nl",
        "De Bron Activeren",
        SEED.read_text("utf-8"),
        unspoken="Sluit je ogen als je wil.",
        spoken="Doe deze oefening dagelijks in de ochtend of avond",
        first="Sta rechtop, voeten op heupbreedte",
        instead="Sta rechtop, en zacht in je knieën.",
        last="Buig zachtjes je hoofd",
        changed="Buig je hoofd.",
    )
