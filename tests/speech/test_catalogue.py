"""Which voices there are, what they lack, and what is still to be recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stilte.errors import BuildError, InputError, Where
from stilte.script.line import Utterance
from stilte.speech import catalogue
from stilte.speech.catalogue import get_named, missing_lines, sheet, shown, table, try_voice
from stilte.speech.engine import Piece
from stilte.speech.engines.recorded import file_name
from stilte.speech.speak import speak
from stilte.speech.voice import Use, Voice
from stilte.store import Store
from tests.speech.fakes import load_voice
from tests.speech.standins import wav

if TYPE_CHECKING:
    from pathlib import Path

LONG = "Leg je handen op je onderbuik en voel hoe je adem daar zacht in en uit beweegt, zonder haast."


def anna(folder: Path, use: str = "[recorded]", *recordings: str) -> Voice:
    """Make a voice of recordings in a project and return it."""
    voices = folder / "voices"
    (voices / "anna").mkdir(parents=True, exist_ok=True)
    (voices / "anna.yaml").write_text(f"language: nl\nuse: {use}\n", encoding="utf-8")
    for text in recordings:
        (voices / "anna" / f"{file_name(text)}.wav").write_bytes(wav(len(text)))
    return load_voice("anna", voices, folder)


def says(*texts: str) -> list[tuple[Utterance, Where]]:
    """Return lines for anna."""
    return [
        (Utterance((text,), "anna", "nl"), Where("scripts/a.yaml", at)) for at, text in enumerate(texts, 3)
    ]


def test_the_table_tells_who_speaks_and_what_is_missing(tmp_path: Path) -> None:
    """With the one command or step that helps."""
    voice = anna(tmp_path, "[recorded, {espeak: {draft: true}}]")
    (row,) = table({"anna": voice})
    assert (row.name, row.language, row.speaks, row.draft) == ("anna", "nl", "espeak", True)
    (missing,) = row.missing
    assert missing.engine == "recorded"
    assert "nothing is recorded yet in" in str(missing.why)


def test_behind_an_online_engine_the_table_tells_who_speaks_without_a_network(tmp_path: Path) -> None:
    """Nobody asked the network: what is missing before the engine that needs none is named too."""
    voice = Voice(
        "stem", "nl", (Use("gtts", {}), Use("recorded", {"folder": str(tmp_path)}), Use("tone", {}))
    )
    (row,) = table({"stem": voice})
    assert (row.speaks, row.online) == ("gtts", True)
    assert row.offline is not None
    assert row.offline.engine == "tone"
    assert [entry.engine for entry in row.missing] == ["recorded"]


def test_a_voice_to_be_verified_where_nobody_listens_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs a recogniser; other voices do not mind."""
    monkeypatch.setattr("stilte.speech.recogniser.find_spec", lambda _: None)
    voice = Voice("toon", "nl", (Use("tone", {}),), verify=True)
    heard, other = table({"toon": voice, "stem": replace(voice, verify=False)})
    assert "stilte[hear]" in str(heard.unheard)
    assert other.unheard == ""


def test_a_text_is_tried_and_shown(tmp_path: Path) -> None:
    """The take, who spoke it, and the sentence as the engine was given it."""
    voice = Voice("toon", "nl", (Use("tone", {}),))
    prepared = (Piece("Voel je "), Piece("tsjie", "tʃˈi"), Piece("."))
    tried = try_voice(
        voice, "Voel je qi.", store=Store(tmp_path, "takes"), rate_hz=24_000, prepare=lambda *_: prepared
    )
    assert tried.used.engine == "tone"
    assert tried.take.length_frames > 24_000 / 2
    assert shown(tried.given) == "Voel je tsjie /tʃˈi/."


def test_lines_to_record_come_once_with_the_name_for_their_file(tmp_path: Path) -> None:
    """What is recorded is not asked for; long lines get short names that differ."""
    voice = anna(tmp_path, "[recorded]", "Adem in.")
    lines = says("Adem in.", "En uit.", "En uit.", LONG, LONG + " Rust.")
    missing = missing_lines(voice, lines)
    assert [line.text for line in missing] == ["En uit.", LONG, LONG + " Rust."]
    names = [line.file for line in missing]
    assert names[0] == "en-uit"
    assert len(set(names)) == 3
    assert all(len(name) <= 60 for name in names)
    assert "- [ ] En uit.\n      en-uit.wav  (scripts/a.yaml:4)" in sheet(missing)


