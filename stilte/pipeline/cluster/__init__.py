"""Builds that share a place, and work, with other machines."""
