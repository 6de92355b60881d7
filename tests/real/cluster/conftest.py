"""A scheduler of Dask, two workers that share nothing but a bucket, and a project that no worker sees."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.real.cluster.four_scripts import made, tracks, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.real.cluster.machines import Machines
    from tests.real.cluster.refusing_s3 import Bucket


def _needed(name: str) -> None:
    if os.environ.get("STILTE_REAL") == "1":
        __import__(name)
    else:
        pytest.importorskip(name)


@pytest.fixture(scope="package")
def s3() -> Iterator[Bucket]:
    """Yield a bucket that every machine reaches."""
    for name in ("distributed", "s3fs", "moto.server", "psutil"):
        _needed(name)
    from tests.real.cluster.refusing_s3 import bucket  # noqa: PLC0415 (needs what may be missing)

    with bucket() as found, pytest.MonkeyPatch.context() as patch:
        for name, value in found.environment.items():
            patch.setenv(name, value)
        yield found


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the author's folder, which no worker sees."""
    return tmp_path_factory.mktemp("author")


@pytest.fixture(scope="package")
def machines(s3: Bucket, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:  # noqa: ARG001
    """Yield a scheduler with two workers."""
    from tests.real.cluster import machines as real  # noqa: PLC0415 (needs what may be missing)

    with real.machines(tmp_path_factory.mktemp("machines") / "all", 2, [home]) as found:
        yield found


@pytest.fixture(scope="package")
def alone(s3: Bucket, home: Path) -> dict[str, bytes]:
    """Return the files of a build on one machine."""
    folder = written(home / "alone", s3)
    assert {one.status for one in made(folder)} == {"built"}
    s3.empty()
    return tracks(folder)


@pytest.fixture
def folder(s3: Bucket, home: Path, alone: dict[str, bytes]) -> Path:  # noqa: ARG001
    """Return a project of which nothing was built, beside an empty bucket."""
    s3.empty()
    shutil.rmtree(home / "show", ignore_errors=True)
    return written(home / "show", s3)
