"""The voices that come with the project, and how their files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from stilte.errors import InputError
from stilte.speech.voices import load_voice, load_voices, speaks, voice_for, voice_names

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, text: str, name: str = "stem") -> Path:
    """Write a voice file into `voices/` of a project; return the folder of voices."""
    voices = folder / "voices"
    voices.mkdir(exist_ok=True)
    (voices / f"{name}.yaml").write_text(text, encoding="utf-8")
    return voices


def test_every_shipped_voice_is_read_and_says_what_it_is() -> None:
    """Each has a language, engines that end in a draft that always works, a credit and a note."""
    voices = load_voices(ROOT / "voices", ROOT)
    assert {"rustig", "fluister", "vlaams", "calm", "whisper", "ruhig", "calme", "serena"} <= set(voices)
    for name, voice in voices.items():
        text = (ROOT / "voices" / f"{name}.yaml").read_text(encoding="utf-8")
        assert voice.use[-1].engine == "espeak", name
        assert voice.use[-1].draft, name
        assert "Licence:" in text, name
        assert "Quality:" in text, name
        assert voice.credit, name


def test_the_dutch_voice_tries_engines_as_the_design_says() -> None:
    """Google, then a native model if there, then the neural voice that pip installs, then a draft."""
    voice = load_voice("rustig", ROOT / "voices", ROOT)
    assert [use.engine for use in voice.use] == ["gtts", "piper", "kokoro", "espeak"]
    assert voice.use[1].settings == {"model": "nl_NL-alex-medium"}
    assert [use.draft for use in voice.use] == [False, False, False, True]


def test_entries_are_names_values_or_settings(tmp_path: Path) -> None:
    """`gtts`, `piper: a-model` and `espeak: {…}`; a bare value is the setting that matters."""
    text = "language: nl\nuse:\n  - gtts\n  - piper: nl_NL-alex-medium\n  - edge: nl-NL-FennaNeural\n"
    voice = load_voice("stem", written(tmp_path, text), tmp_path)
    settings = [dict(use.settings) for use in voice.use]
    assert settings == [{}, {"model": "nl_NL-alex-medium"}, {"voice": "nl-NL-FennaNeural"}]


def test_all_problems_of_a_voice_are_told_at_once(tmp_path: Path) -> None:
    """Each with its line and what to write instead."""
    text = "language: Nederlands!\nuse:\n  - gtss\n  - [kokoro]\nroom: 2\nlevl: 3\n"
    with pytest.raises(InputError) as caught:
        load_voice("stem", written(tmp_path, text), tmp_path)
    told = str(caught.value)
    assert "voices/stem.yaml:1: A voice needs a `language`, not 'Nederlands!'." in told
    assert "voices/stem.yaml:3: There is no engine 'gtss'. Did you mean 'gtts'?" in told
    assert "voices/stem.yaml:4: An entry of `use` is an engine" in told
    assert "voices/stem.yaml:5: 2 is out of range." in told
    assert "voices/stem.yaml:6: There is no setting of a voice 'levl'. Did you mean 'level'?" in told


def test_a_voice_that_is_not_there_lists_those_that_are(tmp_path: Path) -> None:
    """With the nearest spelling first."""
    folder = written(tmp_path, "language: nl\nuse: [espeak]\n", "rustig")
    with pytest.raises(InputError, match=r"There is no voice 'rustg'. Did you mean 'rustig'\?"):
        load_voice("rustg", folder, tmp_path)


def test_lexicons_are_no_voices(tmp_path: Path) -> None:
    """Files of words lie in the same folder."""
    folder = written(tmp_path, "language: nl\nuse: [espeak]\n")
    (folder / "lexicon.nl.yaml").write_text("qi: tsjie\n", encoding="utf-8")
    assert voice_names(folder) == ("stem",)


def test_recordings_lie_beside_the_file_of_their_voice(tmp_path: Path) -> None:
    """`recorded` looks in the folder of the voice's own name."""
    folder = written(tmp_path, "language: nl\nuse: [recorded]\n", "anna")
    assert load_voice("anna", folder, tmp_path).use[0].settings["folder"] == str(folder / "anna")


def test_a_routine_without_a_voice_gets_one_that_speaks_its_language() -> None:
    """The default if it does, else the first of the very language, else of its family."""
    voices = load_voices(ROOT / "voices", ROOT)
    assert voice_for("nl", voices, "rustig") == "rustig"
    assert voice_for("de", voices, "rustig") == "ruhig"
    assert voice_for("nl-BE", voices) == "vlaams"
    assert voice_for("en-GB", voices) == "calm"
    assert voice_for("sv", voices, "rustig") is None
    assert speaks(voices["vlaams"], "nl")
