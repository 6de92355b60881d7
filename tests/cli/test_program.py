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

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

SCRIPT = "title: Kort\nlanguage: nl\nlead: [1, 1]\nsteps:\n  - Adem in.\n  - pause: 2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with one short script and a voice that is a tone."""
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\n",
        "scripts/kort.yaml": SCRIPT,
        "voices/toon.yaml": "language: nl\nuse: [tone]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the program in the project: exit code, stdout, stderr."""

    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(folder), *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return ran


def test_no_command_is_build(run: Run) -> None:
    """Results go to stdout, a line a track; messages to stderr; exit code 0."""
    code, out, err = run()
    assert (code, out) == (0, "output/kort/kort.mp3  0:04.4  built\n")
    assert err.startswith("kort: built (first build)\n")


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
        (["build", "--nonsense"], "No such option: --nonsense. There are: --debug, --draft, --force,"),
        (["voices", "tri"], "Did you mean 'try'?"),
        (["publish", "podcst"], "Did you mean 'podcast'? There are: podcast, wordpress."),
        (["build", "--forc"], "Did you mean '--force'?"),
        (["plan", "kort", "--jsn"], "Did you mean '--json'? There are: --debug, --help, --json, --project"),
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


def test_check_reports_and_estimates(run: Run, folder: Path) -> None:
    """`check` prints an estimated length for what is right, an error for what is wrong, no sound."""
    (folder / "scripts/fout.yaml").write_text(
        "title: Fout\nlanguage: nl\nsteps:\n  - pause: x\n", encoding="utf-8"
    )
    code, out, err = run("check")
    assert code == 2
    assert out.startswith("kort: about 0:0")
    assert "error: scripts/fout.yaml:4: " in err
    assert not (folder / "output").exists()


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
    assert "music/link.mp3:1: The recording is a link to a place outside the project." in err
    assert "secret word" not in err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_being_told_to_stop_ends_as_an_interruption(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path, name: str
) -> None:
    """Whoever stops the build, it ends with 130 and leaves nothing half-written."""

    def stop(*_: object) -> None:
        assert list((folder / "output").glob(".*.part"))
        signal.raise_signal(signal.Signals[name])

    monkeypatch.setattr("stilte.pipeline.track.write_papers", stop)
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
        [sys.executable, "-c", IMPATIENT], capture_output=True, text=True, timeout=50, check=False
    )
    assert (ended.returncode, ended.stderr.strip().count("\n")) == (130, 0)
    assert ended.stderr.strip().startswith("Interrupted.")


def test_a_problem_of_the_project_is_told_once(folder: Path, run: Run) -> None:
    """What is wrong under `defaults` is one mistake, however many scripts it stops."""
    (folder / "podcast.yaml").write_text("language: nl\ndefaults:\n  pauze: 4\n", encoding="utf-8")
    (folder / "scripts" / "ander.yaml").write_text(SCRIPT, encoding="utf-8")
    for words in (["check"], ["build"]):
        code, _, told = run(*words)
        assert (code, told.count("podcast.yaml:3: There is no setting of `defaults` 'pauze'.")) == (2, 1)


def test_a_length_out_of_reach_is_told_where_it_was_asked(folder: Path, run: Run) -> None:
    """The message stands at the `length` that cannot be, also among several."""
    text = SCRIPT.replace("steps:", "length:\n  - 0:05\n  - 9m\nsteps:")
    (folder / "scripts" / "kort.yaml").write_text(text, encoding="utf-8")
    code, _, told = run("build")
    assert (code, "scripts/kort.yaml:6: A length of 9:00.0 cannot be reached." in told) == (2, True)


def test_check_warns_of_a_wrong_script_too(folder: Path, run: Run) -> None:
    """An error does not hide the warnings about other lines of the same file."""
    text = SCRIPT + "  - Oefening #2\n  - pauze: 3\n"
    (folder / "scripts" / "kort.yaml").write_text(text, encoding="utf-8")
    code, _, told = run("check")
    assert code == 2
    assert "error: scripts/kort.yaml:8: There is no verb 'pauze'." in told
    assert "warning: scripts/kort.yaml:7: YAML takes '#2' for a comment" in told


