"""Sending to places."""
