"""Checks of a recorded take."""
