"""Sentences by which a voice's level is measured: always the same, so that editing a line moves no other."""

from __future__ import annotations

from stilte.script.number_words import number_word

VERSION = 1

_SENTENCES = {
    "nl": ("Kom rustig zitten en voel hoe je adem beweegt.", "Laat je schouders zakken, en rust even."),
    "en": ("Sit down quietly and feel how your breath moves.", "Let your shoulders sink, and rest a while."),
    "de": (
        "Setz dich ruhig hin und spüre, wie dein Atem fließt.",
        "Lass die Schultern sinken und ruhe kurz.",
    ),
    "fr": ("Assieds-toi calmement et sens ton souffle bouger.", "Laisse tomber les épaules et repose-toi."),
    "es": ("Siéntate con calma y siente cómo se mueve el aire.", "Deja caer los hombros y descansa un poco."),
    "it": ("Siediti con calma e senti il respiro che si muove.", "Lascia cadere le spalle e riposa un poco."),
    "pt": ("Sente-se com calma e sinta a respiração.", "Deixe cair os ombros e descanse um pouco."),
}


def calibration_sentences(language: str) -> tuple[str, ...]:
    """Return what a voice says to be measured; numbers in words where we have no sentences.

    >>> calibration_sentences("sv")
    ('ett, två, tre, fyra, fem, sex.',)
    """
    known = _SENTENCES.get(language.split("-", maxsplit=1)[0].lower())
    return known or (", ".join(number_word(number, language) for number in range(1, 7)) + ".",)
