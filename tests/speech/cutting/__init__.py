"""Cutting one long recording into takes."""
