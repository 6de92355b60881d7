"""A voice file runs and sends nothing before its author has said so, once, for just what stands in it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from stilte.errors import BuildError, InputError, Where
from stilte.reader import Report
from stilte.script.line import Utterance
from stilte.speech.choose_engine import candidates
from stilte.speech.consent import consent_for, consent_problem, give, is_given
from stilte.speech.engines import openai_speech
from stilte.speech.speak import speak
from stilte.speech.voices import read_voice
from stilte.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.voice import Voice

SPEAKS = "import sys, wave; w = wave.open(sys.argv[1], 'wb'); w.setparams((1, 2, 8000, 0, 'NONE', '')); "
SPEAKS += "w.writeframes(b'\\x00\\x20' * 8000); open('ran', 'a').close()"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project's folder, in which the tests run, with a data folder of its own `voice`."""
    monkeypatch.setenv("STILTE_DATA", str(tmp_path / "data"))
    root = tmp_path / "project"
    (root / "voices").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


def voice_of(root: Path, *entries: str) -> Voice:
    path = root / "voices" / "stem.yaml"
    path.write_text("language: nl\nuse:\n" + "".join(f"  - {entry}\n" for entry in entries), "utf-8")
    report = Report()
    voice = read_voice(path, root, report)
    report.check()
    return voice


def spoken_by(voice: Voice, root: Path, only: str | None = None) -> str:
    store = Store(root / ".cache", "takes")
    lines = [(Utterance(("Adem in.",), "stem", "nl"), None)]
    return speak(lines, {"stem": voice}, store=store, rate_hz=8000, only=only).voices[0].engine


def program(root: Path) -> str:
    (root / "speak.py").write_text(SPEAKS, "utf-8")
    return f"command: {sys.executable} speak.py {{out}}"


def test_a_program_runs_only_when_it_is_allowed(root: Path) -> None:
    """Before, the next engine speaks and the reason is told; after, it runs without asking again."""
    voice = voice_of(root, program(root), "tone")
    assert spoken_by(voice, root) == "tone"
    assert not (root / "ran").exists()
    with pytest.raises(
        BuildError, match=r"This voice runs a program: '.* speak.py .*'\. If .*voices trust stem`"
    ):
        spoken_by(voice_of(root, program(root)), root)
    with pytest.raises(BuildError, match="voices trust stem"):
        spoken_by(voice, root, only="command")
    assert not (root / "ran").exists()
    give([one.consent for one in voice.use if one.consent])
    assert spoken_by(voice, root) == "command"
    assert (root / "ran").exists()
    assert voice.use[0].consent is not None
    assert is_given(voice.use[0].consent)


@pytest.mark.parametrize(
    "entry",
    [
        "command: other {out}",
        "command: {run: 'speak {out}', version: '2'}",
        "command: [speak, '{out}', more]",
        "openai-speech: {address: 'https://speech.example/v1'}",
    ],
)
def test_what_is_said_differently_asks_anew(root: Path, entry: str) -> None:
    """One more word, another version, another place: nothing of that was allowed."""
    give([one.consent for one in voice_of(root, "command: speak {out}").use if one.consent])
    consent = voice_of(root, entry).use[0].consent
    assert consent is not None
    assert not is_given(consent)


