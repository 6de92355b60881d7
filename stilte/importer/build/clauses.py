"""A sentence that asks for several things → its clauses: what to do, then again, or on the other side."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.phases import phases
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.loose_sides import takes_other
from stilte.importer.language.once_more import rests_first
from stilte.importer.language.phrases import Idioms, bare_then, capital, pattern
from stilte.importer.language.quantities import quantities
from stilte.importer.language.sentence_kinds import asks_again, fields_of, names_rest
from stilte.importer.language.side_words import asks_other_side, names_other_part, only_names_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.importer.language.quantities import Quantity

_MOST_CUTS, _MOST_WAITS, _MOST_REST = 8, 12, 9
_FEW = 3
_WHETHER = frozenset(("whether", "if", "how", "of", "hoe", "ob", "wie", "si", "comment", "cómo"))


@lru_cache(maxsize=8)
def _joints(table: Idioms) -> re.Pattern[str]:
    joins = "|".join(table.table["and_then"])
    return re.compile(rf"(?<!-)\s*[,;:]\s+|\s+[–—-]\s+|\s+(?=(?:{joins})\s)", re.IGNORECASE)


def clauses(text: str, table: Idioms) -> tuple[str, ...]:
    """Return a sentence, its demand for a repeat, a release or the other side apart.

    >>> from stilte.importer.language.phrases import idioms
    >>> clauses("Hold for 5-10 breaths then switch sides.", idioms("en"))
    ('Hold for 5-10 breaths.', 'Then switch sides.')
    """
    whole_one = fields_of(text, table) or takes_other(text, table)
    if counted := (text,) if whole_one else _after_rounds(text, table):
        return counted
    if rested := rests_first(text, table):
        return (rested[0], capital(rested[1]))
    whole = asks_again(text, table)
    for head, tail in _cuts(text, table):
        if names_other_part(head, table) and quantities(tail, table):
            break
        if _in_sets(head, tail, table):
            continue
        if cut := _cut(head, tail, table, whole=whole):
            return cut
    if apart := _rest_apart(text, table):
        return (*clauses(apart[0], table), apart[1])
    return _held_and_released(text, table) or _waits_apart(text, table) or _then(text, table) or (text,)


def _in_sets(head: str, tail: str, table: Idioms) -> bool:
    """Tell whether a joint stands between repetitions and their sets ("10 reps, 2 sets, a rest between")."""
    reps, sets = ([one for one in quantities(part, table) if one.unit == "times"] for part in (head, tail))
    rounds = sets and table.find("rounds", tail[sets[0].start : sets[0].end])
    return bool(reps and rounds and sets[0].start <= 1 and not table.find("rounds", head))


def _cut(head: str, tail: str, table: Idioms, *, whole: bool) -> tuple[str, ...]:
    """Return the clauses on both sides of a joint; () where they ask for one thing together."""
    ours, first = bare_then(tail, table), f"{head.rstrip(' ,;:')}."
    again = asks_again(f"{head}.", table)
    if (again and _orders_more(ours, table)) or (_whole_breath(head, table) and asks_again(ours, table)):
        return (first, *clauses(capital(ours), table))
    if again and (_rests_between(ours, table) or _rests_after(ours, table)):
        return (first, capital(ours))
    if whole and not asks_other_side(ours, table):
        return ()
    if again and _tells_how(ours, table):
        return (f"{capital(ours.rstrip('.'))}.", first)
    if len(head.split()) > 1 and _stands_alone(head, ours, table) and not _about(head, table):
        return (*clauses(first, table), *_with_rest(capital(tail), table))
    return (first, *clauses(capital(ours), table)) if again and quantities(ours, table) and not whole else ()


def _after_rounds(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "After twelve rounds, let the hand sink" in two: the count, and what comes after it."""
    after = table.starts("after_count", text)
    if not after:
        return ()
    rest = text.lstrip()[after.end() :].lstrip()
    found = [one for one in quantities(rest, table) if one.unit in ("times", "breaths") and one.high > 1]
    if not found or found[0].start > 0 or not shape_of(rest[found[0].end :].lstrip(" ,"), table):
        return ()
    return (f"{capital(rest[: found[0].end].strip())}.", text)


def _whole_breath(text: str, table: Idioms) -> bool:
    """Tell whether a clause tells a whole breath, each phase with its length."""
    timed = [part for part in phases(text, table) if part.phase not in ("lead", "")]
    return {"in", "out"} <= {part.phase for part in timed} and all(part.seconds is not None for part in timed)


def _orders_more(text: str, table: Idioms) -> bool:
    """Tell whether a clause after a demand for a repeat asks for something else ("…, then drop the hand")."""
    if asks_again(text, table) or asks_other_side(text, table) or _rests_between(text, table):
        return False
    words = text.lower().split()
    if table.find("hold", text) or table.find("per_side", text) or len(words) < _FEW:
        return False
    if words[1] in _WHETHER:
        return False
    return shape_of(capital(text), table) in ("order", "polite", "infinitive")


def _tells_how(text: str, table: Idioms) -> bool:
    """Tell whether a clause after a count tells how the movement is done ("…, slowly moving the hands")."""
    times = quantities(text, table) or table.find("evidence.claims", text)
    return not times and len(text.split()) >= _FEW and bool(table.find("evidence.body", text))


