"""The podcast: feed, show notes, what has been published and what to publish."""
