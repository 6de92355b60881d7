"""Sentences about breaths → `breathe` steps."""
