"""Changing scripts."""
