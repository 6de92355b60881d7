"""What is out stays out: guids through renaming, moving, swapping; what would leave is told."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.release.podcast.ledger import (
    LEDGER,
    Ledger,
    PublishedScript,
    read_ledger,
    with_names,
    write_ledger,
)
from stilte.release.podcast.renames import follow_renames, remember, take_out, unaccounted
from stilte.release.readiness import KnownScript

if TYPE_CHECKING:
    from collections.abc import Mapping

    Scripts = Mapping[str, KnownScript]


def script(file: str, title: str = "", *was: str) -> KnownScript:
    return KnownScript(f"scripts/{file}.yaml", title or file.capitalize(), was)


ONE_TWO = {"een": script("een"), "twee": script("twee")}
OUT = remember(Ledger({"feed.xml": "f"}, {"een": "g1", "twee": "g2"}), ONE_TWO)


def published(ledger: Ledger, scripts: Scripts) -> Ledger:
    """Return the ledger after publishing scripts that are all ready."""
    return remember(with_names(follow_renames(ledger, scripts), {}, scripts), scripts)


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param({**ONE_TWO, "twee": script("anders", "Anders")}, id="file and title, slug kept"),
        pytest.param(
            {"een": script("een"), "drie": script("drie", "Drie", "twee")}, id="file, slug and title"
        ),
        pytest.param({"een": script("een"), "drie": script("twee", "Twee", "twee")}, id="slug alone"),
        pytest.param(
            {"een": script("een"), "drie": script("drie", "Drie", "nul", "twee")}, id="one of several"
        ),
        pytest.param(
            {"twee": script("een", "Een", "een"), "een": script("twee", "Twee", "twee")}, id="swapped"
        ),
        pytest.param(
            {"twee": script("een", "Een", "een"), "drie": script("twee", "Twee", "twee")}, id="moved on"
        ),
    ],
)
def test_an_episode_keeps_its_guid(scripts: Scripts) -> None:
    """However a script was renamed: what it says it was keeps the name that apps know, now and ever after."""
    ledger = published(OUT, scripts)
    guid_of = {one.title: ledger.episodes[slug] for slug, one in scripts.items()}
    assert guid_of.get("Een") == "g1"
    assert set(ledger.episodes.values()) == {"g1", "g2"}
    assert ledger.episodes.keys() == scripts.keys()
    assert published(ledger, scripts) == ledger


def test_names_are_followed_through_every_step() -> None:
    """A chain of renames, with or without the older slugs, and back again to the first."""
    ledger = OUT
    for slug, was in [
        ("b", ["twee"]),
        ("c", ["b"]),
        ("d", ["twee"]),
        ("e", ["twee", "b", "c", "d"]),
        ("twee", []),
    ]:
        ledger = published(ledger, {"een": script("een"), slug: script(slug, "Twee", *was)})
        assert ledger.episodes == {"een": "g1", slug: "g2"}


def test_two_that_change_places_twice_are_as_they_were() -> None:
    """`was` counts once: left in the scripts, it does not swap them again; said anew, it swaps them back."""
    swapped = {"twee": script("een", "Een", "een"), "een": script("twee", "Twee", "twee")}
    ledger = published(OUT, swapped)
    assert ledger.episodes == {"twee": "g1", "een": "g2"}
    back = {"een": script("een", "Een", "twee"), "twee": script("twee", "Twee", "een")}
    assert published(ledger, back).episodes == {"een": "g1", "twee": "g2"}


@pytest.mark.parametrize(
    ("scripts", "told"),
    [
        (
            {"twee": script("een", "Een"), "een": script("twee", "Twee")},
            (
                "scripts/twee.yaml:1: 'een' was published as 'Een', and is another script now. "
                "If they changed places, write `was: twee` here and `was: een` in the other script"
            ),
        ),
        (
            {"een": script("een", "Twee"), "twee": script("twee", "Een")},
            "scripts/een.yaml:1: 'een' was published as 'Een', and is another script now.",
        ),
        (
            {**ONE_TWO, "drie": script("drie", "Drie", "twee")},
            "scripts/drie.yaml:1: This script says `was: twee`, but scripts/twee.yaml still has the slug",
        ),
        (
            {
                "een": script("een"),
                "drie": script("drie", "Drie", "twee"),
                "vier": script("vier", "Vier", "twee"),
            },
            "'twee' cannot have become both 'drie' and 'vier'",
        ),
        (
            {"een": script("een", "Een", "twee")},
            "'een' has been published under its own name, and cannot take that of 'twee' as well.",
        ),
    ],
)
def test_what_would_mix_up_episodes_is_refused(scripts: Scripts, told: str) -> None:
    """Two scripts that swapped without a word, two for one episode, one for two: told with what to write."""
    with pytest.raises(InputError) as caught:
        follow_renames(OUT, scripts)
    assert told in str(caught.value)


def test_a_script_that_is_what_it_always_was_can_say_so() -> None:
    """Titles exchanged on purpose: `was:` its own slug settles it."""
    scripts = {"een": script("een", "Twee", "een"), "twee": script("twee", "Een", "twee")}
    assert follow_renames(OUT, scripts).episodes == OUT.episodes


@pytest.mark.parametrize(
    ("fresh", "near"),
    [
        ({"x": script("twee", "Iets anders")}, "x"),
        ({"x": script("x", "Twee")}, "x"),
        ({"twee-nieuw": script("twee-nieuw", "Iets"), "heel-anders": script("y", "Y")}, "twee-nieuw"),
        ({"heel-anders": script("heel-anders", "Q")}, "heel-anders"),
        ({"aaa": script("aaa"), "bbb": script("bbb")}, None),
        ({}, None),
    ],
)
def test_the_script_that_it_has_become_is_named(fresh: Scripts, near: str | None, tmp_path: Path) -> None:
    """By its file, its title, its slug, or because no other is new; where none is near, none is."""
    write_ledger(tmp_path, OUT)
    (problem,) = unaccounted(OUT, {"een": script("een"), **fresh}, tmp_path)
    line = (tmp_path / LEDGER).read_text("utf-8").splitlines().index("  twee: g2") + 1
    assert str(problem).startswith(
        f"{LEDGER}:{line}: 'twee' is published, and no script has this slug any more"
    )
    assert ("Was it renamed to" in str(problem)) == (near is not None)
    assert (
        near is None
        or f"Was it renamed to '{near}'? Then write `was: twee` in {fresh[near].file}." in str(problem)
    )
    assert "publish podcast --remove twee`" in str(problem)


def test_taking_out_is_said_and_can_be_undone() -> None:
    """The guid is kept: an episode that comes back is the one that apps know."""
    ledger = take_out(OUT, ["twee"], ready=["een"])
    assert (ledger.episodes, ledger.removed) == ({"een": "g1"}, {"twee": "g2"})
    assert unaccounted(ledger, {"een": script("een")}, NOWHERE) == ()
    assert published(ledger, ONE_TWO) == OUT
    renamed = published(ledger, {"een": script("een"), "drie": script("drie", "Drie", "twee")})
    assert (renamed.episodes, renamed.removed) == ({"een": "g1", "drie": "g2"}, {})


@pytest.mark.parametrize(
    ("name", "told"), [("een", "its script has a date"), ("twe", "Did you mean 'twee'?")]
)
def test_taking_out_the_wrong_one_is_refused(name: str, told: str) -> None:
    """One whose script would bring it back at once, and a slip of the pen."""
    with pytest.raises(InputError, match=told):
        take_out(OUT, [name], ready=["een"])


def test_a_new_script_under_an_old_slug_gets_a_name_of_its_own() -> None:
    """Made from the slug as ever, a guid would be that which the renamed episode took along."""
    first = with_names(Ledger(), {"feed.xml": "https://example.org/feed.xml"}, ["een"])
    moved = published(remember(first, {"een": script("een")}), {"twee": script("twee", "Een", "een")})
    both = published(moved, {"twee": script("twee", "Een", "een"), "een": script("een", "Nieuw")})
    assert both.episodes["twee"] == first.episodes["een"]
    assert len(set(both.episodes.values())) == 2


NOWHERE = Path("nowhere")
SLUGS = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.lists(st.dictionaries(SLUGS, st.tuples(SLUGS, st.lists(SLUGS, max_size=2)), max_size=4), max_size=5)
)
def test_whatever_is_renamed_no_guid_is_lost_or_given_twice(
    steps: list[dict[str, tuple[str, list[str]]]],
) -> None:
    """Any sequence of scripts, files and `was`: refused, told as gone, or every guid with one episode."""
    ledger = Ledger({"feed.xml": "f"})
    for step in steps:
        files = {file: slug for slug, (file, _) in step.items()}
        scripts = {slug: script(file, file, *step[slug][1]) for file, slug in files.items()}
        try:
            followed = follow_renames(ledger, scripts)
        except InputError:
            continue
        assert sorted(followed.episodes.values()) == sorted(
            {*ledger.episodes.values(), *followed.episodes.values()}
        )
        assert set(ledger.episodes.values()) <= set(followed.episodes.values())
        if unaccounted(followed, scripts, NOWHERE):
            continue
        ledger = remember(with_names(followed, {}, scripts), scripts)
        assert len(set(ledger.episodes.values())) == len(ledger.episodes)
        assert published(ledger, scripts) == ledger


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is nothing in it"),
        ("# only a comment\n", "there is nothing in it"),
        ("episodes: [oops", "it is no longer valid YAML"),
        ("- a\n", "it is not one that `publish` wrote"),
        ("posts:\n  - a\n", "it is not one that `publish` wrote"),
        ("episodes: {a: g}\nposts: 1\n", "it is not one that `publish` wrote"),
        ("episodes: {a: null}\n", "'a' has no name in it"),
        ("episodes: {a: 5}\n", "'a' has no name in it"),
        ("episodes: {a: ''}\n", "'a' has no name in it"),
        ("episodes: {a: {b: c}}\n", "'a' has no name in it"),
        ("episodes: [a]\n", "`episodes` is not a table in it"),
        ("episodes: {a: g, b: g}\n", "'a' and 'b' have the same name in it"),
        ("episodes: {a: g}\nremoved: {b: g}\n", "'a' and 'b' have the same name in it"),
        ("feeds: {../x: g}\n", "'../x' is not the name of a feed"),
        ("feeds: {index.html: g}\n", "'index.html' is not the name of a feed"),
        ("episodes: " + "[" * 5000, "it is no longer valid YAML"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nepisodes: {a: *b}\n", "it is not one that `publish` wrote"),
        ("\x00", "it is no longer valid YAML"),
    ],
)
def test_a_ledger_that_was_edited_into_nonsense_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """Neither read as empty nor written over: names that are lost cannot be made again."""
    (tmp_path / LEDGER).write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_ledger(tmp_path)
    assert told in str(caught.value)
    assert (tmp_path / LEDGER).read_text("utf-8") == text


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nowhere"])
def test_what_is_no_file_is_no_ledger(tmp_path: Path, kind: str) -> None:
    """It is told, at once, and left as it is."""
    path = tmp_path / LEDGER
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="it is not a file"):
        read_ledger(tmp_path)
    assert os.path.lexists(path)


def test_a_ledger_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Also slugs that YAML would take for numbers, dates or truth; and through a link."""
    names = {"1": "a", "2026-01-05": "b", "no": "c", "1e3": "d"}
    ledger = Ledger(
        {"feed.xml": "f", "feed-en.xml": "e"},
        names,
        {"weg": "w"},
        {"no": PublishedScript("scripts/no.yaml", "No: een 'titel'")},
        {"no": ("on", "off")},
    )
    (tmp_path / "kept").mkdir()
    (tmp_path / LEDGER).symlink_to(tmp_path / "kept" / "names.yaml")
    assert write_ledger(tmp_path, ledger)
    assert read_ledger(tmp_path) == ledger
    assert not write_ledger(tmp_path, ledger)
    assert (tmp_path / LEDGER).is_symlink()
    assert write_ledger(tmp_path, replace(ledger, removed={}))
