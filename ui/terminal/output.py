"""Output of the commands: results go to stdout, messages and progress to stderr.

Words are laid out for people on a terminal; into a pipe they go unstyled and unwrapped, a paragraph a line.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.status import Status
from rich.text import Text

from ui.plain import safe_text

WIDEST = 100
"""Columns: longer lines are hard to read."""

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_NOT_RAW = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON needn't escape and a terminal or UTF-8 can't take: control, line and direction marks, lone surrogates."""


def to_stdout() -> Console:
    """Return a console for results; it reads no markup, so no word of an article can style or link anything."""
    return _console(stderr=False)


def to_stderr() -> Console:
    """Return a console for messages and progress."""
    return _console(stderr=True)


def message(sentence: str) -> None:
    """Tell the user something that isn't the result."""
    print(safe_text(sentence), file=sys.stderr)


def write(console: Console, words: Text | str, indent: int = 0) -> None:
    """Write words: wrapped and indented on a terminal, one line a paragraph into a pipe."""
    text = words if isinstance(words, Text) else Text(words)
    margin = Text(" " * indent)
    width = min(console.width, WIDEST) - indent
    lines = text.wrap(console, width) if console.is_terminal else text.split("\n", allow_blank=True)
    for line in lines:
        made = margin + line
        made.rstrip()
        console.print(made, soft_wrap=True)


def styled(text: str) -> Text:
    """Return an answer's text with what stands between `**` in bold; a lone `**` is left as it is."""
    made, end = Text(), 0
    for match in _BOLD.finditer(text):
        made.append(safe_text(text[end : match.start()]))
        made.append(safe_text(match[1]), style="bold")
        end = match.end()
    return made.append(safe_text(text[end:]))


def to_json(value: object, *, pretty: bool = False) -> str:
    """Return JSON that keeps every script as it is written, escaping only what could harm a terminal or isn't UTF-8."""
    made = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2 if pretty else None)
    return _NOT_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


def print_json(value: object, *, pretty: bool = True) -> None:
    """Print JSON in UTF-8, whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{to_json(value, pretty=pretty)}\n".encode())
    sys.stdout.buffer.flush()


class Count(ProgressColumn):
    """A column that shows how many are done of how many, and how many a second; empty while that isn't known."""

    def __init__(self, unit: str, *, rate: bool) -> None:
        """Count things of one kind."""
        super().__init__()
        self._unit, self._rate = unit, rate

    def render(self, task: Task) -> Text:
        """Return the count of one task."""
        if task.total is None:
            return Text()
        count = f"{task.completed:.0f}/{task.total:.0f} {self._unit}"
        return Text(f"{count}, {task.speed:.1f}/s" if self._rate and task.speed else count)


@contextmanager
def progress_bar(unit: str, *, rate: bool) -> Iterator[Progress]:
    """Show progress on stderr while the block runs, when it is a terminal; else show nothing."""
    console = to_stderr()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        Count(unit, rate=rate),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress


def status(what: str) -> Status:
    """Show on stderr that something is being done while the block runs, when it is a terminal."""
    return to_stderr().status(what)


def _console(*, stderr: bool) -> Console:
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)
