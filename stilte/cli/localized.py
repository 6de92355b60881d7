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

import click

from stilte.messages import Message, language, word
from stilte.messages.language import DOMAIN, LOCALES, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, Message] = {
    "[OPTIONS]": word("what is put in its place", "[OPTIONS]"),
    "COMMAND [ARGS]...": word("what is put in its place", "COMMAND [ARGS]..."),
    "FOLDER": word("what is put in its place", "FOLDER"),
    "TAG": word("what is put in its place", "TAG"),
    "N": word("what is put in its place", "N"),
    "[SCRIPT…]": word("what is put in its place", "[SCRIPT…]"),
    "NAME": word("what is put in its place", "NAME"),
    "LIST": word("what is put in its place", "LIST"),
    "SCRIPT": word("what is put in its place", "SCRIPT"),
    "LINE": word("what is put in its place", "LINE"),
    "SECONDS": word("what is put in its place", "SECONDS"),
    "FILE": word("what is put in its place", "FILE"),
    "SLUG": word("what is put in its place", "SLUG"),
    "RECORDING": word("what is put in its place", "RECORDING"),
    "TEXT": word("what is put in its place", "TEXT"),
    "ENGINE": word("what is put in its place", "ENGINE"),
    "POST": word("what is put in its place", "POST"),
    "PLACE": word("what is put in its place", "PLACE"),
    "ADDRESS": word("what is put in its place", "ADDRESS"),
    "RECIPE": word("what is put in its place", "RECIPE"),
    "SIZE": word("what is put in its place", "SIZE"),
}
"""What stands in a usage line for something of the reader's own, by what it is in English."""
Of = TypeVar("Of", click.Command, click.Parameter)


def localized(command: click.Command) -> click.Command:
    """Return a command with its help, and that of its options, in the language in use."""
    shown = _in_language(command)
    shown.params = [_in_language(each) for each in command.params]
    return shown


def _in_language(one: Of) -> Of:
    """Return a copy with its help and its placeholders in the language in use."""
    shown = copy.copy(one)
    for name in ("metavar", "options_metavar", "subcommand_metavar"):
        english = vars(shown).get(name)
        if name == "metavar" and english is None and isinstance(shown, click.Argument) and shown.name:
            english = shown.name.upper()
        if isinstance(english, str) and english in PLACEHOLDERS:
            vars(shown)[name] = str(PLACEHOLDERS[english])
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
