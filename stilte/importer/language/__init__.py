"""What sentences are, by the idioms of each language."""
