"""The room test: quiet and a sentence tell level, hum, noise and echo; kept, and compared with the takes."""

from __future__ import annotations

import json
import statistics
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.messages import Number, sentences, tr
from stilte.speech.recording_faults.check_take import check_take
from stilte.speech.recording_faults.echo import echo_faults, echo_s
from stilte.speech.recording_faults.heard_take import hear_take
from stilte.speech.recording_faults.room import find_hum
from stilte.store import write_whole
from stilte.units import decibels, frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.messages import Message
    from stilte.speech.recording_faults.other_takes import TakeFigures

FILE = "room-tests.json"
"""In the folder of a voice: the room tests, the newest last."""
_MOST_KEPT = 50
_LEAST_TAKES = 3
_LEVEL_DB = 6.0
_NOISE_DB = 8.0
_ECHO_S, _ECHO_RATIO = 0.2, 1.5
_LEAST_QUIET_DB = 12.0
_EDGE_S = 0.3
"""The click of the mouse, at either end of the quiet."""


@dataclass(frozen=True, slots=True)
class RoomTest:
    """What was heard: levels in dBFS, noise under the voice in dB, hum in Hz, echo in s; None: not heard."""

    at: str
    microphone: str
    voice_db: float | None
    noise_db: float | None
    distance_db: float | None
    hum_hz: float | None
    echo_s: float | None


def hear_room(
    samples: NDArray[np.float32], rate_hz: int, quiet_s: float, microphone: str
) -> tuple[RoomTest, list[dict[str, Any]]]:
    """Return what is heard in mono samples that begin with `quiet_s` of quiet, and its faults."""
    edge, end = frames(_EDGE_S, rate_hz), frames(quiet_s, rate_hz)
    quiet = samples[edge : max(end - edge, edge)]
    hum = find_hum([quiet], rate_hz)
    take = hear_take(samples[end:], rate_hz)
    faults = list(check_take(samples[end:], rate_hz, "").faults)
    if take is not None:
        faults += echo_faults(take)
    wanted = ("no speech", "too soft", "too loud", "clipped", "hum", "noise", "plosive", "echo")
    test = RoomTest(
        datetime.now(UTC).isoformat(timespec="seconds"),
        microphone,
        take.voice_db if take else None,
        _level_db(quiet),
        take.distance_db if take else None,
        hum.mains_hz if hum and any(one.kind == "hum" for one in faults) else None,
        echo_s(take) if take else None,
    )
    rows: list[tuple[str, Message, Message]] = [
        (one.kind, one.message, one.cure) for one in faults if one.kind in wanted
    ]
    if test.noise_db is not None and take is not None and test.noise_db > take.voice_db - _LEAST_QUIET_DB:
        told = tr("It was not quiet in the seconds before you read.")
        rows = [("not quiet", told, tr("Test the room again, and wait until you are asked to read."))]
    return test, [{"kind": kind, "text": str(told), "cure": str(cure)} for kind, told, cure in rows]


def _level_db(samples: NDArray[np.float32]) -> float | None:
    if not len(samples):
        return None
    centred = samples - samples.mean()
    return decibels(float((centred**2).mean() ** 0.5))


def kept_room_tests(folder: Path) -> list[RoomTest]:
    """Return the room tests of a voice, the oldest first; what cannot be read is none."""
    found: list[RoomTest] = []
    with suppress(OSError, ValueError, TypeError, KeyError):
        rows = json.loads((folder / FILE).read_text("utf-8"))["tests"]
        found = [RoomTest(**row) for row in rows]
    return found


def keep_test(folder: Path, test: RoomTest) -> None:
    """Keep a room test beside those before it."""
    rows = [asdict(one) for one in (*kept_room_tests(folder), test)][-_MOST_KEPT:]
    write_whole(folder / FILE, json.dumps({"tests": rows}, indent=1).encode())


def differences(test: RoomTest, before: RoomTest | None, takes: Sequence[TakeFigures]) -> Message | None:
    """Return how a room sounds different from the one of the takes so far; None where it does not."""
    if len(takes) < _LEAST_TAKES:
        return None
    parts = [*_against_takes(test, takes), *(_against_test(test, before) if before else ())]
    if not parts:
        return None
    return sentences(
        tr("The room sounds different than in your takes so far."),
        *parts,
        tr("Sit where you sat, with the same microphone, or record all lines anew."),
    )


def _against_takes(test: RoomTest, takes: Sequence[TakeFigures]) -> Iterator[Message]:
    if test.voice_db is not None:
        apart = test.voice_db - statistics.median(one.voice_db for one in takes)
        size = Number(abs(apart), decimals=0)
        if apart > _LEVEL_DB:
            yield tr("Your voice is {size} dB louder.", size=size)
        elif apart < -_LEVEL_DB:
            yield tr("Your voice is {size} dB softer.", size=size)
    rooms = [one.distance_db for one in takes if one.distance_db is not None]
    if test.distance_db is not None and rooms:
        nearer = statistics.median(rooms) - test.distance_db
        if nearer > _NOISE_DB:
            yield tr("The noise is {size} dB nearer to your voice.", size=Number(nearer, decimals=0))


def _against_test(test: RoomTest, before: RoomTest) -> Iterator[Message]:
    if test.hum_hz is not None and before.hum_hz is None:
        yield tr("It hums, which it did not.")
    if test.echo_s is None or before.echo_s is None:
        return
    values = {"now": Number(test.echo_s, decimals=1), "then": Number(before.echo_s, decimals=1)}
    if abs(test.echo_s - before.echo_s) > _ECHO_S and not (
        1 / _ECHO_RATIO < test.echo_s / before.echo_s < _ECHO_RATIO
    ):
        yield tr("It rings on for {now} s, and rang for {then} s.", **values)
