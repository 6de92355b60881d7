"""The workers of a Dask scheduler, as a build on one machine has processes: they speak and make tracks."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TypeVar

from stilte.cache_folder import CACHE
from stilte.errors import InputError, Problem, StilteError, Where, system_problem
from stilte.find_project import SHOW_FILE
from stilte.messages import Message, tr
from stilte.pipeline.cluster.connection import Connection, refusals
from stilte.pipeline.cluster.inputs import KIND, EntryMissing, Sender, needed_files
from stilte.pipeline.cluster.remote_takes import RemoteTakes
from stilte.pipeline.cluster.shared_place import SharedPlace
from stilte.pipeline.cluster.tasks import SpeakTask, TrackTask
from stilte.pipeline.cluster.track_files import INDEX, fetch_track, known_track
from stilte.pipeline.results import Result, failed_result
from stilte.pipeline.staging import staged
from stilte.pipeline.track import Made, release_track
from stilte.pipeline.workers import CacheGone
from stilte.speech.takes import take_of
from stilte.speech.voice import HERE, WORKERS
from stilte.store import entry_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from stilte.pipeline.cluster.tasks import SpokenLine
    from stilte.pipeline.cluster.track_files import SentTrack
    from stilte.pipeline.job import Job
    from stilte.pipeline.mixer_sources import Opened
    from stilte.project import Project
    from stilte.speech.speak_line import Doubt
    from stilte.speech.take_inputs import Line, Speaker
    from stilte.speech.takes import Take

T = TypeVar("T")
R = TypeVar("R")

_LINES_AT_ONCE = 8
"""Lines of one task: seconds of work with a neural voice, so that Dask's own share stays small."""
_MOST_SCRIPTS = 300
"""Scripts that are looked after at once: each waits in a thread for what others do for it."""
_MOST_LOST = 3
"""How often what a track is made from, or its files, may be lost at the place before that is told."""


