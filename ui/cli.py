"""The program `pressmark`."""

import io
import sys

from ui import commands, verify_command  # noqa: F401  # importing a module of commands puts them on the app
from ui.app import app


def main() -> None:
    """Run the command line; a character that a stream can't take is replaced, never a reason to stop."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(prog_name="pressmark")
