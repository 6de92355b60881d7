"""The interface texts of the pages, in every supported language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from stilte.messages import decimal_sign, in_language, word
from stilte.release.language_codes import primary

_WORDS = {
    "language": word("the name of this language", "English"),
    "date": word("a date", "{day} {month} {year}"),
    "months": word(
        "the months within a date",
        "January February March April May June July August September October November December",
    ),
    "in": word("listen page", "breathe in"),
    "hold": word("listen page", "hold"),
    "out": word("listen page", "breathe out"),
    "rest": word("listen page", "rest"),
    "all": word("listen page", "All recordings"),
    "chapters": word("listen page", "Chapters"),
    "transcript": word("listen page", "Transcript"),
    "notes": word("listen page", "About this recording"),
    "download": word("listen page", "Download"),
    "share": word("listen page", "Share"),
    "podcast": word("listen page", "Podcast"),
    "keep": word("listen page", "Keep offline"),
    "kept": word("listen page", "Kept offline"),
    "copied": word("listen page", "Address copied"),
    "failed": word("listen page", "That did not work"),
    "credits": word("listen page", "Thanks to"),
    "voice": word("listen page", "Voice"),
    "sound": word("listen page", "Sound"),
    "ai": word("listen page", "AI voice"),
    "embed": word("listen page", "On your own site"),
    "lengths": word("listen page", "Other lengths"),
    "picture": word("listen page", "The course of the recording: breath, voice, bells, music and chapters"),
    "listen": word("listen page", "Listen"),
    "pause": word("listen page", "Pause"),
    "empty": word("listen page", "There is nothing to listen to yet."),
    "licence": word("listen page", "Licence"),
    "resume": word("listen page", "You were at"),
    "draft": word("listen page", "A draft, with a voice for trying out"),
    "follow": word("listen page", "The text follows the voice"),
    "music": word("listen page", "Music"),
    "skip": word("listen page", "Skip to"),
    "skip_player": word("listen page", "To the player"),
    "skip_chapters": word("listen page", "To the chapters"),
    "skip_text": word("listen page", "To the text"),
    "skip_list": word("listen page", "To the recordings"),
    "share_from": word("listen page", "Share from {time}"),
    "settings": word("listen page", "Speed and timer"),
    "speed": word("listen page", "Speed"),
    "timer": word("listen page", "Sleep timer"),
    "off": word("listen page", "Off"),
    "minutes": word("listen page", "{n} min"),
    "to_chapter_end": word("listen page", "To the end of this chapter"),
    "to_track_end": word("listen page", "To the end"),
    "stops_in": word("listen page", "Stops in {time}"),
    "timer_stopped": word("listen page", "The timer has stopped the recording."),
    "ending": word("listen page", "After the end"),
    "silence": word("listen page", "Silence"),
    "next": word("listen page", "Next recording"),
    "begins_in": word("listen page", "It begins in {n} seconds."),
    "play_now": word("listen page", "Begin now"),
    "stay": word("listen page", "Stay in silence"),
    "page_keys": word("listen page", "Keys for the whole page"),
    "keys_help": word(
        "listen page",
        "Space: listen or pause. Left and right: 15 seconds. n and p: next and previous chapter.",
    ),
    "back": word("listen page", "Back to the voice"),
    "search_text": word("listen page", "Search in the text"),
    "found": word("listen page", "Found: {n}"),
    "nothing_found": word("listen page", "Nothing found"),
    "keeping": word("listen page", "Keeping: {percent}%"),
    "keep_all": word("listen page", "Keep all offline ({size} MB)"),
    "all_kept": word("listen page", "All of them are kept."),
    "full": word(
        "listen page", "There is no room on this device: {needed} MB are needed, {free} MB are free."
    ),
    "renewed": word("listen page", "There was a newer version: it is kept now."),
    "needs_network": word("listen page", "needs a network"),
    "offline": word("listen page", "Offline"),
    "not_kept": word("listen page", "This page is not kept on this device"),
    "kept_here": word("listen page", "There is no network now. These recordings are here:"),
    "none_kept": word("listen page", "There is no network now, and no recording is kept on this device."),
    "keep_next_time": word("listen page", "Next time, choose “Keep offline” on the page of a recording."),
    "withdrawn": word("listen page", "This recording was withdrawn."),
    "moved": word("listen page", "This recording is now here:"),
    "again": word("listen page", "Try again"),
    "search": word("listen page", "Search"),
    "theme": word("listen page", "Theme"),
    "length": word("listen page", "Length"),
    "spoken": word("listen page", "Language"),
    "every": word("listen page", "All"),
    "order": word("listen page", "Order"),
    "newest": word("listen page", "Newest first"),
    "shortest": word("listen page", "Shortest first"),
    "by_title": word("listen page", "By title"),
    "up_to": word("listen page", "up to {n} min"),
    "between": word("listen page", "{n} to {most} min"),
    "over": word("listen page", "over {n} min"),
    "show_all": word("listen page", "Show all"),
    "start_here": word("listen page", "Start here"),
    "feed": word("listen page", "Feed (RSS)"),
    "teacher": word("listen page", "About the teacher"),
    "scan": word("listen page", "Scan to listen"),
    "position": word("listen page", "Position"),
    "fund": word("podcast", "Support this podcast"),
}


def template(name: str) -> str:
    """Return a file of the templates as text."""
    return (files("stilte.release") / "templates" / name).read_text("utf-8")


@cache
def words_of(language: str) -> dict[str, str]:
    """Return the page's own words in a listener's language, in English where we have none.

    >>> words_of("nl-BE")["download"], words_of("tlh")["download"]
    ('Download', 'Download')
    """
    with in_language(primary(language)):
        return {**{name: str(text) for name, text in _WORDS.items()}, "quiet": "", "point": decimal_sign()}
