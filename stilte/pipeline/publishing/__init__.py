"""Publishing a project: what is finished goes to a podcast or a blog."""
