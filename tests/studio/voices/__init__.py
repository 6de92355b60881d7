"""Voices and music, tried and taken in."""
