"""What `check` and `build` tell of a script and its project: each mistake once, with line and cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.short import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


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


def test_a_problem_of_the_project_is_told_once(folder: Path, run: Run) -> None:
    """What is wrong under `defaults` is one mistake, however many scripts it stops."""
    (folder / "podcast.yaml").write_text("language: nl\ndefaults:\n  pauze: 4\n", encoding="utf-8")
    (folder / "scripts" / "ander.yaml").write_text(SCRIPT, encoding="utf-8")
    for words in (["check"], ["build"]):
        code, _, told = run(*words)
        assert (code, told.count("podcast.yaml:3: There is no setting of `defaults` 'pauze'.")) == (2, 1)


def test_a_length_out_of_reach_is_told_where_it_was_asked(folder: Path, run: Run) -> None:
    """The message is at the `length` that cannot be, also among several."""
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
    assert "warning: scripts/kort.yaml:7: YAML reads '#2' as a comment" in told


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
    assert told.startswith("warning: scripts/kort.yaml:1: This track is completely silent")
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
    part.rename(folder / "scripts/_slot.YML")
    assert run("check")[::2] == (0, "")


def test_nothing_is_spoken_in_a_language_that_nobody_named(folder: Path, run: Run) -> None:
    """Without a language, in the script or in `podcast.yaml`, a Dutch text would be read as English."""
    (folder / "scripts/kort.yaml").write_text(SCRIPT.replace("language: nl\n", ""), encoding="utf-8")
    assert run("check")[0] == 0
    (folder / "podcast.yaml").write_text("title: Proef\n", encoding="utf-8")
    for words in (["check"], ["build"]):
        code, _, told = run(*words)
        assert code == 2
        assert "scripts/kort.yaml:1: The language is not given." in told


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
    assert "No episode is published yet: the feed is empty" in err


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


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        (b"  \n\n", "The file is empty."),
        (b"title: Caf\xe9\nsteps:\n  - Dag.\n", "The file is not saved as UTF-8."),
        (b"\ttitle: A\n", "There is a tab here"),
        ("title: A\nsteps:\n  - Dag.\n".encode("utf-16"), "The file is not saved as UTF-8."),
    ],
    ids=["empty", "blank", "latin-1", "tab", "utf-16"],
)
def test_a_script_that_cannot_be_read_has_one_fault(folder: Path, run: Run, data: bytes, told: str) -> None:
    """What it lacks besides is no news, also where the project's `defaults` give some of it."""
    (folder / "podcast.yaml").write_text("language: nl\ndefaults:\n  pause: 5\n", encoding="utf-8")
    (folder / "scripts/fout.yaml").write_bytes(data)
    code, _, err = run("check", "fout")
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith(f"error: scripts/fout.yaml:1: {told}")


