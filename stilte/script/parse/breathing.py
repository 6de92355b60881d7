"""Breath cycles with their cues, and holds with their lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stilte.errors import not_found
from stilte.messages import tr
from stilte.reader import Fields, Items, Table, Text, Unreadable
from stilte.reader.times import refuse_curly
from stilte.reader.translated_keywords import IN_ENGLISH
from stilte.script.durations import PHASES, Count, Pattern, PatternRamp, Phase
from stilte.script.parse.cues import read_cues
from stilte.script.parse.grammar import CHOICES
from stilte.script.parse.mistakes import checked_fields
from stilte.script.parse.parse_warnings import ROUND_MARKS
from stilte.script.parse.patterns import NAMED, pattern, seconds_of_phase, sound_pattern
from stilte.script.parse.quantities import MOST_COUNT, Measure, cycles, hold_length
from stilte.script.parse.quantities import count as plain_count
from stilte.script.parse.ramps import Over, is_ramp, read_ends
from stilte.script.parse.scope import rebound
from stilte.script.parse.sounds import THE_BREATHS, read_overlay, read_part_sounds
from stilte.script.routine import Breathe, BreathSound, Counting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader import Node
    from stilte.script.overlay import Overlay
    from stilte.script.parse.scope import Scope
    from stilte.script.round_selection import RoundSelection

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
BREATH_SOUNDS = ("none", "breath", "tone")
UNREAD = Count(1, MOST_COUNT)
"""Replaces a count that could not be read; includes every possible round."""


def read_breathe(fields: Fields, scope: Scope, on: RoundSelection | None) -> Breathe:
    """Return breath cycles; the pattern is the step's own or the one in force."""
    growing = is_ramp(fields, "breath") or scope.measure.ramp is not None
    count = UNREAD
    if growing:
        count = fields.read("breathe", lambda text: _counted(text, scope), UNREAD)
    over = Over(count, scope.repeats, breaths=True)
    breath = read_breath(fields, scope.measure.breath, over)
    measure = scope.measure.breathing(breath)
    if not growing:
        count = fields.read("breathe", lambda text: cycles(text, measure.pattern.cycle_s, measure), UNREAD)
        over = replace(over, rounds=count)
    breaths = (measure.ramp.first, measure.ramp.last) if measure.ramp else (measure.pattern,)
    inner = replace(
        scope.inside(fields, over),
        measure=measure,
        rounds=count,
        guards=(),
        places=rebound(scope.places, ROUND_MARKS),
        repeats=scope.repeats + 1,
    )
    counting = fields.choice("count", CHOICES["count"], None)
    sound, part_sounds = _sound(fields, breaths, scope)
    return Breathe(
        count,
        measure.pattern,
        tuple(read_cues(fields, breaths, inner)),
        cast("Counting | None", counting),
        cast("BreathSound", sound),
        inner.delivery,
        fields.at,
        on,
        measure.ramp,
        part_sounds,
        tuple(_over(fields, count, measure, scope)),
    )


def _counted(text: str, scope: Scope) -> Count:
    try:
        return plain_count(text, scope.measure)
    except Unreadable:
        hold_length(text, scope.measure)  # what is not a time either is reported as such
        message = tr(
            "It is not known how many breaths fit into '{text}': the breath changes here.", text=text
        )
        raise Unreadable(message, tr("Write a count, as `breathe: 10`.")) from None


def _sound(
    fields: Fields, breaths: tuple[Pattern, ...], scope: Scope
) -> tuple[str, tuple[tuple[Phase, str], ...]]:
    node = fields.node("sound")
    if isinstance(node, Table):
        return "none", read_part_sounds(node, breaths, scope)
    return fields.read("sound", lambda text: _breath_sound(text, scope), "none"), ()


def _breath_sound(text: str, scope: Scope) -> str:
    name = text.strip()
    if name in BREATH_SOUNDS:
        return name
    refuse_curly(text)
    missing = tr("There is no `sound` '{name}' of a breath.", name=name)
    if name in scope.environment.sounds:
        cure = tr("To hear it at the parts of a breath, write `sound: {in: {name}, out: {name}}`.", name=name)
        raise Unreadable(missing, cure)
    raise Unreadable(*not_found(missing, name, BREATH_SOUNDS, meanings=IN_ENGLISH))


