"""Benchmarks: `python -m benchmarks` runs the table of docs/performance.md."""
