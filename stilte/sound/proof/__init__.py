"""Proof: the finished file is decoded, measured and compared with its plan."""
