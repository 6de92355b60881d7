"""Own recordings in a routine: what each has to fit into, and what is still wrong with it."""
