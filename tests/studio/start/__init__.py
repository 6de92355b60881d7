"""Starting the studio, and ending it."""
