"""Reports on a project: changed readings of text, ignored files, leftover tracks."""
