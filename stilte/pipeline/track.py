"""Making one track: lay out, mix, encode, prove, move into place. Runs in any process."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.pipeline.known_lengths import Measured
from stilte.pipeline.mixer_sources import open_caches, room_of, sounds_used
from stilte.pipeline.results import Result
from stilte.pipeline.staging import last_sheet, move_into_place, staged, track_file, write_sidecars
from stilte.release.chapters import ffmetadata
from stilte.release.cuesheet_changes import Changes, changes, with_audible_differences
from stilte.release.images.artwork import track_cover
from stilte.release.tags.id3 import id3
from stilte.release.tags.other_formats import tag_file
from stilte.release.track import Track, TrackFile
from stilte.script.arrange import arrange
from stilte.script.timeline import Speech, refuse_nothing
from stilte.sound.allocator import give_freed_memory_back, keep_freed_memory
from stilte.sound.encode.encode_formats import FORMATS, bitrate_kbps, write_clips, write_formats, write_stems
from stilte.sound.encode.mp3 import bitrate_for
from stilte.sound.encode.version_differences import audible_differences
from stilte.sound.mix.master import Master, held_lower, master
from stilte.sound.mix.mixer import mixer
from stilte.sound.proof.failures import failures
from stilte.sound.proof.layers import layer_at
from stilte.sound.proof.prove_while_encoding import KeptMeasurements, encode_and_measure, proof
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stilte.pipeline.job import Job
    from stilte.pipeline.mixer_sources import Opened
    from stilte.script.timeline import Timeline
    from stilte.sound.mix.master import Quick
    from stilte.sound.proof.results import Proof

    Progress = Callable[[int, int], None]

# Each attempt lowers the peaks further; more than a few would mean that the ceiling cannot be met.
_MOST_ENCODINGS = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A track whose files lie in a folder: its length, and the seconds that each stage took."""

    length_s: float
    stages: tuple[tuple[str, float], ...]


def make_track(
    job: Job, progress: Progress = lambda _done, _total: None, opened: Opened | None = None
) -> Result:
    """Make a track and return its result; raises `StilteError` where it cannot be made."""
    with staged(job.project.output, job.variant.slug) as folder:
        return release_track(job, make_files(job, folder, progress, opened), folder)


def make_files(
    job: Job,
    folder: Path,
    progress: Progress = lambda _done, _total: None,
    opened: Opened | None = None,
) -> Made:
    """Write every file of a track to a folder, proven; nothing of the project but its inputs is looked at."""
    stopwatch = _Stopwatch()
    keep_freed_memory()
    give_freed_memory_back()
    timeline, signal = lay_out_track(job, opened)
    track = _track(job, timeline, signal)
    give_freed_memory_back()
    stopwatch.split("laying out")
    signal, measured = _within_ceiling(job, track, signal, folder, progress)
    give_freed_memory_back()
    stopwatch.split("mixing, encoding and proving")
    _write_others(job, track, signal, folder)
    write_sidecars(_proven(job, track, signal, folder, measured), folder)
    stopwatch.split("releasing")
    return Made(timeline.length_frames / timeline.rate_hz, stopwatch.stopwatch)


def release_track(job: Job, made: Made, folder: Path) -> Result:
    """Move a track into its place from the folder in which it was made; return its result."""
    began, slug = time.perf_counter(), job.variant.slug
    place = job.project.output / slug
    changed = _differences(last_sheet(place, slug), slug, place, folder)
    move_into_place(folder, place, slug)
    *before, (stage, took_s) = made.stages
    return Result(
        script=job.routine.script,
        slug=slug,
        status="built",
        path=f"output/{slug}/{slug}.mp3",
        length_s=made.length_s,
        reason=job.reason,
        draft=any(voice.draft for voice in job.voices),
        notes=(changed.summary(),) if changed else (),
        changed_s=_seconds(changed),
        stages=(*before, (stage, took_s + time.perf_counter() - began)),
    )


