"""The studio: the whole work in a window of the browser, and the server behind it."""
