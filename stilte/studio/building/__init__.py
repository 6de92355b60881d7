"""Building: the tracks that changed, with what was measured and which seconds sound otherwise."""
