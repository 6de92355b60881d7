"""Build the tracks: `python build.py --help` lists what it can do."""

import sys
from pathlib import Path


def _run_packaging_tool() -> None:
    """Run the packaging tool called `build`, which `python -m build` means, and this file stands before."""
    import runpy  # noqa: PLC0415
    from importlib.util import find_spec  # noqa: PLC0415

    here = Path(__file__).resolve().parent
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != here]
    sys.path_importer_cache.clear()
    if find_spec("build") is None:
        sys.exit(
            "`python -m build` runs the packaging tool of that name, which is not installed here "
            "(pip install build). To build the tracks, run: python build.py"
        )
    runpy.run_module("build", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    if __spec__ is not None:  # only `python -m` gives a spec to what it runs
        _run_packaging_tool()
    else:
        from stilte.cli import main

        main()
