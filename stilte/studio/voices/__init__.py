"""Voices and music: who speaks here and what is heard under it, each tried with the routine's own words."""
