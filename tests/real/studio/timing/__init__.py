"""What comes early, late or out of order: keys before a frame is drawn, answers that overtake each other."""
