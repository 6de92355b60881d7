"""The listen pages on this machine: as `serve` shows them while an author writes, and in the studio."""
