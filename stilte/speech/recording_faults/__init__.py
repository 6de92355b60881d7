"""Checks of a recorded take: each fault with its cure in plain words; pure functions over samples."""
