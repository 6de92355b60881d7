"""Quiet written as words in brackets or other signs, which would be spoken: `(pauze 5s)`, `[2s]`.

The words of every supported language are recognised, not only the routine's own: authors copy from anywhere.
"""

from __future__ import annotations

import re

from stilte.messages import Message, tr
from stilte.reader.quiet_words import (
    BELLS,
    COUNTED,
    FILLING,
    NUMBER,
    PAUSES,
    QUIET,
    SILENCES,
    UNITS,
    WORDED_TIME,
)
from stilte.reader.report import Unreadable

_TIME = re.compile(
    rf"(?<![\w.,]){NUMBER}[\s-]*(?:(?:-|–|to|tot|à|bis|a)\s*{NUMBER}\s*)?(?:(?:{UNITS})(?!\w)|''|[\"”″’′'](?!\w))"
    rf"|(?<![\w:])[0-9]{{1,2}}:[0-9]{{2}}(?![\w:])|(?<!\w){NUMBER}m[0-9]{{1,2}}s?(?!\w)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[\[?([^\[\]]{1,80})\]\]?(?!\()|\{\{?([^{}]{1,80})\}\}?|\(\(?([^()]{1,80})\)\)?")
_SIGNS = re.compile(
    r"(?<!\w)(\*{1,3}|_{1,3}|~{1,2}|\|{1,2}|={1,3}|#{1,3}|/{1,2}|-{2,3}|(?<!\S)-(?=\s)|[–—…]|\.{3})\s*"
    r"([^*_~|=#/–—…\n]{1,60}?)\s*\1(?!\w)"
)
_BARE_CLOCK = re.compile(r"\s*[0-9]{1,2}:[0-9]{2}\s*")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}|[0-9]+m[0-9]+s?")
_MINUTES_AND_SECONDS = re.compile(
    r"([0-9]+)\s*(?:min\w*|['’′])\.?\D{0,6}([0-9]+)\s*(?:s\w*|[\"”″])", re.IGNORECASE
)
_SHARE_OF_A_MINUTE = re.compile(r"([0-9])/([1-9])\s*min")
_WORD = re.compile(r"[^\W\d_]+")
_MILLISECONDS = 1000


def refuse_written_quiet(text: str) -> None:
    """Raise `Unreadable` where brackets or other signs hold a time or a word for quiet."""
    if alone := quiet_step(text):
        raise Unreadable(*alone)
    for found in _BRACKETS.finditer(text):
        inside = next(group for group in found.groups() if group is not None)
        if _is_bell(inside):
            message = tr("'{text}' would be spoken: a bell is a step of its own.", text=found[0])
            raise Unreadable(message, tr("Write `{step}` after this line.", step="- bell: 1"))
    for found in _BRACKETS.finditer(text):
        inside = next(group for group in found.groups() if group is not None)
        if _is_quiet_in_brackets(inside, square=found[0][0] in "[{"):
            _refuse(found[0], inside)
    for found in _SIGNS.finditer(text):
        if _is_quiet_between_signs(found, text):
            _refuse(found[0], found[2])


def quiet_step(text: str) -> tuple[Message, Message] | None:
    """Return message and cure for a text that is nothing but written quiet; None for any other.

    >>> str(quiet_step("[pauze 5s]")[1]), quiet_step("Adem in")
    ('Write `- pause: 5s`.', None)
    """
    whole = text.strip()
    found = _BRACKETS.fullmatch(whole)
    if found:
        inside = next(group for group in found.groups() if group is not None)
        words = [word for word in _words_of(inside) if word not in COUNTED]
        quiet = _nothing_else(words, QUIET) and _is_quiet_in_brackets(inside, square=whole[0] in "[{")
    elif found := _SIGNS.fullmatch(whole):
        inside, quiet = found[2], _is_quiet_between_signs(found, whole)
    else:
        return None
    if found.re is _BRACKETS and _is_bell(inside):
        message = tr("'{text}' would be spoken: it is not a command.", text=whole)
        return message, tr("Write `{step}`.", step="- bell: 1")
    if not quiet:
        return None
    message = tr("'{text}' would be spoken: it is not a command.", text=whole)
    return message, tr("Write `- pause: {time}`.", time=mark_for(inside).strip("<>"))


