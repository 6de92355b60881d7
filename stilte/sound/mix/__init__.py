"""Mixing: a timeline with its clips and beds becomes one mastered signal."""
