"""Translating click's help texts and error messages into the language in use.

Help texts stand in the code in English, as click takes them: docstrings and `help=`. They are put into the
language in use when a command is asked for. What click says itself goes through gettext: it is told where our
catalogues are.
"""

from __future__ import annotations

import copy
import gettext
import os
from inspect import cleandoc
from typing import TYPE_CHECKING, TypeVar

from stilte.messages import language
from stilte.messages.language import DOMAIN, LOCALES, catalogue

if TYPE_CHECKING:
    import click

Of = TypeVar("Of", "click.Command", "click.Parameter")


def localized(command: click.Command) -> click.Command:
    """Return a command with its help, and that of its options, in the language in use."""
    shown = _in_language(command)
    shown.params = [_in_language(each) for each in command.params]
    return shown


def _in_language(one: Of) -> Of:
    """Return a copy with its help in the language in use."""
    shown = copy.copy(one)
    if english := getattr(one, "help", None):
        vars(shown)["help"] = catalogue(language()).gettext(cleandoc(english))
    return shown


def speak_through_click() -> None:
    """Let click's own sentences come from our catalogue, in the language in use.

    gettext finds a language by the environment: `LANGUAGE` is its own variable, which nothing else reads.
    """
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language()
