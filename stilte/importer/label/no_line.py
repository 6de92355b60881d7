"""Lines that belong to no article: clocks, names of files, addresses, heads of mails, directions."""

from __future__ import annotations

import re
from functools import lru_cache

_CAPTION = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|heic|pdf|docx?|mp3)\s*$|^\s*(?:img|dsc|image)[_-]?\d+")
_SCRIPT_FIELD = re.compile(
    r"(?:to-?do|fixme|word count"
    r"|voice|tone|pace|tempo|music|sound|author|written by|level|version|stem|toon|muziek"
    r"|geluid|auteur|niveau|versie|stimme|tonfall|musik|autorin?|fassung|voix|musique|auteure?|voz"
    r"|música|autora?|nivel)\s?:\s",
    re.IGNORECASE,
)
_SCRIPT_FIELDS = re.compile(
    r"(?:length|running time|lengte|länge|durée|longueur|duración)\s?:[^:]{1,40}[·|;,]\s*"
    r"(?:voice|tone|pace|tempo|music|sound|stem|toon|muziek|stimme|musik|voix|musique|voz|música)\s?:",
    re.IGNORECASE,
)
_TO_THE_MAKERS = re.compile(
    r"(?:n\.?b\.?\s+|note (?:to|for)(?: the)? |hinweis (?:für|an) |noot voor )?"
    r"(?:regie|director|direction|producer|production note|editor|sound engineer|technik|ton|schnitt|techniek"
    r"|regisseur|montage"
    r"|réalisation|technique|dirección|técnica|sfx|fx)\s?:\s",
    re.IGNORECASE,
)
_TO_THE_LEADER = re.compile(
    r"(?:n\.?b\.?\s+|note (?:to|for)(?: the)? |hinweis (?:für|an)(?: die)? |voor de )?"
    r"(?:leader|facilitator|guide|teacher|reader|host|instructor|therapist|leitung|kursleitung"
    r"|anleitende|vorleser(?:in)?|sprecher(?:in)?"
    r"|begeleid(?:er|ing|ster)|voorlezer|docent|trainer|leerkracht|animateur|animatrice|guía"
    r"|facilitador(?:a)?|lector(?:a)?)\s?:\s"
    r"(?=.{0,160}\b(?:read|speak|pause|slow(?:ly)?|wait|aloud|voice|lies|lesen|sprich|sprechen"
    r"|langsam(?:er)?|pausen?|warte|lees|spreek"
    r"|langzaam|wacht(?:en)?|snel|pauzes?|lisez|lentement|pauses?|lee|despacio|pausas?)\b)",
    re.IGNORECASE,
)
_MAIL_HEAD = re.compile(
    r"(?:from|to|subject|date|cc|van|aan|onderwerp|datum|von|an|betreff|objet|asunto|para)\s?:\s",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\s*\((?:spreek|lees|praat|einde?|speak|read|end|pace|tone|voice|sprich|sprechen|lies|lesen|ende"
    r"|lisez|parlez|fin"
    r"|lea|hable)\b[^()]{0,80}\)\s*",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"\b\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d\b|\b\d+(?:[.,]\d+)?\s?(?:MB|kB|GB)\b|\b(?:mp3|mp4|m4a)\b",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_NAMES = rf"{_NAME}(?:\s(?:(?:van|de|der|den|von|zu|di|du|la|le|&|and|en|und|et|y)\s){{0,2}}{_NAME}){{0,4}}"
_CREDITS = re.compile(
    r"(?i:captions?|subtitles?|transcript(?:ion)?|translat(?:ion|ed)|recorded|photos?|pictures?|illustrations?"
    r"|ondertitel(?:s|d|ing)|vertaling|vertaald|opgenomen|foto['’]?s?|illustraties?|beeld"
    r"|untertitel|übersetzung|übersetzt|aufnahme|aufgenommen|bilder|sous-titres|traduction|traduit|subtítulos"
    r"|traducción|traducido)\s"
    rf"(?:(?:by|door|par|por)\s(?:the\s|de\s)?{_NAMES}|von\s{_NAME}\s(?:(?:von|zu|der|und)\s){{0,2}}{_NAMES})"
    r"\W*(?:$|[|,;·(–—/-]|\d|\bvia\b|\bon\b|\bop\b|\bauf\b|\bfor\b|\bvoor\b|\bfür\b|\bin\b)",
)
"""Who made the pictures or captions: a trade, a name, and little more; "pictures by the sea" name nobody."""
_RIGHTS = re.compile(
    r"[^\n]{0,300}?\b(?:all rights reserved|(?:may|can) be (?:freely )?(?:copied|reproduced)"
    r"|alle rechten voorbehouden|mag (?:vrij )?(?:worden )?(?:gekopieerd|verspreid)"
    r"|alle rechte vorbehalten|darf (?:frei )?(?:kopiert|vervielfältigt) werden"
    r"|tous droits réservés|todos los derechos reservados)\b|\W*(?:rev|vers)\.?\s?\d*\W*$",
    re.IGNORECASE,
)
_VERSIONS = re.compile(
    r"(?:change ?log|version history|revision history|wijzigingen|versies|änderungen|versionen"
    r"|historique|cambios)\s?:\s|v\d{1,2}(?:\.\d+)?\s?[–:-]\s",
    re.IGNORECASE,
)
_TO_BE_RECORDED = re.compile(
    r"\W*\([^()]{0,60}\b(?:to record|for recording|recording script|opnemen|opname|aufnehmen|aufnahme"
    r"|enregistrer|enregistrement|grabar|grabación)\b[^()]{0,60}\)\W*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\s*[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?(?:\s?(?:am|pm|uur|Uhr|h))?\s*$", re.IGNORECASE)


_PAGE_HEAD = re.compile(
    r"(?:\s{3,}|\s[|·•–—-]\s)(?:page|pagina|seite|página|blz\.?|p\.)\s?\d{1,3}\W*$", re.IGNORECASE
)
_HEAD_WORDS = 12


_DIRECTION = "a direction in brackets"
_FOREIGN = (
    (_MAIL_HEAD, "the head of a mail"),
    (_CREDITS, "belongs to the page"),
    (_RIGHTS, "belongs to the page"),
    (_VERSIONS, "belongs to the page"),
    *((one, _DIRECTION) for one in (_SCRIPT_FIELD, _SCRIPT_FIELDS, _TO_THE_MAKERS, _TO_THE_LEADER)),
    (_TO_BE_RECORDED, _DIRECTION),
    (_CLOCK, "a clock time"),
)


@lru_cache(maxsize=4096)
def is_no_line(text: str) -> str:  # noqa: C901, PLR0911
    """Return why a line belongs to no article, or "": a clock, the name of a file, an address."""
    for pattern, reason in _FOREIGN:
        if pattern.match(text):
            return reason
    if re.fullmatch(r"\W*(?:the )?(?:end|einde|ende|fin)\W*", text, re.IGNORECASE):
        return _DIRECTION
    words = len(text.split())
    if (_CAPTION.search(text) and words <= 4) or (_PLAYER.search(text) and words <= 10):  # noqa: PLR2004
        return "the name of a file"
    if re.search(r"https?://|www\.\S", text) or re.search(r"\S+@\S+\.\w", text):
        return "an address"
    if re.search(r"[»›]\s|\s[>|/]\s.*\s[>|/]\s|^\w[\w ]{2,30}:\s*\w+ > ", text) and len(text.split()) <= 30:  # noqa: PLR2004
        return "the path to the page"
    if re.search(r":\s*(?:\.{5,}|_{3,})|_{5,}.+_{5,}", text):
        return "a form to fill in"
    if re.search(r"[$€£₹]\s?\d{2}|\d{2}\s?€", text):
        return "holds a date, a price or a number to call"
    if not re.search(r"[^\W\d_]{2}", text):
        return "no words"
    if _PAGE_HEAD.search(text) and len(text.split()) <= _HEAD_WORDS:
        return "the number of a page"
    if re.search(r"\b(?:page|pagina|seite|página)\s?\d+\s?(?:of|van|von|de|/)\s?\d+", text, re.IGNORECASE):
        return "the number of a page"
    if _TO_THE_READER.fullmatch(text) or re.fullmatch(r"\s*[\[{][^\[\]{}]{1,80}[\]}]\s*", text):
        return _DIRECTION
    return ""
