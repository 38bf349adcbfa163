"""The program `pressmark`."""

import _thread
import io
import sys

from ui.commands import (  # noqa: F401  # importing them puts their commands on the app
    articles,
    basic,
    checking,
    evaluation,
    maintenance,
    trust,
    users,
    verification,
    worker,
)
from ui.commands.app import app


def main() -> None:
    """Run the command line; a character that a stream can't take is replaced, never a reason to stop."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.unraisablehook = _interrupt_again
    app(prog_name="pressmark")


def _interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """Send a Ctrl-C again that hit while Python threw an object away: it would be dropped there, with a traceback."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        _thread.interrupt_main()
    else:
        sys.__unraisablehook__(lost)