def _refuse(written: str, inside: str) -> None:
    message = tr("'{text}' would be spoken: quiet is a mark between `<` and `>`.", text=written)
    cure = tr("Write {mark}; or leave out the brackets, if it should be spoken.", mark=mark_for(inside))
    raise Unreadable(message, cure)


def _is_quiet_in_brackets(inside: str, *, square: bool) -> bool:
    """Tell whether brackets hold quiet: square ones also among other words, round ones nothing else."""
    words = _words_of(inside)
    timed = bool(_TIME.search(inside) or WORDED_TIME.search(inside))
    words = [word for word in words if word not in COUNTED]
    quiet = timed or any(word in SILENCES for word in words)
    if square and any(word in QUIET for word in words):
        return quiet or _nothing_else(words, QUIET)
    return quiet and (square or _nothing_else(words))


def _is_quiet_between_signs(found: re.Match[str], text: str) -> bool:
    """Tell whether signs that could also stress a word hold quiet: a pause, or a time between sentences."""
    words = _words_of(found[2])
    if not _nothing_else(words):
        return False
    emphasis = found[1][0] in "*_…-–—."  # could also be a stress, or a breath between words
    alone = not emphasis or re.search(r"(?:^|[.!?…])\s*$", text[: found.start()])
    return any(word in PAUSES for word in words) or bool(alone and _TIME.search(found[2]))


def _words_of(text: str) -> list[str]:
    """Return the words of a text but for its times, in lower case."""
    return [word.lower() for word in _WORD.findall(_TIME.sub(" ", text))]


def _is_bell(inside: str) -> bool:
    words = _words_of(inside)
    return any(word in BELLS for word in words) and _nothing_else(words, BELLS)


def bare_quiet(text: str) -> str | None:
    """Return the time of a line that is nothing but a time and words for quiet; None for any other.

    >>> bare_quiet("5 seconden stilte"), bare_quiet("pause for 5 seconds"), bare_quiet("Blijf 5 tellen")
    ('5s', '5s', None)
    >>> bare_quiet("12:30"), bare_quiet("x <3s>")
    (None, None)
    """
    if "<" in text or _BARE_CLOCK.fullmatch(text):  # a mark means what it says; "12:30" is a time of day, too
        return None
    words = _words_of(text)
    paused = any(word in SILENCES for word in words) and re.search(r"[0-9]", text)
    if (_TIME.search(text) or paused) and _nothing_else(words):
        return mark_for(text).strip("<>")
    return None


def _nothing_else(words: list[str], allowed: frozenset[str] = SILENCES) -> bool:
    return all(word in allowed or word in FILLING for word in words)


def mark_for(inside: str) -> str:
    """Return the mark that the words most likely mean.

    >>> mark_for("pauze 5 sec"), mark_for("2 minuten stilte"), mark_for("3 ademhalingen"), mark_for("pauze")
    ('<5s>', '<2m>', '<3 breaths>', '<5s>')
    """
    if found := _CLOCK.search(inside):
        return f"<{found[0]}>"
    if found := _MINUTES_AND_SECONDS.search(inside):
        return f"<{found[1]}m{found[2]}s>"
    if found := _SHARE_OF_A_MINUTE.search(inside):
        return f"<{60 * int(found[1]) / int(found[2]):g}s>"
    inside = WORDED_TIME.sub(lambda m: f"{COUNTED.get(m[1].lower(), 5)} {m[2]}", inside)
    return _one_mark(inside)


def _one_mark(inside: str) -> str:
    found = re.search(rf"({NUMBER})\s*((?:{UNITS})(?!\w)|['’′](?!['’′]))?", inside, re.IGNORECASE)
    if not found:
        return "<5s>"
    number, unit = found[1].replace(",", "."), (found[2] or "s").lower()
    if re.match(r"breath|adem|atem|resp", unit):
        return f"<{number} breaths>"
    if unit.startswith("ms") or (not found[2] and float(number) >= _MILLISECONDS):
        return f"<{float(number) / _MILLISECONDS:g}s>"
    minutes = unit in {"m", "'", "’", "′"} or unit.startswith("min")
    return f"<{number}{'m' if minutes else 'h' if unit[0] in 'hu' else 's'}>"
