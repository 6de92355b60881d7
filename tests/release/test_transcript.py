"""The transcript is WebVTT that directories take."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stilte.release.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.track import Track


def test_every_line_is_a_cue_and_counting_is_none(track: Track) -> None:
    """What is spoken stands at its time, with its voice; numbers that count are left out."""
    text = transcript(track)
    assert text.startswith(
        "WEBVTT\n\n00:00:06.000 --> 00:00:09.000\n<v rustig>Welkom &amp; ga &lt;zacht&gt; zitten.\n\n"
    )
    assert text.count(" --> ") == 5
    assert "drie" not in text
    assert text.endswith("Blijf hier.\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    words=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=300
    )
)
def test_no_line_is_too_long_and_no_letter_is_lost(
    track: Track, speaking: Callable[[Track, str], Track], words: str
) -> None:
    """Any text keeps to 65 characters a line, cannot end its cue, and reads as it was written."""
    lines = transcript(speaking(track, words)).split("\n")[3:-1]
    assert all(len(line) <= 65 for line in lines)
    assert not any("-->" in line for line in lines)
    shown = unescape(re.sub("^<v rustig>", "", "\n".join(lines)))
    assert "".join(shown.split()) == "".join(words.split())
