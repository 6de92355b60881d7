"""Computing a timeline from a routine and the lengths of its lines."""
