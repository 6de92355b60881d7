"""Workers without Dask: tasks are packed, opened and done in this process, in folders without the project."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import pytest

from stilte.pipeline.cluster import cluster_workers
from stilte.pipeline.cluster.tasks import SpeakTask, TrackTask, opened, packed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.cluster.tasks import Task


@dataclass
class Bench:
    """Two folders that stand for machines; `done` are the tasks in order, `before` is called with each."""

    folder: Path
    before: Callable[[Task], None] = lambda _task: None
    done: list[Task] = field(default_factory=list)

    def count(self, kind: type[SpeakTask | TrackTask]) -> int:
        """Return how many tasks of a kind were done."""
        return sum(isinstance(task, kind) for task in self.done)


@pytest.fixture
def bench(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Return machines that builds with `on` use instead of a scheduler's."""
    found = Bench(tmp_path_factory.mktemp("machines"))
    lock = threading.Lock()

    class Direct:
        """Stands for a connection: does each task at once, on one machine after another."""

        refused: dict[str, str]
        threads = 2

        def __init__(self, _address: str, encodes: Callable[[str, int, int], None], _limit: int) -> None:
            self.refused = {}
            self.encodes = encodes

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """End nothing."""

        def stop(self) -> None:
            """Stop nothing."""

        def do(self, task: Task, **_: Any) -> Any:
            with lock:
                found.done.append(task)
                machine = found.folder / f"machine-{len(found.done) % 2}"
                machine.mkdir(exist_ok=True)
                found.before(task)
                there = opened(packed(task))
                return there.run(machine, lambda done, total: self.encodes(there.subject, done, total))

    monkeypatch.setattr(cluster_workers, "Connection", Direct)
    return found
