"""Time and clips to one signal, in blocks, and from there to a measured file."""
