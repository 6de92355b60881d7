"""Hearing a script before any MP3 is made of it: rendered while it is sent."""
