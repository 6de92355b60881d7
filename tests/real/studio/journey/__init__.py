"""The way of a teacher from a post to a published track, in both browsers."""