def test_check_of_one_script_looks_at_the_shows_picture(folder: Path, run: Run) -> None:
    """A script without an image of its own is built with the show's: what is wrong with it is told."""
    (folder / "podcast.yaml").write_text("language: nl\nimage: weg.jpg\n", encoding="utf-8")
    code, _, told = run("check", "kort")
    assert code == 2
    assert "podcast.yaml:2: The picture 'weg.jpg' is not there." in told


def test_a_slug_is_never_taken_from_a_script_that_is_not_built(folder: Path, run: Run) -> None:
    """A new script with the slug of one that is up to date, or of one of its lengths, overwrites nothing."""
    long = SCRIPT.replace("pause: 2", "pause: 1-90").replace("steps:", "length: [10, 20]\nsteps:")
    (folder / "scripts" / "lang.yaml").write_text(long, encoding="utf-8")
    assert run()[0] == 0
    before = (folder / "output/kort/kort.mp3").read_bytes()
    (folder / "scripts" / "ander.yaml").write_text(f"slug: kort\n{SCRIPT}", encoding="utf-8")
    for words in ([], ["ander"], ["check", "ander"]):
        code, _, told = run(*words)
        assert code == 2
        assert "scripts/ander.yaml:1: The slug 'kort' is that of scripts/kort.yaml too" in told
    assert (folder / "output/kort/kort.mp3").read_bytes() == before
    (folder / "scripts" / "ander.yaml").write_text(f"slug: lang-10s\n{SCRIPT}", encoding="utf-8")
    assert "The slug 'lang-10s' is that of" in run("check")[2]


def test_a_track_of_quiet_alone(folder: Path, run: Run) -> None:
    """Nothing to hear is a warning, and still a track; nothing that takes time is an error."""
    script = folder / "scripts" / "kort.yaml"
    script.write_text("title: Stil\nsteps:\n  - breathe: 1\n", encoding="utf-8")
    code, _, told = run("check")
    assert code == 0
    assert told.startswith("warning: scripts/kort.yaml:1: In this track nothing is heard")
    assert run()[:2] == (0, "output/kort/kort.mp3  0:16.0  built\n")
    script.write_text("title: Niets\nlead: [0, 0]\nsteps:\n  - note: x\n", encoding="utf-8")
    for words in (["check"], []):
        code, _, told = run(*words)
        assert (code, "scripts/kort.yaml:1: Nothing in this script takes any time." in told) == (2, True)


def test_a_length_out_of_reach_is_certain_once_the_lines_are_spoken(folder: Path, run: Run) -> None:
    """`check` warns while it estimates; with every take at hand it says what `build` will say."""
    script = folder / "scripts" / "kort.yaml"
    script.write_text(SCRIPT.replace("steps:", "length: 9m\nsteps:"), encoding="utf-8")
    code, _, told = run("check")
    assert code == 0
    assert "This is an estimate until the lines have been spoken." in told
    assert run("build")[0] == 2
    code, _, told = run("check")
    assert code == 2
    assert told.startswith("error: scripts/kort.yaml:4: A length of 9:00.0 cannot be reached.")


def test_check_tells_of_the_project_and_of_the_scripts_at_once(folder: Path, run: Run) -> None:
    """A mistake in `podcast.yaml` does not hide those in the scripts; a build stops at the first."""
    (folder / "podcast.yaml").write_text("language: nl\nbuild: {bitrate: veel}\n", encoding="utf-8")
    (folder / "scripts/fout.yaml").write_text("title: F\nsteps:\n  - pause: x\n", encoding="utf-8")
    code, out, told = run("check")
    assert code == 2
    assert "error: podcast.yaml:2: " in told
    assert "error: scripts/fout.yaml:3: " in told
    assert out.startswith("kort: about 0:0")
    assert "fout.yaml" not in run("build")[2]


