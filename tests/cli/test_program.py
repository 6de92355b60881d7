"""The command line as a person meets it: exit codes, messages, where they go."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stilte.cli import main
from stilte.cli.program import COMMANDS
from tests.cli.short import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


def test_no_command_is_build(run: Run) -> None:
    """Results go to stdout, a line a track; messages to stderr; exit code 0."""
    code, out, err = run()
    assert (code, out) == (0, "output/kort/kort.mp3  0:04.4  built\n")
    assert err.startswith("kort: built (first build)\n")


def test_it_runs_as_a_module(folder: Path) -> None:
    """`python -m stilte` is the program, and its messages call it so."""
    asked = [sys.executable, "-m", "stilte", "--language", "en", "--project", str(folder), "bulid"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean 'build'?" in done.stderr
    asked[-1:] = ["studio", "--help"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300).stdout
    assert told.startswith("Usage: python -m stilte studio")


def test_a_script_can_be_named_without_a_command(run: Run) -> None:
    """`build.py kort` builds that script."""
    assert run("kort")[1].startswith("output/kort/kort.mp3")


def test_json_is_one_line_a_track(run: Run) -> None:
    """`--json` gives machine-readable lines and nothing else."""
    code, out, err = run("build", "--json")
    (line,) = out.splitlines()
    assert (code, err) == (0, "")
    assert json.loads(line)["slug"] == "kort"


def test_quiet_says_nothing(run: Run) -> None:
    """`--quiet` prints nothing when all is well."""
    assert run("build", "--quiet") == (0, "", "")


def test_a_wrong_script_is_exit_2_with_file_and_line(run: Run, folder: Path) -> None:
    """The problem names the place; there is no traceback."""
    (folder / "scripts/fout.yaml").write_text(
        "title: Fout\nlanguage: nl\nsteps:\n  - bel: 1\n", encoding="utf-8"
    )
    code, out, err = run("build")
    assert code == 2
    assert "output/kort/kort.mp3" in out
    assert "scripts/fout.yaml:4: " in err
    assert "Traceback" not in err


def test_a_failed_track_is_exit_1(run: Run, folder: Path) -> None:
    """A voice that cannot speak fails the track, not the command line."""
    (folder / "voices/toon.yaml").write_text(
        "language: nl\nuse:\n  - command: {run: [false]}\n", encoding="utf-8"
    )
    code, _, err = run("build")
    assert code == 1
    assert "1 failed" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["build", "krot"], "Did you mean 'kort'? There are: kort."),
        (["build", "--formats", "wma"], "There are: flac, m4a, mp3, opus."),
        (["plan", "krot"], "Did you mean 'kort'?"),
        (
            ["build", "--nonsense"],
            "There is no option --nonsense. There are: --clips, --debug, --draft, --force,",
        ),
        (["voices", "tri"], "Did you mean 'try'?"),
        (["publish", "podcst"], "Did you mean 'podcast'? There are: podcast, wordpress."),
        (["build", "--forc"], "Did you mean '--force'?"),
        (["plan", "kort", "--jsn"], "Did you mean '--json'? There are: --debug, --help, --json, --language,"),
        (["voices", "try", "ton", "Hallo"], "Did you mean 'toon'?"),
    ],
)
def test_a_wrong_command_line_is_exit_2(run: Run, words: list[str], told: str) -> None:
    """Every misspelling is answered with what there is, and the nearest."""
    code, _, err = run(*words)
    assert code == 2
    assert told in err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--project` of nothing is a clear error."""
    with pytest.raises(SystemExit) as stop:
        main(["--project", str(tmp_path / "nergens"), "check"])
    assert stop.value.code == 2
    assert "There is no folder" in capsys.readouterr().err


def test_plan_prints_the_timeline(run: Run) -> None:
    """`plan` shows lines and pauses with their starts; `--json` the same for programs."""
    assert "Adem in." in run("plan", "kort")[1]
    plan = json.loads(run("plan", "kort", "--json")[1])
    assert [event["text"] for event in plan["events"] if event["kind"] == "speech"] == ["Adem in."]


