"""The studio in real browsers, driven as an author drives it."""
