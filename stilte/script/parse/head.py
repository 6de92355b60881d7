"""The keys at the top of a script that are more than a text or a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from slugify import slugify

from stilte.file_names import is_device, usable_anywhere
from stilte.messages import tr
from stilte.reader import Fields, Unreadable
from stilte.reader.fields import no_value
from stilte.reader.language_tag import language_tag
from stilte.script.parse.quantities import Measure, after_length, ends_s, exact_s, hold_length, pause_length

if TYPE_CHECKING:
    from stilte.script.durations import After
    from stilte.script.environment import Environment

DEFAULT_PAUSE = "4"


def read_language(fields: Fields, environment: Environment) -> str:
    """Return the language of a script, or of its project."""
    if "language" not in fields and environment.language is None:
        message = tr("The language is not given.")
        fields.report.error(fields.at, message, tr("Add a line as `language: nl` here or in podcast.yaml."))
    return fields.read("language", language_tag, environment.language or "en")


def read_stretch(fields: Fields) -> tuple[float, float]:
    """Return to how much of what is written a pause may shrink and grow."""
    least, most = fields.numbers("stretch", (0.5, 3.0))
    if not 0 <= least <= 1 <= most <= 100:  # noqa: PLR2004 (a hundredfold pause is no pause)
        message = tr(
            "`stretch` says to how much of what is written a pause may shrink, and to how much it may grow."
        )
        fields.report.error(fields.where("stretch"), message, tr("Write it like `stretch: [0.5, 3]`."))
    return least, most


def read_pause(fields: Fields, measure: Measure) -> After:
    """Return the default quiet after a line."""
    default = pause_length(DEFAULT_PAUSE, measure)
    return fields.read("pause", lambda text: after_length(text, measure), default)


def read_lengths_s(fields: Fields, measure: Measure) -> tuple[float, ...]:
    """Return the lengths that tracks are asked to have."""
    nodes = fields.entries("length")
    if "length" in fields and not nodes:
        fields.report.error(fields.where("length"), *no_value("length"))
    found = tuple(fields.scalar("length", node, lambda text: _length_s(text, measure)) for node in nodes)
    lengths = tuple(length for length in found if length is not None)
    if len(set(lengths)) < len(lengths):
        fields.report.error(
            fields.where("length"), tr("The same length is listed twice."), tr("Keep one of them.")
        )
    return lengths


def _length_s(text: str, measure: Measure) -> float:
    length = hold_length(text, measure)
    length_s, most_s = ends_s(length)
    if length_s != most_s:
        raise Unreadable(
            tr("'{text}' is a range; a track has one length.", text=text),
            tr("For several tracks write `length: [9m, 11m]`."),
        )
    if length_s <= 0:
        raise Unreadable(tr("A track of 0 s cannot be made."), tr("Write a length, as 10m."))
    return length_s


def read_lead_s(fields: Fields, measure: Measure) -> tuple[float, float] | None:
    """Return the quiet before and after the steps, where a script sets it."""
    if "lead" not in fields:
        return None
    opening, closing = fields.numbers("lead", (2.0, 4.0), lambda text: exact_s(text, measure))
    return opening, closing


def date_of(text: str) -> str:
    """Return a date as ISO 8601 has it."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Unreadable(tr("'{text}' is not a date.", text=text), tr("Write it as 2026-11-02.")) from None


def slug_text(text: str) -> str:
    """Return a slug; raise `Unreadable` for anything else."""
    if slugify(text) != text:
        raise Unreadable(
            tr("'{text}' cannot be a slug.", text=text),
            tr("Write {slug}: a-z, digits and hyphens.", slug=slugify(text) or "letters"),
        )
    if is_device(text):
        raise Unreadable(
            tr("'{text}' cannot be a slug: Windows can have no file of that name.", text=text),
            tr("Write {slug}, or another name.", slug=usable_anywhere(text)),
        )
    return text


def read_was(fields: Fields) -> tuple[str, ...]:
    """Return the slugs that a script had before."""
    read = (fields.scalar("was", node, slug_text) for node in fields.entries("was"))
    return tuple(dict.fromkeys(slug for slug in read if slug is not None))


def single_spaced(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
