"""Words that the listener says: quoted, behind a verb of saying."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.chapter_state import Reader, dotted, quoted
from stilte.importer.build.draft import Step
from stilte.importer.language.phrases import Idioms, pattern
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence

_QUOTED = re.compile(r"^\W{0,2}[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")
_QUOTE_AT_END = re.compile(r"^(.{3,80}?)[\s:,]+[“”„\"«»‟]([^“”„\"«»‟]+)[“”\"»«]\W*$")


def read_quotation(line: Sentence, reader: Reader) -> bool:
    """Read words that the listener says: quoted, behind a verb of saying."""
    table = reader.table
    whole, ending = _QUOTED.match(line.text), _QUOTE_AT_END.match(line.text)
    before = reader.steps[-1] if reader.steps and reader.steps[-1].verb == "say" else None
    if whole and before and (table.find("whisper", before.text) or before.text.rstrip().endswith(":")):
        close(reader)
        _unlabel(reader)
        _whisper(whole[1], line, reader)
        return True
    if ending and table.find("whisper", ending[1]):
        close(reader)
        if not _label_of_speech(ending[1], table):
            reader.say(ending[1].rstrip(" :,") + ".", line)
        _whisper(ending[2], line, reader)
        return True
    return False


def _unlabel(reader: Reader) -> None:
    """Take back a line that only says how the next words are to be said ("Whisper in silence:")."""
    before = reader.steps[-1]
    if _label_of_speech(before.text, reader.table):
        reader.steps.pop()
        reader.origins.pop()
        reader.left += [before.text]
    elif before.text.rstrip().endswith(":"):
        reader.steps[-1] = replace(before, text=before.text.rstrip(" :") + ".")


def _label_of_speech(text: str, table: Idioms) -> bool:
    """Tell whether a line is nothing but a verb of saying and how it is said."""
    match = pattern(table, "whisper").match(text.strip())
    rest = text[match.end() :].strip(" :,.") if match else text
    return bool(match) and len(rest.split()) <= 2  # noqa: PLR2004


def _whisper(text: str, line: Sentence, reader: Reader) -> None:
    step = Step("say", dotted(text), voice=reader.table.table["whisper_voice"])
    reader.add(
        step.noting(str(tr("{sentence}: words for the listener, whispered.", sentence=quoted(line.text)))),
        line,
    )
