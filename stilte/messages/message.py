"""Translatable messages, independent of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from stilte.messages.language import SOURCE, catalogue, language

_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")


class Message:
    """A text for people, which is translated into the language in use when it is shown."""

    __slots__ = ()

    def in_language(self, name: str) -> str:
        """Return the text in a language, as `nl`."""
        raise NotImplementedError

    def given(self, **values: object) -> Message:  # noqa: ARG002 (a sentence has places to fill)
        """Return the message with more of its places filled."""
        return self

    def __str__(self) -> str:
        return self.in_language(language())


@dataclass(frozen=True, slots=True)
class Sentence(Message):
    """A message of the catalogues, by its English text; `count` chooses between the singular and `many`.

    `context` tells words apart that are alike in English.
    """

    english: str
    values: tuple[tuple[str, object], ...] = ()
    many: str = ""
    count: int = 0
    context: str = ""

    def in_language(self, name: str) -> str:
        """Return the text in a language, its places filled."""
        values = dict(self.values)
        return _PLACE.sub(
            lambda place: shown(values[place[1]], name) if place[1] in values else place[0],
            self._template(name),
        )

    def given(self, **values: object) -> Message:
        """Return the message with more of its places filled."""
        return replace(self, values=(*self.values, *values.items()))

    def _template(self, name: str) -> str:
        words = catalogue(name)
        if self.many:
            return words.ngettext(self.english, self.many, self.count)
        return words.pgettext(self.context, self.english) if self.context else words.gettext(self.english)


@dataclass(frozen=True, slots=True)
class Sentences(Message):
    """Whole sentences, one after the other."""

    parts: tuple[str | Message, ...]

    def __bool__(self) -> bool:
        return any(self.parts)

    def in_language(self, name: str) -> str:
        """Return the sentences with spaces between them; those without words are left out."""
        return " ".join(text for part in self.parts if (text := shown(part, name)))


def tr(english: str, /, **values: object) -> Message:
    """Return a message of the catalogues: a whole sentence, with a named place for each value.

    >>> str(tr("There is no voice '{name}'.", name="rustig"))
    "There is no voice 'rustig'."
    """
    return Sentence(english, tuple(values.items()))


def plural(one: str, many: str, /, *, n: int, **values: object) -> Message:
    """Return a message that depends on a number.

    >>> str(plural("{n} line", "{n} lines", n=1)), str(plural("{n} line", "{n} lines", n=2))
    ('1 line', '2 lines')
    """
    return Sentence(one, (("n", n), *values.items()), many, n)


def word(context: str, english: str, /) -> Message:
    """Return a word or a label, which needs what it is about to be translated."""
    return Sentence(english, context=context)


def sentences(*parts: str | Message) -> Message:
    """Return whole sentences after each other.

    >>> str(sentences(tr("Here is a tab."), "", tr("Write spaces.")))
    'Here is a tab. Write spaces.'
    """
    return Sentences(parts)


def shown(value: object, name: str) -> str:
    """Return a value as a language writes it."""
    if isinstance(value, Message):
        return value.in_language(name)
    return number_text(value, name) if isinstance(value, float) else str(value)


def decimal_sign() -> str:
    """Return what stands between a whole number and its fraction in the language in use."""
    return SIGNS.get(language(), SIGNS[SOURCE])[0]


def number_text(value: float, name: str, spec: str = "g") -> str:
    """Return a number with a language's own signs.

    >>> number_text(1234.5, "nl", ",.1f"), number_text(0.5, "en")
    ('1.234,5', '0.5')
    """
    point, thousands = SIGNS.get(name, SIGNS[SOURCE])
    return format(value, spec).translate({ord("."): point, ord(","): thousands})


SIGNS = {"en": (".", ","), "nl": (",", "."), "de": (",", "."), "es": (",", "."), "fr": (",", "\u202f")}
"""The decimal sign and the sign between thousands; sources: Unicode CLDR 46, `numbers/symbols`."""
