"""Clips and a timeline become one signal, rendered in blocks, then an encoded file that is measured."""
