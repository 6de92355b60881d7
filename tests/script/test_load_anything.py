"""Whatever stands in a file: a Routine, or our error. Never another exception, never for long."""

# ruff: noqa: E501 (a size is one row)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stilte.errors import InputError
from stilte.reader import Report
from stilte.reader.yaml_traps import check_text
from stilte.script.arrange import arrange
from stilte.script.estimate import estimate
from stilte.script.load import load
from stilte.script.parse.grammar import WORDS
from tests.processor_time import processor_seconds

if TYPE_CHECKING:
    from stilte.script.routine import Routine
    from tests.script.conftest import Desk

EXAMPLE = Path(__file__).with_name("contract_example.yaml").read_text(encoding="utf-8")
LINES = EXAMPLE.splitlines()
HEAD = "title: Proef\nlanguage: nl\nsteps:\n"
calm = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

SIGNS = st.sampled_from(
    [*"-:#?!&*{}[]|>'\"%@`,<>=~\t \n\u00a0“”–0159", "- ", ": ", "  ", "<n>", "<8s>", " #2"]
)
WORD = st.one_of(st.sampled_from(sorted(WORDS)), st.text(max_size=6), SIGNS)


def told(error: InputError) -> InputError:
    assert all(
        problem.where and problem.where.line >= 1 and problem.message for problem in error.problems[:60]
    )
    return error


def outcome(desk: Desk, data: str | bytes, within_s: float = 5) -> Routine | InputError:
    path = desk.write(data)
    found: Routine | InputError | None = None

    def read() -> None:
        nonlocal found
        try:
            found = load(path, desk.environment)
        except InputError as error:
            found = told(error)

    assert processor_seconds(read, within_s) <= within_s
    assert found is not None
    return found


@calm
@given(data=st.binary(max_size=300))
def test_any_bytes(desk: Desk, data: bytes) -> None:
    """Bytes of any kind are told about, not stumbled over."""
    outcome(desk, data)


@calm
@given(text=st.lists(WORD, max_size=40).map("".join))
def test_any_text_of_the_languages_own_signs(desk: Desk, text: str) -> None:
    """Words and signs of the language in any order give a routine or an error."""
    outcome(desk, HEAD + "  - " + text)
    outcome(desk, text)


@calm
@given(
    line=st.integers(0, len(LINES) - 1),
    column=st.integers(0, 60),
    insert=st.lists(WORD, max_size=3).map("".join),
    cut=st.integers(0, 12),
)
@example(line=20, column=4, insert="? ", cut=0)
def test_the_example_with_a_slip(desk: Desk, line: int, column: int, insert: str, cut: int) -> None:
    """A slip of the keyboard anywhere in a good script gives an error at a line, or a routine that can be laid out."""
    changed = [*LINES]
    changed[line] = changed[line][:column] + insert + changed[line][column + cut :]
    found = outcome(desk, "\n".join(changed))
    if not isinstance(found, InputError):
        assert arrange(found, estimate(8000), 8000).length_frames > 0


@calm
@given(first=st.integers(0, len(LINES) - 1), second=st.integers(0, len(LINES) - 1), indent=st.integers(0, 6))
def test_the_example_with_lines_moved(desk: Desk, first: int, second: int, indent: int) -> None:
    """A line cut, and pasted elsewhere at another depth, gives a routine or an error."""
    changed = [*LINES]
    moved = changed.pop(first)
    changed.insert(second, " " * indent + moved.lstrip())
    outcome(desk, "\n".join(changed))


SENTENCE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=40
)
TREE = st.recursive(
    SENTENCE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(["say", "in", "Kom aan"]), inner, min_size=1),
    ),
    max_leaves=8,
)


@calm
@given(tree=st.lists(TREE, min_size=1, max_size=5), flow=st.booleans())
def test_what_a_program_writes_is_no_trap(tree: Any, flow: bool) -> None:
    """Text that a YAML library has quoted where needed never looks like a trap: no false alarms."""
    text = yaml.safe_dump({"steps": tree}, allow_unicode=True, default_flow_style=flow, width=10**6)
    report = Report()
    check_text(text.split("\n"), "a.yaml", report, WORDS)
    kept = [p for p in report.errors if "no-break" not in str(p) and "There is no space after" not in str(p)]
    assert kept == [] or "\u00a0" in text


