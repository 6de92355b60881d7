"""Build the tracks: `python build.py --help` lists what it can do."""

from stilte.cli import main

if __name__ == "__main__":
    main()
