"""Reading hand-written YAML files, with every problem reported by file and line.

    report = Report()
    fields = read_fields(path, root, report, keys=("language", "speed", "level", "use"), what="a voice")
    language = fields.text("language", required=True)
    speed = fields.number("speed", 1.0, least=0.3, most=3)
    level_db = fields.number("level", 0.0, least=-60, most=20)
    fade_s = fields.times("fade", (6.0, 12.0))          # [6, 12]: as many as the default has
    kind = fields.choice("make", ("drone", "ocean"), None)
    for node in fields.entries("use"):            # Text, Items or Table: read with match
        ...
    build = fields.table("build", keys=("formats", "bitrate"))     # Fields again; empty if absent
    settings = plain(node)                              # str, bool, int, float, tuple, dict: for engines
    report.error(fields.where("use"), "What is wrong.", "What to write instead.")
    report.check()                                      # raises one InputError with everything found

No method raises on wrong input: a method that cannot read a value reports it and returns the default, so
that one reading finds every problem. Only `report.check()` raises. Unknown and repeated keys are reported by
`read_fields` and `table`; anchors, aliases, tags and merge keys by the composer.
"""

from stilte.reader.fields import Fields, read_fields, read_text_fields
from stilte.reader.nodes import Items, Node, Table, Text, plain
from stilte.reader.report import Report, Unreadable

__all__ = [
    "Fields",
    "Items",
    "Node",
    "Report",
    "Table",
    "Text",
    "Unreadable",
    "plain",
    "read_fields",
    "read_text_fields",
]
