"""Builds on many machines: tasks measured, one and two workers run, more of them simulated.

`python -m benchmarks.cluster measure` prints what a routine costs and how much travels, as JSON;
`… run` builds on a real scheduler with one worker and with two, in turn; `… simulate FILE` takes the JSON of the
first and prints the table of docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Self

from benchmarks.cluster_simulation import WORKERS, Costs, simulated
from benchmarks.material import project
from stilte.pipeline.build import build
from stilte.pipeline.cluster import cluster_workers
from stilte.pipeline.cluster.shared_place import SharedPlace
from stilte.pipeline.cluster.tasks import SpeakTask, opened, packed
from stilte.pipeline.options import Options, SilentListener
from stilte.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.pipeline.cluster.tasks import Task

ROUTINES = {"espeak": 4, "kokoro": 1}
MINUTES = 6.0


@dataclass(frozen=True, slots=True)
class Did:
    """A task that was done: its seconds of processor time, and what went to and from the place."""

    kind: str
    lines: int
    cpu_s: float
    up_bytes: int
    down_bytes: int
    requests: int


class Counted:
    """Counts what goes to and from a place in this process."""

    up_bytes = down_bytes = requests = 0

    @classmethod
    def begin(cls) -> None:
        """Count from here on, from nothing."""
        cls.up_bytes = cls.down_bytes = cls.requests = 0
        if not getattr(SharedPlace.fetch, "counts", False):
            SharedPlace.fetch = cls._counting(SharedPlace.fetch, "down_bytes")  # type: ignore[method-assign]
            SharedPlace.send = cls._counting(SharedPlace.send, "up_bytes")  # type: ignore[method-assign]

    @classmethod
    def _counting(cls, whole: Callable[..., Any], name: str) -> Callable[..., Any]:
        def counted(place: SharedPlace, entry: str, path: Path) -> Any:
            found = whole(place, entry, path)
            cls.requests += 2  # one asks for the size
            setattr(cls, name, getattr(cls, name) + (path.stat().st_size if path.exists() else 0))
            return found

        counted.counts = True  # type: ignore[attr-defined]
        return counted


def do(body: bytes, folder: Path) -> tuple[Any, Did]:
    """Do a task in this process and measure it."""
    Counted.begin()
    task = opened(body)
    began_s = time.process_time()
    found = task.run(folder, lambda _done, _total: None)
    kind, lines = ("speak", len(task.lines)) if isinstance(task, SpeakTask) else ("track", 0)
    took_s = time.process_time() - began_s
    return found, Did(kind, lines, took_s, Counted.up_bytes, Counted.down_bytes, Counted.requests)


def measured(engine: str, folder: Path, minutes: float) -> dict[str, Any]:
    """Build some routines, each task alone in a process; return what was done, and by the author's machine."""
    root = written(engine, folder, ROUTINES[engine] + 1, minutes)
    done: list[Did] = []
    lock = Lock()
    with ProcessPoolExecutor(1, get_context("spawn")) as machine:
        warm(machine, folder)

        class Direct:
            refused: ClassVar[dict[str, str]] = {}
            threads = 2

            def __init__(self, *_: object) -> None:
                """Need no address."""

            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                """End nothing."""

            def stop(self) -> None:
                """Stop nothing."""

            def do(self, task: Task, **_: Any) -> Any:
                body = packed(task)
                with lock:
                    found, did = machine.submit(do, body, folder / "machine").result()
                done.append(did)
                return found

        setattr(cluster_workers, "Connection", Direct)  # noqa: B010
        opened_project = open_project(root)
        first, *rest = opened_project.script_files()
        build(opened_project, (first,), Options(on="here", jobs=1, draft=True), SilentListener())
        done.clear()
        Counted.begin()
        began_s = time.process_time()
        results = build(opened_project, tuple(rest), Options(on="here", jobs=1), SilentListener())
        author_s = time.process_time() - began_s
    assert {result.status for result in results} == {"built"}, results
    count = len(results)
    speaks = [one for one in done if one.kind == "speak" and one.lines]
    tracks = [one for one in done if one.kind == "track"]
    seconds = sum(result.length_s or 0.0 for result in results) / count
    costs = Costs(
        lines=sum(one.lines for one in speaks) // count,
        speak_s=sum(one.cpu_s for one in speaks) / count,
        track_s=sum(one.cpu_s for one in tracks) / count,
        author_s=author_s / count,
        takes_bytes=sum(one.up_bytes for one in speaks) // count,
        track_bytes=sum(one.up_bytes for one in tracks) // count,
        requests=sum(one.requests for one in (*speaks, *tracks)) // count,
    )
    return {"engine": engine, "routines": count, "length_s": seconds, **asdict(costs)}


def written(engine: str, folder: Path, scripts: int, minutes: float = MINUTES) -> Path:
    """Write the project, with a place beside it."""
    root = project(folder / "show", minutes, scripts=scripts)
    use = "kokoro" if engine == "kokoro" else "espeak"
    (root / "voices/robot.yaml").write_text(f"language: nl\nuse: [{use}]\n", encoding="utf-8")
    text = f"title: Proef\nlanguage: nl\ncache: {{place: 'file://{folder}/place'}}\n"
    (root / "podcast.yaml").write_text(text, encoding="utf-8")
    (folder / "machine").mkdir(exist_ok=True)
    return root


def warm(machine: ProcessPoolExecutor, folder: Path) -> None:
    """Let a process read its modules: a worker does so once, for many tasks."""
    machine.submit(_read, folder).result()


def _read(_folder: Path) -> None:
    import stilte.pipeline.track  # noqa: F401, PLC0415


def run(folder: Path, rounds: int, minutes: float) -> list[dict[str, float]]:
    """Build the same routines with one worker and with two, in turn; return the seconds of each pair."""
    from tests.real.cluster.machines import machines  # noqa: PLC0415 (as the tests start them)

    found = []
    for number in range(rounds):
        pair: dict[str, float] = {}
        for count in (1, 2):
            here = folder / f"{number}-{count}"
            here.mkdir(parents=True)
            root = open_project(written("espeak", here, 6, minutes))
            with machines(here / "machines", count) as running:
                warm_up = Options(on=running.address, jobs=1, draft=True)
                build(root, root.script_files()[:1], warm_up, SilentListener())
                began_s = time.perf_counter()
                rest = root.script_files()[1:]
                build(root, rest, Options(on=running.address, jobs=1), SilentListener())
                pair[f"{count} workers, s"] = round(time.perf_counter() - began_s, 1)
        found.append(pair)
    return found


def main() -> None:
    """Do what is asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("work", choices=("measure", "run", "simulate"))
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="the length of a routine")
    parser.add_argument("--engines", default="espeak,kokoro")
    chosen = parser.parse_args()
    if chosen.work == "simulate":
        for line in chosen.file.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            names = Costs.__dataclass_fields__
            costs = Costs(**{name: raw[name] for name in names})
            print(f"\n{raw['engine']}: {json.dumps(raw)}")
            for count in WORKERS:
                print(simulated(costs, count).row())
        return
    with tempfile.TemporaryDirectory(prefix="stilte-bench-") as temporary:
        folder = Path(temporary)
        if chosen.work == "run":
            print(json.dumps(run(folder, chosen.rounds, chosen.minutes)))
            return
        for engine in chosen.engines.split(","):
            here = folder / engine
            here.mkdir()
            print(json.dumps(measured(engine, here, chosen.minutes)), flush=True)


if __name__ == "__main__":
    main()
