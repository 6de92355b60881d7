"""Which take of a line is used."""
