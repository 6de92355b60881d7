"""The listen pages and their index, as static files."""
