"""An external program that speaks: text in, WAV out. The command is not run through a shell.

use:
- command: say -o {out} --data-format=LEI16@22050 {text}       # macOS
- command: my-voice --speed {speed}                            # text on its input, WAV on its output
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.errors import refusal
from stilte.foreign_text import foreign_text
from stilte.messages import tr
from stilte.sound.clip import Clip, read_short
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.setting_checks import COMMAND_EXAMPLE
from stilte.speech.engines.settings import settings_of
from stilte.speech.engines.stretch import stretch_clip
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.speech.engine import EngineVoice, Sentence


_NOT_FOR_IT = ("STILTE_WORDPRESS_", "STILTE_SFTP_", "STILTE_SPEECH_KEY", "OPENAI_API_KEY", "AWS_")
"""How the variables begin whose secrets are for others."""


class Command:
    """Settings: `run` (with {text} or {file}, {out}, {speed}, {language}), `version`, `limit` in seconds."""

    synthetic = True
    workers = 1

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return the command, `version` (to be raised when the program changes) and the program's size."""
        words = _words(voice)
        program = shutil.which(words[0])
        if program is None:
            raise EngineUnavailable(
                tr("the program '{program}' is not there.", program=words[0]),
                tr("Install it, or name its full path."),
            )
        version = settings_of(voice, "command")["version"]
        return f"command 1 {program} {version} {Path(program).stat().st_size}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Run the program; a speed that it is not told is made afterwards."""
        text = spoken_text(sentence).strip().lstrip("-")  # no text becomes an option
        words = _words(voice)
        with tempfile.TemporaryDirectory(prefix="stilte-") as folder:
            wav = _run(words, text, voice, Path(folder))
        try:
            clip = read_short(wav)
        except ValueError as error:
            raise EngineFailed(tr("'{program}' produced no WAV.", program=words[0])) from error
        return clip if any("{speed}" in word for word in words) else stretch_clip(clip, voice.speed)


def _run(words: list[str], text: str, voice: EngineVoice, folder: Path) -> bytes:
    """Return the WAV: from `{out}` if the command names it, else from its output."""
    source, out = folder / "text.txt", folder / "out.wav"
    source.write_text(text, encoding="utf-8")
    filled = {
        "text": text,
        "file": source,
        "out": out,
        "speed": f"{voice.speed:g}",
        "language": voice.language,
    }
    command = [_filled(word, filled) for word in words]
    limit_s = settings_of(voice, "command")["limit"]
    try:
        done = subprocess.run(
            [shutil.which(command[0]) or command[0], *command[1:]],
            input=b"" if _takes_text(words) else text.encode(),
            capture_output=True,
            timeout=limit_s,
            env={name: value for name, value in os.environ.items() if not name.startswith(_NOT_FOR_IT)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise EngineFailed(
            tr("'{program}' did not finish within {limit} s.", program=words[0], limit=limit_s)
        ) from error
    except OSError as error:
        raise EngineFailed(
            tr("'{program}' cannot be run: {why}.", program=words[0], why=refusal(error))
        ) from error
    if done.returncode:
        last = foreign_text(b"".join(done.stderr.strip().splitlines()[-1:]))
        said = last or tr("it says nothing")
        failed = tr("'{program}' failed ({code}): {said}.", program=words[0], code=done.returncode, said=said)
        raise EngineFailed(failed)
    return out.read_bytes() if out.exists() else done.stdout


def _filled(word: str, values: Mapping[str, Any]) -> str:
    """Fill in `{name}` for names we know, in one pass: a brace in the text stays a brace."""
    parts = word.split("{")
    rest = (part.partition("}") for part in parts[1:])
    filled = (f"{values[n]}{tail}" if end and n in values else f"{{{n}{end}{tail}" for n, end, tail in rest)
    return parts[0] + "".join(filled)


def _takes_text(words: list[str]) -> bool:
    return any("{text}" in word or "{file}" in word for word in words)


def _words(voice: EngineVoice) -> list[str]:
    run = settings_of(voice, "command")["run"]
    try:
        words = shlex.split(run) if isinstance(run, str) else [str(word) for word in run or ()]
    except ValueError as error:
        raise EngineUnavailable(tr("the command cannot be read: {error}.", error=error)) from error
    if not words:
        raise EngineUnavailable(tr("no command is given."), tr("Write {example}.", example=COMMAND_EXAMPLE))
    return words
