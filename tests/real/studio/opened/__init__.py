"""Everything of the page that opens: dialogs, menus, questions, what is unfolded."""
