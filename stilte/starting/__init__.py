"""What an author starts from: first scripts, recipes, a voice and a `podcast.yaml` in each language."""
