"""Sentences and headings of a post → what each is: spoken, timing, a note, or left out."""
