"""The form of `podcast.yaml`."""
