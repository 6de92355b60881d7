"""The voice that a command names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.pipeline.scripts import ProjectContext
    from stilte.speech.voice import Voice


def named_voice(name: str, context: ProjectContext) -> Voice:
    """Return a voice of the project; raises `InputError` where there is none, or where its file is wrong."""
    if name not in context.voices:
        raise InputError(
            Problem(None, *not_found(tr("There is no voice '{name}'.", name=name), name, context.voices))
        )
    if name in context.voice_problems:
        raise InputError(*context.voice_problems[name])
    return context.voices[name]
