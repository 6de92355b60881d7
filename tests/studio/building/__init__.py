"""Builds and their proofs."""