def test_check_reads_the_parts_that_nobody_includes(folder: Path, run: Run) -> None:
    """A part that no script uses is told as unused, and its YAML and its keys are checked all the same."""
    part = folder / "scripts/_slot.yaml"
    part.write_text("steps:\n  - Tot ziens.\n", encoding="utf-8")
    code, _, told = run("check")
    assert (code, told.count("\n")) == (0, 1)
    assert told.startswith("warning: scripts/_slot.yaml:1: No script includes this file")
    part.write_text("stappen:\n  - Tot ziens.\n", encoding="utf-8")
    code, _, told = run("check")
    assert (code, "error: scripts/_slot.yaml:1: There is no setting of an included file" in told) == (2, True)
    part.write_text("steps:\n  - Tot ziens.\n", encoding="utf-8")
    (folder / "scripts/kort.yaml").write_text(f"{SCRIPT}  - include: _slot\n", encoding="utf-8")
    assert run("check")[::2] == (0, "")
    part.rename(folder / "scripts/_slot.yml")
    (folder / "scripts/kort.yaml").write_text(SCRIPT, encoding="utf-8")
    assert "No script can include this file. Name it _slot.yaml." in run("check")[2]


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


def test_nothing_is_spoken_in_a_language_that_nobody_named(folder: Path, run: Run) -> None:
    """Without a language, in the script or in `podcast.yaml`, a Dutch text would be read as English."""
    (folder / "scripts/kort.yaml").write_text(SCRIPT.replace("language: nl\n", ""), encoding="utf-8")
    assert run("check")[0] == 0
    (folder / "podcast.yaml").write_text("title: Proef\n", encoding="utf-8")
    for words in (["check"], ["build"]):
        code, _, told = run(*words)
        assert code == 2
        assert "scripts/kort.yaml:1: Nothing says which language this is." in told


def test_the_sheet_says_when_it_is_not_whole_and_when_nothing_is_left(folder: Path, run: Run) -> None:
    """A script that cannot be read hides its lines: an author must not find out after recording."""
    (folder / "voices/zoe.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    code, out, err = run("voices", "missing", "zoe")
    assert (code, out, err) == (0, "", "Nothing is left to record for zoe.\n")
    (folder / "scripts/zoe.yaml").write_text(SCRIPT.replace("lead", "voice: zoe\nlead"), "utf-8")
    (folder / "scripts/fout.yaml").write_text("title: Fout\nlanguage: nl\nsteps: [{bel: 1}]\n", "utf-8")
    code, out, err = run("voices", "missing", "zoe")
    assert (code, out.splitlines()[0]) == (2, "- [ ] Adem in.")
    assert err.startswith("Lines of fout.yaml are not among these: `")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "lexicon.nl.yaml",
            "qi:\n  sayy: tsjie\n",
            "voices/lexicon.nl.yaml:2: There is no setting of `qi` 'sayy'.",
        ),
        ("woorden.pls", "<lexicon>", "voices/woorden.pls:1: This is not readable XML"),
    ],
)
def test_a_wrong_lexicon_is_found_by_check(folder: Path, run: Run, name: str, text: str, told: str) -> None:
    """Not only when its words are spoken; one of another language stops no script."""
    (folder / "voices" / name).write_text(text, "utf-8")
    for words in (["check"], ["check", "kort"]):
        code, _, err = run(*words)
        assert code == 2
        assert f"error: {told}" in err
    if name.endswith(".yaml"):
        (folder / "voices" / name).rename(folder / "voices/lexicon.de.yaml")
        assert run("check", "kort")[0] == 0


FEED = "title: Proef\nlanguage: nl\ndescription: Stil\nauthor: An\nmedia: https://example.org/p\n"


def test_a_feed_without_episodes_is_told(run: Run, folder: Path) -> None:
    """While every track waits for its day, the author learns that nobody will find anything yet."""
    (folder / "podcast.yaml").write_text(FEED, encoding="utf-8")
    run()
    code, _, err = run("publish", "podcast", "--to", str(folder / "www"))
    assert code == 0
    assert "kort waits: it has no `date`" in err
    assert "No episode is out yet: the feed is empty" in err


def test_an_unknown_category_is_a_warning(run: Run, folder: Path) -> None:
    """`check` names line and cure, and so does `publish`; neither fails for it."""
    (folder / "podcast.yaml").write_text(FEED + "category: [Mental Health]\n", encoding="utf-8")
    run()
    told = (
        "warning: podcast.yaml:6: 'Mental Health' is a category below 'Health & Fitness'. Write `category: "
    )
    for words in (["check"], ["publish", "podcast", "--dry-run"]):
        code, _, err = run(*words)
        assert code == 0
        assert told in err
