"""Tags inside audio files: title, chapters, lyrics, cover."""
