"""Any text → a script, in four steps, each a value that can be shown and corrected; and back to a post.

source     a file, an address or bytes → `Post`: blocks of text
language   the idioms of a language: quantities, marks of quiet, the shapes of sentences
label      `Post` → `LabelledPost`: what each sentence is, how surely, and why
build      `LabelledPost` → the text of a script
prove      the script loads, reaches its length, and holds every sentence of its post

    (post,) = read_posts("post.html")
    labelled = label_post(post).correct(12, "spoken").mark(Mark("repeat", 12, 14, 3))
    script = build_script(labelled)
"""

from stilte.importer.import_post import Imported, build_script, import_post
from stilte.importer.label.exercises import exercises
from stilte.importer.label.label_post import label_blocks, label_post
from stilte.importer.label.labelled_post import LABELS, Label, LabelledPost, Sentence
from stilte.importer.label.marks import MARK_KINDS, Mark
from stilte.importer.label.report import summary
from stilte.importer.post import Block, Post
from stilte.importer.source.read_posts import read_posts

__all__ = [
    "LABELS",
    "MARK_KINDS",
    "Block",
    "Imported",
    "Label",
    "LabelledPost",
    "Mark",
    "Post",
    "Sentence",
    "build_script",
    "exercises",
    "import_post",
    "label_blocks",
    "label_post",
    "read_posts",
    "summary",
]
