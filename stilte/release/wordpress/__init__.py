"""A track as a post on a WordPress blog."""
