"""Stilte turns a written routine into a finished audio track.

The rooms, in the order of the flow; each imports only from those before it:

    errors, units     what every room speaks: places in files, problems, seconds and frames
    script/           words → time: a YAML file becomes a `Routine`, a routine becomes a `Timeline`
    sound/            time and clips → one signal, in blocks → an MP3 that is measured
    speech/           words → sound: lines become clips, spoken once and kept
    release/          a track → things that people open: cue sheet, tags, picture, page, feed, blog
    project, pipeline the folders of an author; the whole flow
    cli               arguments, progress, messages, exit codes
"""

import os

__version__ = "0.1.0"

# Before numpy is first loaded: its threads wait by spinning, on the core that an encoder could use, and with
# them sums could depend on the number of cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
