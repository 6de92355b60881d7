"""One track: laid out, mixed, encoded, proven, and put in its place. Runs in any process."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.pipeline.lengths import Measured
from stilte.pipeline.results import Result
from stilte.pipeline.sources import shelves, sounds_used
from stilte.pipeline.staging import last_sheet, move_into_place, staged, track_file, write_papers
from stilte.release.artwork import track_cover
from stilte.release.chapters import ffmetadata
from stilte.release.cuesheet import cue_data
from stilte.release.id3 import id3
from stilte.release.tags import tag_file
from stilte.release.track import Track, TrackFile
from stilte.script.arrange import arrange
from stilte.script.heard import refuse_nothing
from stilte.sound.changes import changes
from stilte.sound.encode import bitrate_for
from stilte.sound.formats import FORMATS, bitrate_kbps, write_formats, write_stems
from stilte.sound.master import Master, held_lower, master
from stilte.sound.memory import give_freed_memory_back, keep_freed_memory
from stilte.sound.mix import mixer
from stilte.sound.overhear import Kept, proof, write_and_hear
from stilte.sound.proof import failures
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stilte.pipeline.job import Job
    from stilte.pipeline.sources import Opened
    from stilte.script.timeline import Timeline
    from stilte.sound.proof import Proof

    Progress = Callable[[int, int], None]

_MOST_ENCODINGS = 4


def make_track(
    job: Job, progress: Progress = lambda _done, _total: None, opened: Opened | None = None
) -> Result:
    """Make a track and say what came of it; raises `StilteError` where it cannot be made."""
    laps = _Laps()
    keep_freed_memory()
    give_freed_memory_back()
    timeline, signal = laid_out(job, opened)
    track = _track(job, timeline, signal)
    give_freed_memory_back()
    laps.lap("laying out")
    with staged(job.project.output, job.variant.slug) as folder:
        signal, measured = _within_ceiling(job, track, signal, folder, progress)
        give_freed_memory_back()
        laps.lap("mixing, encoding and proving")
        _write_others(job, track, signal, folder)
        finished = _proven(job, track, signal, folder, measured)
        place = job.project.output / track.slug
        notes = _differences(last_sheet(place, track.slug), finished)
        write_papers(finished, folder)
        move_into_place(folder, place, track.slug)
        laps.lap("releasing")
    return Result(
        script=job.routine.script,
        slug=track.slug,
        status="built",
        path=f"output/{track.slug}/{track.slug}.mp3",
        length_s=timeline.length_frames / timeline.rate_hz,
        reason=job.reason,
        draft=any(voice.draft for voice in job.voices),
        notes=notes,
        stages=laps.laps,
    )


def laid_out(job: Job, opened: Opened | None = None) -> tuple[Timeline, Master]:
    """Return the timeline of a track and its signal, of which nothing has been rendered yet."""
    shelf = shelves(job, opened)
    timeline = arrange(job.routine, Measured(job.takes, shelf.sound_frames), job.rate_hz, job.variant.asked_s)
    refuse_nothing(timeline, job.routine.script)
    mix = mixer(timeline, shelf.sources, clear=job.routine.clear)
    return timeline, master(mix, job.routine.voice, job.target, job.workers)


def _track(job: Job, timeline: Timeline, signal: Master) -> Track:
    return Track(
        show=job.project.show,
        routine=job.routine,
        timeline=timeline,
        slug=job.variant.slug,
        variant_of=job.variant.variant_of,
        fingerprint=job.fingerprint,
        channels=signal.channels,
        voices=job.voices,
        sounds=sounds_used(job, timeline),
    )


def _within_ceiling(
    job: Job, track: Track, signal: Master, folder: Path, progress: Progress
) -> tuple[Master, Proof]:
    """Encode a track and measure it; again with lower peaks where the encoder raised one over its ceiling.

    Crackle and sparks are raised by up to 2 dB, speech hardly ever over the margin that the master keeps.
    """
    for _ in range(_MOST_ENCODINGS - 1):
        measured = _write_mp3(job, track, signal, folder, progress)
        over_db = measured.true_peak_dbtp - job.target.true_peak_dbtp
        if over_db <= 0:
            return signal, measured
        signal = held_lower(signal, over_db)
    return signal, _write_mp3(job, track, signal, folder, progress)


def _write_mp3(job: Job, track: Track, signal: Master, folder: Path, progress: Progress) -> Proof:
    """Write the MP3, its tag before the frames, and return what it measures, heard while it is written."""
    voice, bare, whole = job.routine.voice, folder / "bare", folder / f"{track.slug}.mp3"
    with ThreadPoolExecutor(1, thread_name_prefix="cover") as beside, bare.open("wb") as file:
        drawn = beside.submit(track_cover, track, job.project.root) if job.workers > 1 else None
        heard = write_and_hear(
            signal,
            voice,
            file,
            bitrate_kbps=job.project.build.bitrate_kbps,
            kept=Kept(Store(job.project.cache, "pieces"), Store(job.project.cache, "passages")),
            workers=job.workers,
            progress=progress,
        )
    cover = drawn.result() if drawn else track_cover(track, job.project.root)
    with whole.open("wb") as file, bare.open("rb") as frames:
        file.write(id3(track, cover))
        shutil.copyfileobj(frames, file)
    bare.unlink()
    return proof(heard, whole, signal, voice)


def _write_others(job: Job, track: Track, signal: Master, folder: Path) -> None:
    """Write the other formats and the stems that were asked for."""
    others = {form: folder / f"{track.slug}.{form}" for form in FORMATS if form in job.formats}
    chapters = folder / "chapters.ffmetadata"
    chapters.write_text(ffmetadata(track), encoding="utf-8")
    write_formats(signal, others, chapters)
    chapters.unlink()
    for path in others.values():
        tag_file(path, track, track_cover(track, job.project.root))
    if job.stems:
        write_stems(signal, folder / "stems")


def _proven(job: Job, track: Track, signal: Master, folder: Path, measured: Proof) -> Track:
    """Return the track with its files and what was measured; raises `BuildError` outside tolerance."""
    wrong = failures(measured, job.target)
    if wrong:
        head = Problem(None, f"{track.slug}.mp3 is not as planned; the last good track stands.")
        raise BuildError(head, *wrong)
    return replace(
        track,
        files=_files(job, track, signal, folder),
        loudness=measured.loudness,
        proof=measured.figures,
    )


def _files(job: Job, track: Track, signal: Master, folder: Path) -> tuple[TrackFile, ...]:
    rates: dict[str, int | None] = {"mp3": bitrate_for(signal.channels, job.project.build.bitrate_kbps)}
    rates |= {form: bitrate_kbps(form, signal.channels) for form in FORMATS if form in job.formats}
    return tuple(track_file(folder / f"{track.slug}.{form}", rate) for form, rate in rates.items())


def _differences(before: Mapping[str, Any] | None, track: Track) -> tuple[str, ...]:
    """Return the line that says what an author should listen to, if there was a version before."""
    return (str(changes(before, cue_data(track))),) if before else ()


class _Laps:
    """The seconds that each stage took."""

    def __init__(self) -> None:
        self.laps: tuple[tuple[str, float], ...] = ()
        self._since = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps = (*self.laps, (stage, now - self._since))
        self._since = now
