"""The language of a text, by its commonest words; also of languages that have no table of idioms."""

from __future__ import annotations

import re
from functools import lru_cache

from stilte.importer.language.phrases import idioms, languages

# The commonest short words of languages without a table: enough to name them, not to read them.
_OTHERS = {
    "it": "il lo gli di che è per con una del della nel sono non e le i più anche questo",
    "pt": "o os as de que e não uma para com em do da no na por mais seu sua você",
    "sv": "och att det som en på är av för med den till inte du din ett om har vi",
    "da": "og at det som en på er af for med den til ikke du din et om har vi",
    "no": "og at det som en på er av for med den til ikke du din et om har vi deg",
    "fi": "ja on ei se että oli hän mutta niin kuin sitten myös tai kun sinun",
    "pl": "i w na z się do nie że jest to jak po co swoje twoje oraz przez",
    "cs": "a se na v je to že s do pro jako ale tak si by na své",
    "hu": "a az és hogy nem is egy van meg csak már de ha vagy",
    "tr": "ve bir bu da de için ile çok ama gibi daha olarak nefes",
    "ro": "și de la în cu pe care nu un o este pentru din mai",
    "id": "dan yang di untuk dengan ini itu dari pada anda tidak ke akan",
}
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("ru", "[\u0400-\u04ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("ar", "[\u0600-\u06ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("th", "[\u0e00-\u0e7f]"),
)
_MOST_SCRIPT = 0.3
_LOOKED_AT = 20_000
_FEW = 3


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    known = {name: frozenset(idioms(name).table["marks_of_the_language"]) for name in languages()}
    return {**{name: frozenset(words.split()) for name, words in _OTHERS.items()}, **known}


def guess_language(text: str, said: str = "") -> str:
    """Return the language whose common words a text uses most; what the page says decides a tie.

    >>> guess_language("Leg je handen op je buik en adem in.")
    'nl'
    >>> guess_language("Workout A: squats 3 s, push-ups a, plank a")
    'en'
    >>> guess_language("Siediti e chiudi gli occhi per un po' di tempo.")
    'it'
    """
    looked = text[:_LOOKED_AT]
    letters = len(re.findall(r"[^\W\d_]", looked)) or 1
    for name, script in _SCRIPTS:
        if len(re.findall(script, looked)) / letters > _MOST_SCRIPT:
            return name
    words = re.findall(r"\w+", looked.lower())
    said = said.lower().replace("_", "-").split("-")[0]
    score = {
        name: (sum(word in common for word in words) / len(common) ** 0.5, name == said, has_table(name), -at)
        for at, (name, common) in enumerate(_common().items())
    }
    certain = [name for name in score if has_table(name) or _tells(name, words)]
    best = max(certain, key=lambda name: score[name])
    return best if score[best][0] * len(_common()[best]) ** 0.5 >= _FEW else _by_terms(looked, said, best)


def _tells(name: str, words: list[str]) -> bool:
    """Tell whether a text has two words of a language that are no single letters, which stand in any list."""
    return len({word for word in words if len(word) > 1} & _common()[name]) > 1


def _by_terms(text: str, said: str, best: str) -> str:
    """Return the language of a text that is little more than terms ("Einatmen: 4 Sekunden")."""
    keys = ("in", "out", "seconds", "minutes", "times", "breaths", "repeat", "hold", "pause", "vague_breaths")
    words = re.findall(r"[^\W\d_]+", text.lower())
    told = {name: sum(len(idioms(name).findall(key, text)) for key in keys) for name in languages()}
    for name in languages():
        common = frozenset(idioms(name).table["marks_of_the_language"]) | _imperatives(name)
        told[name] += sum(word in common for word in words)
    most = max(told, key=lambda name: (told[name], name == best, name == said, name == "en"))
    return most if told[most] else said if said in languages() else "en"


@lru_cache(maxsize=16)
def _imperatives(language: str) -> frozenset[str]:
    return frozenset(idioms(language).table["imperatives"])


def has_table(language: str) -> bool:
    """Tell whether a language has a table of idioms."""
    return language.lower().split("-")[0] in languages()
