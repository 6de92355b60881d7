"""Builds that share a place, and their work, with other machines."""
