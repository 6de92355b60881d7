"""Bells and sounds: as steps, over what goes on, and at the parts of a breath."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stilte.messages import Listed, Message, tr
from stilte.reader import Unreadable
from stilte.reader.tones import tone_hz
from stilte.script.durations import PHASES
from stilte.script.overlay import Overlay
from stilte.script.parse.grammar import CHOICES, OVER_BELL_KEYS, OVER_SOUND_KEYS
from stilte.script.parse.mistakes import checked_fields
from stilte.script.parse.quantities import count, exact_s, signed_s
from stilte.script.parse.rounds import read_on
from stilte.script.routine import STRIKE_EVERY_S, Bell, Play

if TYPE_CHECKING:
    from stilte.reader import Fields, Table
    from stilte.script.durations import Pattern, Phase
    from stilte.script.line import Side
    from stilte.script.parse.scope import Scope
    from stilte.script.round_selection import RoundSelection

DEFAULT_BELL = "bowl"
TUNED = ("bowl", "chime", "gong", "large-bowl", "small-bowl")
"""The bells that are built in: what is struck can be made at any pitch."""
MOST_STRIKES = 108

THE_BREATHS = tr("the breaths")
THE_HOLD = tr("the hold")


def read_bell(fields: Fields, scope: Scope, on: RoundSelection | None) -> Bell:
    """Return a bell, with the quiet after it."""
    strikes = fields.read("bell", lambda text: _strikes(text, scope), 1)
    sound = fields.read("sound", scope.environment.sound, DEFAULT_BELL)
    after = scope.after(fields, None, fields.at, spoken=False)
    level_db, depth = scope.level(fields, scope.innermost)
    side = read_side(fields)
    return Bell(
        strikes, sound, level_db, after, fields.at, on, scope.usual, side, depth, read_tone(fields, sound)
    )


def read_play(fields: Fields, scope: Scope, on: RoundSelection | None) -> Play:
    """Return a sound played once."""
    sound = fields.read("sound", scope.environment.sound, "")
    after = scope.after(fields, None, fields.at, spoken=False)
    level_db, depth = scope.level(fields, scope.innermost)
    return Play(sound, level_db, after, fields.at, on, read_side(fields), depth, read_tone(fields, sound))


def read_tone(fields: Fields, sound: str) -> float | None:
    """Return the tone to which a bell is tuned; None where it follows the music."""
    found = fields.read("tone", tone_hz, None)
    if found is not None and sound not in TUNED:
        message = tr("`tone` changes nothing for '{sound}'.", sound=sound)
        fields.report.error(
            fields.where("tone"), message, tr("It tunes a bell: {bells}.", bells=Listed(TUNED))
        )
    return found


def read_side(fields: Fields) -> Side | None:
    """Return from which side something is heard; None for the middle."""
    return cast("Side | None", fields.choice("side", CHOICES["side"], None))


def read_overlay(
    entry: Table, least_s: float | None, what: Message, scope: Scope, after_lines: int, *, loose: bool
) -> Overlay | None:
    """Return a bell or a sound over what lasts `least_s` (None: not known); `loose` ones need no moment.

    `what` is what a person calls that: "the hold". None where `only` keeps it to other tracks.
    """
    is_bell = any(key.value == "bell" for key, _ in entry.pairs)
    keys = OVER_BELL_KEYS if is_bell else OVER_SOUND_KEYS
    name = tr("a bell of `during`") if is_bell else tr("a sound of `during`")
    fields = scope.filled(checked_fields(entry, scope.report, keys, name))
    if not scope.keeps(fields):
        return None
    on = read_on(fields, scope.rounds, scope.guards)
    step = read_bell(fields, scope, on) if is_bell else read_play(fields, scope, on)
    strikes = step.strikes if isinstance(step, Bell) else 1
    ring_s = (strikes - 1) * STRIKE_EVERY_S
    at_s = fields.read("at", lambda text: _at_s(text, least_s, ring_s, what, scope), None)
    every_s = fields.read("every", lambda text: _every_s(text, least_s, ring_s, what, scope), None)
    if "at" in fields and "every" in fields:
        message = tr("`at` rings once and `every` rings repeatedly: use one of them.")
        fields.report.error(fields.where("every"), message, tr("Keep `at` or `every`."))
    elif not loose and "at" not in fields and "every" not in fields:
        message = tr("It is not specified when this is heard over {what}.", what=what)
        fields.report.error(fields.at, message, tr("Write `at: 5m` for one moment, or `every: 5m`."))
    return Overlay(step, at_s, every_s, after_lines)


def _at_s(text: str, least_s: float | None, ring_s: float, what: Message, scope: Scope) -> float:
    at_s = signed_s(text, scope.measure)
    check_inside(text, at_s, least_s, what)
    last_s = at_s + ring_s if at_s >= 0 or least_s is None else least_s + at_s + ring_s
    if ring_s and least_s is not None and last_s > least_s:
        message = tr("At {text} the last strike would come after the end of {what}.", text=text, what=what)
        raise Unreadable(message, tr("Choose an earlier moment, or fewer strikes: they are 4 s apart."))
    return at_s


def check_inside(text: str, at_s: float, least_s: float | None, what: Message) -> None:
    """Raise `Unreadable` for a moment outside what lasts so long; with None that is not known."""
    if least_s is not None and abs(at_s) > least_s:
        breaths = tr(
            "`at: {text}` lies outside the breaths, which last {seconds} s.", text=text, seconds=least_s
        )
        hold = tr("`at: {text}` lies outside the hold, which lasts {seconds} s.", text=text, seconds=least_s)
        message = breaths if what == THE_BREATHS else hold
        raise Unreadable(message, tr("Choose a moment within it."))


def _every_s(text: str, least_s: float | None, ring_s: float, what: Message, scope: Scope) -> float:
    every_s = exact_s(text, scope.measure)
    if every_s <= 0:
        raise Unreadable(tr("`every: {text}` is zero.", text=text), tr("Write a time, as 5m."))
    if every_s <= ring_s:
        message = tr(
            "`every: {text}` is too short: the strikes alone take {seconds} s.", text=text, seconds=ring_s
        )
        raise Unreadable(message, tr("Write a longer time."))
    if least_s is not None and every_s >= least_s:
        breaths = tr(
            "`every: {text}` never rings: the breaths last {seconds} s, "
            "and it rings inside, not at the ends.",
            text=text,
            seconds=least_s,
        )
        hold = tr(
            "`every: {text}` never rings: the hold lasts {seconds} s, and it rings inside, not at the ends.",
            text=text,
            seconds=least_s,
        )
        message = breaths if what == THE_BREATHS else hold
        raise Unreadable(message, tr("Write a shorter time."))
    return every_s


def read_part_sounds(
    node: Table, breaths: tuple[Pattern, ...], scope: Scope
) -> tuple[tuple[Phase, str], ...]:
    """Return the sound at each part of a breath, as `sound: {in: chime, out: bowl}` gives it."""
    fields = scope.filled(checked_fields(node, scope.report, PHASES, tr("the `sound` of a breath")))
    lasting = [{phase for phase, _ in breath.phases()} for breath in breaths]
    found: list[tuple[Phase, str]] = []
    for phase in PHASES:
        if phase in fields and not all(phase in one for one in lasting):
            message = tr(
                "This breath has no `{phase}`: the part lasts 0 s, so nothing can be heard in it.",
                phase=phase,
            )
            cure = tr("Leave the sound out, or give the part a length in `breath`.")
            scope.report.error(fields.where(phase), message, cure)
        elif phase in fields:
            found.append((phase, fields.read(phase, scope.environment.sound, "")))
    return tuple(found)


def _strikes(text: str, scope: Scope) -> int:
    if text.strip() in scope.environment.sounds:
        message = tr("'{text}' is a sound, and `bell` says how many times it is struck.", text=text.strip())
        raise Unreadable(message, tr("Write `bell: 1`, and under it `sound: {text}`.", text=text.strip()))
    found = count(text, scope.measure)
    if found.low != found.high:
        raise Unreadable(
            tr("'{text}' is a range; a bell is struck a fixed number of times.", text=text),
            tr("Write one number."),
        )
    if found.low > MOST_STRIKES:
        raise Unreadable(
            tr("{count} strikes are too many.", count=found.low),
            tr("Write at most {most}.", most=MOST_STRIKES),
        )
    return found.low
