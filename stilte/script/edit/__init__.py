"""Editing a script as text, and the outline in which it is shown.

    outline(text)                                          # header, steps with their places; also with errors
    apply(text, {"op": "set_text", "at": "steps/3", "text": "Adem in."})    # → Edited(text, select)
    script_node(text, file)                                # the same reading, for `load_text`
    page_timeline(outline, timeline, routine)              # rows, chapters, breaths and beds, by step
    problems_json(outline, script, errors, warnings)       # each problem with the step under which it stands

A text is what the file holds, with its own line breaks and byte order mark: `data.decode("utf-8")`. What an
operation does not touch stays byte for byte.
"""

from stilte.script.edit.apply import Edited, apply
from stilte.script.edit.outline import outline
from stilte.script.edit.page_timeline import page_timeline
from stilte.script.edit.script_text import script_node
from stilte.script.edit.step_places import problems_json, step_places

__all__ = ["Edited", "apply", "outline", "page_timeline", "problems_json", "script_node", "step_places"]
