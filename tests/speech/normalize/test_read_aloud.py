"""What people write in a script, and how a reader of that language says it: a table of examples for each."""

from __future__ import annotations

import pytest

from stilte.script.line import Utterance
from stilte.speech.lexicon import Lexicon
from stilte.speech.text import prepare, spoken_text

DUTCH = {
    "Kijk op www.stilte.nl/oefening.": "Kijk op w w w punt stilte punt n l slash oefening.",
    "Zie https://stilte.com/a?b=1#c, of stilte.nl.": "Zie stilte punt com slash a, of stilte punt n l.",
    "Mail info@mijn-praktijk.nl": "Mail info apenstaartje mijn streepje praktijk punt n l",
    "Adem uit.de volgende": "Adem uit. de volgende",
    "#rust met @anna": "hashtag rust met apenstaartje anna",
    "Bel 06-12345678.": "Bel nul zes, één twee drie vier, vijf zes zeven acht.",
    "+31 6 12 34 56 78": "plus drie één, zes, één twee, drie vier, vijf zes, zeven acht",
    "tel. 020 123 4567": "telefoon nul twee nul, één twee drie, vier vijf zes zeven",
    "Om 8.30 uur beginnen we.": "Om acht uur dertig beginnen we.",
    "om 8.30, om 10u30, 20u": "om acht uur dertig, om tien uur dertig, twintig uur",
    "van 9.00 tot 17.00 uur": "van negen uur tot zeventien uur",
    "Open 9.00-17.00 uur": "Open negen uur tot zeventien uur",
    "6 ademhalingen/min, 5 km/u": "zes ademhalingen per minuut, vijf kilometer per uur",
    "2x/dag, 10 m/s": "twee keer per dag, tien meter per seconde",
    "links/rechts": "links of rechts",
    "de 90s, de 1990s, de jaren 80s": "de jaren negentig, de jaren negentig, de jaren tachtig",
    "Houd 90s vast": "Houd negentig seconden vast",
    "Deel II, hoofdstuk IV, Willem III": "Deel twee, hoofdstuk vier, Willem de derde",
    "de XXe eeuw, vitamine C, plan B": "de twintigste eeuw, vitamine C, plan B",
    "30\", 2' en 2'30\"": "dertig seconden, twee minuten en twee minuten dertig seconden",
    "30” en 5’": "dertig seconden en vijf minuten",
    'Zeg "tel tot 30" zacht': "Zeg, tel tot dertig, zacht",
    "'s Avonds 2'": "'s Avonds twee minuten",
    "€ 12,50, € 5,-, 0,50 €": "twaalf euro vijftig, vijf euro, vijftig cent",
    "€ 5-10, $5.50, 12,50 euro": "vijf tot tien euro, vijf dollar vijftig, twaalf euro vijftig",
    "€ 1.250,00": "duizendtweehonderdvijftig euro",
    "Adem in => uit -> in --> uit": "Adem in, uit, in, uit",
    "Adem in -- en uit--rust": "Adem in, en uit, rust",
    "2,3,4 en 2,3": "twee, drie, vier en twee komma drie",
    "5 - 4 - 3 - 2 - 1": "vijf, vier, drie, twee, één",
    "4 - 7 - 8 of 4-7-8": "vier, zeven, acht of vier zeven acht",
    "Ronde 1 - 10 ademhalingen": "Ronde één, tien ademhalingen",
    "1 - 10 ademhalingen, week 2 - 4": "één tot tien ademhalingen, week twee tot vier",
    "Adem 4 - 6.": "Adem vier, zes.",
    "Johannes 3:16, Psalm 23:1-3": "Johannes drie zestien, Psalm drieëntwintig één tot drie",
    "verhouding 1:2, adem 1:4:2": "verhouding één op twee, adem één op vier op twee",
    "Adem&nbsp;in, foto&#8217;s &amp; meer": "Adem in, foto's en meer",
    "2 ½ minuut, drink ½ liter": "twee en een halve minuut, drink een halve liter",
    "2/5 deel, stap 2/3, 3/4 vol": "twee vijfde deel, stap twee van drie, drie kwart vol",
    "24/7, 50/50": "vierentwintig zeven, vijftig vijftig",
    "12-03-2024": "twaalf maart tweeduizendvierentwintig",
    "2024-03-12.": "twaalf maart tweeduizendvierentwintig.",
    "20 m², 10², adem²": "twintig vierkante meter, tien kwadraat, adem",
    "o.a. nr. 5, ca. 2 kg, z.o.z.": "onder andere nummer vijf, ongeveer twee kilo, zie ommezijde.",
    "ﬁjn, 37℃, ① Sta op, 𝗔𝗱𝗲𝗺": "fijn, zevenendertig graden, één, Sta op, Adem",
    "1️⃣ Sta op, Ⅳ, CO₂": "één, Sta op, vier, CO twee",
    "Stilte (氣功) en ॐ shanti": "Stilte, en shanti",
    "α-golven": "alfa-golven",
    "10 000 stappen, 1'000 stappen": "tienduizend stappen, duizend stappen",
    "3 sept. 2024, op 3 mei a.s.": "drie september tweeduizendvierentwintig, op drie mei aanstaande.",
    "€7,50 p.p., nr 7, 5 cm3": "zeven euro vijftig per persoon, nummer zeven, vijf kubieke centimeter",
    "A4-papier, de 7-daagse": "A vier-papier, de zeven-daagse",
}
ENGLISH = {
    "Visit www.example.org/a_b.": "Visit w w w dot example dot org slash a underscore b.",
    "me@site.co.uk, #calm, it.is": "me at site dot c o dot u k, hashtag calm, it. is",
    "call +1 (555) 123-4567": "call plus one, five five five, one two three, four five six seven",
    "at 8.30 am, 7.30pm, at 8.30": "at eight thirty am, seven thirty pm, at eight thirty",
    "from 9.00 to 17.00": "from nine o'clock to seventeen o'clock",
    "6 breaths/min, 2x/day, 5 km/h": "six breaths per minute, twice a day, five kilometres per hour",
    "the 1990s, the '80s, in the 90s": "the nineteen nineties, the eighties, in the nineties",
    "the 90s pause, the 1900s": "the ninety seconds pause, the nineteen hundreds",
    "Part II, World War I.": "Part two, World War one.",
    "the part I like, Henry VIII": "the part I like, Henry the eighth",
    "30\" and 2'": "thirty seconds and two minutes",
    "$5.50, $1.50, £0.99": "five dollars fifty, one dollar fifty, ninety-nine pence",
    "2,3,4 and 1,234": "two, three, four and one thousand two hundred thirty-four",
    "5 - 4 - 3 - 2 - 1": "five, four, three, two, one",
    "Round 1 - 10 breaths, 5 - 10 breaths": "Round one, ten breaths, five to ten breaths",
    "John 3:16, ratio 1:2": "John three sixteen, ratio one to two",
    "hold 2:30": "hold two minutes and thirty seconds",
    "2/5, step 2/3": "two fifths, step two of three",
    "on 2024-03-12, March 12": "on the twelfth of March twenty twenty-four, March twelfth",
    "20 m², 68 °F": "twenty square metres, sixty-eight degrees Fahrenheit",
    "1st, 24/7": "first, twenty-four seven",
    "$3k, Sept. 5": "three thousand dollars, September five",
}
GERMAN = {
    "Schau auf www.stille.de": "Schau auf w w w Punkt stille Punkt d e",
    "Tel. 030 12345678": "Telefon null drei null, eins zwei drei vier, fünf sechs sieben acht",
    "um 8.30, von 9.00 bis 17.00 Uhr": "um acht Uhr dreißig, von neun Uhr bis siebzehn Uhr",
    "6 Atemzüge/Min., 5 km/h": "sechs Atemzüge pro Minute, fünf Kilometer pro Stunde",
    "die 90er Jahre, die 90s": "die neunziger Jahre, die neunziger Jahre",
    "Teil II, Ludwig XIV.": "Teil zwei, Ludwig der vierzehnte",
    "30\" und 2'": "dreißig Sekunden und zwei Minuten",
    "12,50 €, € 5,-": "zwölf Euro fünfzig, fünf Euro",
    "5 - 4 - 3; Runde 1 - 10 Atemzüge": "fünf, vier, drei; Runde eins, zehn Atemzüge",
    "am 12.03.2024, 12. März": "am zwölften März zweitausendvierundzwanzig, zwölfter März",
    "Johannes 3,16, Verhältnis 1:2": "Johannes drei sechzehn, Verhältnis eins zu zwei",
    "2/5, Schritt 2/3": "zwei fünftel, Schritt zwei von drei",
    "20 m², 1.000 Schritte": "zwanzig Quadratmeter, eintausend Schritte",
    "2½ Minuten, 2½ Std.": "zwei und eine halbe Minuten, zwei und eine halbe Stunde",
    "3. Schritt: atmen, 2-mal": "dritter Schritt: atmen, zweimal",
}
FRENCH = {
    "www.calme.fr, moi@calme.fr": "w w w point calme point f r, moi arobase calme point f r",
    "Appelez 06 12 34 56 78": "Appelez zéro six, un deux, trois quatre, cinq six, sept huit",
    "de 9h à 17h30, à 8.30": "de neuf heures à dix-sept heures trente, à huit heures trente",
    "6 respirations/min": "six respirations par minute",
    "les 90s": "les années quatre-vingt-dix",
    "Partie II, Louis XIV, XXe siècle": "Partie deux, Louis quatorze, vingtième siècle",
    "30\" et 2'": "trente secondes et deux minutes",
    "12,50 €, 1 €, $5.50": "douze euros cinquante, un euro, cinq dollars cinquante",
    "5 - 4 - 3; Tour 1 - 10 respirations": "cinq, quatre, trois; Tour un, dix respirations",
    "01/03/2024": "premier mars deux mille vingt-quatre",
    "Jean 3:16, rapport 1:2": "Jean trois seize, rapport un pour deux",
    "2/5, étape 2/3": "deux cinquièmes, étape deux sur trois",
    "20 m², n° 5": "vingt mètres carrés, numéro cinq",
}
SPANISH = {
    "www.calma.es": "w w w punto calma punto e s",
    "Llama al 612 345 678": "Llama al seis uno dos, tres cuatro cinco, seis siete ocho",
    "a las 8.30, 10h30": "a las ocho y treinta, diez y treinta",
    "6 respiraciones/min, 2x/día": "seis respiraciones por minuto, dos veces al día",
    "los 90s": "los años noventa",
    "Parte II, siglo XXI, Felipe II": "Parte dos, siglo veintiuno, Felipe segundo",
    "30\" y 2'": "treinta segundos y dos minutos",
    "12,50 €, $5.50": "doce euros con cincuenta, cinco dólares con cincuenta",
    "5 - 4 - 3; Ronda 1 - 10 respiraciones": "cinco, cuatro, tres; Ronda uno, diez respiraciones",
    "12/03/2024": "doce de marzo de dos mil veinticuatro",
    "Juan 3:16, proporción 1:2": "Juan tres dieciséis, proporción uno a dos",
    "2/5, paso 2/3": "dos quintos, paso dos de tres",
}
ITALIAN = {
    "www.calma.it": "w w w punto calma punto i t",
    "Chiama 06 12345678": "Chiama zero sei, uno due tre quattro, cinque sei sette otto",
    "alle 8.30, dalle 9.00 alle 17.00": "alle otto e trenta, dalle nove in punto alle diciassette in punto",
    "6 respiri/min": "sei respiri al minuto",
    "gli anni 90s": "gli anni novanta",
    "Parte II, XX secolo": "Parte due, ventesimo secolo",
    "30\" e 2'": "trenta secondi e due minuti",
    "12,50 €, 1 €": "dodici euro e cinquanta, un euro",
    "5 - 4 - 3; Giro 1 - 10 respiri": "cinque, quattro, tre; Giro uno, dieci respiri",
    "1/3/2024": "primo marzo duemilaventiquattro",
    "Giovanni 3:16, rapporto 1:2": "Giovanni tre sedici, rapporto uno a due",
    "2/5, passo 2/3": "due quinti, passo due di tre",
}
PORTUGUESE = {
    "www.calma.com.br": "w w w ponto calma ponto com ponto b r",
    "às 8.30, das 9h às 17h30": "às oito e trinta, das nove horas às dezessete e trinta",
    "6 respirações/min, 2x/dia": "seis respirações por minuto, duas vezes por dia",
    "os 90s": "os anos noventa",
    "Parte II, século XXI": "Parte dois, século vinte e um",
    "30\" e 2'": "trinta segundos e dois minutos",
    "R$ 12,50, 1 €": "doze reais e cinquenta, um euro",
    "5 - 4 - 3; Rodada 1 - 10 respirações": "cinco, quatro, três; Rodada um, dez respirações",
    "1/3/2024": "primeiro de março de dois mil e vinte e quatro",
    "João 3:16, proporção 1:2": "João três dezesseis, proporção um para dois",
    "2/5, passo 2/3": "dois quintos, passo dois de três",
}
TABLES = {
    "nl": DUTCH, "en-GB": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN,
    "pt-BR": PORTUGUESE,
}  # fmt: skip
CASES = [(language, *pair) for language, table in TABLES.items() for pair in table.items()]


@pytest.mark.parametrize(("language", "written", "read"), CASES)
def test_what_is_written_is_read_as_a_person_reads_it(language: str, written: str, read: str) -> None:
    """Addresses, numbers, times, money, dates, dashes and signs are read as in that language."""
    assert spoken_text(prepare(Utterance((written,), "stem", language), Lexicon())) == read


@pytest.mark.parametrize(
    ("language", "read"), [("en-US", "the third of December"), ("en-GB", "the twelfth of March")]
)
def test_a_date_in_figures_goes_by_the_region(language: str, read: str) -> None:
    """12/03 is a day in March in Britain, and a day in December in the United States."""
    text = spoken_text(prepare(Utterance(("12/03/2024",), "voice", language), Lexicon()))
    assert text == f"{read} twenty twenty-four"


def test_endless_digits_are_read_one_by_one() -> None:
    """A number that nobody has a word for, however long, is read digit by digit."""
    text = spoken_text(prepare(Utterance(("1" * 4999,), "stem", "nl"), Lexicon()))
    assert text == " ".join(["één"] * 4999)
