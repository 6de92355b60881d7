"""The transcript is WebVTT that directories take."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stilte.release.transcript import subrip, transcript

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


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60)
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


def test_the_subtitles_are_the_same_lines_at_the_same_times(track: Track) -> None:
    """Numbered from 1, with a comma before the milliseconds, and without the name of a voice."""
    text = subrip(track)
    assert text.startswith("1\n00:00:06,000 --> 00:00:09,000\nWelkom & ga ‹zacht› zitten.\n\n2\n")
    assert re.findall(r"^\d+$", text, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    times = re.findall(r"(\S+) --> (\S+)", text.replace(",", "."))
    assert times == re.findall(r"(\S+) --> (\S+)", transcript(track))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_no_text_ends_a_subtitle_early(
    track: Track, speaking: Callable[[Track, str], Track], words: str
) -> None:
    """Any text is one subtitle: it holds no empty line, and no letter is lost."""
    number, times, *lines = subrip(speaking(track, words)).rstrip("\n").split("\n")
    assert (number, " --> " in times, all(lines)) == ("1", True, True)
    written = words.replace("<", "‹").replace(">", "›")
    assert "".join("".join(lines).split()) == "".join(written.split())
