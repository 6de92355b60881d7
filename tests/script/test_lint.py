"""What `check` warns about: each warning appears where it should, and not where it should not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.arrange import arrange
from stilte.script.layout.fit import LengthMissed
from stilte.script.lint import lint, missed_length
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nvoice: rustig\n"


def _warned(desk: Desk, text: str, head: str = HEAD, **known: Any) -> list[str]:
    routine = desk.load(head + text)
    timeline = arrange(routine, Known(), RATE_HZ)
    return [str(problem) for problem in lint(routine, timeline, **{"spoken": True, **known})]


def _steps(*lines: str) -> str:
    return "steps:\n" + "".join(f"  {line}\n" for line in lines)


LONG = " ".join(["rustig"] * 44)

WARNINGS = [
    pytest.param(
        _steps("- Rust.", "- ...", "- Rust."),
        _steps("- Rust.", "- pause: 4", "- Rust."),
        "scripts/proef.yaml:6: '...' contains nothing to say: only its pause remains. ",
        id="a line without words",
    ),
    pytest.param(
        _steps('- "**Welkom** bij deze les."', "- 2 * 3 * 4", "- Twee ***"),
        _steps("- Welkom bij deze les.", "- 2 * 3 * 4", "- Twee ***"),
        "scripts/proef.yaml:5: The formatting of '**Welkom**'",
        id="signs of emphasis",
    ),
    pytest.param(
        _steps("- 1. Zet je voeten neer.", "- 10 keer schudden.", "- 3, 2, 1.", "- Stap 1. Rust."),
        _steps("- Zet je voeten neer.", "- 10 keer schudden.", "- 3, 2, 1.", "- Stap 1. Rust."),
        "scripts/proef.yaml:5: The voice says the '1.' of the list: '1. Zet je voeten neer.'. "
        "Write 'Zet je voeten neer.', ",
        id="the number of a list",
    ),
    *(
        pytest.param(
            _steps(f'- "Laat je schouders {cue} zakken."'),
            _steps("- Laat je schouders (helemaal) en/of je kaak zakken, zie https://example.org/x."),
            f"scripts/proef.yaml:5: The voice says the words of '{cue}': such signs mean nothing here. ",
            id=f"a cue of another program: {cue}",
        )
        for cue in ("[P10]", "{zachte muziek}", "{{n}}", "[adem in]", "//3//")
    ),
    pytest.param(
        _steps("- breathe: 2", "  breath: 0.5-4", "  say: {in: Adem in door je neus}"),
        _steps("- breathe: 2", "  breath: 1.25-4", "  say: {in: Adem in door je neus}"),
        "scripts/proef.yaml:7: 'Adem in door je neus' lasts 1.2 s but the in-breath only 0.5 s: ",
        id="a voice that lengthens its phase",
    ),
    pytest.param(
        _steps("- hold: 1", "  say: Een twee drie vier vijf zes."),
        _steps("- hold: 2", "  say: Een twee drie vier vijf zes."),
        "scripts/proef.yaml:5: What is said in it lasts 1.5 s but the hold only 1.0 s: ",
        id="a voice that lengthens its hold",
    ),
    pytest.param(
        _steps("- repeat: 2", "  every: 1", "  steps:", "    - Een twee drie vier vijf zes."),
        _steps("- repeat: 2", "  every: 2", "  steps:", "    - Een twee drie vier vijf zes."),
        "scripts/proef.yaml:5: What happens in it lasts 1.5 s but the round only 1.0 s: ",
        id="a voice that lengthens its round",
    ),
    pytest.param(
        _steps("- breathe: 2", "  breath: 8-0-10-3"),
        _steps("- breathe: 2", "  breath: 8-0-10-2"),
        "scripts/proef.yaml:5: One breath takes 21 s",
        id="a slow breath",
    ),
    pytest.param(
        _steps("- breathe: 2", "  breath: 4-11-4"),
        _steps("- breathe: 2", "  breath: 4-10-4"),
        "scripts/proef.yaml:5: The breath is held for 11 s.",
        id="a long breath-hold",
    ),
    pytest.param(
        _steps("- Een.", "- pause: 35", "- silence: 25", "- Twee."),
        _steps("- Een.", "- pause: 35", "- silence: 24", "- Twee."),
        "scripts/proef.yaml:6: Nothing is heard for 1:00.0",
        id="a minute of quiet",
    ),
    pytest.param(
        _steps("- hold: 90", "  say: Blijf hier."),
        _steps("- hold: 90", "  say: Blijf hier.", "  during: [Adem door.]"),
        "scripts/proef.yaml:5: Nothing is heard for 1:29.5",
        id="a hold without a word",
    ),
    pytest.param(
        _steps("- Een.", f"- {LONG}"),
        _steps("- Een.", f"- {LONG[:300].strip()}"),
        "scripts/proef.yaml:6: This line has 307 characters",
        id="a long line",
    ),
    pytest.param(
        _steps("- Herhaal dit acht keer.", "- breathe: 5"),
        _steps("- Herhaal dit vijf keer.", "- breathe: 5"),
        "scripts/proef.yaml:5: This line says 8 times, but the step after it has 5.",
        id="another count",
    ),
    pytest.param(
        _steps("- hold: 21", "  count: down"),
        _steps("- hold: 20", "  count: down"),
        "scripts/proef.yaml:5: Counting goes to 21;",
        id="counting above twenty",
    ),
    pytest.param(
        _steps("- breathe: 1", "  breath: 4-0-21", "  count: up"),
        _steps("- breathe: 1", "  breath: 4-0-20", "  count: up"),
        "scripts/proef.yaml:5: Counting goes to 21;",
        id="counting a long phase",
    ),
]


@pytest.mark.parametrize(("text", "better", "warning"), WARNINGS)
def test_a_warning_appears_and_goes(desk: Desk, text: str, better: str, warning: str) -> None:
    """The warning is there, with its line, and is not once the script is changed."""
    assert any(told.startswith(warning) for told in _warned(desk, text)), _warned(desk, text)
    assert not any(warning[22:40] in told for told in _warned(desk, better)), _warned(desk, better)


def test_an_estimate_says_that_it_is_one(desk: Desk) -> None:
    """Before a line has been spoken its length is only probable."""
    text = _steps("- hold: 1", "  say: Een twee drie vier vijf zes.")
    assert (
        "probably lasts 1.5 s but the hold only 1.0 s: it gets 0.5 s longer."
        in _warned(desk, text, spoken=False)[0]
    )
    assert "probably" not in _warned(desk, text, spoken=True)[0]


def test_the_same_overrun_in_every_round_is_told_once(desk: Desk) -> None:
    """Ten cycles with the same long cue give one warning."""
    text = _steps("- breathe: 10", "  breath: 0.5-4", "  say: {in: Adem in door je neus}")
    assert len(_warned(desk, text)) == 1


def test_an_overrun_that_nobody_hears_is_not_told(desk: Desk) -> None:
    """Nothing is said to be 0.0 s longer; a quarter of a second is what can be told."""
    text = _steps("- hold: {}", "  say: Een twee drie vier vijf zes.")
    assert _warned(desk, text.format(1.4)) == []
    assert len(_warned(desk, text.format(1.2))) == 1


@pytest.mark.parametrize(
    ("line", "step", "language"),
    [
        ("Adem drie keer diep.", "- breathe: 5", "nl"),
        ("Haal achtmaal adem.", "- breathe: 5", "nl"),
        ("Nu 10x achter elkaar.", "- breathe: 5", "nl"),
        ("Blijf drie rustige ademhalingen.", "- hold: 5 breaths", "nl"),
        ("Nog zeven keer.", "- breathe: 5", "nl"),
        ("Take eight deep breaths.", "- breathe: 5", "en"),
        ("Repeat this three times.", "- repeat: 5\n    steps: [Up.]", "en"),
        ("Atme achtmal tief.", "- breathe: 5", "de"),
        ("Und jetzt drei Atemzüge.", "- breathe: 5", "de"),
    ],
)
def test_counts_in_words_and_digits_are_compared(desk: Desk, line: str, step: str, language: str) -> None:
    """A count in Dutch, English or German, in words or digits, is compared with the step after it."""
    head = f"title: Proef\nlanguage: {language}\nvoice: rustig\n"
    assert any("the step after it has 5" in told for told in _warned(desk, _steps(f"- {line}", step), head))


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Adem vijf keer.", "- breathe: 5"),
        ("Nog vier keer.", "- breathe: 5"),
        ("Vijf tot acht keer.", "- breathe: 5-8"),
        ("Een keer per dag, op je gemak.", "- breathe: 5"),
        ("Houd drie seconden vast.", "- breathe: 5"),
        ("Herhaal dit acht keer.", "- Een regel ertussen."),
        ("Met twee handen.", "- breathe: 5"),
    ],
)
def test_other_numbers_are_left_alone(desk: Desk, line: str, step: str) -> None:
    """The same count, one more, seconds, hands, and lines before other lines are no reason to warn."""
    assert _warned(desk, _steps(f"- {line}", step)) == []


def test_quiet_between_a_line_and_its_step_does_not_hide_the_count(desk: Desk) -> None:
    """Chapters, notes and pauses between the two are looked through."""
    text = _steps("- Acht keer.", "- pause: 3", "- chapter: Adem", "- note: Acht.", "- breathe: 5")
    assert "This line says 8 times" in _warned(desk, text)[0]


def test_silent_breathing_is_not_quiet(desk: Desk) -> None:
    """Ten silent breaths take longer than a minute, and pace the listener all the same."""
    assert _warned(desk, _steps("- Adem.", "- breathe: 12")) == []


def test_a_bed_or_a_sound_without_a_licence(desk: Desk) -> None:
    """Every place where an unlicensed one is used is named; licensed ones are not."""
    text = "music: bron\n" + _steps("- Een.", "- music: ocean", "- bell: 1", "  sound: gong", "- sound: bowl")
    told = _warned(desk, text, unlicensed={"bron", "gong"})
    assert [one[:60].split(":")[1] for one in told] == ["4", "8"]
    assert all("has no licence" in one for one in told)
    assert _warned(desk, text) == []


def test_a_voice_of_another_language(desk: Desk) -> None:
    """A voice that speaks another language is named once; a regional one of the same language is fine."""
    text = _steps(
        "- Een.", "- {say: Twee., voice: fluister}", "- {say: Drie., voice: anna}", "- {say: X., voice: anna}"
    )
    voices = {"rustig": "nl", "fluister": "nl-BE", "anna": "en-GB"}
    told = _warned(desk, text, voice_languages=voices)
    (only,) = told
    assert only.startswith("scripts/proef.yaml:7: The voice 'anna' speaks en-GB, and this routine is in nl.")


def test_a_length_that_the_estimate_misses(desk: Desk) -> None:
    """A length out of reach of the estimates is told with what can be reached, and that it is an estimate."""
    routine = desk.load(HEAD + "length: 2m\n" + _steps("- Een.", "- Twee."))
    with pytest.raises(LengthMissed) as caught:
        arrange(routine, Known(), RATE_HZ, routine.lengths_s[0])
    (told,) = missed_length(caught.value)
    assert str(told) == (
        "scripts/proef.yaml:4: A length of 2:00.0 cannot be reached. It can last 0:08.5 to 0:18.5. "
        "This is an estimate until the lines have been spoken."
    )
