"""`python -m qlint`: the terminal door. Knows nothing but that door."""

from qlint.cli import main

if __name__ == "__main__":
    main()
