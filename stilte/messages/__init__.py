"""Messages that are translated when they are shown.

    tr("There is no voice '{name}'.", name=name)            # a Message: a whole sentence, by its English
    plural("{n} line is left.", "{n} lines are left.", n=len(left))
    tr("It lasts {length}.", length=Length(62.0))           # 1:02.0, in Dutch 1:02,0
    tr("Choose {names}.", names=Listed(names, "or"))        # a, b or c; in Dutch a, b of c
    tr("That is {size} MB.", size=Number(1.5, decimals=1))  # 1.5; in Dutch 1,5
    sentences(tr("Here is a tab."), tr("Write spaces."))    # several sentences after each other
    word("breath", "hold")                                  # one word, with what it is about

A message is a frozen value: `str(message)` is its text in the language in use, `message.in_language("nl")` in
another. A value may be a text, a number, a path or a message. `{name}` is filled where a value of that name
is given; any other brace stands for itself. Quotes and backquotes belong to the sentence. A whole number is
written as it is (a line, a year); a fraction with the language's decimal sign: what an author is to type goes
in as a text. The first argument is a literal, so that it is found for the catalogues
(`python .ci/catalogues.py update`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from stilte.messages.language import SOURCE, in_language, language, languages, use_language
from stilte.messages.message import Message, decimal_sign, plural, sentences, tr, word

if TYPE_CHECKING:
    from stilte.messages.formats import Capitalized, Length, Listed, Number

__all__ = [
    "SOURCE",
    "Capitalized",
    "Length",
    "Listed",
    "Message",
    "Number",
    "decimal_sign",
    "in_language",
    "language",
    "languages",
    "plural",
    "sentences",
    "tr",
    "use_language",
    "word",
]


def __getattr__(name: str) -> Any:
    """Return a kind of value: they are opened where one is used, as the program's help needs none."""
    if name not in {"Capitalized", "Length", "Listed", "Number"}:
        raise AttributeError(f"module 'stilte.messages' has no attribute '{name}'")
    return getattr(import_module("stilte.messages.formats"), name)
