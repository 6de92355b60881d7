"""The keywords of the language: verbs with their modifiers, and the keys at the top of a script."""

from __future__ import annotations

VERBS: dict[str, tuple[str, ...]] = {
    "say": ("pause", "voice", "level", "speed", "side"),
    "pause": (),
    "silence": (),
    "breathe": ("breath", "say", "during", "count", "sound", "voice", "level", "speed"),
    "hold": ("say", "during", "count", "voice", "level", "speed"),
    "repeat": ("steps", "every", "as", "breath", "pause", "voice", "level", "speed"),
    "chapter": (),
    "bell": ("sound", "tone", "level", "side", "pause"),
    "sound": ("tone", "level", "side", "pause"),
    "music": ("over",),
    "include": ("with", "breath", "pause", "voice", "level", "speed"),
    "note": (),
}
# Verbs that are modifiers beside any other; among themselves the first of these is the verb.
SHARED = ("say", "sound", "pause")
ANYWHERE = ("on", "only")
"""Keys that are allowed on every step."""
CUE_KEYS = ("in", "hold", "out", "rest", *ANYWHERE)
DURING_KEYS = ("say", "at", "voice", "level", "speed", "side", *ANYWHERE)
OVER_BELL_KEYS = ("bell", "sound", "tone", "at", "every", "level", "side", *ANYWHERE)
OVER_SOUND_KEYS = ("sound", "tone", "at", "every", "level", "side", *ANYWHERE)
INCLUDED_KEYS = ("language", "steps")
CHOICES: dict[str, tuple[str, ...]] = {
    "count": ("up", "down"),
    "side": ("left", "right"),
    "room": ("soft", "none"),
    "rate": ("44100", "48000"),
}
"""The settings that are one of a few words."""
NOT_IN_ENTRY = ("tracks", "slug")
"""What stands at the top, and cannot be replaced in an entry of `tracks`."""
FIRST_NUMBER = 1
"""Seasons and episodes are counted from here."""
TOP_KEYS = (
    "title",
    "subtitle",
    "description",
    "language",
    "author",
    "voice",
    "music",
    "clear",
    "room",
    "breath",
    "pause",
    "length",
    "stretch",
    "lead",
    "date",
    "season",
    "episode",
    "image",
    "tags",
    "explicit",
    "slug",
    "was",
    "rate",
    "tracks",
    "steps",
)
MODIFIERS = frozenset(key for keys in VERBS.values() for key in keys) | {*ANYWHERE, "at", "in", "out", "rest"}
WORDS = MODIFIERS | frozenset(VERBS) | frozenset(TOP_KEYS)


def verb_of(keys: list[str]) -> tuple[str | None, list[str]]:
    """Return the verb of a step, and all of its verbs that conflict.

    >>> verb_of(["breathe", "say"]), verb_of(["say", "pause"]), verb_of(["hold", "bell"])
    (('breathe', ['breathe']), ('say', []), ('hold', ['hold', 'bell']))
    """
    own = [key for key in keys if key in VERBS and key not in SHARED]
    if own:
        return own[0], own
    return next((verb for verb in SHARED if verb in keys), None), []
