"""The example at the head of the language's own page builds, as it stands."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result

CLOSING = "steps:\n  - Dank je wel voor het meedoen.\n"


def test_the_example_of_the_contract_builds(
    folder: Path, make: Callable[..., tuple[Result, ...]], root: Path
) -> None:
    """Every verb in one script: two tracks of nine and eleven minutes, to within 50 ms."""
    (folder / "scripts/adem.yaml").unlink()
    shutil.copy(root / "tests/script/contract_example.yaml", folder / "scripts/de-bron-activeren.yaml")
    (folder / "scripts/_afsluiting.yaml").write_text(CLOSING, encoding="utf-8")
    for voice in ("rustig", "fluister"):
        shutil.copy(folder / "voices/toon.yaml", folder / f"voices/{voice}.yaml")
    shutil.copytree(root / "music", folder / "music")
    results = make(jobs=2)
    assert {result.slug: result.status for result in results} == {
        "de-bron-activeren-9m": "built",
        "de-bron-activeren-11m": "built",
    }
    for slug, length_s in (("de-bron-activeren-9m", 540), ("de-bron-activeren-11m", 660)):
        sheet = json.loads((folder / f"output/{slug}/{slug}.json").read_text(encoding="utf-8"))
        assert abs(sheet["length_s"] - length_s) <= 0.05
        assert abs(sheet["proof"]["decoded_length_s"] - length_s) <= 0.05
        assert [mark["title"] for mark in sheet["chapters"]][:2] == ["De Bron Activeren", "Aarden"]
        assert sheet["fit"]["counts"]
        assert sheet["notes"] == ["Doe deze oefening dagelijks."]
