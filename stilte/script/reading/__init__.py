"""From nodes to steps, one module for each part of the language."""
