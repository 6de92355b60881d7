"""Recorded takes with real voices and a real recogniser."""
