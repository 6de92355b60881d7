"""The pattern of a breath: a name, numbers, or written out part by part."""

from __future__ import annotations

import re
from difflib import get_close_matches

from stilte.errors import did_you_mean
from stilte.messages import Listed, Message, sentences, tr
from stilte.reader.report import Unreadable
from stilte.reader.times import number, tidy
from stilte.reader.translated_keywords import IN_ENGLISH
from stilte.script.durations import (
    CALM,
    PHASES,
    Pattern,
    Phase,
    written_out,
)

MOST_PHASE_S = 600
NAMED = {
    "box": Pattern(4.0, 4.0, 4.0, 4.0),
    "coherent": Pattern(5.5, 0.0, 5.5, 0.0),
    "calm": CALM,
    "deep": Pattern(6.0, 0.0, 8.0, 0.0),
}
_PART = re.compile(
    r"([^\W\d]+)\s*([0-9]{1,6}(?:[.,][0-9]{1,6})?)(?:\s*(?:s|sec)\b)?(?:\s*[,;]\s*(?=[^\W\d])|\s+|$)"
)
_PATTERN_FORMS = tr(
    "Write in-out, in-hold-out or in-hold-out-rest, as 4-6, 4-7-8 or 4-4-4-4, or a name: {names}.",
    names=Listed(NAMED),
)


def pattern(text: str) -> Pattern:
    """Return the breath that a name or numbers describe.

    >>> pattern("4-7-8")
    Pattern(in_s=4.0, hold_s=7.0, out_s=8.0, rest_s=0.0, parts=())
    """
    if any(letter.isalpha() for letter in text) and any(letter.isdigit() for letter in text):
        return _written_out(text)
    written = tidy(text)
    if written in NAMED:
        return NAMED[written]
    if not re.fullmatch(r"[0-9.]+(-[0-9.]+){1,3}", written):
        if re.fullmatch(r"[0-9.]+", written):
            half = f"{number(written) / 2:g}"
            message = tr("'{text}' is not a breath: one number gives no in and no out.", text=text)
            cure = tr(
                "Write `{written}-{written}`, or `{half}-{half}` for a breath of {written} s.",
                written=written,
                half=half,
            )
            raise Unreadable(message, cure)
        near = (IN_ENGLISH.get(written.lower(), ""), *get_close_matches(written.lower(), NAMED, n=1))
        meant = next((did_you_mean(name) for name in near if name in NAMED), "")
        raise Unreadable(tr("'{text}' is not a breath.", text=text), sentences(meant, _PATTERN_FORMS))
    read = [number(part) for part in written.split("-")]
    in_out = 2
    in_s, hold_s, out_s, rest_s = [read[0], 0.0, read[1], 0.0] if len(read) == in_out else [*read, 0.0][:4]
    return sound_pattern(Pattern(in_s, hold_s, out_s, rest_s), text)


def _written_out(text: str) -> Pattern:
    """Return a breath written out, as `in 2, in 1, out 6`."""
    parts: list[tuple[Phase, float]] = []
    line, end = " ".join(text.split()), 0
    while end < len(line):
        found = _PART.match(line, end)
        if found is None:
            message = tr(
                "'{text}' is not a breath: '{rest}' does not begin with a part and its seconds.",
                text=text,
                rest=line[end:],
            )
            raise Unreadable(message, tr("Write each part with its seconds, as `in 2, in 1, out 6`."))
        parts.append((_phase(found[1]), number(found[2])))
        end = found.end()
    if len(parts) == 1:
        raise Unreadable(
            tr("'{text}' is one part; a breath has two or more.", text=text), tr("Write `in 4, out 6`.")
        )
    return sound_pattern(written_out(tuple(parts)), text)


def _phase(word: str) -> Phase:
    if word in PHASES:
        return next(phase for phase in PHASES if phase == word)
    near = IN_PHASES.get(word.lower()) or next(iter(get_close_matches(word.lower(), PHASES, n=1)), None)
    meant = did_you_mean(near) if near else ""
    message = tr("'{word}' is not a part of a breath.", word=word)
    raise Unreadable(message, sentences(meant, tr("There are: {names}.", names=Listed(PHASES))))


IN_PHASES = {
    own: phase
    for phase, others in {
        "in": "inhale inademen adem-in einatmen inspire inspirez inhala inspira",
        "hold": "vasthouden houd halten pause pauze hou tenir mantén",
        "out": "exhale uit uitademen uitademing ausatmen aus expire expirez exhala espira",
        "rest": "rust ruhe wait wacht repos descanso",
    }.items()
    for own in others.split()
}
"""What a part of a breath may be called elsewhere, and its name here."""


def sound_pattern(found: Pattern, text: str | Message) -> Pattern:
    """Return a pattern that can be breathed; raise `Unclear` for one that lasts no time or minutes on end."""
    if found.in_s + found.out_s <= 0:
        raise Unreadable(
            tr("The breath '{text}' has no in-breath and no out-breath.", text=text), tr("Write one as 4-6.")
        )
    if max(length for _, length in found.phases()) > MOST_PHASE_S:
        raise Unreadable(
            tr("A phase of the breath '{text}' lasts over ten minutes.", text=text),
            tr("Its numbers are seconds."),
        )
    return found


def seconds_of_phase(text: str) -> float:
    """Return the length of one phase of a breath, which is a plain number of seconds."""
    length_s = number(text)
    if length_s < 0:
        raise Unreadable(tr("'{text}' is negative.", text=text), tr("Write seconds, as 4."))
    return length_s
