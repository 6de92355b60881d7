"""Parts of a build beside the tracks: what mixing needs, and the pages."""
