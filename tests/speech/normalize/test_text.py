"""What an engine is given: words only, in the language of the routine."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.script.line import Said, Utterance
from stilte.speech.engine import Piece
from stilte.speech.lexicon import Lexicon
from stilte.speech.normalize.fold import unsayable
from stilte.speech.normalize.table import table_of
from stilte.speech.text import prepare, spoken_text
from stilte.speech.voice import Pronounce

PLAIN = Lexicon()


def said(text: str, language: str = "nl", lexicon: Lexicon = PLAIN) -> str:
    return spoken_text(prepare(Utterance((text,), "stem", language), lexicon))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe dit 3x.", "Doe dit drie keer."),
        ("Doe dit 3 x", "Doe dit drie keer"),
        ("1x per dag", "één keer per dag"),
        ("Herhaal 10–15 keer", "Herhaal tien tot vijftien keer"),
        ("Herhaal 10 - 15x", "Herhaal tien tot vijftien keer"),
        ("Houd 10-15 sec. vast.", "Houd tien tot vijftien seconden vast."),
        ("Houd 30 sec.", "Houd dertig seconden."),
        ("1 min. stilte", "één minuut stilte"),
        ("1,5 minuut", "anderhalve minuut"),
        ("1½ uur", "anderhalf uur"),
        ("½ minuut", "een halve minuut"),
        ("2½ keer", "twee en een half keer"),
        ("een hoogte van 1,5 en 2,25", "een hoogte van één komma vijf en twee komma twee vijf"),
        ("Van T12-L5 loopt de spier", "Van T twaalf L vijf loopt de spier"),
        ("De 4-7-8-ademhaling", "De vier zeven acht ademhaling"),
        ("Adem 4-7-8.", "Adem vier zeven acht."),
        ("De 1e, 2de en 8ste keer", "De eerste, tweede en achtste keer"),
        ("Adem 2:30 lang", "Adem twee minuten en dertig seconden lang"),
        ("Begin om 7:30 uur.", "Begin om zeven uur dertig."),
        ("Om 20:00 slapen", "Om twintig uur slapen"),
        ("In 1998 en 2026", "In negentienachtennegentig en tweeduizendzesentwintig"),
        ("1.000 stappen", "duizend stappen"),
        (
            "50% van je kracht, ca. 90° gebogen",
            "vijftig procent van je kracht, ongeveer negentig graden gebogen",
        ),
        (
            "bijv. je buik, d.w.z. de hara, m.b.v. je adem",
            "bijvoorbeeld je buik, dat wil zeggen de hara, met behulp van je adem",
        ),
        ("Voeten, handen enz.", "Voeten, handen enzovoort."),
        ("Tel 1, 2, 3, een.", "Tel één, twee, drie, één."),
        ("een", "één"),
        ("Het is een adem", "Het is een adem"),
        ("de buik- en/of borstademhaling", "de buik- en of borstademhaling"),
        ("3 x 10 tellen", "drie keer tien tellen"),
        ("-5 °C", "min vijf graden"),
        ("’s Avonds of 's morgens", "'s Avonds of 's morgens"),
        ("oefening #2", "oefening nummer twee"),
    ],
)
def test_dutch(written: str, expected: str) -> None:
    """Dutch numbers, units and abbreviations are read as a Dutch reader would."""
    assert said(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Do this 3x.", "Do this three times."),
        ("1x a day, 2x at most", "once a day, twice at most"),
        ("10–15 breaths", "ten to fifteen breaths"),
        ("Hold 30 sec.", "Hold thirty seconds."),
        ("the 1st, 2nd and 21st", "the first, second and twenty-first"),
        ("T12–L5", "T twelve L five"),
        ("4-7-8 breathing", "four seven eight breathing"),
        ("at 7:05 or 7:00 pm", "at seven oh five or seven pm"),
        ("for 2:30", "for two minutes and thirty seconds"),
        ("1.5 metres, 1,000 steps", "one point five metres, one thousand steps"),
        ("½ an hour and ½ minute", "half an hour and half a minute"),
        ("e.g. the hips, i.e. here", "for example the hips, that is here"),
        ("Say no. Then rest.", "Say no. Then rest."),
        ("no. 5", "number five"),
        ("in 1998", "in nineteen ninety-eight"),
        ("Don't rush; it's 50% done", "Don't rush; it's fifty percent done"),
        ("rock 'n' roll", "rock n roll"),
    ],
)
def test_english(written: str, expected: str) -> None:
    """English likewise, with once and twice, and the point of a decimal."""
    assert said(written, "en-GB") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mach das 3x.", "Mach das dreimal."),
        ("10–15 Atemzüge", "zehn bis fünfzehn Atemzüge"),
        ("1 Min. Stille, 1 Atemzug", "eine Minute Stille, ein Atemzug"),
        ("30 Sek. lang", "dreißig Sekunden lang"),
        ("am 3. Tag, der 1. Atem", "am dritten Tag, der erste Atem"),
        ("Zähle bis 3. Dann ruhe.", "Zähle bis drei. Dann ruhe."),
        ("z. B. der Bauch, d.h. hier usw.", "zum Beispiel der Bauch, das heißt hier und so weiter."),
        ("um 7:30 Uhr", "um sieben Uhr dreißig"),
        ("1,5 Min.", "anderthalb Minuten"),
        ("seit 1998", "seit neunzehnhundertachtundneunzig"),
    ],
)
def test_german(written: str, expected: str) -> None:
    """German likewise, with ordinals by the word before and "ein" before a noun."""
    assert said(written, "de") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Inspira 3x, 1x al giorno", "Inspira tre volte, una volta al giorno"),
        ("Ripeti 10–15 volte", "Ripeti da dieci a quindici volte"),
        ("Da 10–15 volte, da 3 a 5 volte", "da dieci a quindici volte, da tre a cinque volte"),
        ("Conta 1, 2, 3", "Conta uno, due, tre"),
        ("1 respiro, 1 respirazione, 21 respiri", "un respiro, una respirazione, ventuno respiri"),
        ("4 s dentro, 6 s fuori", "quattro secondi dentro, sei secondi fuori"),
        ("Tieni 30 sec. e rilascia.", "Tieni trenta secondi e rilascia."),
        ("1,5 minuti, 2½ volte, ½ ora", "un minuto e mezzo, due volte e mezza, mezz'ora"),
        ("il 1º e la 2ª volta", "il primo e la seconda volta"),
        ("alle 7:30, alle ore 1:00", "alle sette e trenta, alle ore una in punto"),
        ("per 2:30", "per due minuti e trenta secondi"),
        ("90°, il 50%, ca. 2 km", "novanta gradi, il cinquanta per cento, circa due chilometri"),
        ("4-7-8, T12-L5, p.es. qui", "quattro sette otto, T dodici L cinque, per esempio qui"),
    ],
)
def test_italian(written: str, expected: str) -> None:
    """Italian likewise, with "da" before a range and halves after their noun."""
    assert said(written, "it") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Inspire 3x, 1x por dia", "Inspire três vezes, uma vez por dia"),
        ("2x, 21 vezes, 1–2 vezes", "duas vezes, vinte e uma vezes, uma a duas vezes"),
        ("Repita 10–15 vezes", "Repita dez a quinze vezes"),
        ("Conte 1, 2, 3", "Conte um, dois, três"),
        ("1 respiração, 2 respirações, 2 ciclos", "uma respiração, duas respirações, dois ciclos"),
        ("2 pernas e 1 pé", "duas pernas e um pé"),
        ("4 s dentro, 6 s fora", "quatro segundos dentro, seis segundos fora"),
        ("Segure 30 seg. e solte.", "Segure trinta segundos e solte."),
        ("1,5 minuto, 2½ vezes, ½ hora", "um minuto e meio, duas vezes e meia, meia hora"),
        ("o 1º e a 2ª vez", "o primeiro e a segunda vez"),
        ("às 7:30, às 2:00, à 1:00", "às sete e trinta, às duas horas, à uma hora"),
        ("às 7h30, 2 h depois", "às sete e trinta, duas horas depois"),
        ("por 2:30, por 2:00:00", "por dois minutos e trinta segundos, por duas horas"),
        ("90°, 50%, aprox. 2 km", "noventa graus, cinquenta por cento, aproximadamente dois quilômetros"),
        ("4-7-8, T12-L5, p.ex. aqui", "quatro sete oito, T doze L cinco, por exemplo aqui"),
    ],
)
def test_portuguese(written: str, expected: str) -> None:
    """Portuguese likewise, with numbers in the gender of their noun."""
    assert said(written, "pt-BR") == expected


@pytest.mark.parametrize(
    ("language", "written", "expected"),
    [
        ("fr", "10-15 respirations, 3x", "dix à quinze respirations, trois fois"),
        ("fr", "le 1er et la 1re, 1,5", "le premier et la première, un virgule cinq"),
        ("fr", "à 7h30, ou 1 h 05 au plus", "à sept heures trente, ou une heure cinq au plus"),
        ("fr", "5–10 sec., 90°, ½ minute", "cinq à dix secondes, quatre-vingt-dix degrés, une demi-minute"),
        ("fr", "4-7-8, 50 %, 2 km", "quatre sept huit, cinquante pour cent, deux kilomètres"),
        ("es", "3x, 10-15 veces, 1 min", "tres veces, diez a quince veces, un minuto"),
        ("es", "21 respiraciones, 21 minutos", "veintiuna respiraciones, veintiún minutos"),
        ("es", "30 seg., 90°, el 50%", "treinta segundos, noventa grados, el cincuenta por ciento"),
        ("es", "4-7-8, T12-L5, p. ej. 1,5", "cuatro siete ocho, T doce L cinco, por ejemplo uno coma cinco"),
        ("fr", "1 jambe, 21 semaines", "une jambe, vingt-et-une semaines"),
        ("es", "1 respiración, 1-2 piernas", "una respiración, una a dos piernas"),
        ("sv", "3 gånger", "tre gånger"),
        ("xx", "3 keer", "3 keer"),
    ],
)
def test_other_languages_say_numbers(language: str, written: str, expected: str) -> None:
    """Other languages say at least their numbers; one that nobody knows keeps its digits."""
    assert said(written, language) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Adem in 🌬️ en uit 🙏🏽", "Adem in en uit"),
        ("**Adem** in, *langzaam* en `zacht`", "Adem in, langzaam en zacht"),
        ("Lees [dit verhaal](https://example.org/a_b) eerst", "Lees dit verhaal eerst"),
        ("Adem in – en uit", "Adem in, en uit"),
        ("Adem in — en uit", "Adem in, en uit"),
        ("Adem in… en uit…", "Adem in, en uit."),
        ("Stil... Heel stil", "Stil. Heel stil"),
        ("Leg je hand (links) neer", "Leg je hand, links, neer"),
        ("Zeg zacht “ik ben hier nu” en wacht", "Zeg zacht, ik ben hier nu, en wacht"),
        ("De „boom” staat", "De boom staat"),
        ("de mudra‘s; foto’s", "de mudra's; foto's"),
        ("zach\u00adte\u200b adem", "zachte adem"),
        ("Wauw!! Echt?!", "Wauw! Echt?"),
    ],
)
def test_marks_that_nobody_says(written: str, expected: str) -> None:
    """Emoji, markdown and quotes go; dashes, brackets and dots become breath marks."""
    assert said(written) == expected


def test_nothing_to_say_is_an_empty_sentence() -> None:
    """A text without words leaves no piece."""
    assert prepare(Utterance(("🙏 …",), "stem", "nl"), PLAIN) == ()


def test_a_pronunciation_in_place_is_said_as_written() -> None:
    """`<word|as said>` goes to the engine untouched by the rules, and joins its neighbours."""
    utterance = Utterance(("Voel je ", Said("qi", "tsj 3 ie"), ", 3x"), "stem", "nl")
    assert prepare(utterance, PLAIN) == (Piece("Voel je tsj 3 ie, drie keer"),)


def test_phonemes_stand_in_pieces_of_their_own() -> None:
    """An entry with IPA or a language stands apart, with its respelling for engines that read text."""
    lexicon = Lexicon({"qi": Pronounce("tsjie", "tʃi"), "body scan": Pronounce(lang="en")})
    pieces = prepare(Utterance(("Je Qi-veld: een Body Scan.",), "stem", "nl"), lexicon)
    assert pieces == (
        Piece("Je "), Piece("tsjie", "tʃi"), Piece("-veld: een "), Piece("Body Scan", None, "en"), Piece("."),
    )  # fmt: skip


@given(st.text(max_size=80), st.sampled_from(["nl", "en", "de", "fr", "es", "it", "pt", "sv"]))
def test_only_words_and_breath_marks_are_left(text: str, language: str) -> None:
    """Whatever was written, a sentence holds letters, spaces and breath marks, and no mark stands first."""
    prepared = said(text, language)
    assert not re.search(r"[^\w\s.,;:!?'\-]|_|\s\s", prepared)
    assert not re.match(r"[\s,.;:!?]", prepared)
    assert not re.search(r"[,;:][.!?,;:]", prepared)


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(["nl", "en", "de", "fr"]))
def test_ranges_name_both_ends(low: int, high: int, language: str) -> None:
    """A range says its two numbers as they are said alone."""
    word = {"nl": "tot", "en": "to", "de": "bis", "fr": "à"}[language]
    assert (
        said(f"{low}–{high}.", language)
        == f"{said(f'{low}.', language)[:-1]} {word} {said(f'{high}.', language)}"
    )


@pytest.mark.parametrize("language", ["nl", "en", "de", "fr", "es", "it", "pt"])
def test_a_sign_that_is_said_is_not_told_as_left_out(language: str) -> None:
    """`3 × 4` and `3× ` are words in every language; a `×` between words is not."""
    table = table_of(language)
    assert unsayable("3 × 4, 3× 5, 2×6", table) == ()
    assert unsayable("a × b", table) == ("×",)
