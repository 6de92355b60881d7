"""Recording an own voice: the lines of a script, their takes and checks, a long recording cut."""
