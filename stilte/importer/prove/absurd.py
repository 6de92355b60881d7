"""Scripts that play something nobody can have meant: the sentences that make them do so are asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.draft import Step, estimate_s
from stilte.importer.build.lengths import whole_lengths
from stilte.importer.label.labelled_post import BY_HAND, SURE
from stilte.importer.language.phrases import idioms
from stilte.script.lint_length import LONGEST_TRACK_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.importer.build.draft import Draft
    from stilte.importer.label.labelled_post import LabelledPost, Sentence

LONGEST_HOLD_S, MOST_SAID, MOST_TOLD = 600.0, 12, 3
_ONE_MOVEMENT, _ONE_COUNT = 2, 30
_ASKED = 0.5
HELD = "makes a hold of more than ten minutes"
SAID = "makes the same words be said more than twelve times"
LONG = "makes the whole longer than an hour"
TOLD = "makes the whole over three times as long as the post says"


def ask_absurd(post: LabelledPost, draft: Draft) -> LabelledPost:
    """Return a post with its sentences unsure that make a script too long, or repeat too much.

    A count is not asked about where it repeats one movement, of a line or two, up to thirty times.
    """
    reasons = dict(_reasons(post, draft))
    found = list(post.sentences)
    for words, reason in reasons.items():
        at = next((at for at, one in enumerate(found) if _says(one, words)), None)
        if at is not None and found[at].confidence >= SURE and found[at].reason != BY_HAND:
            found[at] = replace(found[at], confidence=_ASKED, against=reason)
    return replace(post, sentences=tuple(found))


def _reasons(post: LabelledPost, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield the words that a step came from, with what it makes of the script."""
    for step in draft.steps:
        yield from _within(step, ())
    whole_s = sum(map(estimate_s, draft.steps))
    lengths, _ = whole_lengths(post, idioms(post.language))
    reason = (
        LONG if whole_s > LONGEST_TRACK_S else TOLD if lengths and whole_s > MOST_TOLD * max(lengths) else ""
    )
    longest = max(draft.steps, key=estimate_s, default=None)
    if reason and longest is not None:
        for step in _longest(longest):
            yield from ((words, reason) for words in _origin(step))


def _longest(step: Step) -> Iterator[Step]:
    """Yield a step and those inside it that take more than half of its time."""
    yield step
    for inner in step.steps:
        if estimate_s(inner) * max(1.0, _rounds(step)) > estimate_s(step) / 2:
            yield from _longest(inner)


def _within(step: Step, around: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    long = step.times is not None and step.times.unit == "s" and step.times.low > LONGEST_HOLD_S
    if step.verb in ("hold", "pause") and long:
        yield from ((words, HELD) for words in _origin(step))
    if step.verb != "repeat":
        return
    chain = (*around, step)
    said = [one for one in step.steps if one.verb == "say" and one.on in ("", "not first")]
    if said and _times(chain) > MOST_SAID and not _is_one_movement(chain, said):
        yield from ((words, SAID) for one in chain if _rounds(one) > 1 for words in _origin(one))
    for inner in step.steps:
        yield from _within(inner, chain)


def _is_one_movement(chain: tuple[Step, ...], said: list[Step]) -> bool:
    """Tell whether one sentence counts one movement: what it repeats is plain."""
    counted = [one for one in chain if not one.entries]
    alone = len({words for one in counted for words in _origin(one)}) <= 1
    return alone and len(said) <= _ONE_MOVEMENT and all(_rounds(one) <= _ONE_COUNT for one in counted)


def _times(chain: tuple[Step, ...]) -> float:
    found = 1.0
    for step in chain:
        found *= _rounds(step)
    return found


def _rounds(step: Step) -> float:
    if step.times is None or step.times.unit == "s":
        return float(len(step.entries) or 1)
    return step.times.low


def _origin(step: Step) -> list[str]:
    """Return the sentences that a step came from, as its comments quote them."""
    return [one[1:-1] for one in step.comments if len(one) > 2 and one[0] == one[-1] == '"']  # noqa: PLR2004


def _says(sentence: Sentence, words: str) -> bool:
    return sentence.label in ("spoken", "timing") and _plain(words) in _plain(sentence.text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
