"""The colours of a page from the one colour of a show, each light or dark enough to be read.

Contrast is that of WCAG 2.2 (w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 for words, 3 for what is drawn.
"""

from __future__ import annotations

import colorsys

_WORDS, _DRAWN = 4.55, 3.1  # a little more than asked: colours are rounded to whole steps
_LIGHT = ("#f7f3ea", "#fffdf8", "#56686c")
_DARK = ("#0e1518", "#151f23", "#a3b3b5")
"""What pages stand on, what cards do, and the softer words (styles/colours.css)."""
_STEPS = 100

Colour = tuple[float, float, float]


def accent_css(accent: str) -> str:
    """Return the rules that give pages the colour of a show, in light and in dark; nothing without one."""
    if not accent:
        return ""
    light, dark = _shades(accent, _LIGHT, lighter=False), _shades(accent, _DARK, lighter=True)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def _shades(accent: str, grounds: tuple[str, ...], *, lighter: bool) -> str:
    own = _parsed(accent)
    ground, card, soft = map(_parsed, grounds)
    here, glow = _tint(own, card, soft), _mixed(own, ground, 0.24)
    behind = [ground, card, here]
    shades = {
        "breath": _readable(own, [*behind, glow], _DRAWN, lighter=lighter),
        "deep": _readable(own, [*behind, glow], _WORDS, lighter=lighter),
        "glow": glow,
        "here": here,
    }
    return ";".join(f"--{name}:{_written(shade)}" for name, shade in shades.items())


def _tint(own: Colour, card: Colour, soft: Colour) -> Colour:
    """Return a card with a breath of the colour, as much as the softer words on it can bear."""
    tints = (_mixed(own, card, share / _STEPS) for share in range(12, 0, -1))
    return next((tint for tint in tints if contrast(soft, tint) >= _WORDS), card)


def _readable(own: Colour, grounds: list[Colour], least: float, *, lighter: bool) -> Colour:
    """Return the first shade of a colour, on its way to white or to black, that stands out on all grounds."""
    hue, light, full = colorsys.rgb_to_hls(*own)
    for step in range(_STEPS + 1):
        there = light + ((1 - light) if lighter else -light) * step / _STEPS
        shade = colorsys.hls_to_rgb(hue, there, full)
        if all(contrast(shade, ground) >= least for ground in grounds):
            return shade
    return (1.0, 1.0, 1.0) if lighter else (0.0, 0.0, 0.0)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21.

    >>> round(contrast((0, 0, 0), (1, 1, 1)))
    21
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    low = 0.04045
    parts = [part / 12.92 if part <= low else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _mixed(own: Colour, ground: Colour, share: float) -> Colour:
    mixed = [a * share + b * (1 - share) for a, b in zip(own, ground, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def _parsed(colour: str) -> Colour:
    """Return red, green and blue, 0 to 1, of a colour as `#rrggbb`."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _written(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
