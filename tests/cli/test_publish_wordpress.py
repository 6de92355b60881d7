"""`publish wordpress` typed on the command line, without a blog at the other end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.cli import main
from stilte.cli.commands.publish import _brought_back, _tell_post
from stilte.errors import InputError, Problem
from stilte.release.wordpress.results import PublishedPost

if TYPE_CHECKING:
    from pathlib import Path


def typed(root: Path, *words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["--project", str(root), "publish", "wordpress", *words])
    return int(stop.value.code or 0)


@pytest.mark.parametrize("address", [None, "", "  "])
def test_without_an_address_the_variable_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str | None
) -> None:
    """The author sets it once: it is named first, the option after it."""
    (tmp_path / "podcast.yaml").write_text("title: Rust\nlanguage: nl\n", "utf-8")
    monkeypatch.delenv("STILTE_WORDPRESS_URL", raising=False)
    if address is not None:
        monkeypatch.setenv("STILTE_WORDPRESS_URL", address)
    assert typed(tmp_path, "--dry-run") == 2
    told = capsys.readouterr().err
    assert told.index("STILTE_WORDPRESS_URL") < told.index("--to")


def test_a_name_that_no_script_has_is_not_brought_back() -> None:
    """`--again` knows the routines that there are."""
    with pytest.raises(InputError, match="There is no routine 'adm'"):
        _brought_back(("adm",), ())


def test_what_became_of_a_post_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A line a post on stdout, warnings on stderr."""
    warned = (Problem(None, "Readers do not hear the track.", "Look at it."),)
    _tell_post(
        PublishedPost("rust", "updated", "publish", "https://b/rust/", ("a", "b"), warned), dry_run=False
    )
    _tell_post(PublishedPost("zacht", "withdrawn", "trash", "", ()), dry_run=True)
    _tell_post(PublishedPost("adem", "created", "draft", "", ("a",)), dry_run=True)
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "rust: updated (publish), 2 files sent https://b/rust/",
        "zacht: withdrawn (trash)",
        "adem: would be created (draft), 1 file to send",
    ]
    assert told.err == "warning: Readers do not hear the track. Look at it.\n"