def _over(fields: Fields, count: Count, measure: Measure, scope: Scope) -> Iterator[Overlay]:
    """Yield the bells and sounds over the breaths."""
    node = fields.node("during")
    if node is None:
        return
    if not isinstance(node, Items):
        message = tr("`during` is a list of bells and sounds, each after a dash of its own.")
        scope.report.error(node.where, message, tr("Write `during:`, and on the next line `- bell: 1`."))
        return
    last_s = measure.ramp.last.cycle_s if measure.ramp else measure.pattern.cycle_s
    least_s = None if count is UNREAD else count.low * (measure.pattern.cycle_s + last_s) / 2
    for entry in node.nodes:
        keys = {key.value for key, _ in entry.pairs} if isinstance(entry, Table) else set()
        if not isinstance(entry, Table) or not keys & {"bell", "sound"}:
            message = tr("Over breaths only bells and sounds can be heard: what is said in them is a cue.")
            cure = tr("Write the words under `say`, as `in: …`; here `- bell: 1` with `every: 5m`.")
            scope.report.error(entry.where, message, cure)
            continue
        made = read_overlay(entry, least_s, THE_BREATHS, scope, 0, loose=False)
        if made is not None:
            yield made


def read_breath(fields: Fields, default: Pattern | PatternRamp, over: Over) -> Pattern | PatternRamp:
    """Return the `breath` of a step: one, one that goes from first to last over rounds, or the default."""
    if not is_ramp(fields, "breath"):
        if "breath" not in fields:
            return default
        return read_pattern(fields, default if isinstance(default, Pattern) else default.first)
    if _is_one_breath(fields):
        return default
    ends = read_ends(fields, "breath", over, pattern)
    if ends is None:
        return default
    kinds = [[phase for phase, _ in breath.all_parts()] for breath in ends]
    lasting = [[phase for phase, _ in breath.phases()] for breath in ends]
    many = [_parts_of(node) for node in fields.entries("breath")]
    if kinds[0] != kinds[1] or (many[0] != many[1] and lasting[0] != lasting[1]):
        message = tr("The first and the last breath do not have the same parts.")
        fields.report.error(fields.where("breath"), message, tr("Write both alike, as `[4-0-6-0, 4-7-8-0]`."))
        return default
    return PatternRamp(*ends, over.depth)


def _is_one_breath(fields: Fields) -> bool:
    """Report `breath: [4, 6]`: one breath, written as a list of its parts."""
    texts = [node.value.strip() for node in fields.entries("breath") if isinstance(node, Text)]
    if not texts or not all(NUMBER.fullmatch(text) for text in texts):
        return False
    message = tr("`breath` takes one value, not a list of its parts.")
    cure = tr(
        "Write `breath: {texts}`; one that changes is written `breath: [4-6, 6-8]`.", texts="-".join(texts)
    )
    fields.report.error(fields.where("breath"), message, cure)
    return True


def _parts_of(node: Node) -> int:
    """Return how many parts a breath was written with; a name has those that last."""
    if not isinstance(node, Text):
        return 0
    known = NAMED.get(node.value.strip())
    return len(known.phases()) if known else len(NUMBER.findall(node.value))


def read_pattern(fields: Fields, default: Pattern) -> Pattern:
    """Return the `breath` of a step or a script, written as numbers, a name or a mapping of phases."""
    node = fields.node("breath")
    if not isinstance(node, Table):
        return fields.read("breath", pattern, default)
    inner = checked_fields(node, fields.report, PHASES, tr("a breath"))
    in_s, hold_s, out_s, rest_s = (
        inner.read(phase, seconds_of_phase, 1.0) if phase in inner else 0.0 for phase in PHASES
    )
    if not {"in", "out"} <= set(inner.values):
        message = tr("A breath needs an `in` and an `out`.")
        fields.report.error(node.where, message, tr("Write {in: 4, hold: 0, out: 6, rest: 0}."))
        return default
    return fields.report.attempt(
        node.where, lambda: sound_pattern(Pattern(in_s, hold_s, out_s, rest_s), tr("written here")), default
    )
