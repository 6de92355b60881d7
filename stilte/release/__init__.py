"""Publishing a finished track: cue sheet, tags, pictures, listen pages, podcast feed, blog posts."""
