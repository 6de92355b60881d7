"""A blog, and a finished track to publish on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.catalog import read_catalog
from stilte.release.wordpress.credentials import Credentials
from stilte.release.wordpress.publish import publish_wordpress
from tests.release.wordpress.given_options import given_options
from tests.release.wordpress.stand_in import StandIn, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track
    from stilte.release.wordpress.results import PublishedPost

    Publish = Callable[..., PublishedPost]
    PublishAll = Callable[..., tuple[PublishedPost, ...]]

ANNA = Credentials("anna", "geheime woorden")


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Yield a WordPress of its own for each test."""
    with serving(StandIn()) as blog:
        yield blog


@pytest.fixture
def publish_all(
    tmp_path: Path,
    put: Callable[[Path, Track], None],
    show: Show,
    monkeypatch: pytest.MonkeyPatch,
    stand_in: StandIn,
) -> PublishAll:
    """Return what publishes tracks."""
    monkeypatch.setattr("stilte.release.wordpress.post_files.post_cover", lambda *_: b"cover")

    def run(*tracks: Track, **options: Any) -> tuple[PublishedPost, ...]:
        for track in tracks:
            if not (tmp_path / track.slug).exists():
                put(tmp_path, track)
        entries = read_catalog(tmp_path)
        return publish_wordpress(
            show, tmp_path, entries, stand_in.address, ANNA, **given_options(options)
        ).posts

    return run


@pytest.fixture
def publish(publish_all: PublishAll, track: Track) -> Publish:
    """Return what publishes the one track."""

    def run(**options: Any) -> PublishedPost:
        (post,) = publish_all(track, **options)
        return post

    return run
