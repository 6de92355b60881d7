"""The listen pages on this machine."""
