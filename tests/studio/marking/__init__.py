"""Posts taken in, corrected and made into scripts by the studio."""
