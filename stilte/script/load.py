"""A script becomes a `Routine`: read, checked and resolved, with every problem of its files told at once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from slugify import slugify

from stilte.reader import Fields, Report, Unclear, read_fields
from stilte.reader.fields import fields_of
from stilte.reader.source import shown
from stilte.reader.times import refuse_curly
from stilte.script.line import Delivery
from stilte.script.reading.breathing import read_pattern
from stilte.script.reading.grammar import TOP_KEYS, WORDS
from stilte.script.reading.library import Library
from stilte.script.reading.scope import Scope
from stilte.script.reading.sizes import check_sizes
from stilte.script.reading.steps import read_steps
from stilte.script.routine import Routine
from stilte.script.slug import slug_of
from stilte.script.times import NAMED, Measure, ends_s, exact_s, hold_length, pause_length

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.durations import Duration
    from stilte.script.routine import Step
    from stilte.script.shelf import Shelf

RATES_HZ = {"44100": 44100, "48000": 48000}
DEFAULT_PAUSE = "4"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def load(path: Path, shelf: Shelf) -> Routine:
    """Return the routine of a script.

    Raises `InputError` with every problem found in the script and the files that it includes.
    """
    report = Report()
    fields = _with_defaults(read_fields(path, shelf.root, report, TOP_KEYS, "a script", words=WORDS), shelf)
    if not fields.values:
        report.check()
    routine = _routine(fields, shown(path, shelf.root), path.stem, shelf)
    report.check()
    return routine


def _with_defaults(fields: Fields, shelf: Shelf) -> Fields:
    if shelf.defaults is None:
        return fields
    defaults = fields_of(shelf.defaults, fields.report, TOP_KEYS, "`defaults`")
    defaults.read("voice", shelf.voice, None)
    # The project's voice is no voice that the script names: it yields where it does not speak the language.
    given = {key: node for key, node in defaults.values.items() if key != "voice"}
    return Fields({**given, **fields.values}, fields.at, fields.report, fields.what)


def _routine(fields: Fields, script: str, stem: str, shelf: Shelf) -> Routine:
    language = _language(fields, shelf)
    voice = fields.read("voice", shelf.voice, shelf.voice_for(language))
    stretch = _stretch(fields)
    pattern = read_pattern(fields, NAMED["calm"])
    measure = Measure(pattern, stretch)
    scope = Scope(shelf, Library(shelf.root, fields.report), language, Delivery(voice), measure)
    return Routine(
        script=script,
        slug=fields.read("slug", _slug, slug_of(stem)),
        title=fields.heading("title", required=True),
        language=language,
        voice=voice,
        steps=_steps(fields, scope),
        subtitle=fields.heading("subtitle"),
        description=fields.text("description").strip(),
        author=_shown(fields.text("author", shelf.author)),
        music=fields.read("music", shelf.bed, "none"),
        clear=fields.flag("clear", default=False),
        breath=pattern,
        pause=_pause(fields, measure),
        lengths_s=_lengths_s(fields, measure),
        music_at=fields.where("music"),
        lengths_at=tuple(node.where for node in fields.entries("length")),
        stretch=stretch,
        lead_s=_lead_s(fields, measure),
        date=fields.read("date", _date, None),
        season=fields.whole("season", None, least=1),
        episode=fields.whole("episode", None, least=1),
        image=fields.read("image", shelf.picture, None),
        tags=tuple(_shown(tag) for tag in fields.texts("tags")),
        explicit=fields.flag("explicit", default=False),
        rate_hz=RATES_HZ.get(fields.choice("rate", RATES_HZ, "")),
        warnings=fields.report.warnings,
    )


def _steps(fields: Fields, scope: Scope) -> tuple[Step, ...]:
    steps = read_steps(fields.node("steps"), scope)
    if "steps" not in fields:
        fields.report.error(
            fields.at, "A script needs `steps`.", "Write `steps:` and a list of lines under it."
        )
    if not fields.report.failed:
        check_sizes(steps, fields.report)
    return steps


def _language(fields: Fields, shelf: Shelf) -> str:
    if "language" not in fields and shelf.language is None:
        message = "Nothing says which language this is."
        fields.report.error(fields.at, message, "Add a line as `language: nl` here or in podcast.yaml.")
    return fields.read("language", _language_tag, shelf.language or "en")


def _language_tag(text: str) -> str:
    refuse_curly(text)
    if not _LANGUAGE.fullmatch(text.strip()):
        raise Unclear(f"'{text}' is not a language tag.", "Write one as nl, en or pt-BR (BCP 47).")
    return text.strip()


def _stretch(fields: Fields) -> tuple[float, float]:
    least, most = fields.numbers("stretch", (0.5, 3.0))
    if not 0 <= least <= 1 <= most <= 100:  # noqa: PLR2004 (a hundredfold pause is no pause)
        message = (
            "`stretch` says to how much of what is written a pause may shrink, and to how much it may grow."
        )
        fields.report.error(fields.where("stretch"), message, "Write it like `stretch: [0.5, 3]`.")
    return least, most


def _pause(fields: Fields, measure: Measure) -> Duration:
    default = pause_length(DEFAULT_PAUSE, measure)
    return fields.read("pause", lambda text: pause_length(text, measure), default)


def _lengths_s(fields: Fields, measure: Measure) -> tuple[float, ...]:
    nodes = fields.entries("length")
    found = tuple(fields.scalar("length", node, lambda text: _length_s(text, measure)) for node in nodes)
    lengths = tuple(length for length in found if length is not None)
    if len(set(lengths)) < len(lengths):
        fields.report.error(fields.where("length"), "The same length stands here twice.", "Keep one of them.")
    return lengths


def _length_s(text: str, measure: Measure) -> float:
    length = hold_length(text, measure)
    length_s, most_s = ends_s(length)
    if length_s != most_s:
        raise Unclear(
            f"'{text}' is a range; a track has one length.", "For several tracks write `length: [9m, 11m]`."
        )
    if length_s <= 0:
        raise Unclear("A track of 0 s cannot be made.", "Write a length, as 10m.")
    return length_s


def _lead_s(fields: Fields, measure: Measure) -> tuple[float, float] | None:
    if "lead" not in fields:
        return None
    opening, closing = fields.numbers("lead", (2.0, 4.0), lambda text: exact_s(text, measure))
    return opening, closing


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Unclear(f"'{text}' is not a date.", "Write it as 2026-11-02.") from None


def _slug(text: str) -> str:
    if slugify(text) != text:
        raise Unclear(
            f"'{text}' cannot be a slug.", f"Write {slugify(text) or 'letters'}: a-z, digits and hyphens."
        )
    return text


def _shown(text: str) -> str:
    return " ".join(text.split())
