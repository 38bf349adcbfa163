"""`python -m ui` is the same program as `pressmark`."""

from ui.cli import main

if __name__ == "__main__":
    main()