def test_new_writes_a_script_that_checks(run: Run, folder: Path) -> None:
    """The starting script is in the show's language, loads, and is never overwritten."""
    assert run("new", "Mijn oefening")[0] == 0
    code, out, err = run("check", "mijn-oefening")
    assert (code, err) == (0, "")
    assert out.startswith("mijn-oefening: about 2:")
    assert run("new", "mijn-oefening")[0] == 2
    assert "title: Mijn oefening" in (folder / "scripts/mijn-oefening.yaml").read_text(encoding="utf-8")


TITLES = ["'s Avonds", "Qigong #2", 'Adem: "nu"', "{Kom}", "[a]", "*ster*", "a\nb", "No"]


@pytest.mark.parametrize("name", TITLES)
def test_new_takes_any_title(run: Run, name: str) -> None:
    """Signs that mean something to YAML are put between quotes; the script checks without a warning."""
    code, out, _ = run("new", name)
    assert code == 0
    code, _, err = run("check", out.splitlines()[0])
    assert (code, err) == (0, "")


def test_cache_shows_and_prunes(run: Run) -> None:
    """`cache` lists what is kept; `--clear` empties it; the next build still finds its track up to date."""
    run("build")
    assert "takes" in run("cache")[1]
    assert "0.0 MB" in run("cache", "--clear")[1]
    assert run("build")[1].endswith("unchanged\n")


def test_play_writes_what_is_heard_from_a_line(run: Run, folder: Path) -> None:
    """`play --from LINE -o FILE` gives the track from that line on, without an MP3."""
    code, out, _ = run("play", "kort", "--from", "6", "-o", str(folder / "x.wav"))
    assert code == 0
    assert (folder / "x.wav").stat().st_size > 44100
    assert not (folder / "output/kort").exists()
    assert out.strip().endswith("x.wav")


def test_every_command_has_help(run: Run) -> None:
    """Each command in the list can be imported and explains itself."""
    for name in COMMANDS:
        code, out, _ = run(name, "--help")
        assert code == 0, name
        assert "Usage:" in out


LOADED = """
import sys
from stilte.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    sys.stderr.write("\\n".join(sys.modules))
"""


