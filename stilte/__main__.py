"""`python -m stilte`: the same as the command `stilte`."""

from stilte.cli import main

if __name__ == "__main__":
    main()
