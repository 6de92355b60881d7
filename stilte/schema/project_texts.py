"""What an editor tells of the keys of podcast.yaml, voices and music."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.messages import Message

PROJECT: dict[str, Message] = {
    "title": tr("What the podcast is called."),
    "description": tr("What it is about."),
    "author": tr("Who makes it."),
    "email": tr("The address that directories write to."),
    "link": tr("The web address of the show."),
    "language": tr("The language of the scripts that name none, and of the messages."),
    "category": tr("Where directories list it, one or several of Apple's categories."),
    "image": tr("The cover: a square picture of the project; else one is drawn."),
    "explicit": tr("true where directories must warn of the words."),
    "type": tr("episodic: the newest first; serial: in order, from the first."),
    "licence": tr("The licence of the tracks, as cc-by-nc-4.0."),
    "media": tr("The web address under which the published files will be found."),
    "funding": tr("A page where listeners can support the show."),
    "accent": tr("The colour of the listen pages, as '#2f8a80'."),
    "photo": tr("A picture of the teacher, for the pages."),
    "about": tr("A few sentences about the teacher."),
    "links": tr("Names with web addresses, shown beside the teacher."),
    "subscribe": tr("Addresses of the show in podcast apps."),
    "start": tr("The slugs of the tracks to start with."),
    "ending": tr("What follows the end of a track: the next one, or silence."),
    "defaults": tr("Keys of a script, for every script that does not say otherwise."),
    "build": tr("How tracks are made."),
    "cache": tr("Where takes and encoded pieces are kept, and how much."),
}
"""`podcast.yaml`."""

BUILD: dict[str, Message] = {
    "formats": tr("The files of each track; mp3 always."),
    "bitrate": tr("kbit/s of the MP3."),
    "rate": tr("The sample rate: 44100, or 48000 for hosts that ask it."),
    "loudness": tr("The loudness of the speech in LUFS."),
    "peak": tr("The ceiling of the true peak in dBTP."),
    "jobs": tr("How many tracks at once; auto: as many as there are cores."),
}
"""`build` in it."""

CACHE: dict[str, Message] = {
    "place": tr("A folder of its own; ~/… for one in your home folder."),
    "limit": tr("How much is kept, as 5GB; what was used longest ago goes first."),
}
"""`cache` in it."""

VOICE: dict[str, Message] = {
    "language": tr("The language that the voice speaks, as nl or en-US."),
    "role": tr("guide for whole routines; whisper or other for single lines."),
    "use": tr("Engines in order of preference, each a name, or a name with its settings."),
    "speed": tr("How fast, times the speed of the engine."),
    "level": tr("dB against other voices."),
    "room": tr("A little space around the voice, 0 to 0.3."),
    "pronounce": tr("Words said otherwise: respelled, or {say: …}, {ipa: …} or {lang: …}."),
    "credit": tr("Who is named in the cue sheet and on the page."),
    "verify": tr("true: a speech recogniser listens to each new take."),
    "note": tr("For yourself."),
}
"""A voice."""

ENGINE: dict[str, Message] = {
    "draft": tr("true: a track that this engine speaks is a draft, and is not published unasked."),
    "stretch": tr("How fast its words are once they are spoken, 0.5 to 1.5."),
    "deess": tr("true tames an s that is as loud as the vowels."),
    "treble": tr("The highs from 4 kHz on, in dB."),
    "run": tr("The program with its options, as a line or a list of words."),
    "version": tr("Raise it when the program has changed."),
    "limit": tr("How many seconds it may take."),
    "voice": tr("The name of the voice at that service."),
    "speed": tr("How fast it speaks."),
    "pitch": tr("How high it speaks."),
    "variant": tr("A variant of espeak, as f5 or whisper."),
    "rate": tr("Words a minute."),
    "range": tr("How much the pitch moves, 0 to 100."),
    "warm": tr("true softens the sound."),
    "tld": tr("The end of Google's address, which chooses the accent: com, be, co.uk."),
    "slow": tr("true speaks slowly."),
    "lang": tr("The language that the service is told, where it is another."),
    "style": tr("A style of Kokoro, or a list to blend."),
    "model": tr("The model, by name or as a file."),
    "address": tr("The address of the server."),
    "instructions": tr("How it is to speak, in words."),
    "key": tr("The environment variable that holds the key; never the key itself."),
    "speaker": tr("The number of a speaker in the model."),
    "length_scale": tr("How long its sounds last; above 1 is slower."),
    "folder": tr("The folder of the recordings, in voices/."),
    "missing": tr("What happens where a line has no recording: stop, or the next engine speaks it."),
    "hz": tr("The tone for each line, in hertz."),
    "per_letter": tr("How long it lasts for each letter, in seconds."),
}
"""What an entry under `use` may say."""

PRONOUNCE: dict[str, Message] = {
    "say": tr("Respelled as it sounds."),
    "ipa": tr("In the phonetic alphabet (IPA)."),
    "lang": tr("As a word of this language."),
}
"""How a word is said."""

MUSIC: dict[str, Message] = {
    "make": tr("A built-in bed, made by the program."),
    "file": tr("A recording in music/."),
    "loop": tr("The stretch of the recording that is repeated, in seconds, as [12.0, 184.5]."),
    "level": tr("Its level in quiet, in dB against the voice."),
    "fade": tr("How long it fades in and out, in seconds."),
    "duck": tr("How many dB it sinks while someone speaks."),
    "follow": tr("breath: it swells with the breaths; none."),
    "licence": tr("The licence of the recording."),
    "credit": tr("Who made it; named on the page and in the file."),
    "layers": tr("Tones over it: binaural or isochronic."),
    "tone": tr("Its ground tone: hertz, or a note as D2."),
    "brightness": tr("How bright, 0 to 1."),
    "pace": tr("How busy; 1 is usual."),
    "width": tr("How wide, 0 (mono) to 1."),
    "seed": tr("Another number makes another passage of the same kind."),
    "waves": tr("The waves of the ocean in a minute."),
}
"""A bed."""

LAYER: dict[str, Message] = {
    "binaural": tr("Two tones in hertz, one for each ear, as [200, 206]."),
    "isochronic": tr("Pulses a second."),
    "tone": tr("The tone that pulses: hertz, or a note."),
    "level": tr("How loud, in dBFS."),
}
"""A layer of tones over it."""
