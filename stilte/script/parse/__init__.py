"""Parsing nodes into steps, one module for each part of the language."""
