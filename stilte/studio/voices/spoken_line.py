"""Lines to try a voice or a bed with: the routine's own, or one of the voice's language; and their sound."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.messages.language import primary
from stilte.pipeline.job import Job
from stilte.pipeline.scripts import read_scripts
from stilte.pipeline.speaking import VoiceChoice, speak_routine
from stilte.pipeline.variants import variants
from stilte.script.load import load_text
from stilte.script.utterances import utterances
from stilte.starting.first_script import written_title
from stilte.store import Store
from stilte.studio.asked import misasked
from stilte.studio.script_files import script_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.studio.project_cache import Around
    from stilte.studio.state import Studio

SAMPLES = {
    "nl": "Adem rustig in, en laat de adem langzaam weer gaan.",
    "en": "Breathe in gently, and slowly let the breath go again.",
    "de": "Atme ruhig ein, und lass den Atem langsam wieder gehen.",
    "fr": "Inspire doucement, et laisse lentement repartir le souffle.",
    "es": "Inspira con calma, y deja salir despacio el aire.",
    "it": "Inspira con calma, e lascia andare piano il respiro.",
    "pt": "Inspire com calma, e solte o ar devagar.",
}
"""A line to try a voice with where a routine has none in its language."""
MOST_LETTERS = 600
_MOST_LINES = 12
_AFTER_STRIKE_S = 2
_LEVEL = re.compile(r"-?\d{1,2}(\.\d{1,2})?")
_SPEAKING = threading.Lock()
"""One line at a time: a model fills the memory of a small machine."""


def lines_of(studio: Studio, name: str) -> dict[str, Any]:
    """Return the first lines of a script, each once, with its language; raises `NotThere`."""
    (read,) = read_scripts([script_path(studio.root, name)], studio.cache.around().context)
    if read.routine is None:
        return {"language": "", "voice": "", "music": "", "lines": []}
    texts = dict.fromkeys(utterance.text for utterance, _ in utterances(read.routine))
    return {
        "language": read.routine.language,
        "voice": read.routine.voice,
        "music": read.routine.music,
        "lines": [text for text in texts if text.strip()][:_MOST_LINES],
    }


def sample_in(language: str) -> str:
    """Return a line to try a voice of a language with."""
    return SAMPLES.get(primary(language), SAMPLES["en"])


def speak_line(around: Around, name: str, text: str, engine: str | None) -> bytes:
    """Return a line as a WAV file, spoken by a voice (by one of its engines only). Raises `StilteError`."""
    from stilte.speech.catalogue import try_voice  # noqa: PLC0415 (opens the engines)

    text = text.strip()[:MOST_LETTERS]
    if not text:
        raise InputError(Problem(None, tr("There is nothing to say."), tr("Write a line.")))
    project, context = around.project, around.context
    with _SPEAKING:
        tried = try_voice(
            context.voices[name],
            text,
            store=Store(project.cache, "takes"),
            rate_hz=project.build.rate_hz,
            only=engine,
            prepare=context.prepare,
        )
    from stilte.pipeline.audio_player import wav  # noqa: PLC0415 (opens numpy)

    clip = tried.take.open()
    _, parts = wav([clip.samples], clip.frames, clip.rate_hz, clip.samples.shape[1])
    return b"".join(parts)


def hear_bed(around: Around, bed: str, lines: Iterable[str], voice: str, language: str) -> bytes:
    """Return some lines over a bed as a WAV file, ducked and levelled as in a track. Raises `StilteError`."""
    said = [line.replace("<", "<<") for line in lines]
    text = _script(f"music: {bed}", said, voice, language)
    return _render(around, text)


def hear_bell(around: Around, bell: str, line: str, voice: str, language: str, *, level: str = "0") -> bytes:
    """Return a bell at a level in dB, a line over its ringing, as a WAV file. Raises `StilteError`."""
    step = f"  - bell: 1\n    sound: {bell}\n    level: {_decibel(level)}\n    pause: {_AFTER_STRIKE_S}\n"
    text = _script("music: none", [line.replace("<", "<<")], voice, language, step)
    return _render(around, text)


def _decibel(level: str) -> str:
    """Return a level as a script writes it; raises `Misasked`."""
    if not _LEVEL.fullmatch(level):
        raise misasked("level")
    return level


def _script(music: str, lines: list[str], voice: str, language: str, before: str = "") -> str:
    steps = "".join(f"  - say: {written_title(line)}\n    pause: 4\n" for line in lines)
    head = f"title: Try\nlanguage: {language}\nvoice: {voice}\n{music}\nlead: [3, 4]\nsteps:\n"
    return f"{head}{before}{steps}"


def _render(around: Around, text: str) -> bytes:
    from stilte.pipeline.audio_player import blocks, wav  # noqa: PLC0415 (opens numpy)
    from stilte.pipeline.track import lay_out_track  # noqa: PLC0415 (opens numpy)

    project, context = around.project, around.context
    routine = load_text(text, context.environment)
    if wrong := context.problems_for(routine):
        raise InputError(*wrong)
    with _SPEAKING:
        spoken = speak_routine(project, context, routine, VoiceChoice({}))
    first = variants(routine)[0]
    job = Job(project, first.of(routine), first, spoken.takes, (), context.beds, fingerprint="")
    timeline, signal = lay_out_track(job)
    _, parts = wav(blocks(signal, 0), timeline.length_frames, signal.rate_hz, signal.channels)
    return b"".join(parts)