def test_spoken_lists_what_is_read_otherwise_than_written(folder: Path, run: Run) -> None:
    """`check --spoken` shows "written → read", and nothing for a line that is read as it is written."""
    text = SCRIPT + "  - Om 8.30 uur, € 12,50.\n  - Adem uit.\n"
    (folder / "scripts/kort.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run("check", "--spoken")
    changed = [line for line in out.splitlines() if "→" in line]
    assert changed == [
        "scripts/kort.yaml:7: Om 8.30 uur, € 12,50. → Om acht uur dertig, twaalf euro vijftig."
    ]
    (folder / "scripts/kort.yaml").write_text(SCRIPT, encoding="utf-8")
    assert "scripts/kort.yaml: everything is read as it is written." in run("check", "--spoken")[2]
    assert "→" not in run("check")[1]


def test_signs_that_no_voice_can_say_are_told(folder: Path, run: Run) -> None:
    """They are left out of the speech, and `check` names them and their line."""
    (folder / "scripts/kort.yaml").write_text(SCRIPT + "  - Qigong (氣功) en ॐ.\n", encoding="utf-8")
    code, _, err = run("check")
    assert code == 0
    assert err == (
        "warning: scripts/kort.yaml:7: No voice can say 氣功, ॐ in this language (nl): it is left out. "
        "Write how it is said, as `<氣功|…>`, or delete it.\n"
    )
    (folder / "scripts/kort.yaml").write_text(SCRIPT + "  - Qigong <氣功|tsjie goeng>.\n", encoding="utf-8")
    assert run("check")[2] == ""


def test_check_prints_json_for_programs(folder: Path, run: Run) -> None:
    """A line for each script, then one for the project: problems, tracks, and what is read otherwise."""
    (folder / "scripts/fout.yaml").write_text(
        "title: F\nlanguage: nl\nsteps:\n  - bel: 1\n", encoding="utf-8"
    )
    (folder / "scripts/kort.yaml").write_text(SCRIPT + "  - Doe 3x.\n", encoding="utf-8")
    code, out, err = run("check", "--json", "--spoken")
    wrong, right, project = map(json.loads, out.splitlines())
    assert (code, err, project["script"]) == (2, "", None)
    assert wrong["errors"][0]["at"] == "scripts/fout.yaml:4"
    assert [track["slug"] for track in right["tracks"]] == ["kort"]
    assert right["spoken"] == [{"at": "scripts/kort.yaml:7", "written": "Doe 3x.", "read": "Doe drie keer."}]


def test_a_folder_without_scripts_is_an_error(folder: Path, run: Run) -> None:
    """Nothing built is nothing done: the exit code tells a program, the message what to do."""
    (folder / "scripts/kort.yaml").unlink()
    for command in ("check", "build"):
        code, _, err = run(command)
        assert (code, "There are no scripts in " in err, "new NAME" in err) == (2, True, True)
    (folder / "podcast.yaml").unlink()
    assert "and no podcast.yaml stands here or in a folder above." in run("build")[2]


@pytest.mark.parametrize(
    ("media", "told"),
    [
        ("https://example.org/podcast?x=1", "No file name can be added"),
        ("https://example.org/podcast#deel", "No file name can be added"),
        ("https://example.org/podcast?", "No file name can be added"),
        ("example.org/podcast", "is not a web address"),
        ("https://exam ple.org", "is not a web address"),
        ("http://[", "is not a web address"),
    ],
)
def test_an_address_of_media_that_takes_no_file_is_told(
    folder: Path, run: Run, media: str, told: str
) -> None:
    """Names of files are put behind it: a query or a fragment would swallow them."""
    (folder / "podcast.yaml").write_text(f'title: P\nlanguage: nl\nmedia: "{media}"\n', encoding="utf-8")
    code, _, err = run("check")
    assert (code, err.startswith("error: podcast.yaml:3: "), told in err) == (2, True, True), err


def test_more_chapters_than_a_tag_holds_are_told(folder: Path, run: Run) -> None:
    """The 256th chapter is named, and what becomes of it."""
    steps = "".join(f"  - chapter: Deel {n}\n  - Dag.\n" for n in range(1, 258))
    (folder / "scripts/kort.yaml").write_text(SCRIPT + steps, encoding="utf-8")
    _, _, err = run("check", "kort")
    assert "kort.yaml:517: This track has 257 chapters; the MP3's tag can hold 255." in err


def test_voices_and_cache_print_json_for_programs(folder: Path, run: Run) -> None:
    """What people read as a table, programs read as JSON, in English whatever the language."""
    (voice,) = map(json.loads, run("voices", "--json")[1].splitlines())
    assert (voice["name"], voice["speaks"], voice["missing"]) == ("toon", "tone", [])
    run("build")
    (cache,) = map(json.loads, run("cache", "--json")[1].splitlines())
    assert cache["size_bytes"] == sum(kind["size_bytes"] for kind in cache["kinds"]) > 0
    (folder / "voices/eigen.yaml").write_text("language: nl\nuse: [recorded]\n", encoding="utf-8")
    (folder / "scripts/kort.yaml").write_text(SCRIPT + "voice: eigen\n", encoding="utf-8")
    (line,) = map(json.loads, run("voices", "missing", "eigen", "--json")[1].splitlines())
    told = {"text": "Adem in.", "file": "adem-in", "at": "scripts/kort.yaml:5"}
    assert line == {"kind": "line", **told}