def test_help_and_a_build_of_nothing_load_nothing_heavy(folder: Path, run: Run) -> None:
    """What needs no sound opens no numpy, no engine, no network, no pictures; the help not even YAML."""
    run("build")
    heavy = {"numpy", "onnxruntime", "soxr", "PIL", "jinja2", "requests", "urllib3", "fsspec", "mutagen"}
    heavy |= {"imageio_ffmpeg", "multiprocessing", "stilte.speech", "stilte.sound", "stilte.importer"}
    for words, more in ((["--help"], {"yaml", "stilte.pipeline"}), (["--project", str(folder)], set())):
        ended = subprocess.run(
            [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True
        )
        loaded = set(ended.stderr.split())
        assert "stilte.cli.program" in loaded
        assert not (heavy | more) & loaded, words
    assert "unchanged" in ended.stdout


def test_a_script_may_be_named_almost_like_a_command(folder: Path, run: Run) -> None:
    """`lang` is a script where there is one, though `plan` is near; where there is none, it may be a slip."""
    assert run("lang")[::2] == (2, "There is no command or script 'lang'. Did you mean 'plan'?\n")
    (folder / "scripts/lang.yaml").write_text(SCRIPT, encoding="utf-8")
    assert run("lang")[0] == 0


def test_a_link_out_of_the_project_is_refused(
    folder: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing of a file outside the project is read, or shown in a message."""
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("secret word", encoding="utf-8")
    (folder / "scripts/link.yaml").symlink_to(outside)
    (folder / "music").mkdir()
    (folder / "music/link.mp3").symlink_to(outside)
    (folder / "scripts/muziek.yaml").write_text(f"music: link\n{SCRIPT}", encoding="utf-8")
    code, _, err = run("check")
    assert code == 2
    assert "scripts/link.yaml:1: The file is a link to a place outside the project." in err
    assert "music/link.mp3:1: 'link.mp3' is a link to a place outside the project." in err
    assert "secret word" not in err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_being_told_to_stop_ends_as_an_interruption(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path, name: str
) -> None:
    """Whoever stops the build, it ends with 130 and leaves nothing half-written."""

    def stop(*_: object) -> None:
        assert list((folder / "output").glob(".*.part"))
        signal.raise_signal(signal.Signals[name])

    monkeypatch.setattr("stilte.pipeline.track.write_sidecars", stop)
    number = signal.Signals[name]
    before = signal.getsignal(number)
    if before is signal.SIG_IGN:  # the tests themselves run under nohup, or behind a shell
        signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
    try:
        code, out, err = run("build")
    finally:
        signal.signal(number, before)
    assert (code, out, "Interrupted." in err) == (130, "", True)
    assert not list((folder / "output").glob(".*.part"))
    assert not (folder / "output/kort").exists()


IMPATIENT = """
import os, signal, threading
from stilte.cli import program

def again():
    threading.main_thread().join()
    while True:  # a signal that comes just before the interpreter waits for its threads is not looked at
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait(0.1)

def work(**_):
    threading.Thread(target=again).start()
    raise KeyboardInterrupt

program.program.main = work
program.main()
"""


def test_a_second_interruption_ends_at_once_and_without_a_traceback() -> None:
    """Whoever keeps pressing Ctrl-C while a line is being spoken waits for nothing and reads no Python."""
    ended = subprocess.run(
        [sys.executable, "-c", IMPATIENT], capture_output=True, text=True, timeout=300, check=False
    )
    assert (ended.returncode, ended.stderr.strip().count("\n")) == (130, 0)
    assert ended.stderr.strip().startswith("Interrupted.")


def test_json_gives_seconds_to_the_millisecond(run: Run) -> None:
    """Lengths and times of work are rounded, for the track that was built and the one that was not."""
    for _ in range(2):
        track = json.loads(run("build", "--json")[1])
        seconds = [track["length_s"], *(took_s for _, took_s in track["stages"])]
        assert seconds == [round(value, 3) for value in seconds]


def test_a_voice_that_is_not_there_is_told_as_an_option(run: Run) -> None:
    """`--voice` is on the command line: no line of a script is to blame, and nothing is built."""
    code, out, err = run("kort", "--voice", "ton")
    assert (code, out) == (2, "")
    assert err == "`--voice ton`: there is no voice 'ton'. Did you mean 'toon'? There are: espeak, toon.\n"


@pytest.mark.parametrize(
    ("started", "told"),
    [("build.py", "python build.py voices get nl_NL-x"), ("stilte", "stilte voices get nl_NL-x")],
)
def test_a_cure_names_the_program_as_it_was_called(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, started: str, told: str
) -> None:
    """What a voice lacks is fetched by the command that the author knows."""
    pytest.importorskip("piper")
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [{piper: nl_NL-x}, tone]\n", "utf-8")
    monkeypatch.setattr(sys, "argv", [f"/somewhere/{started}"])
    assert f"Run: {told}" in run("voices")[1]


def test_the_sheet_says_when_it_is_not_whole_and_when_nothing_is_left(folder: Path, run: Run) -> None:
    """A script that cannot be read hides its lines: an author must not find out after recording."""
    (folder / "voices/zoe.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    code, out, err = run("voices", "missing", "zoe")
    assert (code, out, err) == (0, "", "Nothing is left to record for zoe.\n")
    (folder / "scripts/zoe.yaml").write_text(SCRIPT.replace("lead", "voice: zoe\nlead"), "utf-8")
    (folder / "scripts/fout.yaml").write_text("title: Fout\nlanguage: nl\nsteps: [{bel: 1}]\n", "utf-8")
    code, out, err = run("voices", "missing", "zoe")
    assert (code, out.splitlines()[0]) == (2, "- [ ] Adem in.")
    assert err.startswith("Lines of fout.yaml are not included. `")