def _held_and_released(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "Press for 8 seconds, release for 4" in two: a tension and a release, each with its own time."""
    if table.find("in", text) or table.find("out", text):
        return ()
    for head, tail in _cuts(text, table):
        ours = bare_then(tail, table)
        times = [[one for one in quantities(part, table) if one.unit == "seconds"] for part in (head, ours)]
        if (
            all(len(one) == 1 for one in times)
            and table.find("release", ours)
            and not table.find("hold", ours)
        ):
            return head.rstrip(" ,;") + ".", capital(ours)
    return ()


def _waits_apart(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut a sentence with several waits behind each of them ("Lift, wait 2 s, lift, wait 2 s")."""
    timed = [one for one in quantities(text, table) if one.unit in ("seconds", "counts")]
    if len(timed) < 2 or table.find("in", text) or table.find("out", text):  # noqa: PLR2004
        return ()
    cuts = [0, *(cut.end() for cut in islice(_joints(table).finditer(text), _MOST_WAITS)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    found, held = [""], 0
    for piece in pieces:
        found[-1] += piece
        if _waits(bare_then(piece.strip(), table), table):
            held += 1
            found.append("")
    parts = [part.strip(" ,;") for part in found if part.strip(" ,;.")]
    return tuple(f"{capital(part.rstrip('.'))}." for part in parts) if held > 1 else ()


def _waits(clause: str, table: Idioms) -> bool:
    waits = any(table.starts(key, clause) for key in ("stay", "hold", "rest"))
    return waits and sum(one.unit in ("seconds", "counts") for one in quantities(clause, table)) == 1


def _rests_between(text: str, table: Idioms) -> bool:
    """Tell whether a clause gives no count but the rest between rounds, or after each of them."""
    found = quantities(text, table)
    rests = table.find("between", text) or table.find("after_each", text)
    return bool(found and rests) and not any(one.unit == "times" for one in found)


def _rests_after(text: str, table: Idioms) -> bool:
    """Tell whether a clause is nothing but a rest with its time ("…, danach 20 Sekunden Pause")."""
    return names_rest(text, table) and len(text.split()) <= _FEW * 2


def _rest_apart(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "Squats 3x12, 30 seconds rest" in two: the movement with its count, and the rest."""
    counts = [one for one in quantities(text, table) if one.unit == "times" and one.high > 1]
    if not counts or asks_again(text, table):
        return ()
    for cut in _before_rest(table).finditer(text, counts[-1].end):
        head, tail = f"{text[: cut.start()].rstrip(' .')}.", text[cut.end() :].strip(" ).")
        if names_rest(tail, table) and len(tail.split()) <= _MOST_REST:
            return () if asks_again(head, table) else (head, f"{capital(tail)}.")
    return ()


@lru_cache(maxsize=8)
def _before_rest(table: Idioms) -> re.Pattern[str]:
    """Return what may stand between a count and the rest after it: a sign, or "with"."""
    words = rf"(?:{'|'.join(table.table['with_words'])})\s"
    return re.compile(rf"(?:\s*[,;:(/|+]\s*|\s[–—-]\s)(?:{words})?|\s{words}", re.IGNORECASE)


def _with_rest(tail: str, table: Idioms) -> tuple[str, ...]:
    """Set the rest between rounds apart from a demand for a repeat ("3 x 15, a minute's rest in between")."""
    for head, rest in _cuts(tail, table):
        if _rests_between(rest, table):
            return (f"{head.rstrip(' ,;:')}.", capital(rest))
    return (tail,)


def _about(head: str, table: Idioms) -> bool:
    """Tell whether a clause before only leads to the demand ("If you like, repeat …")."""
    first = head.split()[0].lower()  # noqa: PLC0207
    return first in table.table["subordinate"] and len(head.split()) <= 6  # noqa: PLR2004


def _cuts(text: str, table: Idioms) -> Iterator[tuple[str, str]]:
    for at, cut in enumerate(_joints(table).finditer(text)):
        if at >= _MOST_CUTS:
            return
        head = text[: cut.start()]
        if head.count("(") == head.count(")"):
            yield head, text[cut.end() :].lstrip()


def _stands_alone(head: str, tail: str, table: Idioms) -> bool:
    if any(table.starts(key, tail) for key in ("in", "out", "bare_in", "bare_out")):
        return False
    if only_names_side(tail, table) and not quantities(head, table):
        return False
    if asks_other_side(tail, table) or (asks_again(tail, table) and _counts_times(tail, table)):
        return True
    first, *rest = _with_rest(tail, table)
    return bool(rest) and asks_again(first, table)


def _counts_times(tail: str, table: Idioms) -> bool:
    """Tell whether a clause counts times."""
    found = quantities(tail, table)
    return not found or any(one.unit in ("times", "seconds") for one in found)


def _then(text: str, table: Idioms) -> tuple[str, ...]:
    """Cut "Hold for 10 seconds, then release" in two."""
    if not (table.find("hold", text) or table.find("stay", text) or table.starts("repeat", text)):
        return ()
    for cut in pattern(table, "then").finditer(text):
        head, tail = text[: cut.start()], text[cut.start() :].lstrip(" ,;")
        ours = bare_then(tail, table)
        follows = table.find("release", ours) or asks_other_side(ours, table) or table.starts("repeat", ours)
        held = quantities(head, table) or table.find("hold", head.split(":")[-1][:12])
        if follows and held and (table.find("hold", head) or table.starts("repeat", head)):
            return head.rstrip(" ,;") + ".", capital(tail)
    return ()


def clause_end(text: str, count: Quantity, table: Idioms) -> int:
    """Return where the clause that holds a count ends in a sentence."""
    joins = "|".join(table.table["and_then"])
    cut = re.search(rf"[,;.]\s|\s(?=(?:{joins})\s)|[.;]?$", text[count.end :], re.IGNORECASE)
    return count.end + (cut.start() if cut else 0)
