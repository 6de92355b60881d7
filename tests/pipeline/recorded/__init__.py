"""Own recordings in a routine."""
