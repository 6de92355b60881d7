"""Publishing: what will happen before it does, the blog's account, the podcast's place, and doing it."""
