"""Times and numbers as people write them: `90s`, `2m`, `1m30s`, `1:30`, `2 min`, `20-90`, `2-3m`, `5,5`.

Everything here takes a text and returns seconds or a number, or raises `Unclear`.
"""

from __future__ import annotations

import re

from stilte.messages import Message, Number, tr
from stilte.reader.report import Unreadable

LONGEST_S = 24 * 3600.0
MOST_LETTERS = 60

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
_PLAIN = re.compile(_NUMBER)
_CLOCK = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{2}(?:\.[0-9]{1,12})?)")
_UNITS = re.compile(
    rf"(?:(?P<h>{_NUMBER}) ?h)? ?(?:(?P<m>{_NUMBER}) ?(?:min|m))? ?(?:(?P<s>{_NUMBER}) ?(?:sec|s))?"
)
_UNIT_AT_END = re.compile(r"[0-9] ?(h|min|m|sec|s)$")
_SIGNED = re.compile(rf"[-+]?{_NUMBER}")
_WITH_UNIT = re.compile(rf"([-+]?{_NUMBER}) ?(?:dB|dBFS|LUFS|x|×|%)", re.IGNORECASE)
_NO_TIME = re.compile(
    r"none|no|off|nothing|never|without|zero|null|geen|niets?|nee|uit|zonder|nul|keine?|nein|aus|ohne|"
    r"aucune?|non|sans|ningun[oa]|nada|sin",
    re.IGNORECASE,
)
"""Words that people write for a time of zero."""
_DASHES = str.maketrans({"–": "-", "−": "-", "‐": "-", "‑": "-", ",": ".", "\u00a0": " ", "\u202f": " "})
CURLY = "“”„‟‘’‚‛«»"

_WORDY = re.compile(rf"({_NUMBER}) ?([^\W\d]+)\.?")
_SHORT = {"min": "min", "sec": "sec", "sek": "sec", "uur": "h", "uren": "h", "hour": "h", "stunde": "h"}
"""The beginnings of units that are written out, and the short form used here."""

TIME_FORMS = tr("Write a time as 90, 90s, 2m, 1m30s, 1:30 or 2 min.")
RANGE_FORMS = tr("Write a time as 90, 90s, 2m, 1m30s, 1:30 or 2 min, or a range as 20-90 or 2-3m.")


def tidy(text: str) -> str:
    """Return a time or number with dashes as hyphens, a decimal point, and single spaces.

    >>> tidy("5,5 –  6")
    '5.5-6'
    """
    if len(text) > MOST_LETTERS:
        raise Unreadable(
            tr(
                "'{text}…' is neither a time nor a number: it has {count} letters.",
                text=text[:20],
                count=Number(len(text)),
            )
        )
    refuse_curly(text)
    return re.sub(r"\s*-\s*", "-", " ".join(text.translate(_DASHES).split()))


def refuse_curly(text: str) -> None:
    """Raise `Unclear` for curly quotes around a name or a time: in YAML they are ordinary characters."""
    bare = text.strip().strip(CURLY + "\"'").strip()
    if text and (text.strip()[:1] in CURLY or text.strip()[-1:] in CURLY) and bare:
        message = tr("The curly quotes in {text} are letters to YAML, not quotes.", text=text.strip())
        raise Unreadable(message, tr("Write {bare} without quotes, or with straight ones.", bare=bare))


def time_s(text: str) -> float:
    """Return one time in seconds.

    >>> time_s("1m30s"), time_s("1:30"), time_s("2 min"), time_s("0,5")
    (90.0, 90.0, 120.0, 0.5)
    """
    return _bounded(_time_s(tidy(text), text), text)


def time_range_s(text: str) -> float | tuple[float, float]:
    """Return a time in seconds, or the two ends of a range.

    >>> time_range_s("2-3m"), time_range_s("30s–2m"), time_range_s("20")
    ((120.0, 180.0), (30.0, 120.0), 20.0)
    """
    low, dash, high = tidy(text).partition("-")
    if not dash or not low or "-" in high:
        return time_s(text)
    unit = _UNIT_AT_END.search(high)
    if _PLAIN.fullmatch(low) and ":" in high:
        raise Unreadable(
            tr("In '{text}' it is not clear which unit {low} has.", text=text, low=low),
            tr("Write both ends in the same form: 1:00-1:30."),
        )
    if unit and _PLAIN.fullmatch(low):
        low += unit[1]
    ends = _bounded(_time_s(low, text, RANGE_FORMS), text), _bounded(_time_s(high, text, RANGE_FORMS), text)
    return _in_order(ends, text)


def number(text: str) -> float:
    """Return a number with an optional sign.

    >>> number("–4,5")
    -4.5
    """
    if not _SIGNED.fullmatch(tidy(text)):
        measured = _WITH_UNIT.fullmatch(tidy(text))
        cure = (
            tr("Write `{number}`, without a unit.", number=measured[1])
            if measured
            else tr("Write digits, like 4, 0.5 or -6.")
        )
        raise Unreadable(tr("'{text}' is not a number.", text=text), cure)
    return float(tidy(text))


def whole(text: str) -> int:
    """Return a whole number without a sign."""
    written = tidy(text)
    if not re.fullmatch(r"[0-9]{1,12}", written):
        raise Unreadable(tr("'{text}' is not a whole number.", text=text), tr("Write digits, like 3."))
    return int(written)


def _time_s(written: str, text: str, forms: Message = TIME_FORMS) -> float:
    if _PLAIN.fullmatch(written):
        return float(written)
    if clock := _CLOCK.fullmatch(written):
        return _clock_s(
            int(clock[1] or 0), int(clock[2]), float(clock[3]), hours=clock[1] is not None, text=text
        )
    units = _UNITS.fullmatch(written)
    if units and any(units.groupdict().values()):
        return sum(float(units[u] or 0) * size for u, size in (("h", 3600), ("m", 60), ("s", 1)))
    if _NO_TIME.fullmatch(written):
        raise Unreadable(tr("'{text}' is not a time.", text=text), tr("Write `0` for no time at all."))
    meant = _WORDY.fullmatch(written)
    unit = next((_SHORT[name] for name in _SHORT if meant and meant[2].lower().startswith(name)), None)
    raise Unreadable(
        tr("'{text}' is not a time.", text=text),
        tr("Write `{number} {unit}`.", number=meant[1], unit=unit) if meant and unit else forms,
    )


def _clock_s(hours_: int, minutes: int, seconds: float, *, hours: bool, text: str) -> float:
    most = 60
    if seconds >= most or (hours and minutes >= most):
        raise Unreadable(tr("'{text}' is not a time: after a colon come 00 to 59.", text=text), TIME_FORMS)
    return hours_ * 3600 + minutes * 60 + seconds


def _bounded(length_s: float, text: str) -> float:
    if length_s > LONGEST_S:
        raise Unreadable(
            tr("'{text}' is longer than a day.", text=text), tr("No track lasts longer than 24 hours.")
        )
    return length_s


def _in_order(ends: tuple[float, float], text: str) -> tuple[float, float]:
    if ends[0] > ends[1]:
        raise Unreadable(
            tr("The range '{text}' runs backwards.", text=text), tr("Write its lower end first.")
        )
    return ends
