"""The voices that come with the project, and how their files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from stilte.errors import InputError
from stilte.speech.choose_engine import digest
from stilte.speech.engine import BUILT_IN
from stilte.speech.engines.settings import SETTINGS
from stilte.speech.voice import credit_for
from stilte.speech.voices import voice_names
from tests.speech.fakes import load_voice

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, text: str, name: str = "stem") -> Path:
    """Write a voice file into `voices/` of a project; return the folder of voices."""
    voices = folder / "voices"
    voices.mkdir(exist_ok=True)
    (voices / f"{name}.yaml").write_text(text, encoding="utf-8")
    return voices


def test_every_shipped_voice_is_read_and_says_what_it_is() -> None:
    """Each has a language, engines that end in a draft that always works, a credit and a note."""
    folder = ROOT / "voices"
    voices = {name: load_voice(name, folder, ROOT) for name in voice_names(folder)}
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
    assert voice.use[1].settings["model"] == "nl_NL-alex-medium"
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


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("espeak: {varian: f5}", "There is no setting of espeak 'varian'. Did you mean 'variant'?"),
        ("espeak: f55", "There is no variant of espeak 'f55'. For instance: f1 to f5"),
        ("espeak: {rate: fast}", "`rate` of espeak cannot be 'fast'. Write a number from 80 to 450."),
        ("espeak: {pitch: 140}", "`pitch` of espeak cannot be '140'. Write a number from 0 to 100."),
        ("espeak: {warm: 2}", "`warm` of espeak cannot be '2'. Write true or false."),
        (
            "kokoro: {style: [pf_dora, ff_siwi]}",
            "There is no Kokoro style 'ff_siwi'. Did you mean",
        ),
        ("kokoro: {speed: yes}", "`speed` of kokoro cannot be 'true'. Write a number from 0.3 to 3."),
        ("piper", "piper needs a model. Write `- piper: nl_NL-alex-medium`."),
        ("piper: {model: x, speaker: 1.5}", "`speaker` of piper cannot be '1.5'. Write a whole number"),
        ("gtts: {slow: 1}", "`slow` of gtts cannot be '1'. Write true or false."),
        ("edge: {voice: [a, b]}", "`voice` of edge cannot be a list. Write a text, like"),
        (
            "openai-speech: {adress: x}",
            "There is no setting of openai-speech 'adress'. Did you mean",
        ),
        ("openai-speech: {address: localhost}", "cannot be 'localhost'. Write an address, like http://"),
        ("command", "command needs a program to run. Write `- command: my-voice --out {out} {text}`."),
        (
            "command: {run: say, limit: 0}",
            "`limit` of command cannot be '0'. Write a number from 0.1",
        ),
        ("recorded: {missing: nxt}", "`missing` of recorded cannot be 'nxt'. Write stop or next."),
        ("tone: {hz: 5}", "`hz` of tone cannot be '5'. Write a number from 20 to 10000."),
        ("kokoro: {stretch: 75}", "`stretch` of kokoro cannot be '75'. Write a number from 0.5 to 1.5."),
        ("recorded: {stretch: 0.75}", "There is no setting of recorded 'stretch'."),
        ("espeak: {draft: maybe}", "`draft` is true or false, not 'maybe'. Write true or false."),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, entry: str, told: str
) -> None:
    """When the file is read, so that `check` finds it too: long before the engine is asked to speak."""
    folder = written(tmp_path, f"language: nl\nuse:\n  - espeak: {{variant: f5, rate: 110}}\n  - {entry}\n")
    with pytest.raises(InputError) as caught:
        load_voice("stem", folder, tmp_path)
    assert str(caught.value).startswith("voices/stem.yaml:4: ")
    assert told in str(caught.value)


def test_a_setting_on_a_line_of_its_own_is_told_there(tmp_path: Path) -> None:
    """Not at the line of its engine."""
    text = "language: nl\nuse:\n  - kokoro:\n      style: pf_dora\n      sped: 0.8\n"
    with pytest.raises(InputError, match=r"voices/stem.yaml:5: There is no setting of kokoro 'sped'"):
        load_voice("stem", written(tmp_path, text), tmp_path)


def test_a_key_that_is_no_name_of_a_variable_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """Voice files are published: the key itself must never stand in one, nor in a log."""
    text = "language: nl\nuse:\n  - openai-speech: {key: sk-proj-abc123}\n"
    with pytest.raises(InputError, match="name of an environment variable") as caught:
        load_voice("stem", written(tmp_path, text), tmp_path)
    assert "sk-proj" not in str(caught.value)


def test_the_settings_of_every_engine_of_ours_are_known() -> None:
    """And no more than those: a table of settings for an engine that is gone would mislead."""
    assert set(SETTINGS) == set(BUILT_IN)


def test_lexicons_are_no_voices(tmp_path: Path) -> None:
    """Files of words lie in the same folder."""
    folder = written(tmp_path, "language: nl\nuse: [espeak]\n")
    (folder / "lexicon.nl.yaml").write_text("qi: tsjie\n", encoding="utf-8")
    assert voice_names(folder) == ("stem",)


def test_recordings_lie_beside_the_file_of_their_voice(tmp_path: Path) -> None:
    """`recorded` looks in the folder of the voice's own name."""
    folder = written(tmp_path, "language: nl\nuse: [recorded]\n", "anna")
    assert load_voice("anna", folder, tmp_path).use[0].settings["folder"] == str(folder / "anna")


def test_a_voice_says_what_it_is_for(tmp_path: Path) -> None:
    """It guides unless its file says otherwise; and who speaks it does not change with that."""
    guide = load_voice("stem", written(tmp_path, "language: nl\nuse: [espeak]\n"), tmp_path)
    whisper = load_voice("stem", written(tmp_path, "language: nl\nrole: whisper\nuse: [espeak]\n"), tmp_path)
    assert (guide.role, whisper.role) == ("guide", "whisper")
    assert digest(guide) == digest(whisper)
    with pytest.raises(InputError, match=r"voices/stem.yaml:2: .*'leader'"):
        load_voice("stem", written(tmp_path, "language: nl\nrole: leader\nuse: [espeak]\n"), tmp_path)


@pytest.mark.parametrize("name", ["fluister", "whisper"])
def test_the_shipped_whispers_are_for_single_lines(name: str) -> None:
    """Their files say so, and all others guide."""
    voices = Path(__file__).parents[2] / "voices"
    roles = {path: load_voice(path, voices, voices.parent).role for path in voice_names(voices)}
    assert roles[name] == "whisper"
    assert {role for path, role in roles.items() if path not in ("fluister", "whisper")} == {"guide"}


@pytest.mark.parametrize(
    ("engines", "told"),
    [
        (["kokoro"], "AI voice (Kokoro)"),
        (["gtts"], "AI voice (Google Translate)"),
        (["recorded", "espeak"], "AI voice (eSpeak NG)"),
        (["recorded"], "AI voice (Google Translate, Piper's Alex, Kokoro or eSpeak NG)"),
    ],
)
def test_a_credit_names_who_spoke(engines: list[str], told: str) -> None:
    """Not all that might have; what it does not offer leaves it as it is written."""
    assert credit_for("AI voice (Google Translate, Piper's Alex, Kokoro or eSpeak NG)", engines) == told
    assert credit_for("Anna", engines) == "Anna"
