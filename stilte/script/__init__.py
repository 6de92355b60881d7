"""Words to time: reading scripts, and laying them out on a timeline. Knows no audio."""
