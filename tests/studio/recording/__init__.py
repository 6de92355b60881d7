"""Recording an own voice in the studio."""
