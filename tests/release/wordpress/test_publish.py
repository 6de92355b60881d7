"""Publishing to a blog that does what blogs do: renames, forbids, hides, loses; with a stand-in for it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import BuildError, InputError, StilteError
from stilte.release.catalog import read_catalog
from stilte.release.wordpress.answers import Medium
from stilte.release.wordpress.api import Pacing
from stilte.release.wordpress.podcast_plugin_fields import episode_fields
from stilte.release.wordpress.results import Listener, PublishedPost, ScriptNames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.track import Track
    from tests.release.wordpress.conftest import Publish, PublishAll
    from tests.release.wordpress.stand_in import StandIn

Answer = tuple[int, dict[str, str], bytes]


def written(blog: StandIn) -> int:
    """Return how often something was written."""
    return sum(method == "POST" for method, _ in blog.asked)


def post_of(blog: StandIn) -> dict[str, Any]:
    (post,) = blog.kept["posts"]
    return post


def told(post: PublishedPost) -> str:
    return " ".join(map(str, post.warnings))


def test_a_second_run_writes_nothing(stand_in: StandIn, publish: Publish) -> None:
    """Not a file, not a title, not the post."""
    publish()
    before = written(stand_in)
    assert publish().outcome == "unchanged"
    assert written(stand_in) == before


@pytest.mark.parametrize("name", ["bestand", "mp3-{}", "x-1"])
def test_whatever_the_blog_names_a_file_it_is_sent_once(
    stand_in: StandIn, publish: Publish, name: str
) -> None:
    """Our part of the post names it; without the post, its description tells its content."""
    stand_in.renames = lambda sent: f"{name.format(len(stand_in.kept['media']))}.{sent.rpartition('.')[2]}"
    assert len(publish().files) == 3
    assert (publish().outcome, publish().files) == ("unchanged", ())
    stand_in.kept["posts"].clear()
    anew = publish()
    assert (anew.outcome, anew.files, len(stand_in.kept["media"])) == ("created", (), 3)


def test_a_role_that_may_send_but_not_describe_finds_its_files_in_the_post(
    stand_in: StandIn, publish: Publish
) -> None:
    """No description, another name: the block of ours that shows the file names it."""
    stand_in.renames = lambda sent: f"bestand.{sent.rpartition('.')[2]}"

    def meets(method: str, path: str, _body: bytes) -> Answer | None:
        forbidden = method == "POST" and "/media/" in path
        return (403, {}, b'{"code": "rest_cannot_edit", "message": "Nee."}') if forbidden else None

    stand_in.meets = meets
    publish()
    sent = [name for name in publish().files if not name.endswith(".jpg")]
    assert sent == []


@pytest.mark.parametrize("status", ["trash", "draft", "private", "pending", "archive"])
def test_what_was_taken_back_stays_so(stand_in: StandIn, publish: Publish, status: str) -> None:
    """It is told with the way out; `again` brings the same post back."""
    stand_in.states = ("archive",)
    publish(publish=True)
    stand_in.change("posts", 1, status=status)
    left = publish(publish=True)
    assert (left.status, post_of(stand_in)["status"]) == (status, status)
    assert "--again rust" in told(left)
    assert publish(publish=True, again=frozenset({"rust"})).status == "publish"
    assert post_of(stand_in)["status"] == "publish"


def test_a_dry_run_tells_of_what_was_taken_back_and_writes_nothing(
    stand_in: StandIn, publish: Publish
) -> None:
    """Also with `again`."""
    publish(publish=True)
    stand_in.change("posts", 1, status="trash")
    before = written(stand_in)
    assert publish(dry_run=True, publish=True).outcome == "withdrawn"
    assert publish(dry_run=True, publish=True, again=frozenset({"rust"})).outcome == "updated"
    assert written(stand_in) == before


def test_of_many_posts_that_hold_the_words_ours_is_found(stand_in: StandIn, publish: Publish) -> None:
    """A hundred routines whose names begin alike fill a page of results: the next one is read."""
    publish()
    ours = stand_in.kept["posts"].pop()
    for number in range(100):
        name = f"rust{number}"
        stand_in.kept["posts"].append(
            {"id": number + 1, "slug": f"anders{number}", "status": "draft", "title": "", "link": "",
             "content": {"raw": f'<!-- wp:group {{"className":"stilte-{name}"}} --><!-- /wp:group -->'}}
        )  # fmt: skip
    stand_in.kept["posts"].append({**ours, "id": 101, "slug": "haar-adres"})
    rows = stand_in.kept["posts"]

    def meets(_method: str, path: str, _body: bytes) -> Answer | None:
        if "/posts?" in path and "search=" in path:
            page = rows[100:] if "page=2" in path else rows[:100]
            return 200, {}, json.dumps(page).encode()
        return None

    stand_in.meets = meets
    assert publish().outcome == "unchanged"


def test_a_renamed_script_keeps_its_post(stand_in: StandIn, publish: Publish) -> None:
    """With `was`; without it, no second post is made, and it is told what to write."""
    publish()
    raw = post_of(stand_in)["content"]["raw"]
    stand_in.change("posts", 1, slug="oud", content=raw.replace("stilte-rust", "stilte-oud"))
    with pytest.raises(InputError, match="write `was: oud` in it"):
        publish(scripts=ScriptNames(slugs=frozenset({"rust"})))
    moved = publish(scripts=ScriptNames(was={"rust": ("oud",)}))
    assert (moved.outcome, post_of(stand_in)["slug"]) == ("updated", "oud")
    assert post_of(stand_in)["content"]["raw"] == raw
    assert publish().outcome == "unchanged"


def test_two_scripts_with_one_title_are_two_posts(stand_in: StandIn, publish: Publish) -> None:
    """A post of another script that is still there is not taken for a renamed one."""
    publish()
    raw = post_of(stand_in)["content"]["raw"]
    stand_in.change("posts", 1, slug="oud", content=raw.replace("stilte-rust", "stilte-oud"))
    assert publish(scripts=ScriptNames(slugs=frozenset({"rust", "oud"}))).outcome == "created"


def test_a_transcript_and_a_picture_that_are_refused_are_left_out(
    stand_in: StandIn, publish: Publish
) -> None:
    """The post comes all the same, each is told with its cure, and the next run is quiet."""

    def meets(method: str, path: str, body: bytes) -> Answer | None:
        refused = method == "POST" and path.endswith("/media") and (body == b"cover" or b"WEBVTT" in body[:9])
        answer = b'{"code": "rest_upload_sideload_error", "message": "Dit type mag niet."}'
        return (500, {}, answer) if refused else None

    stand_in.meets = meets
    made = publish()
    assert (made.outcome, len(made.files), len(made.warnings)) == ("created", 1, 2)
    assert "end in .vtt are forbidden there" in told(made)
    assert "end in .jpg are forbidden there" in told(made)
    assert publish().outcome == "unchanged"


def test_one_routine_that_fails_does_not_stop_the_others(
    stand_in: StandIn, publish_all: PublishAll, track: Track
) -> None:
    """What went well is told as it goes, what did not at the end, by its name."""
    other = replace(track.routine, slug="zacht", title="Zacht")
    two = (track, replace(track, routine=other, slug="zacht-3m", variant_of="zacht"))
    stand_in.kept["posts"].append(
        {"id": 1, "slug": "rust", "status": "publish", "title": "", "link": "x", "content": "Van haar."}
    )
    done: list[str] = []
    listener = Listener(ends=lambda post: done.append(post.slug))
    with pytest.raises(InputError, match=r"^rust: The blog has a post of its own"):
        publish_all(*two, listener=listener)
    assert done == ["zacht"]


def test_a_wait_that_is_asked_for_is_kept_and_a_long_one_is_told(stand_in: StandIn, publish: Publish) -> None:
    """429 twice: waits as long as it says; an hour is not waited for."""
    answers: list[Answer] = [(429, {"Retry-After": "9"}, b""), (429, {}, b"")]

    def meets(_method: str, path: str, _body: bytes) -> Answer | None:
        return answers.pop(0) if answers and "/posts" in path else None

    stand_in.meets = meets
    waits: list[float] = []
    assert publish(pacing=Pacing(wait=waits.append)).outcome == "created"
    assert waits == [9.0, 5.0]
    answers.append((429, {"Retry-After": "3600"}, b""))
    with pytest.raises(BuildError, match="no more requests"):
        publish(pacing=Pacing(wait=waits.append))
    assert len(waits) == 2


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ((200, {}, b'<div class="elementor-section">Oud</div>'), "made with Elementor"),
        ((200, {}, b'<div class="et_pb_row">Oud</div>'), "made with Divi"),
        ((200, {}, b"<p>Iets anders.</p>"), "does not show the post's own text"),
        ((503, {}, b""), "HTTP 503"),
        ((403, {"cf-mitigated": "challenge"}, b"Just a moment..."), "against robots"),
        ((403, {}, b"<h1>Forbidden</h1>"), "answers HTTP 403"),
        ((401, {"WWW-Authenticate": "Basic"}, b""), "requires a login from every visitor"),
        ((200, {}, b"<p>Iets.</p><script src='/cdn-cgi/challenge-platform/x.js'></script>"), "own text"),
        ((302, {"Location": "/wp-login.php?x=1"}, b""), "requires a login from every visitor"),
    ],
)
def test_what_keeps_a_reader_from_the_track_is_told(
    stand_in: StandIn, publish: Publish, page: Answer, says: str
) -> None:
    """Whatever the page of the post shows in its place."""
    stand_in.meets = lambda _method, path, _body: (
        (200, {}, b"login") if "wp-login" in path else page if path.startswith("/p/") else None
    )
    assert re.search(says, told(publish(publish=True)))


def test_a_player_that_writes_the_address_otherwise_is_one(stand_in: StandIn, publish: Publish) -> None:
    """Escaped for JavaScript, with percent signs, on another host: the file's own name counts."""
    publish(publish=True)
    name = post_of(stand_in)["content"]["raw"].partition('src="https://b.example/')[2].partition('"')[0]
    written = f'<i data-src="https:\\/\\/cdn.example\\/x\\/{name.replace("-", "%2D")}">'
    stand_in.meets = lambda _method, path, _body: (
        (200, {}, written.encode()) if path.startswith("/p/") else None
    )
    assert publish(publish=True).warnings == ()