def test_a_voice_without_recordings_is_no_voice_to_record(tmp_path: Path) -> None:
    """The message says what to add."""
    with pytest.raises(InputError, match=r"has no recordings. Give it an entry `- recorded`"):
        missing_lines(anna(tmp_path, "[espeak]"), says("Adem in."))


def test_recordings_are_found_by_their_words_and_are_no_ai(tmp_path: Path) -> None:
    """Capitals, accents and marks do not matter; no file is touched."""
    voice = anna(tmp_path, "[recorded]", "Adem in.", LONG)
    before = {path: path.read_bytes() for path in (tmp_path / "voices" / "anna").iterdir()}
    lines = says("ADEM, ín!", LONG)
    spoken = speak(lines, {"anna": voice}, store=Store(tmp_path / ".c", "takes"), rate_hz=24_000)
    assert len(spoken.takes) == 2
    assert (spoken.voices[0].engine, spoken.voices[0].synthetic) == ("recorded", False)
    assert {path: path.read_bytes() for path in (tmp_path / "voices" / "anna").iterdir()} == before


def test_a_table_says_which_recording_is_which(tmp_path: Path) -> None:
    """Recorders give files names of their own."""
    folder = tmp_path / "voices" / "anna"
    voice = anna(tmp_path)
    (folder / "opname 12.wav").write_bytes(wav(10))
    (folder / "lines.yaml").write_text("opname 12.wav: Adem in.\n", encoding="utf-8")
    assert missing_lines(voice, says("Adem in.")) == ()
    (folder / "lines.yaml").write_text("opname 13.wav: Adem in.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"voices/anna/lines.yaml:1: There is no recording 'opname 13.wav'"):
        missing_lines(voice, says("Adem in."))


def test_missing_recordings_stop_a_build_unless_the_voice_says_otherwise(tmp_path: Path) -> None:
    """One forgotten line does not hand a whole track to a machine."""
    store, lines = Store(tmp_path / ".c", "takes"), says("Adem in.", "En uit.")
    voice = anna(tmp_path, "[recorded, tone]", "Adem in.")
    with pytest.raises(BuildError) as caught:
        speak(lines, {"anna": voice}, store=store, rate_hz=24_000)
    assert "voices missing anna`" in str(caught.value)
    assert "scripts/a.yaml:4: Not recorded: 'En uit.'" in str(caught.value)
    voice = anna(tmp_path, "[{recorded: {missing: next}}, tone]", "Adem in.")
    spoken = speak(lines, {"anna": voice}, store=store, rate_hz=24_000)
    assert len(spoken.takes) == 2
    used = spoken.voices[0]
    assert (used.engine, used.synthetic) == ("recorded and tone", True)
    assert tuple(map(str, used.passed_over)) == ("1 of 2 lines are not recorded.",)


def test_a_recording_that_is_no_sound_is_named(tmp_path: Path) -> None:
    """With the file, as the author knows it."""
    voice = anna(tmp_path, "[recorded]", "En uit.")
    (tmp_path / "voices" / "anna" / "adem-in.wav").write_bytes(b"no sound")
    with pytest.raises(BuildError, match=r"The recording 'voices/anna/adem-in.wav' cannot be played"):
        speak(says("Adem in."), {"anna": voice}, store=Store(tmp_path / ".c", "takes"), rate_hz=24_000)


def test_models_are_fetched_by_voice_or_by_their_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is missing, and an unknown name lists the voices."""
    asked: list[str] = []
    monkeypatch.setenv("STILTE_MODELS", str(tmp_path))

    def get(name: str, **_: object) -> Path:
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(catalogue, "get_model", get)
    voices = {"stem": Voice("stem", "nl", (Use("piper", {"model": "nl_NL-alex-medium"}), Use("espeak", {})))}
    pytest.importorskip("piper")
    assert get_named("stem", voices) == (tmp_path / "nl_NL-alex-medium",)
    get_named("nl_BE-rdh-x_low", voices)
    assert asked == ["nl_NL-alex-medium", "nl_BE-rdh-x_low"]
    with pytest.raises(InputError, match=r"There is no voice 'stam'\. Did you mean 'stem'"):
        get_named("stam", voices)
