"""The engine in examples/engine: found by its entry point, and used as any other."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING

import numpy as np
import pytest

import stilte
from stilte.speech.engine import EngineFailed, EngineVoice, Piece, engine, engine_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOICE = EngineVoice("en", {"hz": 440})


@pytest.fixture
def _installed(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the example where an installer would: its module, and the entry points of its `pyproject.toml`."""
    example, site = root / "examples/engine", tmp_path / "site-packages"
    settings = tomllib.loads((example / "pyproject.toml").read_text("utf-8"))["project"]
    info = site / f"{settings['name'].replace('-', '_')}-{settings['version']}.dist-info"
    info.mkdir(parents=True)
    points = settings["entry-points"]["stilte.engines"].items()
    written = "\n".join(f"{name} = {value}" for name, value in points)
    (info / "entry_points.txt").write_text(f"[stilte.engines]\n{written}\n", "utf-8")
    (info / "METADATA").write_text(f"Name: {settings['name']}\nVersion: {settings['version']}\n", "utf-8")
    shutil.copy(example / "stilte_morse.py", site)
    monkeypatch.syspath_prepend(str(site))
    engine.cache_clear()
    yield
    engine.cache_clear()


@pytest.mark.usefixtures("_installed")
def test_it_is_known_by_its_entry_point() -> None:
    """Its name stands among the engines, and what the name stands for is its class."""
    assert "morse" in engine_names()
    assert type(engine("morse")).__name__ == "Morse"


@pytest.mark.usefixtures("_installed")
def test_it_keeps_the_contract_of_engines() -> None:
    """Mono float32; the length of its code; a fingerprint of its settings; a line without letters fails."""
    clip = engine("morse").say((Piece("Et"),), VOICE)
    dot = round(0.06 * 24_000)
    assert clip.samples.dtype == np.float32
    assert clip.samples.shape == (10 * dot, 1)
    assert np.flatnonzero(clip.samples[:, 0])[-1] // dot == 6
    faster = EngineVoice("en", {"hz": 440}, speed=2)
    assert engine("morse").say((Piece("Et"),), faster).frames == 5 * dot
    assert len({engine("morse").fingerprint(voice) for voice in (VOICE, faster, EngineVoice("en", {}))}) == 3
    with pytest.raises(EngineFailed, match="no letter"):
        engine("morse").say((Piece("123."),), VOICE)


@pytest.mark.usefixtures("_installed")
def test_a_track_is_spoken_by_it(tmp_path: Path) -> None:
    """A voice file names it as any engine of ours; the track is built, proven, and no draft."""
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/morse.yaml").write_text("language: en\nuse:\n  - morse: {hz: 500}\n", "utf-8")
    project = stilte.open_project(tmp_path)
    text = "title: Code\nlanguage: en\nvoice: morse\nsteps:\n  - Breathe in.\n"
    assert stilte.check(project, text).ok
    (track,) = stilte.build(project, text)
    assert (track.status, track.draft, track.notes[0]) == ("built", False, "Voice morse: morse.")
    assert track.length_s is not None
    assert track.length_s > 8
