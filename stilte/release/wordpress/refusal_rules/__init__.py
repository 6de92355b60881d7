"""What each refusal of a blog means to its author."""
