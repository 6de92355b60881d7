"""The marking page, from a post to its scripts."""
