"""The show: `podcast.yaml` as a form, and its picture."""
