"""The listen pages in real browsers, from a server of plain files."""
