"""A draft, proved: it loads; where a part does not, that part falls back to its plain lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.importer.build.build_script import plain_draft
from stilte.importer.build.chapter_state import quoted
from stilte.importer.build.draft import Draft, Guess, Step
from stilte.importer.build.write_script import write
from stilte.importer.prove.account import account
from stilte.importer.prove.load import load_text
from stilte.importer.prove.meet_length import meet_lengths
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import LabelledPost

_FELL_BACK = tr("A part of the script would not load and stands as plain lines.")


def prove(post: LabelledPost, draft: Draft) -> Draft:
    """Return a draft that loads, with lengths that it can reach, and with every sentence of its post."""
    if not _loads(draft.steps, draft):
        steps = tuple(one for step in draft.steps for one in _safe(step, draft))
        draft = replace(draft, steps=steps, guesses=(*draft.guesses, Guess(_FELL_BACK)))
    if not _loads(draft.steps, draft):
        plain = plain_draft(post).steps
        draft = replace(draft, steps=tuple(one for step in plain for one in _safe(step, draft)))
    return account(post, meet_lengths(draft))


def _loads(steps: tuple[Step, ...], draft: Draft) -> bool:
    """Tell whether some steps make a script that loads, without the lengths that were asked for."""
    try:
        load_text(write(replace(draft, steps=steps, lengths=())))
    except InputError:
        return False
    return True


def _safe(step: Step, draft: Draft) -> list[Step]:
    """Return a step if it loads, else its words as plain lines; a line that never loads is dropped."""
    around = Step("say", "x")
    if _loads((step, around), draft):
        return [step]
    if step.steps:
        inner = replace(step, steps=tuple(one for each in step.steps for one in _safe(each, draft)))
        if inner.steps and _loads((inner, around), draft):
            return [inner]
    if step.verb == "say":
        return _between_quotes(step, draft)
    lines = [Step("say", text.replace("<", "<<")) for text in _texts(step)]
    found = [one for line in lines for one in _safe(line, draft)]
    return [found[0].noting(*step.comments), *found[1:]] if found else []


def _between_quotes(step: Step, draft: Draft) -> list[Step]:
    """Return a line between quotes, if it loads so: without them it reads like a command."""
    text = " ".join(step.text.replace("\\", "").replace('"', "'").split())
    quiet = f" <{step.pause}s>" if step.pause else ""
    line = Step("raw", f'- "{text}{quiet}"', comments=step.comments)
    return [line] if _loads((line, Step("say", "x")), draft) else []


def _texts(step: Step) -> list[str]:
    own = [step.text, *step.during, *(text for cue in step.cues for _, text in cue.lines)]
    inner = [text for one in step.steps for text in _texts(one)]
    return [quoted(text).strip('"').replace("<", "").replace(">", "") for text in (*own, *inner) if text]
