"""Print a set-up command as it stands in README.md: `readme_command.py build` or `tests`."""

import re
import sys
from pathlib import Path

readme = Path(__file__).resolve().parent.parent / "README.md"
commands = re.findall(r"^```sh\n(.+?)\n```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
sys.stdout.write(commands[{"build": 0, "tests": 1}[sys.argv[1]]] + "\n")
