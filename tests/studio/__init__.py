"""The studio's server, asked as its page asks, and as strangers do."""
