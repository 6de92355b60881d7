"""Which take of a line is used, where an author chose another than the first."""
