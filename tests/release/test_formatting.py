"""Lengths, dates, sizes and licences for people."""

from __future__ import annotations

import pytest

from stilte.release.formatting import date_text, length_text, licence_text, size_text


@pytest.mark.parametrize(
    ("length_s", "text"),
    [(0.0, "0:00"), (59.94, "0:59"), (599.96, "10:00"), (802.8, "13:22"), (3600.0, "1:00:00")],
)
def test_a_length_is_what_players_show(length_s: float, text: str) -> None:
    """Whole seconds that have passed; a length that was asked is met to within 50 ms, and reads as asked."""
    assert length_text(length_s) == text


@pytest.mark.parametrize(
    ("written", "language", "text"),
    [
        ("2026-03-01", "nl", "1 maart 2026"),
        ("2026-03-01T08:00:00+01:00", "de-AT", "1. März 2026"),
        ("2026-12-31", "en", "31 December 2026"),
        ("2026-03-01", "fr", "1 mars 2026"),
        ("", "nl", ""),
    ],
)
def test_a_date_is_in_the_listeners_language(written: str, language: str, text: str) -> None:
    """The day in words, in English where we speak no better, and nothing for no date."""
    assert date_text(written, language) == text


def test_a_size_has_the_comma_of_its_language() -> None:
    """Megabytes with one decimal."""
    assert (size_text(12_940_000, "de"), size_text(12_940_000, "en")) == ("12,9 MB", "12.9 MB")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("CC-BY-4.0", ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")),
        ("cc0-1.0", ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")),
        ("Alle rechten voorbehouden", ("Alle rechten voorbehouden", "")),
        ("https://a.b/licence", ("https://a.b/licence", "https://a.b/licence")),
        ("javascript:alert(1)", ("javascript:alert(1)", "")),
        ("", ("", "")),
    ],
)
def test_a_licence_is_named_and_linked_where_it_is_known(written: str, told: tuple[str, str]) -> None:
    """Creative Commons by its own name and page; an address is its own; anything else stays words."""
    assert licence_text(written) == told
