"""Starting the studio: its place on this machine, the browser, an icon; and ending it."""
