"""Marking: a post becomes labelled sentences, its author corrects them, and a script is written."""