def lay_out_track(
    job: Job, opened: Opened | None = None, quick: Quick | None = None
) -> tuple[Timeline, Master]:
    """Return the timeline of a track and its signal, of which nothing has been rendered yet."""
    caches = open_caches(job, opened)
    timeline = arrange(
        job.routine, Measured(job.takes, caches.sound_frames), job.rate_hz, job.variant.asked_s
    )
    refuse_nothing(timeline, job.routine.script)
    mix = mixer(timeline, caches.sources, clear=job.routine.clear, room=room_of(job))
    return timeline, master(mix, job.routine.voice, job.target, job.workers, quick)


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
    """Write the MP3, its tag before the frames, and return its proof, measured while it is encoded."""
    voice, bare, whole = job.routine.voice, folder / "bare", folder / f"{track.slug}.mp3"
    with ThreadPoolExecutor(1, thread_name_prefix="cover") as beside, bare.open("wb") as file:
        drawn = beside.submit(track_cover, track, job.project.root) if job.workers > 1 else None
        heard = encode_and_measure(
            signal,
            voice,
            file,
            bitrate_kbps=job.project.build.bitrate_kbps,
            kept=KeptMeasurements(Store(job.project.cache, "pieces"), Store(job.project.cache, "passages")),
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
    wrong = failures(measured, job.target, layer_at=partial(layer_at, signal))
    if wrong:
        head = Problem(
            None, tr("{file} does not match its plan; the last good track is kept.", file=f"{track.slug}.mp3")
        )
        raise BuildError(head, *wrong)
    return replace(
        track,
        files=_files(job, track, signal, folder),
        clips=_clips(job, track, signal, folder),
        loudness=measured.loudness,
        proof=measured.figures,
        beds_under_lines_db=measured.beds_under_lines_db,
    )


def _files(job: Job, track: Track, signal: Master, folder: Path) -> tuple[TrackFile, ...]:
    rates: dict[str, int | None] = {"mp3": bitrate_for(signal.channels, job.project.build.bitrate_kbps)}
    rates |= {form: bitrate_kbps(form, signal.channels) for form in FORMATS if form in job.formats}
    return tuple(track_file(folder / f"{track.slug}.{form}", rate) for form, rate in rates.items())


def _clips(job: Job, track: Track, signal: Master, folder: Path) -> tuple[str, ...]:
    """Write the voice of each spoken event where that was asked for; return their paths from the track."""
    if not job.clips:
        return ()
    spoken = (event for event in track.timeline.events if isinstance(event, Speech))
    stretches = ((event.start_frame, event.start_frame + event.length_frames) for event in spoken)
    return tuple(f"clips/{name}" for name in write_clips(signal, folder / "clips", stretches))


def _differences(before: Mapping[str, Any] | None, slug: str, place: Path, folder: Path) -> Changes | None:
    """Return where an author should listen, if there was a version before.

    The plans are compared, and then what was rendered, as far as everything has the place that it had.
    """
    sheet = last_sheet(folder, slug)
    if not before or not sheet:
        return None
    found, length_s, name = changes(before, sheet), float(sheet["length_s"]), f"{slug}.mp3"
    until_s = min(found.same_until_s, length_s)
    heard = audible_differences(place / name, folder / name, until_s)
    return with_audible_differences(found, heard, length_s)


def _seconds(changed: Changes | None) -> tuple[tuple[float, float], ...]:
    stretches = changed.stretches if changed else ()
    return tuple((round(one.start_s, 3), round(one.end_s, 3)) for one in stretches)


class _Stopwatch:
    """The seconds that each stage took."""

    def __init__(self) -> None:
        self.stopwatch: tuple[tuple[str, float], ...] = ()
        self._since = time.perf_counter()

    def split(self, stage: str) -> None:
        now = time.perf_counter()
        self.stopwatch = (*self.stopwatch, (stage, now - self._since))
        self._since = now
