"""Finding speech in a recording: levels by band, room noise, the bounds of speech."""
