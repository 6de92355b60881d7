"""Plans of publishing, accounts and places."""
