"""The two kinds of work that other machines do: speak these lines, make this track.

A task is a value that says everything; it is named by that. What comes of it goes to the shared place under
the name of what it is made from, and the answer tells little more than names: a task done twice, or by
two workers at once, leaves the same bytes.
"""

from __future__ import annotations

import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stilte.cache_folder import prune, usage
from stilte.messages import Message, tr
from stilte.pipeline.cluster.identity import Identity, program_identity
from stilte.pipeline.cluster.inputs import EntryMissing, SentFile, lay_out
from stilte.pipeline.cluster.remote_takes import RemoteTakes
from stilte.pipeline.cluster.shared_place import SharedPlace
from stilte.pipeline.cluster.track_files import SentTrack, send_track
from stilte.pipeline.cluster.worker_entry import Refused
from stilte.speech.engine import EngineUnavailable, engine
from stilte.speech.takes import speak_lines, voice_gain_db
from stilte.store import Store, entry_name, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.pipeline.job import Job
    from stilte.speech.take_inputs import Line, Speaker

    Report = Callable[[int, int], None]

_SAMPLE_BYTES = 4
_FETCHES = 8
"""Takes that are fetched at once: each waits for the place, not for this machine."""
_PRUNE_AFTER = 40
"""Tasks between two looks at how large a worker's own cache is."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A take at the shared place: which line of the task, its key, its length in bytes; doubts about it."""

    number: int
    key: str
    size_bytes: int
    doubts: tuple[str | Message, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakTask:
    """Lines for one speaker; without lines, only the voice's own level is found."""

    place: str
    speaker: Speaker
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Return what names the task: the takes that come of it."""
        keys = (self.speaker.key(line) for line in self.lines)
        return key_of("speak", self.place, self.speaker.level_key(), *keys)

    @property
    def identity(self) -> Identity:
        """Return what must be the same where it is done."""
        return program_identity(speaks=True, hears=self.speaker.voice.verify)

    @property
    def subject(self) -> str:
        """Return what is told of: a voice."""
        return self.speaker.voice.name

    def run(self, folder: Path, _report: Report) -> tuple[SpokenLine, ...]:
        """Speak the lines on a worker; raises what speaking raises, and `Refused`."""
        self._check_engine()
        # What this worker spoke before is sent again: whoever asks for it did not find it at the place.
        store = RemoteTakes(folder, "takes", SharedPlace(self.place))
        voice_gain_db(self.speaker, store)
        if not self.lines:
            store.body_bytes(self.speaker.level_key())
            return ()
        doubts: dict[Line, list[str | Message]] = {}
        takes = speak_lines(
            self.lines,
            self.speaker,
            store,
            doubt=lambda line, doubt: doubts.setdefault(line, []).append(doubt),
            at_once=1,  # a worker has as many threads as may be busy
        )
        found = ((number, line, takes[line.utterance]) for number, line in enumerate(self.lines))
        return tuple(
            SpokenLine(number, take.key, take.length_frames * _SAMPLE_BYTES, tuple(doubts.get(line, ())))
            for number, line, take in found
        )

    def _check_engine(self) -> None:
        speaker = self.speaker
        try:
            mine = engine(speaker.use.engine).fingerprint(speaker.request())
        except EngineUnavailable as gone:
            raise Refused(tr("{engine}: {why}", engine=speaker.use.engine, why=gone.why)) from gone
        if mine != speaker.fingerprint:
            asked = speaker.fingerprint
            why = tr(
                "{engine} is '{mine}' there, '{asked}' here",
                engine=speaker.use.engine,
                mine=mine,
                asked=asked,
            )
            raise Refused(why)


@dataclass(frozen=True, slots=True)
class TrackTask:
    """A track to make, its inputs at the shared place; the paths in the job are laid out anew."""

    place: str
    job: Job
    files: tuple[SentFile, ...]

    @property
    def name(self) -> str:
        """Return what names the task: everything that the track is made from."""
        job = self.job
        takes = sorted(take.key for take in job.takes.values())
        made_of = (job.fingerprint, job.variant.slug, job.formats, job.stems, job.clips, job.voices)
        return key_of("track", self.place, self.identity, *made_of, self.files, *takes)

    @property
    def identity(self) -> Identity:
        """Return what must be the same where it is done."""
        return program_identity()

    @property
    def subject(self) -> str:
        """Return what is told of: the track."""
        return self.job.variant.slug

    def run(self, folder: Path, report: Report) -> SentTrack:
        """Make the track on a worker and send it to the place; raises `EntryMissing`, `StilteError`."""
        from stilte.pipeline.track import make_files  # noqa: PLC0415 (opens what mixing needs)

        place = SharedPlace(self.place)
        with TemporaryDirectory(prefix="track-", dir=folder) as temporary:
            root, made = Path(temporary) / "project", Path(temporary) / "made"
            for one in (root, made):
                one.mkdir()
            lay_out(self.files, root, Store(folder, "files", place))
            job = self._laid_out(root, folder, Store(folder, "takes", place))
            return send_track(made, make_files(job, made, report), place, self.name)

    def _laid_out(self, root: Path, cache: Path, takes: Store) -> Job:
        """Return the job with the paths of this machine; raises `EntryMissing` for takes that are gone."""
        job, old = self.job, self.job.project.root
        wanted = [(take.key, take.length_frames * _SAMPLE_BYTES) for take in job.takes.values()]
        with ThreadPoolExecutor(_FETCHES, thread_name_prefix="fetch") as pool:
            sizes = pool.map(takes.body_bytes, (key for key, _ in wanted))
        missing = [key for (key, size_bytes), found in zip(wanted, sizes, strict=True) if found != size_bytes]
        if missing:
            raise EntryMissing(*(entry_name("takes", key) for key in missing))
        beds = {
            name: replace(bed, file=root / bed.file.relative_to(old))
            if bed.file and bed.file.is_relative_to(old)
            else bed
            for name, bed in job.beds.items()
        }
        return replace(
            job,
            project=replace(job.project, root=root, cache=cache, shared=""),
            takes={line: replace(take, path=takes.path(take.key)) for line, take in job.takes.items()},
            beds=beds,
            workers=1,
        )


Task = SpeakTask | TrackTask


def packed(task: Task) -> bytes:
    """Return a task as the bytes that travel, which only a worker with the same program opens."""
    return pickle.dumps(task)


def opened(body: bytes) -> Task:
    """Return a task from the bytes that travelled: of an author, by the scheduler, as all of Dask's."""
    task: Task = pickle.loads(body)  # noqa: S301
    return task


_DONE = [0]


def keep_within(folder: Path, limit_bytes: int) -> None:
    """Prune a worker's own cache now and then: it lives as long as the worker."""
    _DONE[0] += 1
    if _DONE[0] % _PRUNE_AFTER == 0 and usage(folder).size_bytes > limit_bytes:
        prune(folder, limit_bytes)
    if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
        prune(folder, 0)


_LEAST_FREE_BYTES = 500 * 10**6
"""Below this much free disk a worker empties its own cache: everything in it lies at the place too."""
