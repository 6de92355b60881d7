"""The texts of the page, found in its modules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.studio.page_files import PAGE
from stilte.studio.page_texts import texts_of_page

if TYPE_CHECKING:
    from pathlib import Path


def test_texts_are_found_by_their_calls(tmp_path: Path) -> None:
    """What is given to `t` and `plural`; not in comments, in other names or in vendor/."""
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor/other.js").write_text('t("Not ours.")')
    (tmp_path / "main.js").write_text(
        '/** As in t("An example."). */\n// t("Not this.")\n'
        'const a = t("Say \\"hum\\"."), b = at("No."), c = x.t("No.");\n'
        'html`<a href="https://example.org">${t("After //.")}</a>`;\n'
        'plural(\n  "{n} line",\n  "{n} lines", 3);\n'
    )
    found = [text for _, text in texts_of_page(tmp_path)]
    assert found == ['Say "hum".', "After //.", ("{n} line", "{n} lines")]


def test_a_bell_is_set_by_a_button_that_there_is() -> None:
    """The page of bells names the button of the editor by the words that stand on it."""
    on_buttons = re.findall(r'\btext=\$\{t\("([^"]+)"\)\}', (PAGE / "editor/routine.js").read_text("utf-8"))
    named = re.findall(r'button: t\("([^"]+)"\)', (PAGE / "voices/bells.js").read_text("utf-8"))
    assert named
    assert set(named) <= set(on_buttons)
