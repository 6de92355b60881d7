"""What every test shares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from stilte.messages import use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile(
    "stilte", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("stilte")
os.environ["STILTE_LANGUAGE"] = "en"  # of programs that tests start, too; a test may ask for another


FAST = (
    "tests/test_",
    "tests/messages/",
    "tests/reader/",
    "tests/script/",
    "tests/sound/dsp/",
    "tests/sound/mix/",
    "tests/sound/test_bells.py",
    "tests/sound/test_music_settings.py",
    "tests/sound/test_probe.py",
    "tests/sound/test_voice_chain.py",
    "tests/speech/normalize/",
    "tests/speech/test_",
    "tests/release/images/",
    "tests/release/podcast/",
    "tests/release/site/",
    "tests/release/tags/",
    "tests/release/test_",
    "tests/release/wordpress/",
    "tests/cli/test_check.py",
)
"""Where the tests marked `fast` are: some of every package, under a minute on two cores."""
NOT_FAST = ("tests/speech/test_catalogue.py", "tests/speech/test_models.py", "tests/test_readme.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the fast tests by where they stand."""
    for item in items:
        place = item.path.relative_to(config.rootpath).as_posix()
        if place.startswith(FAST) and not place.startswith(NOT_FAST):
            item.add_marker("fast")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test begin and end in English."""
    monkeypatch.delenv("LANGUAGE", raising=False)  # gettext's own, which the program sets
    use_language("en")
    yield
    use_language("en")


WATCHED = ("tests/script/", "tests/cli/test_check", "tests/cli/test_new", "tests/test_docs_of_the_language")
"""The tests whose scripts, voices, music and shows are all held against the schemas for editors."""


@pytest.fixture(autouse=True)
def _schemas_agree(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold every file that a test reads against its schema."""
    if not request.node.nodeid.startswith(WATCHED):
        yield
        return
    from tests.schema.watch import Watch  # noqa: PLC0415 (needed only there)

    watch = Watch()
    watch.begin(monkeypatch)
    yield
    assert list(watch.differences()) == []


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project itself."""
    return Path(__file__).resolve().parent.parent
