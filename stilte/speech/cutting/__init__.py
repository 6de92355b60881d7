"""Cutting one long recording into a take for each line of a script."""
