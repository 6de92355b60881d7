"""A draft → the text of a script that its author likes to read and edit."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.importer.build.draft import Cues, Draft, Step

_TELLING = 2
WIDTH = 100
_WORDS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null|none|silent|~)", re.IGNORECASE)
_NUMBERISH = re.compile(r"[-+.\d:_,eExXoO ]+")
_FIRST = "'\"`{}[]*&!%@>|?-:,#=<~„“”‘’"


def scalar(text: str) -> str:
    """Return a text as YAML reads it back unchanged: quoted only where YAML would make something else of it.

    >>> scalar("Sluit je ogen."), scalar("Adem in: rustig"), scalar("Oefening #2")
    ('Sluit je ogen.', '"Adem in: rustig"', '"Oefening #2"')
    """
    flat = " ".join(text.split())
    if _needs_quotes(flat):
        return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return flat


def _needs_quotes(text: str) -> bool:
    if not text or text[0] in _FIRST or text[-1] == ":" or ": " in text or " #" in text:
        return True
    return bool(
        _WORDS.fullmatch(text) or _NUMBERISH.fullmatch(text) or re.match(r"\w+:\S", text) or "\t" in text
    )


def write(draft: Draft) -> str:
    """Return the YAML text of a draft."""
    lines = [*_head(draft), "steps:"]
    for step in draft.steps:
        if step.verb == "chapter" and lines[-1] != "steps:":
            lines.append("")
        lines += [f"  {line}" for line in _step(step)]
    lines += [f"  # {_one_line(_told(comment))}" for comment in draft.trailing]
    return "\n".join(lines) + "\n"


def _head(draft: Draft) -> Iterator[str]:
    if draft.source:
        imported = tr("Imported from {source}.", source=" ".join(draft.source.split()))
        yield f"# {imported}"
    if draft.guesses:
        yield f"# {tr('Guessed; please look at:')}"
        for guess in dict.fromkeys(map(str, draft.guesses)):
            yield from textwrap.wrap(
                f"{_one_line(guess)}", WIDTH, initial_indent="# - ", subsequent_indent="#   "
            )
    yield f"title: {scalar(_bare(draft.title))}"
    if draft.subtitle:
        yield f"subtitle: {scalar(_bare(draft.subtitle))}"
    if draft.description:
        yield "description: |"
        yield from (
            f"  {line}" if line.strip() else "" for line in _bare(draft.description).strip().split("\n")
        )
    yield f"language: {draft.language}"
    if draft.voice:
        yield f"voice: {scalar(draft.voice)}"
    if draft.music:
        yield f"music: {scalar(draft.music)}"
    if draft.lengths:
        times = ", ".join(_length(length) for length in draft.lengths)
        yield f"length: [{times}]" if len(draft.lengths) > 1 else f"length: {times}"
    if draft.stretch:
        yield f"stretch: {draft.stretch}"
    yield from draft.extra


def _bare(text: str) -> str:
    """Return a text that knows no marks, its doubled `<` single."""
    return text.replace("<<", "<")


def _one_line(text: str) -> str:
    return " ".join(_bare(text).split())


def _length(length_s: float) -> str:
    minutes, seconds = divmod(round(length_s), 60)
    if not minutes:
        return f"{seconds}s"
    return f"{minutes}m{seconds}s" if seconds else f"{minutes}m"


def _step(step: Step) -> Iterator[str]:
    """Yield the lines of a step, its dash first, indented from nothing."""
    for comment in step.comments:
        yield f"# {_one_line(_told(comment))}"
    if step.verb == "raw":
        yield from step.text.split("\n")
        return
    if step.verb == "say" and not (step.voice or step.on) and re.fullmatch(r"[\d.]*", step.pause):
        quiet = f" <{step.pause}s>" if step.pause else ""
        yield f"- {_line(step.text + quiet)}"
        return
    fields = list(_fields(step))
    yield f"- {fields[0]}"
    yield from (f"  {field}" for field in fields[1:])


def _told(comment: str) -> str:
    """Return a comment, with what it is about where the post's words alone do not say that ("= 1 min")."""
    bare = re.fullmatch(r'"[^"]*"', comment) and len(re.findall(r"[^\W\d_]{3,}", comment)) < _TELLING
    return str(tr("the amount in the post: {sentence}", sentence=comment)) if bare else comment


def _line(text: str) -> str:
    """Return a spoken line; one that reads like a verb with its colon is quoted by `scalar` already."""
    return scalar(text)


def _fields(step: Step) -> Iterator[str]:  # noqa: C901
    match step.verb:
        case "say" | "chapter" | "note":
            yield f"{step.verb}: {scalar(step.text)}"
        case "repeat" if step.entries:
            yield from _entries(step)
        case "breathe" | "repeat" if step.times and step.times.unit == "s":
            yield f"{step.verb}: {_length(step.times.low)}"
        case _:
            yield f"{step.verb}: {step.times}"
    if step.every is not None:
        yield f"every: {step.every:g}"
    if step.breath:
        yield f"breath: {step.breath}"
    for name in ("sound", "voice", "on", "pause"):
        if value := getattr(step, name):
            yield f"{name}: {value}"
    if step.verb == "hold" and step.text:
        yield f"say: {scalar(step.text)}"
    if step.during:
        yield "during:"
        yield from (f"  - {scalar(text)}" for text in step.during)
    yield from _cues(step.cues)
    if step.steps:
        yield "steps:"
        yield from (f"  {line}" for inner in step.steps for line in _step(inner))


def _entries(step: Step) -> Iterator[str]:
    if all(not key for entry in step.entries for key, _ in entry):
        yield f"repeat: [{', '.join(word for entry in step.entries for _, word in entry)}]"
        return
    yield "repeat:"
    for entry in step.entries:
        yield f"  - {{{', '.join(f'{key}: {word}' for key, word in entry)}}}"


def _cues(cues: tuple[Cues, ...]) -> Iterator[str]:
    if not cues:
        return
    yield "say:"
    if len(cues) == 1 and cues[0].lines:
        yield from (f"  {phase}: {scalar(text)}" for phase, text in cues[0].lines)
        return
    for cue in cues:
        if not cue.lines:
            yield "  - silent"
        for number, (phase, text) in enumerate(cue.lines):
            yield f"  {'- ' if number == 0 else '  '}{phase}: {scalar(text)}"


TEXTS = frozenset(("say", "note", "chapter", "title", "subtitle", "description", "author", "image", "repeat"))


def dump(value: object, key: str = "") -> list[str]:
    """Return values as lines of a script; under a key for words, texts are written as texts.

    >>> dump([{"hold": "20-30", "say": "Blijf: hier"}])
    ['- hold: 20-30', '  say: "Blijf: hier"']
    """
    lines: list[str] = []
    if isinstance(value, dict):
        for name, inner in value.items():
            nested = dump(inner, "say" if key == "say" and name != "on" else str(name))
            block = isinstance(inner, (dict, list)) and name not in _FLOW
            lines += (
                [f"{name}:", *(f"  {line}" for line in nested)] if block else [f"{name}: {' '.join(nested)}"]
            )
        return lines
    if isinstance(value, list):
        if key in _FLOW:
            return [f"[{', '.join(str(one) for one in value)}]"]
        for one in value:
            first, *rest = dump(one, key if key != "steps" else "")
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
        return lines
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if key == "say" and text == "silent":
        return [text]
    return [scalar(text) if key in TEXTS and not (key == "repeat" and _NUMBERISH.fullmatch(text)) else text]


_FLOW = frozenset(("length", "stretch", "lead", "level", "on"))