class ClusterWorkers:
    """The workers behind an address; leave them by `with`, so that nothing of the build goes on there."""

    in_processes = True

    def __init__(self, address: str, project: Project, encodes: Callable[[str, int, int], None]) -> None:
        self.opened: Opened = {}
        self.place = place_of_machines(project)
        self.connection = Connection(address, encodes, project.cache_limit_bytes)
        self.takes = RemoteTakes(project.cache, "takes", self.place)
        self._project = project
        self._refused: dict[str, dict[str, str | Message]] = {}
        self._pool = ThreadPoolExecutor(_MOST_SCRIPTS, thread_name_prefix="tracks")
        self._lines = ThreadPoolExecutor(_MOST_SCRIPTS * 2, thread_name_prefix="lines")

    def __enter__(self) -> Self:
        """Connect, and see what lies at the place; raises `InputError` or `PlaceFailed`."""
        self.connection.__enter__()
        try:
            self.place.check()
            self.takes.sizes.update(self.place.sizes("takes"))
            self._sender = Sender(self.place, set(self.place.sizes(KIND)), self._project.root)
            self._made = set(self.place.sizes(INDEX))
        except BaseException:
            self.connection.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.__exit__(kind, error, trace)
        for pool in (self._pool, self._lines):
            pool.shutdown(wait=True, cancel_futures=True)

    @property
    def notes(self) -> tuple[Message, ...]:
        """Return what to say of workers that are not used."""
        return refusals(self.connection.refused)

    def each(self, work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Yield what `work` makes of items, as they are ready, many of them at once."""
        count = min(_MOST_SCRIPTS, max(8, 3 * self.connection.threads), len(items))
        with ThreadPoolExecutor(count, thread_name_prefix="scripts") as pool:
            futures = [pool.submit(work, item) for item in items]
            try:
                for future in as_completed(futures):
                    yield future.result()
            except BaseException:
                self.connection.stop()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def attempt(self, job: Job, progress: Callable[[int, int], None]) -> Future[Result]:  # noqa: ARG002
        """Begin a track; how far it is, is told by the connection."""
        return self._pool.submit(self._made_there, job)

    def again(self, job: Job) -> Result:
        """Make a track once more, after its takes were gone."""
        return self._made_there(job)

    def speaks(self, speaker: Speaker) -> bool:
        """Tell whether a voice is spoken by workers, and not in this process."""
        return speaker.use.place != HERE

    def spoken(
        self, lines: Sequence[Line], speaker: Speaker, doubt: Doubt | None
    ) -> Iterator[tuple[Line, Take]]:
        """Yield lines with their takes as workers speak them; raises what speaking them here would."""
        if self.takes.read(speaker.level_key()) is None:  # else every worker would find it for itself
            self._speak(SpeakTask(self.place.address, speaker, ()))
        groups = [tuple(lines[at : at + _LINES_AT_ONCE]) for at in range(0, len(lines), _LINES_AT_ONCE)]
        tasks = [SpeakTask(self.place.address, speaker, group) for group in groups]
        futures = {self._lines.submit(self._speak, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                for one in future.result():
                    line = futures[future].lines[one.number]
                    self.takes.note(one.key, one.size_bytes)
                    if doubt:
                        for told in one.doubts:
                            doubt(line, told)
                    yield line, take_of(one.key, one.size_bytes, speaker, self.takes)
        finally:
            for future in futures:
                future.cancel()

    def _speak(self, task: SpeakTask) -> tuple[SpokenLine, ...]:
        speaker = task.speaker
        resource = {} if speaker.use.place == WORKERS else {speaker.use.place: 1.0}
        refused = self._refused.setdefault(speaker.level_key(), {})
        found: tuple[SpokenLine, ...] = self.connection.do(task, resources=resource, refused=refused)
        return found

    def _made_there(self, job: Job) -> Result:
        """Make a track on a worker and release it here; raises `CacheGone` where its takes are not there."""
        script, slug = job.routine.script, job.variant.slug
        try:
            with staged(self._project.output, slug) as folder:
                made = self._whole(job, folder)
                return release_track(job, Made(made.length_s, made.stages), folder)
        except StilteError as error:
            return failed_result(script, slug, error.problems, exit_code=error.exit_code)
        except OSError as error:
            return failed_result(script, slug, (system_problem(error),))

    def _whole(self, job: Job, folder: Path) -> SentTrack:
        """Bring a track into a folder; what is not whole at the place is sent or made once more."""
        for _ in range(_MOST_LOST):
            try:
                return self._fetched(job, folder)
            except EntryMissing as missing:
                lost = missing
                for name in missing.names:
                    self.place.forget(name)
                    self.takes.forget(name)
                    self._sender.forget(name)
                if any(name.startswith("takes/") for name in missing.names):
                    break
        raise CacheGone(", ".join(lost.names)) from lost

    def _fetched(self, job: Job, folder: Path) -> SentTrack:
        """Bring the files of a track into a folder: those that lie at the place already, or made anew."""
        task = TrackTask(self.place.address, job, self._sender.send(needed_files(job)))
        if entry_name(INDEX, task.name) in self._made and (known := known_track(self.place, task.name)):
            with suppress(EntryMissing):  # else it is made again
                fetch_track(known, self.place, folder)
                return known
        sent: SentTrack = self.connection.do(task, priority=1)  # before lines: what is spoken comes out
        fetch_track(sent, self.place, folder)
        return sent


def place_of_machines(project: Project) -> SharedPlace:
    """Return the place that all machines reach; raises `InputError` where the project names none."""
    if project.shared:
        return SharedPlace(project.shared)
    if project.cache != project.root / CACHE:  # a network folder, under the same path on every machine
        return SharedPlace(str(project.cache.resolve()))
    message = tr("`--on` needs a place that all machines reach.")
    cure = tr("Write `cache: {place: s3://bucket/cache}` in podcast.yaml, or a network folder.")
    raise InputError(Problem(Where(SHOW_FILE, 1), message, cure))
