"""Where the studio listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.studio.start.run import HOST, usual_socket

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_has_its_usual_port_and_takes_another_where_that_is_taken(tmp_path: Path) -> None:
    """What a browser keeps for an address is found again at the next start; two windows at once both open."""
    with usual_socket(tmp_path) as first:
        usual = first.getsockname()
        with usual_socket(tmp_path) as second:
            assert second.getsockname()[0] == HOST
            assert second.getsockname() != usual
    with usual_socket(tmp_path) as again:
        assert again.getsockname() == usual
