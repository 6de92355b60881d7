"""Words and units in which authors write quiet, in every language that the project speaks."""

from __future__ import annotations

import re

UNITS = (
    r"secs|seconds?|seconden?|sekunden?|secondes?|segundos?|secondi|secondo|segs?|sec|sek|s|mins?|minuten|minuut"
    r"|minutes?|minutos?|minuti|minuto|m|hours?|uren|uur|h|u|msec|ms|tellen|tel|counts?|temps|tiempos?|tempi"
    r"|breaths?|ademhalingen|ademhaling|ademteugen|ademteug|atemzüge|atemzug|respirations?|respiraciones"
    r"|respiración|respiri|respiro|respirações|respiração"
)
NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,4})?"


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in words.split())


PAUSES = _words("pauze pauzeer pauzeren adempauze", "pause pauses pausen", "pausa", "slnc")
SILENCES = PAUSES | _words(
    "stilte wacht wachten", "silence wait", "stille warte warten", "attends attendez attendre",
    "silencio espera esperar", "silenzio attendi attesa", "silêncio espere aguarde",
)  # fmt: skip
QUIET = SILENCES | _words(
    "stil rust", "silent quiet rest still break beat hold breath breaths breathe", "ruhe ruhepause", "repos",
    "descanso",
)  # fmt: skip
FILLING = _words(
    "de het een van voor kort korte lang lange even enkele paar hele hier ongeveer ca en x",
    "min max minstens minimaal hoogstens maximaal mindestens maximal least most at minimum maximum mínimo",
    "seconden seconde seconds second sekunden sekunde secondes segundos segundo secondi secondo",
    "minuten minuut minutes minute minutos minuto minuti",
    "tellen counts ademhalingen breaths atemzüge respirations",
    "a an the of for and here about short long brief few some",
    "der die das ein eine einen und kurz kurze etwa",
    "für un une le la les et court courte courts longue pendant du des ici environ",
    "el los una corta larga breve aquí",
    "di per lunga corto qui circa",
    "um uma curta longa por aqui",
)
_NUMBERS = (
    "een twee drie vier vijf zes zeven acht negen tien",
    "one two three four five six seven eight nine ten",
    "eine zwei drei vier fünf sechs sieben acht neun zehn",
    "une deux trois quatre cinq six sept huit neuf dix",
    "un dos tres cuatro cinco seis siete ocho nueve diez",
    "un due tre quattro cinque sei sette otto nove dieci",
    "um dois três quatro cinco seis sete oito nove dez",
)
COUNTED = {word: value for words in _NUMBERS for value, word in enumerate(words.split(), start=1)}
"""Numbers as words, up to ten."""
LONG_UNITS = (
    r"seconden?|seconds?|sekunden?|secondes?|segundos?|second[io]|minuten|minuut|minutes?|minut[oi]s?|tellen|counts"
    r"|ademhalingen|breaths|atemzüge|respirations"
)
_SOME = "paar|few|enkele|einige|quelques|algunos|alcuni|alguns"
WORDED_TIME = re.compile(
    rf"(?<!\w)({'|'.join(COUNTED)}|{_SOME})\s+({LONG_UNITS})(?!\w)",
    re.IGNORECASE,
)
BELLS = _words("bel bell bells klok gong glocke cloche campana sino campanella klankschaal klangschale ding")
