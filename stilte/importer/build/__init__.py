"""Sentences of a post as steps of a script."""
