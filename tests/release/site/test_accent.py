"""The colours of a page from the one of a show can always be read."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from stilte.release.site.accent import accent_css, contrast

GROUNDS = {"light": ("#f7f3ea", "#fffdf8"), "dark": ("#0e1518", "#151f23")}
SOFT = {"light": "#56686c", "dark": "#a3b3b5"}


def parsed(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def schemes(accent: str) -> dict[str, dict[str, str]]:
    """Return the colours of the two schemes, by their names."""
    light, dark = (
        dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", part)) for part in accent_css(accent).split("@media")
    )
    return {"light": light, "dark": dark}


@given(st.integers(min_value=0, max_value=0xFFFFFF))
def test_every_colour_can_be_read(number: int) -> None:
    """Words have a contrast of 4.5, what is drawn has 3, on all that pages and cards stand on (WCAG 2.2)."""
    for name, colours in schemes(f"#{number:06x}").items():
        for ground in (*GROUNDS[name], colours["here"], colours["glow"]):
            assert contrast(parsed(colours["deep"]), parsed(ground)) >= 4.5
            assert contrast(parsed(colours["breath"]), parsed(ground)) >= 3
        assert contrast(parsed(SOFT[name]), parsed(colours["here"])) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    """The author's own colour is changed only as far as reading asks."""
    assert schemes("#0e3a36")["light"]["deep"] == "#0e3a36"


def test_without_a_colour_there_are_no_rules() -> None:
    """The pages have their own colours then."""
    assert accent_css("") == ""
