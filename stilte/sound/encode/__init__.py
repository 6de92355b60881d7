"""Encoding: MP3, the other formats, and the frames of an MPEG stream."""