def test_a_program_of_the_project_that_changes_asks_anew(root: Path) -> None:
    """The line in the voice file is the same; what it runs is not. Through a link, too."""
    (root / "real.py").write_text(SPEAKS, "utf-8")
    (root / "speak.py").symlink_to(root / "real.py")
    entry = f"command: {sys.executable} speak.py {{out}}"
    give([one.consent for one in voice_of(root, entry).use if one.consent])
    assert is_given(voice_of(root, entry).use[0].consent)  # type: ignore[arg-type]
    (root / "real.py").write_text(SPEAKS + "; print('evil')", "utf-8")
    assert not is_given(voice_of(root, entry).use[0].consent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "asks"),
    [
        ({"address": "https://speech.example/v1"}, True),
        ({"address": "https://api.openai.com.evil.org/v1"}, True),
        ({"address": "https://api.openai.com:444/v1"}, True),
        ({"address": "https://api.openai.com/v1"}, False),
        ({"address": "http://localhost:8880/v1"}, False),
        ({"address": "http://127.0.0.1:8880/v1"}, False),
        ({"address": "http://127.0.0.1.evil.org/v1"}, True),
        ({}, False),
    ],
)
def test_another_machine_is_asked_for(root: Path, settings: dict[str, str], *, asks: bool) -> None:
    """This machine and OpenAI itself (with a key of its own) are no foreign addresses."""
    consent = consent_for("openai-speech", settings, "stem", Where("voices/stem.yaml", 3), root)
    assert (consent is not None) is asks
    assert consent is None or settings["address"] in str(consent_problem(consent))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("openai-speech: {address: 'http://speech.example/v1'}", "could be read in transit. Write https://"),
        (
            "openai-speech: {address: 'http://192.168.1.4:8880/v1'}",
            "could be read in transit. Write https://",
        ),
        ("openai-speech: {address: 'https://a@b/v1'}", "cannot be 'https://a@b/v1'"),
        (r"openai-speech: {address: 'http://localhost\@evil.org/v1'}", "Write an address"),
        ("openai-speech: {address: 'https://a.example/v1?x=1'}", "without what follows the `?`"),
        ("openai-speech: {address: 'ftp://a.example'}", "Write an address"),
        (
            "openai-speech: {key: STILTE_WORDPRESS_PASSWORD}",
            "STILTE_WORDPRESS_PASSWORD is not meant for this server",
        ),
        ("openai-speech: {key: STILTE_SFTP_PASSWORD}", "is not meant for this server"),
        ("openai-speech: {key: AWS_SECRET_ACCESS_KEY}", "is not meant for this server"),
        (
            "openai-speech: {key: GITHUB_TOKEN}",
            "GITHUB_TOKEN is not a variable for the key of a speech server",
        ),
        ("openai-speech: {key: PATH}", "PATH is not a variable for the key of a speech server"),
        (
            "openai-speech: {address: 'https://a.example/v1', key: OPENAI_API_KEY}",
            "OPENAI_API_KEY is not meant for this server. Name one that is meant for it",
        ),
        ("gtts: {tld: com.evil.org}", "Write the end of an address of Google's"),
        ("gtts: {tld: 'com/../x'}", "Write the end of an address of Google's"),
        ("gtts: {tld: evil}", "Write the end of an address of Google's"),
    ],
)
def test_a_file_cannot_ask_for_what_is_not_its_own(root: Path, entry: str, told: str) -> None:
    """Unencrypted over a network, another's variable, another's server: errors with file and line."""
    with pytest.raises(InputError) as caught:
        voice_of(root, entry)
    assert str(caught.value).startswith("voices/stem.yaml:3: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("name", ["STILTE_SPEECH_KEY", "STILTE_SPEECH_KEY_THUIS"])
def test_a_variable_made_for_it_is_taken(root: Path, name: str) -> None:
    """Of the name that says what it is for."""
    assert voice_of(root, f"openai-speech: {{address: 'https://a.example/v1', key: {name}}}").use


def test_the_key_of_openai_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name in the file, each server has a variable of its own `voice`."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    monkeypatch.setenv("STILTE_SPEECH_KEY", "own-server")
    headers = openai_speech._headers
    assert headers({"address": "https://api.openai.com/v1"}) == {"Authorization": "Bearer sk-openai"}
    assert headers({"address": "http://localhost:1/v1"}) == {"Authorization": "Bearer own-server"}
    with pytest.raises(BuildError, match="not meant for this server"):
        headers({"address": "http://localhost:1/v1", "key": "OPENAI_API_KEY"})


def test_a_program_is_told_no_secret(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for a blog, a server or a paid voice is not in its environment."""
    for name in (
        "STILTE_WORDPRESS_PASSWORD",
        "STILTE_SFTP_PASSWORD",
        "OPENAI_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
    ):
        monkeypatch.setenv(name, "secret")
    entry = program(root)
    (root / "speak.py").write_text(
        SPEAKS + "; import os; open('told', 'w').write(' '.join(os.environ))", "utf-8"
    )
    voice = voice_of(root, entry)
    give([one.consent for one in voice.use if one.consent])
    assert spoken_by(voice, root) == "command"
    told = (root / "told").read_text("utf-8").split()
    assert "PATH" in told
    assert not [name for name in told if os.environ.get(name) == "secret"]


def test_what_a_program_complains_of_is_cleaned(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last line may hold escapes of the terminal, and secrets."""
    monkeypatch.setenv("STILTE_WORDPRESS_PASSWORD", "hunter2-hunter2")
    (root / "speak.py").write_text(r"import sys; sys.exit('\x1b[31mno \x1b]0;x\x07hunter2-hunter2')", "utf-8")
    voice = voice_of(root, f"command: {sys.executable} speak.py {{out}}")
    give([one.consent for one in voice.use if one.consent])
    with pytest.raises(BuildError) as caught:
        spoken_by(voice, root)
    assert "failed (1): no [masked]." in str(caught.value)


def test_consent_is_no_part_of_who_speaks(root: Path) -> None:
    """Allowing a program changes no take, and asks for no engine anew."""
    voice = voice_of(root, "command: speak {out}", "tone")
    assert "consent" not in repr(voice)
    assert [one.use.consent for one in candidates(voice, (), "command")] == [voice.use[0].consent]
