"""A post whose sentences are labelled: a value to show, to correct, to keep as JSON, and to build from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from stilte.errors import InputError, Problem
from stilte.importer.label.marks import Mark, add_mark, read_mark, remove_mark
from stilte.importer.post import Kind
from stilte.messages import Message, sentences, tr
from stilte.messages.plain import plain, restored

Label = Literal["heading", "spoken", "timing", "note", "left_out"]
LABELS: tuple[Label, ...] = get_args(Label)
KINDS: tuple[Kind, ...] = get_args(Kind)
SURE = 0.65
FORMAT = 1
BY_HAND = "chosen by hand"
"""The reason of a label that a person chose."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a post and what becomes of it.

    `label`: "heading" opens a chapter or names the exercise; "spoken" is said; "timing" says how long or how
    often and is not said; "note" goes to the show notes; "left_out" stays in the script as a comment.
    `confidence` goes from 0 to 1; `reason` says in a few words what speaks for the label, `against` what
    speaks against it where it is unsure. `line` is its line in the source (0: not
    known), `block` numbers its paragraph; `kind`, `level`, `run` (its list, 0: none) and `number` (its place
    there) tell how it was written. `at` is its number in the post while a script is built from it.
    """

    text: str
    label: Label
    confidence: float = 1.0
    reason: str = ""
    line: int = 0
    block: int = 0
    kind: Kind = "text"
    level: int = 0
    run: int = 0
    number: int | None = None
    against: str = ""
    at: int = field(default=-1, repr=False, compare=False)

    @property
    def unsure(self) -> bool:
        """Tell whether an author should look at the label."""
        return self.confidence < SURE and self.label != "heading"

    def labelled(self, label: Label) -> Sentence:
        """Return the sentence with a label that a person chose."""
        return replace(self, label=label, confidence=1.0, reason=BY_HAND, against="")


@dataclass(frozen=True, slots=True)
class LabelledPost:
    """An exercise of a post, its sentences labelled; `marks` say what is done with several together."""

    title: str
    language: str
    sentences: tuple[Sentence, ...]
    source: str = ""
    slug: str = ""
    notices: tuple[Message, ...] = ()
    marks: tuple[Mark, ...] = ()

    def count(self, label: Label) -> int:
        """Return how many sentences bear a label."""
        return sum(sentence.label == label for sentence in self.sentences)

    def correct(self, at: int, label: Label) -> LabelledPost:
        """Return the post with another label on sentence number `at`, from 0."""
        changed = [*self.sentences]
        changed[at] = changed[at].labelled(label)
        return replace(self, sentences=tuple(changed))

    def mark(self, mark: Mark) -> LabelledPost:
        """Return the post with a mark over several sentences; raises `InputError` where it cannot be."""
        return replace(self, marks=add_mark(self.marks, mark, len(self.sentences)))

    def unmark(self, first: int, last: int) -> LabelledPost:
        """Return the post without the mark over just these sentences."""
        return replace(self, marks=remove_mark(self.marks, first, last))

    def to_json(self) -> str:
        """Return the post as JSON, which `from_json` reads back to an equal value."""
        data = asdict(self)
        for sentence in data["sentences"]:
            del sentence["at"]
        data["notices"] = [plain(notice) for notice in self.notices]
        return json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=1)

    @staticmethod
    def from_json(text: str) -> LabelledPost:
        """Return the post that `to_json` wrote; raise `InputError` for anything else."""
        try:
            data = json.loads(text)
            return _post(data)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            message = tr("This is no labelled post: {reason}.", reason=str(error))
            raise InputError(
                Problem(None, message, tr("Give the JSON that `LabelledPost.to_json` wrote."))
            ) from None


def _post(data: Any) -> LabelledPost:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        message = f"it is of format {FORMAT} nowhere"
        raise ValueError(message)
    labelled = tuple(_sentence(one) for one in data["sentences"])
    texts = {name: str(data.get(name, "")) for name in ("title", "language", "source", "slug")}
    marks: tuple[Mark, ...] = ()
    for one in data.get("marks", ()):
        try:
            marks = add_mark(marks, read_mark(one), len(labelled))
        except InputError as error:
            raise ValueError(str(error)) from None
    notices = tuple(map(_notice, data.get("notices", ())))
    return LabelledPost(**texts, sentences=labelled, notices=notices, marks=marks)


def _notice(data: Any) -> Message:
    """Return a notice as a message; one that was kept as its text stays in the language it was told in."""
    notice = restored(data)
    return notice if isinstance(notice, Message) else sentences(str(notice))


def _sentence(data: Any) -> Sentence:
    known = {one.name for one in fields(Sentence)} - {"at"}
    sentence = Sentence(**{name: value for name, value in data.items() if name in known})
    if not isinstance(sentence.text, str) or sentence.label not in LABELS or sentence.kind not in KINDS:
        message = f"a sentence needs a text and one of the labels {', '.join(LABELS)}"
        raise ValueError(message)
    whole = (sentence.line, sentence.block, sentence.level, sentence.run)
    if not all(isinstance(one, int) for one in whole) or not isinstance(sentence.confidence, int | float):
        message = "line, block, level and run are whole numbers"
        raise ValueError(message)
    return sentence
