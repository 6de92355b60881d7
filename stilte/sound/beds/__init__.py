"""What lies under the voice: beds made by arithmetic, and an author's recordings."""
