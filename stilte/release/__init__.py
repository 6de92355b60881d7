"""A finished track to the things that people open: cue sheet, tags, picture, page, feed, blog."""
