"""Beds: continuous sound under the voice, synthesised or from an author's recordings."""
