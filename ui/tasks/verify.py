"""The work of the command `verify`: saved answers against the articles as they are now."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from eval.saved_citations import read_answers
from eval.verify import Check, Status, check_to_dict, count_statuses, summary, verify
from index.errors import UsageError
from ui.plain import safe_line, safe_name
from ui.terminal.output import print_json, to_stdout, write

STREAM = "-"
"""Stands for stdin as the answers."""
_STYLES = {Status.SAME: "green", Status.MOVED: "yellow", Status.CHANGED: "red", Status.GONE: "bold red"}


def verify_file(answers: str, folder: Path, *, as_json: bool) -> bool:
    """Print what became of each citation, and return True if all of them still stand somewhere.

    Raises:
        UsageError: the file can't be read, or holds no answers.
        PressmarkError: the folder can't be read.
    """
    checks = verify(read_answers(_read(answers), "standard input" if answers == STREAM else answers), folder)
    if as_json:
        counts = {str(status): count for status, count in count_statuses(checks).items()}
        print_json({"citations": [check_to_dict(check) for check in checks], "counts": counts})
    else:
        show_checks(to_stdout(), checks)
    return all(check.fine for check in checks)


def show_checks(console: Console, checks: Sequence[Check]) -> None:
    """Print each citation under its question, and at the end how many became what."""
    question = None
    for check in checks:
        if check.citation.question != question:
            question = check.citation.question
            write(console, Text(safe_line(question), style="bold"))
        _show(console, check)
    if checks:
        console.print()
    write(console, summary(checks))


def _show(console: Console, check: Check) -> None:
    cited = check.citation
    mark = f"[{cited.marker}]" if cited.marker is not None else "-"
    line = Text(f"{mark} ").append(f"{check.status:<8}", style=_STYLES[check.status])
    place = f"{check.file}:{check.line}" if check.status is Status.SAME else cited.file
    write(console, line.append(f"{safe_name(place)}{_remark(check)}"), indent=2)
    if check.fine:
        return
    write(console, f"was: “{safe_line(cited.quote)}”", indent=6)
    if check.closest is not None:
        write(console, f"now: “{safe_line(check.closest)}”", indent=6)


def _remark(check: Check) -> str:
    """Return what is worth saying beside the status, with a separator before it."""
    if check.status is Status.SAME:
        return "" if check.same_file is not False else "  (the file has changed elsewhere)"
    if check.status is Status.MOVED:
        return f" -> {safe_name(f'{check.file}:{check.line}')}"
    if check.status is Status.GONE:
        return f"  ({safe_line(check.reason)})" if check.reason else "  (no such file, and the quote is in no other)"
    if check.similarity is None:
        return "  (nothing in the file resembles the quote)"
    if check.similarity == 1:
        return f":{check.line}  (only white space differs)"
    return f":{check.line}  ({check.similarity:.0%} alike)"


def _read(answers: str) -> bytes:
    if answers == STREAM:
        return sys.stdin.buffer.read()
    try:
        return Path(answers).read_bytes()
    except OSError as error:
        raise UsageError(f"{answers}: the answers can't be read ({error.strerror}); check the path.") from error
