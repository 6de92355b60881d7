"""Why a sentence is taken for what it is: English in a labelled post, told in the author's language."""

from __future__ import annotations

from stilte.messages import SOURCE, Listed, Message, word

BETWEEN = "; "
"""What stands between the reasons of a labelled sentence."""

_REASONS = {
    message.in_language(SOURCE): message
    for message in (
        word("why a sentence is what it is", "a clock time"),
        word("why a sentence is what it is", "a direction in brackets"),
        word("why a sentence is what it is", "a mark in a part that is left out"),
        word("why a sentence is what it is", "an address"),
        word("why a sentence is what it is", "are words to say"),
        word("why a sentence is what it is", "asks a question"),
        word("why a sentence is what it is", "asks for a repeat"),
        word("why a sentence is what it is", "asks for the other side"),
        word("why a sentence is what it is", "asks politely"),
        word("why a sentence is what it is", "asks something about the exercise"),
        word("why a sentence is what it is", "begins with an order"),
        word("why a sentence is what it is", "belongs to the page"),
        word("why a sentence is what it is", "belongs to the page around the article"),
        word("why a sentence is what it is", "chosen by hand"),
        word("why a sentence is what it is", "defines"),
        word("why a sentence is what it is", "describes"),
        word("why a sentence is what it is", "describes how the body is held"),
        word("why a sentence is what it is", "exclaims"),
        word("why a sentence is what it is", "gives a time or a count"),
        word("why a sentence is what it is", "greets its listener"),
        word("why a sentence is what it is", "heads a part that is left out"),
        word("why a sentence is what it is", "holds a date, a price or a number to call"),
        word("why a sentence is what it is", "holds an order"),
        word("why a sentence is what it is", "holds for a time"),
        word("why a sentence is what it is", "is a heading"),
        word("why a sentence is what it is", "is a long sentence"),
        word("why a sentence is what it is", "is a mark of quiet"),
        word("why a sentence is what it is", "is a quotation"),
        word("why a sentence is what it is", "is a tip or a caution"),
        word("why a sentence is what it is", "is an item of a list"),
        word("why a sentence is what it is", "is labelled as a goal or an effect"),
        word("why a sentence is what it is", "is no whole sentence"),
        word("why a sentence is what it is", "leads to another page"),
        word("why a sentence is what it is", "has little that speaks for it"),
        word("why a sentence is what it is", "looks like an order"),
        word("why a sentence is what it is", "makes a hold of more than ten minutes"),
        word("why a sentence is what it is", "makes the same words be said more than twelve times"),
        word("why a sentence is what it is", "makes the whole longer than an hour"),
        word("why a sentence is what it is", "makes the whole over three times as long as the post says"),
        word("why a sentence is what it is", "names a phase of the breath"),
        word("why a sentence is what it is", "names a posture"),
        word("why a sentence is what it is", "names a time that is no instruction"),
        word("why a sentence is what it is", "names the body"),
        word("why a sentence is what it is", "names what is counted after it"),
        word("why a sentence is what it is", "no table of idioms for this language: the text as it stands"),
        word("why a sentence is what it is", "no words"),
        word("why a sentence is what it is", "nothing in this post tells what to do: the text as it stands"),
        word("why a sentence is what it is", "offers something"),
        word("why a sentence is what it is", "reassures its reader"),
        word("why a sentence is what it is", "says its heading again"),
        word("why a sentence is what it is", "speaks about the exercise"),
        word("why a sentence is what it is", "speaks about what was told"),
        word("why a sentence is what it is", "speaks of effects"),
        word("why a sentence is what it is", "speaks of the body, research or other people in general"),
        word("why a sentence is what it is", "speaks of the breath"),
        word("why a sentence is what it is", "speaks of the post itself"),
        word("why a sentence is what it is", "speaks to its reader"),
        word("why a sentence is what it is", "stands after the repeat"),
        word("why a sentence is what it is", "stands among marks of quiet"),
        word("why a sentence is what it is", "stands among sentences of its kind"),
        word("why a sentence is what it is", "stands before or after the instructions"),
        word("why a sentence is what it is", "stands before the exercise"),
        word("why a sentence is what it is", "stands before the instructions of its part"),
        word("why a sentence is what it is", "stands beside instructions"),
        word("why a sentence is what it is", "stands beside other text"),
        word("why a sentence is what it is", "stands beside the list of steps"),
        word("why a sentence is what it is", "stands between instructions"),
        word("why a sentence is what it is", "stands in a guided text"),
        word("why a sentence is what it is", "stands in a part that does not guide"),
        word("why a sentence is what it is", "stands outside the exercise"),
        word("why a sentence is what it is", "stands outside the steps"),
        word("why a sentence is what it is", "stands under a heading of the article around"),
        word("why a sentence is what it is", "stands under a heading of the page"),
        word("why a sentence is what it is", "stands under a heading that opens an exercise"),
        word("why a sentence is what it is", "stands under a heading that opens or ends an exercise"),
        word("why a sentence is what it is", "stands under the heading of a step"),
        word("why a sentence is what it is", "suggests what to do"),
        word("why a sentence is what it is", "tells how often a day or a week"),
        word("why a sentence is what it is", "tells its reader what she does"),
        word("why a sentence is what it is", "tells nothing to do"),
        word("why a sentence is what it is", "tells of somebody"),
        word("why a sentence is what it is", "tells what somebody said"),
        word("why a sentence is what it is", "tells what to do, without a subject"),
        word("why a sentence is what it is", "the head of a mail"),
        word("why a sentence is what it is", "the name of a file"),
        word("why a sentence is what it is", "the number of a page"),
        word("why a sentence is what it is", "the path to the page"),
        word("why a sentence is what it is", "warns"),
    )
}


def told_reason(reason: str) -> str | Message:
    """Return a reason as a message; one that a file brought from elsewhere as it stands."""
    return _REASONS.get(reason, reason)


def told_reasons(reasons: str) -> Message:
    """Return the reasons of a labelled sentence ("asks a question; warns"), each told for itself."""
    return Listed((told_reason(one) for one in reasons.split(BETWEEN) if one), "and")
