"""The command line: arguments, progress, messages, exit codes."""

from stilte.cli.program import main

__all__ = ["main"]
