"""Blog post → script: read the page, find the exercise, read its timing words; and back to a post.

door       a path, an address or bytes → bytes, with limits
encoding, page, plain, wxr, reading      bytes → `Post`: blocks of text, without the page's machinery
find       `Post` → the `Exercise`s inside it
words, sentences                         the idioms of a language, the quantities in a sentence
chapters (breathing, repeats, holds, sides), routine, room    `Exercise` → `Draft`: steps
writer     a `Draft` → the text of a script
"""
