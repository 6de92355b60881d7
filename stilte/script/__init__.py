"""Reading scripts, and laying them out on a timeline. Contains no audio code."""
