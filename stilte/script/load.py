"""Loading a script as a `Routine`: reading, checking and resolving it, with all problems at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.file_names import stem_of
from stilte.messages import tr
from stilte.reader import Fields, Report, Text, read_fields, read_text_fields
from stilte.reader.fields import fields_of
from stilte.reader.source import shown
from stilte.script.line import Delivery
from stilte.script.parse.breathing import read_pattern
from stilte.script.parse.grammar import CHOICES, FIRST_NUMBER, TOP_KEYS, WORDS
from stilte.script.parse.head import (
    date_of,
    read_language,
    read_lead_s,
    read_lengths_s,
    read_pause,
    read_stretch,
    read_was,
    single_spaced,
    slug_text,
)
from stilte.script.parse.included_files import Library
from stilte.script.parse.parse_warnings import warn_of_clock_values
from stilte.script.parse.patterns import NAMED
from stilte.script.parse.quantities import Measure
from stilte.script.parse.scope import Scope
from stilte.script.parse.sizes import check_sizes
from stilte.script.parse.steps import read_steps
from stilte.script.parse.track_entries import (
    head_of,
    places_of,
    read_tracks,
    refuse_marks_in_title,
    values_of_track,
)
from stilte.script.routine import Routine
from stilte.script.slug import slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.reader import Node
    from stilte.script.environment import Environment
    from stilte.script.parse.marks import Part
    from stilte.script.parse.marks_as_values import Value
    from stilte.script.routine import Step


def load(path: Path, environment: Environment) -> Routine:
    """Return the routine of a script; with `tracks` its first, which holds them all.

    Raises `InputError` with every problem found in the script and the files that it includes.
    """
    fields = read_fields(path, environment.root, Report(), TOP_KEYS, tr("a script"), words=WORDS)
    return _loaded(fields, shown(path, environment.root), stem_of(path), environment)


def load_text(
    text: str,
    environment: Environment,
    file: str = "script.yaml",
    name: str | None = None,
    node: Node | None = None,
) -> Routine:
    """Return the routine that a text says: what `load` returns for a file with that text.

    `file` names the text in problems. Without a `slug` of its own the routine's is made from `name`, else
    from its title, as there is no file to be named after. `node` is what a reading of the text gave already
    (`script_node`). Raises `InputError` as `load` does.
    """
    what = tr("a script")
    if node is None:
        fields = read_text_fields(text, file, Report(), TOP_KEYS, what, words=WORDS)
    else:
        fields = fields_of(node, Report(), TOP_KEYS, what)
    title = fields.values.get("title")
    return _loaded(fields, file, name or (title.value if isinstance(title, Text) else ""), environment)


def _loaded(fields: Fields, script: str, name: str, environment: Environment) -> Routine:
    """Return the routine of a script whose `name` becomes its slug where it writes none."""
    if not fields.values:
        fields.report.check()
    fields = _with_defaults(fields, environment)
    warn_of_clock_values(fields)
    tracks = _tracks(fields, script, name, environment)
    if "tracks" in fields and not tracks:
        fields.report.check()
    if not tracks:
        refuse_marks_in_title(fields, None)
        routine = _routine(fields, script, name, environment, Scoped())
        fields.report.check()
        return routine
    fields.report.check()
    slug = fields.read("slug", slug_text, slug_of(name))
    return replace(tracks[0], slug=slug, warnings=fields.report.warnings, tracks=tracks)


@dataclass(frozen=True, slots=True)
class Scoped:
    """What holds in one track of a script: the name of the track, of all tracks, and what marks stand for."""

    track: str | None = None
    tracks: tuple[str, ...] = ()
    places: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


def _tracks(fields: Fields, script: str, name: str, environment: Environment) -> tuple[Routine, ...]:
    """Return the routine of each entry of `tracks`; nothing for a script without them."""
    if "tracks" not in fields:
        return ()
    entries = read_tracks(fields, Library(environment.root, fields.report))
    names = tuple(entry.name for entry in entries)
    made = []
    for entry in entries:
        places = places_of(entry, entries, fields)
        head = head_of(fields, entry, places)
        refuse_marks_in_title(head, entry)
        scoped = Scoped(entry.name, names, places, values_of_track(entry))
        routine = _routine(head, script, name, environment, scoped)
        was = routine.was if "was" in entry.settings else ()  # at the top it names one episode, not several
        made.append(replace(routine, slug=f"{routine.slug}-{entry.slug}", was=was, warnings=()))
    return tuple(made)


def _with_defaults(fields: Fields, environment: Environment) -> Fields:
    if environment.defaults is None:
        return fields
    defaults = fields_of(environment.defaults, fields.report, TOP_KEYS, "`defaults`")
    defaults.read("voice", environment.voice, None)
    # The project's voice is only a default: it is not used where it does not speak the language.
    given = {key: node for key, node in defaults.values.items() if key != "voice"}
    return Fields({**given, **fields.values}, fields.at, fields.report, fields.what)


def _routine(fields: Fields, script: str, name: str, environment: Environment, scoped: Scoped) -> Routine:
    language = read_language(fields, environment)
    voice = fields.read("voice", environment.voice, environment.voice_for(language))
    stretch = read_stretch(fields)
    pattern = read_pattern(fields, NAMED["calm"])
    measure = Measure(pattern, stretch)
    scope = Scope(
        environment,
        Library(environment.root, fields.report),
        language,
        Delivery(voice),
        measure,
        scoped.places,
        values=scoped.values,
        track=scoped.track,
        tracks=scoped.tracks,
    )
    return Routine(
        script=script,
        slug=fields.read("slug", slug_text, slug_of(name)),
        title=fields.heading("title", required=True),
        language=language,
        voice=voice,
        steps=_steps(fields, scope),
        subtitle=fields.heading("subtitle"),
        description=fields.text("description").strip(),
        author=single_spaced(fields.text("author", environment.author)),
        music=fields.read("music", environment.bed, "none"),
        clear=fields.flag("clear", default=False),
        room=fields.choice("room", CHOICES["room"], "soft"),
        breath=pattern,
        pause=read_pause(fields, measure),
        lengths_s=read_lengths_s(fields, measure),
        music_at=fields.where("music"),
        lengths_at=tuple(node.where for node in fields.entries("length")),
        stretch=stretch,
        lead_s=read_lead_s(fields, measure),
        date=fields.read("date", date_of, None),
        season=fields.whole("season", None, least=FIRST_NUMBER),
        episode=fields.whole("episode", None, least=FIRST_NUMBER),
        image=fields.read("image", environment.picture, None),
        tags=tuple(single_spaced(tag) for tag in fields.texts("tags")),
        explicit=fields.flag("explicit", default=False),
        was=read_was(fields),
        rate_hz=_rate_hz(fields),
        warnings=fields.report.warnings,
    )


def _rate_hz(fields: Fields) -> int | None:
    chosen = fields.choice("rate", CHOICES["rate"], "")
    return int(chosen) if chosen else None


def _steps(fields: Fields, scope: Scope) -> tuple[Step, ...]:
    steps = read_steps(fields.node("steps"), scope)
    if "steps" not in fields:
        fields.report.error(
            fields.at, tr("A script needs `steps`."), tr("Write `steps:` and a list of lines under it.")
        )
    if not fields.report.failed:
        check_sizes(steps, fields.report)
    return steps
