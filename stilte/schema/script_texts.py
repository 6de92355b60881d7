"""What an editor tells of the keys of a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.messages import Message

TOP: dict[str, Message] = {
    "title": tr("What the track is called."),
    "subtitle": tr("A short line under the title."),
    "description": tr("What the track is about, for the podcast and the page; Markdown."),
    "language": tr("The language that is spoken, as nl, en or pt-BR."),
    "author": tr("Who made it; else the author of podcast.yaml."),
    "voice": tr("Who speaks: a file in voices/, without its ending."),
    "music": tr(
        "What sounds underneath: a file in music/, a built-in bed (drone, ocean, rain, wind, "
        "bowls, room), or none."
    ),
    "clear": tr("true keeps the music 20 dB under the voice, and lifts its consonants: for older ears."),
    "room": tr("none: where there is no music there is nothing at all; soft: a room that is hardly there."),
    "breath": tr(
        "The breath where a step names none: a name (box, coherent, calm, deep), numbers as 4-7-8, "
        "or parts as in 2, in 1, out 6."
    ),
    "pause": tr("The quiet after a line that says nothing else; 4 seconds unless told."),
    "length": tr("How long the track must be, as 10m; a list makes a track for each."),
    "stretch": tr("To how much of what is written a pause may shrink and grow, as [0.5, 3]."),
    "lead": tr("The quiet before the first step and after the last, as [1, 8]."),
    "date": tr("The day on which it comes out, as 2026-11-02."),
    "season": tr("The number of the season in the podcast."),
    "episode": tr("The number of the episode in the podcast."),
    "image": tr("A picture for this episode, a file of the project."),
    "tags": tr("Themes, by which listeners narrow the list."),
    "explicit": tr("true where directories must warn of the words."),
    "slug": tr("The name in output/ and in addresses; else made from the name of the file."),
    "was": tr("The slug under which it was published before, or a list of them."),
    "rate": tr("The sample rate: 44100, or 48000 for hosts that ask it."),
    "tracks": tr(
        "Several tracks from one script: each entry has a name, what it replaces, and texts for marks."
    ),
    "steps": tr("What happens, in order, each step after a dash."),
}
"""The keys at the top."""

VERB: dict[str, Message] = {
    "say": tr("A spoken line."),
    "pause": tr("Quiet that the length of the track may stretch: 30, 2m, 20-90, 5 breaths."),
    "silence": tr("Quiet that nothing ever stretches."),
    "breathe": tr("Whole breaths: a count as 5 or 5-10, or a time to fill, as 2m."),
    "hold": tr("Staying in a posture for exactly this time."),
    "repeat": tr("How often the steps happen: a count, a list of rounds, or with `every` a time."),
    "chapter": tr("The title of a chapter; never spoken, players show it."),
    "bell": tr("How many times a bell is struck."),
    "sound": tr("A sound, once, in full: a built-in one, or a file in music/."),
    "music": tr("Another bed from here on, none, or a number: so many dB above or under its own level."),
    "include": tr("The steps of a file in scripts/ whose name begins with _."),
    "note": tr("A text for the show notes; never spoken."),
}
"""The verbs."""

MODIFIERS: dict[str, Message] = {
    "say": tr(
        "What is said: the line that opens a hold; in a breath the cues `in`, `hold`, `out` and `rest`."
    ),
    "pause": tr("The quiet after it."),
    "voice": tr("Who speaks here."),
    "level": tr("How loud, in dB; [first, last] goes from round to round."),
    "speed": tr("How fast, times the speed of the voice; [first, last] goes from round to round."),
    "side": tr("From which side it is heard."),
    "breath": tr("The breath: a name, numbers as 4-7-8, parts as in 2, in 1, out 6, or [first, last]."),
    "during": tr("What sounds along the way: lines, bells and sounds, with `at` or `every`."),
    "count": tr("Speaks the seconds, up or down."),
    "sound": tr("Which bell is struck; in a breath `breath`, `tone` or none, or a sound for each part."),
    "steps": tr("What is repeated."),
    "every": tr("How long each round lasts; of a bell or sound: how often it rings."),
    "as": tr("A name for the number of the round, for a mark as <round>."),
    "tone": tr("The tone to which a bell is tuned: hertz, or a note as A3."),
    "over": tr("How long the music takes to change, in seconds."),
    "with": tr("Texts for the marks of the included file, by name."),
    "on": tr("In which rounds: first, last, not first, not last, odd, even, 3, 2-3, 2-, or a list."),
    "only": tr("In which tracks of `tracks` it stands."),
    "at": tr("When, from the start, or with a minus from the end."),
    "bell": tr("How many times a bell is struck."),
    "in": tr("What is said on the in-breath."),
    "hold": tr("What is said while the breath is held."),
    "out": tr("What is said on the out-breath."),
    "rest": tr("What is said in the rest after the out-breath."),
}
"""What may stand beside a verb, and inside what it holds."""
