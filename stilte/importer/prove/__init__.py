"""A written script, proved: it loads, its lengths can be reached, and no sentence of the post is lost."""
