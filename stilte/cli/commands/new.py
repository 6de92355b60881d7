"""`new`: a commented starting script."""

from __future__ import annotations

import click
from slugify import slugify

from stilte.cli.place import current_project
from stilte.errors import InputError, Problem
from stilte.store import write_whole

TEMPLATES = {
    "nl": """\
# Een routine: elke regel onder `steps` die met een streepje begint, wordt uitgesproken.
# Wat achter een # staat, is alleen voor jou.
title: {title}
language: nl
music: none               # of de naam van een achtergrond, zoals oceaan
breath: 4-6               # tellen in, tellen uit
pause: 4                  # seconden stilte na elke regel
steps:
  - Welkom. Ga rustig zitten of staan. <6s>     # <6s>: zes seconden stilte
  - chapter: Ademen
  - Adem drie keer rustig in en uit.
  - breathe: 3
    say:
      in: Adem in
      out: en adem uit
  - chapter: Bewegen
  - repeat: 4
    steps:
      - Til je armen op. <4s>
      - En laat ze zakken. <4s>
  - hold: 20
    say: Blijf even zo staan.
  - "Dank je: tot de volgende keer."            # een dubbele punt? Zet de zin tussen aanhalingstekens
  - bell: 1
""",
    "en": """\
# A routine: every line under `steps` that begins with a dash is spoken.
# What stands behind a # is for you alone.
title: {title}
language: en
music: none               # or the name of a background, such as rain
breath: 4-6               # counts in, counts out
pause: 4                  # seconds of quiet after every line
steps:
  - Welcome. Sit or stand at ease. <6s>         # <6s>: six seconds of quiet
  - chapter: Breathing
  - Breathe in and out three times.
  - breathe: 3
    say:
      in: Breathe in
      out: and breathe out
  - chapter: Moving
  - repeat: 4
    steps:
      - Raise your arms. <4s>
      - And let them sink. <4s>
  - hold: 20
    say: Stay here for a while.
  - "Thank you: until next time."               # a colon? Put the sentence between quotes
  - bell: 1
""",
}


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Write scripts/NAME.yaml, ready to build, with a comment beside every kind of line."""
    project = current_project()
    slug = slugify(name.removesuffix(".yaml"))
    if not slug:
        raise InputError(
            Problem(None, f"'{name}' cannot be a file's name.", "Use letters, digits and dashes.")
        )
    path = project.scripts / f"{slug}.yaml"
    if path.exists():
        raise InputError(
            Problem(None, f"{path} is there already.", "Choose another name, or edit that file.")
        )
    template = TEMPLATES.get(project.show.language.split("-")[0], TEMPLATES["en"])
    title = name.removesuffix(".yaml").replace("-", " ").strip().capitalize()
    write_whole(path, template.format(title=f'"{title}"' if ":" in title else title).encode())
    click.echo(str(path))