def test_no_page_is_looked_at_with_the_password(stand_in: StandIn, publish: Publish) -> None:
    """Readers have none: the front page and the post are fetched without."""
    publish(publish=True)
    seen = zip(stand_in.asked, stand_in.logins, strict=True)
    assert {bool(login) for (_, path), login in seen if not path.startswith("/wp-json/")} == {False}


@pytest.mark.parametrize("status", [401, 503])
def test_what_meets_every_routine_is_not_tried_again(
    stand_in: StandIn, publish: Publish, status: int
) -> None:
    """A password that is withdrawn in the middle, maintenance that begins."""
    stand_in.meets = lambda _method, path, _body: (status, {}, b"") if "/media" in path else None
    with pytest.raises(StilteError):
        publish()
    assert sum("/media" in path for _, path in stand_in.asked) == 1


def test_a_track_without_an_mp3_is_told_also_where_another_fails(
    stand_in: StandIn,
    publish_all: PublishAll,
    track: Track,
    tmp_path: Path,
    put: Callable[[Path, Track], None],
) -> None:
    """What waits is told before anything is sent."""
    silent = replace(track, routine=replace(track.routine, slug="zacht"), slug="zacht-3m", variant_of="zacht")
    put(tmp_path, silent)
    sheet = tmp_path / "zacht-3m/zacht-3m.json"
    sheet.write_text(json.dumps(json.loads(sheet.read_text("utf-8")) | {"files": []}), "utf-8")
    stand_in.meets = lambda _method, path, _body: (404, {}, b"") if "/posts" in path else None
    waiting: list[str] = []
    with pytest.raises(BuildError, match="Permalinks"):
        publish_all(track, silent, listener=Listener(leaves_out=lambda one: waiting.append(one.slug)))
    assert waiting == ["zacht-3m"]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("duration", "2:50", True),
        ("duration", "00:02:51", True),
        ("duration", "00:09:00", False),
        ("duration", "", False),
        ("audio_file", "https://count.example/b.example/x/rust-3m-a.mp3", True),
        ("audio_file", "https://b.example/oud.mp3", False),
        ("itunes_season_number", "7", False),
        ("explicit", "on", True),
    ],
)
def test_what_the_plugin_wrote_in_its_own_way_is_no_change(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], field: str, value: str, *, kept: bool
) -> None:
    """A length without hours or rounded otherwise, a counting service before the file: they stay."""
    put(tmp_path, track)
    (entry,) = read_catalog(tmp_path)
    audio = Medium(1, "https://b.example/rust-3m-a.mp3")
    has = {**episode_fields(entry, audio), field: value}
    assert (episode_fields(entry, audio, has) == {}) is kept


def test_what_a_script_leaves_empty_is_no_field(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None]
) -> None:
    """Neither in a new episode nor in one where it was typed on the plugin's screen."""
    put(tmp_path, replace(track, routine=replace(track.routine, episode=None, season=None)))
    (entry,) = read_catalog(tmp_path)
    audio = Medium(1, "https://b.example/a.mp3")
    assert not {"itunes_episode_number", "itunes_season_number"} & set(episode_fields(entry, audio))
    has = {**episode_fields(entry, audio), "itunes_episode_number": "12"}
    assert episode_fields(entry, audio, has) == {}
