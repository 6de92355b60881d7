"""What an author is told of the labels: how many sentences became what, and which ones are unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.importer.label.reasons import told_reasons
from stilte.messages import Listed, plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.label.labelled_post import Label, LabelledPost, Sentence
    from stilte.messages import Message

MOST_UNSURE = 12
_LONGEST = 90


def summary(post: LabelledPost, guesses: Sequence[tuple[int, Message]] = ()) -> tuple[Message, ...]:
    """Return how many sentences became what, then what was guessed, then the unsure ones with their lines.

    The first line counts ("62 sentences: 40 spoken, 15 left out, 7 unsure"); an unsure one counts as unsure.
    `guesses` are told with the numbers of their sentences.
    """
    told = [one for one in post.sentences if one.kind != "heading"]
    unsure = [one for one in told if one.unsure]
    counts = Listed(_counts([one for one in told if not one.unsure], len(unsure)))
    lines = [plural("{n} sentence: {counts}.", "{n} sentences: {counts}.", n=len(told), counts=counts)]
    if guesses:
        lines.append(
            plural(
                "{n} guess: please look at it.",
                "{n} guesses: please look at them.",
                n=len(guesses),
            )
        )
    lines += [tr("line {line}: {guess}", line=post.sentences[at].line, guess=guess) for at, guess in guesses]
    lines += [_doubt(one) for one in unsure[:MOST_UNSURE]]
    if rest := len(unsure[MOST_UNSURE:]):
        lines.append(plural("{n} more sentence is unsure.", "{n} more sentences are unsure.", n=rest))
    return tuple(lines)


def _counts(sure: list[Sentence], unsure: int) -> list[Message]:
    def many(label: Label) -> int:
        return sum(one.label == label for one in sure)

    parts = [
        (many("spoken"), tr("{n} spoken", n=many("spoken"))),
        (many("timing"), tr("{n} timing", n=many("timing"))),
        (many("note"), plural("{n} note", "{n} notes", n=many("note"))),
        (many("left_out"), tr("{n} left out", n=many("left_out"))),
        (unsure, tr("{n} unsure", n=unsure)),
    ]
    return [message for count, message in parts if count]


def _doubt(one: Sentence) -> Message:
    """Return an unsure sentence with what speaks for its label and, apart from it, what speaks against."""
    text = one.text if len(one.text) <= _LONGEST else f"{one.text[: _LONGEST - 1]}…"
    values = {
        "line": one.line,
        "text": text,
        "reason": told_reasons(one.reason),
        "against": told_reasons(one.against),
    }
    if not one.against:
        return _unsure(one.label, values)
    match one.label:
        case "spoken":
            return tr('line {line}: "{text}" is spoken ({reason}); in doubt: {against}.', **values)
        case "left_out":
            return tr('line {line}: "{text}" is left out ({reason}); in doubt: {against}.', **values)
        case "note":
            return tr('line {line}: "{text}" is a note ({reason}); in doubt: {against}.', **values)
        case _:
            return tr(
                'line {line}: "{text}" is taken for timing ({reason}); in doubt: {against}.',
                **values,
            )


def _unsure(label: Label, values: dict[str, object]) -> Message:
    match label:
        case "spoken":
            return tr('line {line}: "{text}" is spoken, but that is unsure: {reason}.', **values)
        case "left_out":
            return tr('line {line}: "{text}" is left out, but that is unsure: {reason}.', **values)
        case "note":
            return tr('line {line}: "{text}" is a note, but that is unsure: {reason}.', **values)
        case _:
            return tr('line {line}: "{text}" is taken for timing, but that is unsure: {reason}.', **values)
