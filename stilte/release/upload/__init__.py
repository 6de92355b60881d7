"""Sending files to a folder, a server or a bucket."""
