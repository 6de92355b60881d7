"""LAME, without its bit reservoir: in this process, or by the ffmpeg program.

The package lameenc has LAME in it and a class that cannot do without the reservoir; but its module gives out
LAME's own C functions too, which can. Where it does not (Windows), ffmpeg's LAME does the same work, in a
program that takes a fifth longer. Both leave the same noise; their bytes differ, so `encoder` is part of
what a piece is kept under.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import BuildError, Problem
from stilte.messages import Message, tr
from stilte.sound.encode.mpeg_frames import FRAME_SAMPLES
from stilte.sound.ffmpeg import piped, version

if TYPE_CHECKING:
    from numpy.typing import NDArray

_QUALITY = 7
"""On soft beds and speech less noise over what masks it than LAME's own default, in half of the time: see
docs/sound.md."""
_BLOCK = 1 << 16
"""Frames that are handed over at a time: they and LAME's copy of them fit in a processor's cache."""
_JOINT_STEREO, _MONO = 1, 3
_FULL_SCALE = 32768 / 32767
"""LAME scales floats to 32767, ffmpeg to 32768, as decoders do."""
_SPARE_FRAMES = 20
_SPARE_BYTES = 7200
"""Bytes that LAME's header asks to reserve in addition to the frames."""
_BEGUN = threading.Lock()
"""LAME initialises static tables when an encoder is opened, so only one is opened at a time."""


@functools.cache
def encoder() -> str:
    """Return a name for the LAME that `lame` uses, another one for every build of it."""
    if _library() is None:
        return version()
    return f"lame {hashlib.blake2b(_module().read_bytes(), digest_size=8).hexdigest()}"


def lame(samples: NDArray[np.float32], rate_hz: int, bitrate_kbps: int) -> bytes:
    """Return samples (frames, channels) as MPEG frames that each stand alone, without Info frame or tags.

    Raises `BuildError`.
    """
    library = _library()
    if library is None:
        return _by_program(samples, rate_hz, bitrate_kbps)
    return _in_process(library, np.ascontiguousarray(samples), rate_hz, bitrate_kbps)


def _softened(bitrate_kbps: int) -> float:
    """Return the factor by which LAME softens what it is given, so that it can be undone.

    Measured with tones at every bitrate, 44.1 and 48 kHz, mono and stereo: 0.45 dB at 128 kbit/s.
    """
    return {192: 0.97, 224: 0.98, 256: 1.0, 320: 1.0}.get(bitrate_kbps, 0.95)


@functools.cache
def _library() -> ctypes.CDLL | None:
    """Return LAME's C functions, or None where the module of lameenc does not give them out."""
    try:
        library = ctypes.CDLL(str(_module()))
        library.lame_init.restype = ctypes.c_void_p
        library.lame_set_scale.argtypes = [ctypes.c_void_p, ctypes.c_float]
        whole, pointer = ctypes.c_int, ctypes.c_void_p
        for name in ("lame_init_params", "lame_get_out_samplerate", "lame_close"):
            getattr(library, name).argtypes = [pointer]
        for name in _SETTINGS:
            getattr(library, f"lame_set_{name}").argtypes = [pointer, whole]
        library.lame_encode_buffer_ieee_float.argtypes = [pointer, pointer, pointer, whole, pointer, whole]
        library.lame_encode_buffer_interleaved_ieee_float.argtypes = [pointer, pointer, whole, pointer, whole]
        library.lame_encode_flush.argtypes = [pointer, pointer, whole]
    except (OSError, AttributeError):
        return None
    return library


_SETTINGS = (
    *("in_samplerate", "out_samplerate", "num_channels", "mode"),
    *("brate", "quality", "disable_reservoir", "bWriteVbrTag"),
)


def _module() -> Path:
    spec = find_spec("lameenc")
    if spec is None or spec.origin is None:
        raise OSError("lameenc is not installed")
    return Path(spec.origin)


def _in_process(library: ctypes.CDLL, samples: NDArray[np.float32], rate_hz: int, bitrate_kbps: int) -> bytes:
    frames, channels = samples.shape
    # A frame of layer III takes 144 · bitrate / rate bytes, and one more where it is padded.
    whole_frames = frames // FRAME_SAMPLES + _SPARE_FRAMES
    room = np.empty(whole_frames * (144 * 1000 * bitrate_kbps // rate_hz + 1) + _SPARE_BYTES, dtype=np.uint8)
    mode = _MONO if channels == 1 else _JOINT_STEREO
    handle = library.lame_init()
    if not handle:
        raise _failed(tr("it cannot begin"))
    try:
        with _BEGUN:
            settings = (rate_hz, rate_hz, channels, mode, bitrate_kbps, _QUALITY, 1, 0)
            for name, value in zip(_SETTINGS, settings, strict=True):
                getattr(library, f"lame_set_{name}")(handle, value)
            library.lame_set_scale(handle, _FULL_SCALE / _softened(bitrate_kbps))
            if library.lame_init_params(handle) < 0 or library.lame_get_out_samplerate(handle) != rate_hz:
                raise _failed(
                    tr("{rate} Hz at {bitrate} kbit/s is not for it", rate=rate_hz, bitrate=bitrate_kbps)
                )
        size = 0
        for start in range(0, frames, _BLOCK):
            sound, count = samples.ctypes.data + start * samples.strides[0], min(_BLOCK, frames - start)
            written = (room.ctypes.data + size, len(room) - size)
            if channels == 1:
                done = library.lame_encode_buffer_ieee_float(handle, sound, sound, count, *written)
            else:
                done = library.lame_encode_buffer_interleaved_ieee_float(handle, sound, count, *written)
            size += _size(done)
        size += _size(library.lame_encode_flush(handle, room.ctypes.data + size, len(room) - size))
    finally:
        library.lame_close(handle)
    return room[:size].tobytes()


def _size(done: int) -> int:
    """Return how many bytes LAME wrote; raises `BuildError` where it returned an error code."""
    if done < 0:
        raise _failed(tr("its error {number}", number=done))
    return done


def _by_program(samples: NDArray[np.float32], rate_hz: int, bitrate_kbps: int) -> bytes:
    scale = np.float32(1 / _softened(bitrate_kbps))
    raw = ("-f", "f32le", "-ar", str(rate_hz), "-ac", str(samples.shape[1]), "-i", "pipe:0")
    codec = ("-c:a", "libmp3lame", "-b:a", f"{bitrate_kbps}k", "-joint_stereo", "1", "-reservoir", "0")
    quality = ("-compression_level", str(_QUALITY))
    bare = ("-write_xing", "0", "-id3v2_version", "0", "-f", "mp3", "pipe:1")
    # Without a Xing header or a tag: pieces are joined, and the whole gets one Info frame.
    blocks = (samples[at : at + _BLOCK] * scale for at in range(0, len(samples), _BLOCK))
    return piped(*raw, *codec, *quality, *bare, data=(block.data.cast("B") for block in blocks))


def _failed(why: Message) -> BuildError:
    return BuildError(Problem(None, tr("LAME could not do its work: {why}.", why=why)))