@calm
@given(words=SENTENCE)
def test_any_sentence_between_quotes_is_spoken_as_written(desk: Desk, words: str) -> None:
    """Between quotes every sentence without marks reaches the voice as it was written, but for its spaces."""
    plain = " ".join(words.replace("<", "(").replace(">", ")").split(" ")).strip()
    if not any(letter.isalnum() for letter in plain):
        return
    quoted = '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
    (step,) = desk.steps(f"  - {quoted}\n")
    assert step.line.parts == (" ".join(part for part in plain.split(" ") if part),)


SIZES = {
    "a year of silence": "  - silence: 31536000\n",
    "a year in hours": "  - pause: 8760h\n",
    "many long pauses": "  - repeat: 90000\n    steps:\n      - pause: 1h\n",
    "a hundred million rounds": "  - repeat: 100000000\n    steps: [x]\n",
    "rounds of rounds": "  - repeat: 1000\n    steps:\n      - repeat: 1000\n        steps: [x]\n",
    "breaths in rounds": "  - repeat: 10000\n    steps:\n      - breathe: 100000\n",
    "more digits than a number has": "  - breathe: " + "9" * 5000 + "\n",
    "a day of breaths": "  - breathe: 23h\n    breath: 0.1-0.1\n",
    "ten thousand steps": "  - x\n" * 10_001,
    "deep repeats": "".join(
        f"{'  ' * (2 * i + 1)}- repeat: 2\n{'  ' * (2 * i + 2)}steps:\n" for i in range(19)
    )
    + "  " * 39
    + "- x\n",
    "deep lists": "  - " + "[" * 5000 + "\n",
    "endless dashes": "  " + "- " * 5000 + "\n",
    "a line that never ends": "  - " + "x" * 290_000 + "\n",
    "an alias bomb": "  - &a [x, x]\n  - &b [*a, *a]\n  - &c [*b, *b]\n" + "  - [*c, *c, *c]\n" * 2000,
    "quotes never closed": '  - "x\n' * 20_000,
    "unknown settings": "".join(f"  - k{i}: x\n" for i in range(15_000)),
    "a long book": ("  - " + "Adem in en uit. " * 300 + "\n") * 55,
}


@pytest.mark.parametrize("size", SIZES)
def test_absurd_sizes(desk: Desk, size: str) -> None:
    """What no track can be is refused within a second, without being unrolled."""
    found = outcome(desk, HEAD + SIZES[size], within_s=1)
    assert isinstance(found, InputError) or size == "a long book"


def test_large_but_real(desk: Desk) -> None:
    """Eight hours of breathing, and a rare long step in many rounds, are no absurd sizes."""
    assert desk.step("  - breathe: 8h\n").count.low == 2880
    assert desk.steps(
        "  - repeat: 1000\n    steps:\n      - hold: 20m\n        say: Rust.\n        on: first\n      - breathe: 1\n"
    )


def test_include_bombs(desk: Desk) -> None:
    """Files that include each other ten by ten, or themselves, or in an endless chain, are refused."""
    for i in range(40):
        desk.write("steps:\n" + f"  - include: _b{i + 1}\n" * 10, f"_b{i}")
    desk.write("steps:\n  - include: _self\n", "_self")
    desk.write("steps:\n  - include: _pong\n", "_ping")
    desk.write("steps:\n  - include: _ping\n", "_pong")
    assert "more than 30 deep" in desk.told_of("  - include: _b0\n")
    assert "more than 10,000 steps" in desk.told_of("  - include: _b30\n  - include: _b30\n" * 10)
    assert "scripts/_self.yaml:2: This include never ends: _self → _self." in desk.told_of(
        "  - include: _self\n"
    )
    assert "scripts/_pong.yaml:2: This include never ends: _ping → _pong → _ping." in desk.told_of(
        "  - include: _ping\n"
    )
