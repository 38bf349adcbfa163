"""Logging: lines on stderr, from the loggers of the program's own packages and no others.

Every module that has something to say does so through `logging.getLogger(__name__)`; here it is decided what is shown.
Without options that is what somebody has to know (warnings), and who changed the library while the page is served.
Neither questions nor anything secret are ever in a line: no key, no password, no token, no query of an address. Other
packages' loggers stay silent, since nobody knows what they say.
"""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from ui.plain import safe_line

PACKAGES: Final = ("index", "rag", "eval", "ui")
QUESTIONS: Final = logging.getLogger("ui.questions")
"""Says what was asked; it is silent unless `set_up` is told to show questions, whatever else is shown."""
_NEVER: Final = logging.CRITICAL + 1
"""A level and not `disabled`, which the page's server resets for all loggers when it sets up its own."""
QUESTIONS.setLevel(_NEVER)
CHANGES: Final = "ui.page.access.audit"
"""Says who changed the library: shown always, not only with `--verbose`."""


def set_up(*, verbose: bool = False, as_json: bool = False, questions: bool = False) -> None:
    """Decide what is logged from now on; called again, it replaces what was decided before.

    Args:
        verbose: also show what is done, not only warnings.
        as_json: write a JSON object a line, for programs that collect logs.
        questions: also show what is asked on the page.
    """
    handler = _ToStderr()
    handler.setFormatter(_Json() if as_json else _Line())
    for name in PACKAGES:
        logger = logging.getLogger(name)
        for old in [each for each in logger.handlers if isinstance(each, _ToStderr)]:
            logger.removeHandler(old)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO if verbose else logging.WARNING)
    logging.getLogger(CHANGES).setLevel(logging.INFO)
    QUESTIONS.setLevel(logging.INFO if questions else _NEVER)


class _ToStderr(logging.Handler):
    """Writes to whatever stderr is at the moment, so that a progress bar can make room for a line."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a stderr that is closed or gone is no reason to stop."""
        with suppress(OSError, ValueError):
            print(self.format(record), file=sys.stderr, flush=True)


class _Line(logging.Formatter):
    """Makes a line for people: time, level, who says it and what; words from outside can't begin another line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one record."""
        when = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")
        return f"{when} {record.levelname.lower()} {record.name}: {safe_line(record.getMessage())}"


class _Json(logging.Formatter):
    """Makes a line for programs: the same as JSON, with the fields that the record came with."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one record."""
        fields = getattr(record, "fields", {})
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(told | fields)
