"""The project that the tests of the program share: one short script, spoken by a tone."""

from __future__ import annotations

SCRIPT = "title: Kort\nlanguage: nl\nlead: [1, 1]\nsteps:\n  - Adem in.\n  - pause: 2\n"
