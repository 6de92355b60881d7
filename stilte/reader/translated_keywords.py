"""Translations of Stilte's English keywords that authors may write in their own language."""

from __future__ import annotations

_WORDS = {
    "author": "schrijver auteur autor autorin auteure",
    "bell": "bel klok glocke cloche campana",
    "breath": "adem ademhaling atem souffle respiration respiración",
    "breathe": "ademen ademhalen atmen respirer respirar",
    "chapter": "hoofdstuk kapitel chapitre capítulo",
    "count": "tel tellen zählen compter contar",
    "date": "datum fecha",
    "description": "beschrijving omschrijving beschreibung descripción",
    "during": "tijdens onderweg während pendant durante",
    "hold": "houd vasthouden halten tenir maintenir mantener",
    "image": "beeld afbeelding foto bild imagen",
    "include": "invoegen einfügen inclure incluir",
    "language": "taal sprache langue idioma lengua",
    "length": "lengte duur länge dauer longueur durée duración",
    "level": "niveau volume lautstärke volumen",
    "licence": "licentie lizenz licencia license",
    "music": "muziek musik musique música",
    "note": "notitie notiz nota",
    "pause": "pauze pausa",
    "repeat": "herhaal herhalen wiederhole wiederholen répéter répète repetir repite",
    "say": "zeg spreek sage sprich dire dis decir di",
    "silence": "stilte stille silencio",
    "sound": "geluid klank klang son sonido",
    "speed": "snelheid tempo geschwindigkeit vitesse velocidad",
    "steps": "stappen schritte étapes pasos",
    "subtitle": "ondertitel untertitel sous-titre subtítulo",
    "title": "titel titre título",
    "voice": "stem stimme voix voz",
    "drone": "grondtoon grundton bourdon",
    "ocean": "oceaan zee golven ozean meer wellen océan mer vagues océano mar olas",
    "rain": "regen pluie lluvia",
    "wind": "vent viento",
    "bowls": "klankschalen klangschalen bols cuencos",
    "none": "geen kein keine aucun aucune rien ninguno ninguna nada niente nessuna nenhum nenhuma",
    "room": "kamer ruimte raum zimmer pièce habitación",
}
IN_ENGLISH = {own: word for word, others in _WORDS.items() for own in others.split()}
"""Maps a word of another language to Stilte's keyword."""
