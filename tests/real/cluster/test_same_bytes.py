"""Builds on workers of Dask that see no project: the same bytes, progress, refusals and an end by Ctrl-C."""

from __future__ import annotations

import logging
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from tests.pipeline.conftest import Told
from tests.real.cluster.four_scripts import SCRIPTS, made, problems, tracks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real.cluster.machines import Machines
    from tests.real.cluster.refusing_s3 import Bucket

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore"), pytest.mark.timeout(480)]


def test_the_bytes_are_those_of_one_machine(
    machines: Machines, folder: Path, alone: dict[str, bytes]
) -> None:
    """Workers that see no project speak and make its tracks, and tell how far they are."""
    told = Told()
    assert problems(made(folder, told, on=machines.address)) == []
    assert tracks(folder) == alone
    assert {script for script, *_ in told.spoken} == set(SCRIPTS)
    assert {slug for slug, *_ in told.encoded} == set(SCRIPTS)
    assert {one.status for one in made(folder, on="tcp://127.0.0.1:1")} == {"unchanged"}


def test_a_worker_with_another_program_is_refused_by_name(
    machines: Machines, folder: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    """Another checkout of the same version is another program: its worker is named, and not used."""
    from tests.real.cluster.machines import ROOT  # noqa: PLC0415

    other = tmp_path / "other"
    shutil.copytree(ROOT / "stilte", other / "stilte", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "stilte/units.py").open("a", encoding="utf-8") as file:
        file.write("\n# another one\n")
    machines.start_worker("stranger", source=other)
    wait_for_workers(machines, 3)
    results = made(folder, on=machines.address)
    assert problems(results) == []
    assert tracks(folder) == alone
    notes = [str(note) for result in results for note in result.notes]
    assert any("1 worker is not used: tcp://" in note and "stilte" in note for note in notes), notes
    machines.workers.pop().kill()


def wait_for_workers(machines: Machines, count: int) -> None:
    from distributed import Client  # noqa: PLC0415 (may be missing)

    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=120)


INTERRUPT = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background would let it be ignored
from stilte.cli import main
sys.argv = ["stilte", *sys.argv[1:]]
main()
"""


def test_an_interrupted_build_leaves_nothing_half_written(machines: Machines, folder: Path) -> None:
    """Ctrl-C ends at once with the exit code of an interruption; no task goes on, no temporary file stays."""
    words = ["--project", str(folder), "build", "--on", machines.address]
    command = [sys.executable, "-c", INTERRUPT, *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as running:
        until_s = time.monotonic() + 120
        while "stilte-" not in keys_of(machines) and time.monotonic() < until_s:
            time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=120)
    assert running.returncode == 130, told.decode()
    assert b"Interrupted." in told
    assert not list((folder / "output").rglob("*.part"))
    deadline = time.monotonic() + 120
    while keys_of(machines) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert keys_of(machines) == ""


def keys_of(machines: Machines) -> str:
    from distributed import Client  # noqa: PLC0415 (may be missing)

    with Client(machines.address, set_as_default=False) as client:
        found = client.processing()
    return " ".join(str(key) for keys in found.values() for key in keys)


def test_no_scheduler_is_told(folder: Path, s3: Bucket) -> None:  # noqa: ARG001
    """An address where nobody listens, and one that is none, are told with what to write."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    for address in ("tcp://127.0.0.1:1", "nonsense"):
        with pytest.raises(InputError, match=rf"There is no Dask scheduler at '{address}'.*8786"):
            made(folder, on=address)
