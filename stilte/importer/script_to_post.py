"""A routine → the exercise section of a post: words for readers, which `import` reads back whole.

Each step is one paragraph (or heading). A comment before it, which no reader sees, keeps the step exactly as
it is written in the script, with a mark of the words it stands for: where an editor changed the words, the
words count, and are read like any other post.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, Literal

from stilte.importer.language.phrases import idioms
from stilte.script.dump import dump_head, dump_step
from stilte.script.dump_values import pattern
from stilte.script.durations import Breaths, DurationRamp, Elastic
from stilte.script.line import Delivery, Place, Said
from stilte.script.number_words import number_word
from stilte.script.routine import Breathe, Chapter, Group, Hold, Note, Pause, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.durations import Count, Duration, Exact
    from stilte.script.line import Line
    from stilte.script.routine import Entry, Routine, Step

Format = Literal["markdown", "html"]
SHORTEST_QUIET_S = 10.0
LEAST_WORDS = 4
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~])")
_STARTS = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)


def to_text(routine: Routine, fmt: Format) -> str:
    """Return a routine as a section of a post, in Markdown or HTML."""
    words = idioms(routine.language).table["back"]
    around = Delivery(routine.voice)
    title = words["exercise"].format(title=routine.title)
    parts = [_comment({"head": dump_head(routine), "text": mark(title)}), _block("heading", 2, title, fmt)]
    for step in routine.steps:
        shown = _shown(step, routine, None)
        told = mark(shown) if shown else None
        parts += [_comment({"step": made, "text": told}) for made in dump_step(step, around)]
        if shown:
            parts.append(_block("heading" if isinstance(step, Chapter) else "text", 3, shown, fmt))
    return "\n\n".join([*parts, _comment({"end": True})]) + "\n"


def mark(text: str) -> int:
    """Return a number that changes when the words of a text change, and not with its marks or spaces."""
    return zlib.crc32(" ".join(re.findall(r"\w+", text.lower())).encode())


def _comment(data: dict[str, Any]) -> str:
    packed = json.dumps(data, ensure_ascii=False).replace("--", "-\\u002d").replace(">", "\\u003e")
    return f"<!-- stilte {packed} -->"


def _block(kind: str, level: int, text: str, fmt: Format) -> str:
    lines = text.split("\n")
    if fmt == "html":
        tag = f"h{level}" if kind == "heading" else "p"
        return f"<{tag}>{'<br>'.join(html.escape(line, quote=False) for line in lines)}</{tag}>"
    escaped = [
        _STARTS.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", html.escape(line, quote=False))) for line in lines
    ]
    return f"{'#' * level} {' '.join(escaped)}" if kind == "heading" else "\\\n".join(escaped)


def _shown(step: Step, routine: Routine, entry: Entry | None) -> str:  # noqa: PLR0911
    """Return what a reader sees of a step, one line a sentence; nothing for bells, music and short quiet."""
    language = routine.language
    words = idioms(language).table["back"]
    match step:
        case Say():
            return _words(step.line, entry, language)
        case Chapter():
            return _words(step.title, entry, language)
        case Note():
            return str(words["note"].format(text=_words(step.text, entry, language)))
        case Pause() if isinstance(step.length, Breaths) or _written_s(step.length)[1] >= SHORTEST_QUIET_S:
            return str(words["pause"].format(time=_time(step.length, language)))
        case Breathe():
            return _breathe(step, routine, entry)
        case Hold():
            return _hold(step, language, entry)
        case Repeat():
            return _repeat(step, routine)
        case Group():
            return _joined(_shown(inner, routine, entry) for inner in step.steps)
    return ""


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def _breathe(step: Breathe, routine: Routine, entry: Entry | None) -> str:
    words = idioms(routine.language).table["back"]
    told = [_words(line, entry, routine.language) for cue in step.cues[:1] for _, line in cue.lines]
    later = [_words(line, entry, routine.language) for cue in step.cues[1:] for _, line in cue.lines]
    cues = dict.fromkeys([*told, *(text for text in later if len(text.split()) >= LEAST_WORDS)])
    number = _number(step.count, routine.language)
    times = words["breathe"][0] if step.count.high == 1 else words["breathe"][1].format(n=number)
    phases = ", ".join(
        words["phases"][phase].format(n=f"{length:g}") for phase, length in step.pattern.phases()
    )
    own = pattern(step.pattern) != pattern(routine.breath)
    return _joined([*cues, times, words["pattern"].format(phases=phases) if own else ""])


def _hold(step: Hold, language: str, entry: Entry | None) -> str:
    words = idioms(language).table["back"]
    opening = _words(step.opening, entry, language) if step.opening else ""
    during = (_words(one.line, entry, language) for one in step.during)
    return _joined([opening, words["hold"].format(time=_time(step.length, language)), *during])


def _repeat(step: Repeat, routine: Routine) -> str:
    words = idioms(routine.language).table["back"]
    if isinstance(step.rounds, tuple):
        rounds = (_joined(_shown(one, routine, entry) for one in step.steps) for entry in step.rounds)
        return _joined(rounds)
    inner = _joined(_shown(one, routine, None) for one in step.steps)
    return _joined([inner, words["repeat"].format(n=_number(step.rounds, routine.language))])


def _number(number: Count, language: str) -> str:
    low, high = number_word(number.low, language), number_word(number.high, language)
    return low if low == high else f"{low} {idioms(language).table['back']['to']} {high}"


def _written_s(length: Exact | Elastic | DurationRamp) -> tuple[float, float]:
    """Return what was written of a time in seconds: of one that goes from first to last both."""
    if isinstance(length, DurationRamp):
        return length.first.written_s, length.last.written_s
    return length.written_s, length.written_s


def _time(length: Duration, language: str) -> str:
    """Return a time in words ("twintig tot dertig seconden")."""
    words = idioms(language).table["back"]
    if isinstance(length, Breaths):
        return f"{_number(length.count, language)} {words['breaths'][length.count.high != 1]}"
    ends = _written_s(length)
    if isinstance(length, Elastic) and length.written_s == length.least_s:
        ends = (length.least_s, length.most_s)
    minutes = all(end >= 60 and end % 60 == 0 for end in ends)  # noqa: PLR2004
    numbers = [end / 60 if minutes else end for end in ends]
    told = [number_word(int(n), language) if n == int(n) else f"{n:g}" for n in numbers]
    unit = words["minutes" if minutes else "seconds"][numbers[1] != 1]
    joined = told[0] if told[0] == told[1] else f"{told[0]} {words['to']} {told[1]}"
    return f"{joined} {unit}"


def _words(line: Line, entry: Entry | None, language: str) -> str:
    """Return a line's words, its marks out; places take the words of the entry, or of the first round."""
    return " ".join("".join(_part(part, entry, language) for part in line.parts).split())


def _part(part: object, entry: Entry | None, language: str) -> str:
    match part:
        case Said():
            return part.word
        case str():
            return part
        case Place(name="n"):
            return number_word(1, language)
        case Place(name=name) if entry:
            values = dict(entry.values)
            line = entry.item if name == "item" else values.get(name)
            return _words(line, None, language) if line else ""
        case _:
            return " "
