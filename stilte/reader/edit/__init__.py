"""Editing YAML files of an author as text: what is not touched stays byte for byte."""
