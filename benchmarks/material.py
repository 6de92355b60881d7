"""What the benchmarks work on: projects with tracks of any length, and a bed from a file."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np

RATE_HZ = 44100
BED_S = 180
SENTENCES = (
    "Laat je schouders zakken en voel hoe je staat.",
    "Adem rustig in door je neus en langzaam weer uit.",
    "Breng je aandacht naar je handen, naar elke vinger.",
    "Merk op wat er beweegt, en wat er stil is.",
    "Maak je knieën zacht en geef je gewicht aan de grond.",
)


def project(folder: Path, minutes: float, *, scripts: int = 1, bed: bool = True) -> Path:
    """Write a project with scripts of this length: a line every twelve seconds over a bed from a file."""
    for name in ("scripts", "voices", "music"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "podcast.yaml").write_text("title: Proef\nlanguage: nl\n", encoding="utf-8")
    (folder / "voices/robot.yaml").write_text("language: nl\nuse: [espeak]\n", encoding="utf-8")
    if bed:
        # By a process of its own: what it holds would count as memory of every process started from here.
        subprocess.run([sys.executable, "-m", "benchmarks.material", folder / "music/ruis.wav"], check=True)
        (folder / "music/bed.yaml").write_text("file: ruis.wav\nlicence: CC0-1.0\n", encoding="utf-8")
    for number in range(scripts):
        text = script(minutes, number, bed=bed)
        (folder / f"scripts/proef-{number:04}.yaml").write_text(text, encoding="utf-8")
    return folder


def script(minutes: float, number: int, *, bed: bool) -> str:
    """Return a routine of about this length; every line has its number: no two, in any script, are the same."""
    lines = max(round(minutes * 60 / 12), 1)
    steps = "".join(
        f"  - {SENTENCES[n % len(SENTENCES)][:-1]}, {number * lines + n}.\n  - silence: 7.4\n"
        for n in range(lines)
    )
    music = "music: bed\n" if bed else "lead: [0, 0]\n"
    return f"title: Proef {number}\nlanguage: nl\n{music}steps:\n{steps}"


def edit_middle(path: Path) -> int:
    """Change a word in the middle line of a script, another one each time; return the line's number."""
    rows = path.read_text(encoding="utf-8").splitlines()
    spoken = [number for number, row in enumerate(rows) if row.startswith("  - ") and "silence" not in row]
    middle = spoken[len(spoken) // 2]
    line, _, edits = rows[middle].partition(" Keer ")
    rows[middle] = f"{line} Keer {int(edits.rstrip('.') or 0) + 1}."
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return middle + 1


def noise(path: Path) -> None:
    """Write three minutes of soft stereo noise without a seam, each run the same."""
    source = np.random.Generator(np.random.PCG64(1))
    freqs_hz = np.fft.rfftfreq(BED_S * RATE_HZ, 1 / RATE_HZ)
    shape = 1 / (np.hypot(60, freqs_hz) * np.hypot(1, freqs_hz / 1500))
    sides = (source.standard_normal(len(freqs_hz)) + 1j * source.standard_normal(len(freqs_hz)) for _ in "lr")
    sound = np.column_stack([np.fft.irfft(side * shape, BED_S * RATE_HZ) for side in sides])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((sound / np.abs(sound).max() * 16000).astype("<i2").tobytes())


if __name__ == "__main__":
    noise(Path(sys.argv[1]))
