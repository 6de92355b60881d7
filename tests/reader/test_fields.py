"""Typed access to a file that a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.reader import Fields, Report, read_fields

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ("language", "speed", "level", "use", "fade", "make", "explicit", "build", "take", "note")


def fields_from(text: str | bytes, tmp_path: Path) -> Fields:
    path = tmp_path / "voices" / "rustig.yaml"
    path.parent.mkdir()
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_fields(path, tmp_path, Report(), keys=KEYS, what="a voice")


def told(fields: Fields) -> str:
    with pytest.raises(InputError) as caught:
        fields.report.check()
    return str(caught.value)


def test_scalars_mean_what_the_author_sees(tmp_path: Path) -> None:
    """`no`, `1:30` and `4-7-8` are texts, whatever YAML would make of them."""
    fields = fields_from("language: no\nmake: 1:30\nnote: 4-7-8\n", tmp_path)
    assert [fields.text(key) for key in ("language", "make", "note")] == ["no", "1:30", "4-7-8"]
    fields.report.check()


def test_typed_values(tmp_path: Path) -> None:
    """Numbers, times, flags, choices and lists come in their own types."""
    fields = fields_from(
        "speed: 0,9\nlevel: –4\nfade: [6, 0:12]\nexplicit: yes\ntake: 1m30s\nuse: gtts\n", tmp_path
    )
    assert fields.number("speed", 1.0, least=0.3, most=3) == 0.9
    assert fields.number("level", 0.0, least=-60, most=20) == -4
    assert fields.times("fade", (1.0, 2.0)) == (6, 12)
    assert fields.flag("explicit", default=False) is True
    assert fields.time_s("take", None) == 90
    assert fields.texts("use") == ("gtts",)
    assert fields.choice("make", ("drone",), None) is None
    fields.report.check()


def test_all_problems_at_once_with_their_lines(tmp_path: Path) -> None:
    """Every value that cannot be read is told, each with its line, and nothing is raised before `check`."""
    fields = fields_from("speed: fast\nspeeed: 1\nfade: [6]\nmake: oceaan\nspeed: 2\nlevel: 900\n", tmp_path)
    fields.number("speed", 1.0, least=0.3, most=3)
    fields.number("level", 0.0, least=-60, most=20)
    fields.times("fade", (6, 12))
    fields.choice("make", ("ocean", "rain"), None)
    fields.text("language", required=True)
    assert told(fields).splitlines() == [
        "voices/rustig.yaml:1: 'fast' is not a number. Write digits, like 4, 0.5 or -6.",
        "voices/rustig.yaml:1: A voice needs a `language`. Add a line `language: …`.",
        (
            "voices/rustig.yaml:2: There is no setting of a voice 'speeed'. Did you mean 'speed'? "
            "There are: build, explicit, fade, language, level, make, note, speed, take, use."
        ),
        "voices/rustig.yaml:3: `fade` takes 2 values, not 1. Write it like `fade: [6, 12]`.",
        "voices/rustig.yaml:4: There is no `make` 'oceaan'. Did you mean 'ocean'? There are: ocean, rain.",
        "voices/rustig.yaml:5: `speed` is written twice (first at line 1). Keep one of them.",
        "voices/rustig.yaml:6: 900 is out of range. Write a number from -60 to 20.",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"language: fran\xe7ais\n", "voices/rustig.yaml:1: The file is not saved as UTF-8."),
        (b"speed: 1\nnote: a\x00b\n", "voices/rustig.yaml:2: There is a control character (U+0000) here"),
        (b"", "voices/rustig.yaml:1: The file is empty."),
        (b"# nothing yet\n", "The file is empty."),
        (b"- a\n- b\n", "not a list"),
        (b"x" * 300_001, "larger than 300 kB"),
        (b"note: " + b"[" * 60 + b"]" * 60, "levels deep"),
        (b"note: &a [x]\nuse: [*a, *a]\n", "voices/rustig.yaml:2: Inside `{…}` or `[…]`, the `*` in"),
        (b"note: !!python/object:os.system {}\n", "as a type"),
        (b"<<: {speed: 1}\n", "merge key"),
        (b"speed: 1\n---\nspeed: 2\n", "voices/rustig.yaml:2: A line of `---` ends the file"),
        (b"[a]: b\n", "cannot be a list"),
        (b"speed: 1\n...\nlevel: 2\n", "voices/rustig.yaml:2: A line of `...` ends the file for YAML"),
        (b"  speed: 1\nlevel: 2\n", "rustig.yaml:1: This line is indented further than the settings under"),
        (b"%YAML 1.2\nspeed: 1\n", "rustig.yaml:1: A line that begins with `%` is an instruction to YAML."),
        (b"speed: {a: b,& c: d}\n", "rustig.yaml:1: A `&` or `*` here has a special meaning in YAML."),
        (b'speed: 1\nnote: "\\x"\n', "rustig.yaml:2: YAML cannot read this: a sign on this line"),
    ],
)
def test_files_that_no_author_meant(data: bytes, words: str, tmp_path: Path) -> None:
    """What is not a plain UTF-8 mapping gets one clear problem, never another exception."""
    assert words in told(fields_from(data, tmp_path))


def test_tabs_before_a_comment_are_no_mistake(tmp_path: Path) -> None:
    """Nobody sees them, and nothing is said by them."""
    fields = fields_from(b"\t# one\nspeed: 1\n \t # two\nlevel: 2\n\t\n", tmp_path)
    assert fields.number("level", 0, least=0, most=9) == 2
    assert not fields.report.failed


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a problem, not an exception."""
    fields = read_fields(tmp_path / "podcast.yaml", tmp_path, Report(), keys=None, what="a podcast")
    assert "podcast.yaml:1: The file cannot be read: no such file or folder." in told(fields)


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    """A file from Notepad reads like any other, with its own line numbers."""
    fields = fields_from(b"\xef\xbb\xbflanguage: nl\r\nspeed: x\r\n", tmp_path)
    assert fields.text("language") == "nl"
    fields.number("speed", 1, least=0, most=2)
    assert "rustig.yaml:2:" in told(fields)


def test_inner_tables_and_plain_values(tmp_path: Path) -> None:
    """An inner mapping is a `Fields` of its own; settings passed on become Python values."""
    fields = fields_from(
        "build: {bitrate: 128, formats: [mp3]}\nuse:\n  - kokoro: {style: [a, b], speed: 0.8}\n", tmp_path
    )
    build = fields.table("build", keys=("bitrate", "formats"))
    assert (build.whole("bitrate", 96), build.texts("formats")) == (128, ("mp3",))
    assert fields.plain("use") == ({"kokoro": {"style": ("a", "b"), "speed": 0.8}},)
    fields.report.check()
