"""A post from a file, a page or an export, as blocks of text."""
