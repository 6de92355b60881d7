"""Blog post → script: read the page, find the exercise, turn its timing words into steps; and back to a post.

    door       a path, an address or bytes → bytes, with limits
    encoding, page, plain, wxr, reading   bytes → `Post`: the blocks that people read, without the page's machinery
    find       `Post` → the `Exercise`s inside it
    sentences, words, clauses, chapters, sides, room   an `Exercise` → `Draft` steps, by the idioms of its language
    writer     a `Draft` → the text of a script
    back       a `Routine` → the exercise section of a post
"""
