"""Hearing scripts."""
