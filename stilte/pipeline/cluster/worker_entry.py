"""What a worker runs of a task: a check of its program first. A scheduler imports this too: nothing heavy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.pipeline.cluster.identity import Identity, differences, program_identity

if TYPE_CHECKING:
    from stilte.messages import Message


class Refused(Exception):
    """A worker, by its address, cannot do this work as it would be done elsewhere: `why` in words."""

    def __init__(self, why: str | Message, worker: str = "") -> None:
        super().__init__(why, worker)
        self.why = why
        self.worker = worker


def run_on_worker(identity: Identity, body: bytes, topic: str, limit_bytes: int) -> Any:
    """Do a task on a worker of Dask, and return what it gives; `topic` is where it tells how far it is.

    Raises `Refused` where the program is another one, before anything of the task is opened.
    """
    from distributed import get_worker  # noqa: PLC0415 (an extra)

    worker = get_worker()
    names = {name for name, _ in identity}
    mine = program_identity(speaks="onnxruntime" in names, hears="ctranslate2" in names)
    if why := differences(identity, mine):
        raise Refused(why, worker.address)
    from stilte.pipeline.cluster.shared_place import PlaceFailed  # noqa: PLC0415 (opens fsspec)
    from stilte.pipeline.cluster.tasks import keep_within, opened  # noqa: PLC0415 (opens numpy)

    folder = Path(worker.local_directory) / "stilte"
    folder.mkdir(parents=True, exist_ok=True)
    keep_within(folder, limit_bytes)
    task = opened(body)
    try:
        return task.run(folder, lambda done, total: worker.log_event(topic, (task.subject, done, total)))
    except Refused as no:
        raise Refused(no.why, worker.address) from no
    except PlaceFailed as failed:
        raise failed.seen_from(worker.address) from failed
