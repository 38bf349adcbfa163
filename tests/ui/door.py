"""The doors through which the tests of `ui` go: the program in a process of its own, and, faster, in this one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from ui.cli import main as main  # importing it puts the commands on the app
from ui.commands.app import app

ROOT = Path(__file__).resolve().parents[2]

ARTICLES = {
    "ferry.md": (
        '---\ntitle: "The ferry of Port Amery"\nauthor: Ines Okafor\npublisher: The Quay\n'
        "published: 2019-05-04\n---\n\n"
        "# The ferry of Port Amery\n\nThe ferry Margarethe was built in 1931 in the yard of Port Amery. "
        "Its captain is Ruth Halloran. The crossing to the island takes 45 minutes.\n"
    ),
    "news/bees.txt": (
        "---\r\ntitle: Bees on the roof\r\npublisher: The Roof Post\r\npublished: 2021-06-30\r\n---\r\n"
        "The opera house keeps twelve hives of bees on its roof 🐝.\r\n\r\nIn the summer of 2020 the bees of the opera "
        "gave 300 kilograms\r\nof honey. The beekeeper Jonas Weidmann sells the honey in the foyer.\r\n"
    ),
    "orchard.txt": (
        "The \x1b[31morchard\x1b[0m of Kessel has \x9b1m640 pear trees [bold]in rows[/bold], \u202ecounted in May. "
        "A frost killed the [link=file:///]blossom in April.\n"
    ),
}
"""Short, with what makes offsets hard (a character beyond 16 bits, CRLF) and what a terminal must not see raw."""

ANSWER_FIELDS = [
    "question",
    "standalone_question",
    "answer",
    "answered",
    "confidence",
    "citations",
    "retrieved",
    "timings",
    "mode",
    "highlights",
    "language",
    "notes",
    "differences",
    "origins",
    "refusal",
    "checks",
    "usage",
    "reading",
    "suggestions",
    "overview",
    "corrections",
]
"""The contract of `ask --json`, in its order; `batch` puts an `id` before them."""

OFF_TOPIC = "Which mineral is mined in the Atacama desert?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str

    def json(self) -> Any:  # noqa: ANN401  # whatever JSON holds
        assert self.code == 0, self.stderr
        return json.loads(self.stdout)


Run = Callable[..., Outcome]
"""`run("ask", "Why?", stdin="...")`."""


def interruptible(*arguments: str | Path) -> list[str]:
    """Return a command that runs the program so that Ctrl-C reaches it: a job in the background ignores it."""
    start = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    return [sys.executable, "-c", f"{start}; runpy.run_module('ui', run_name='__main__')", *map(str, arguments)]


def run_here(*args: str | Path, stdin: str | bytes = "", columns: int = 80) -> Outcome:
    """Run a command in this process: its parsing, its errors and its output are those of the program."""
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [*map(str, args)], input=stdin, prog_name="pressmark")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout_bytes.decode(), result.stderr_bytes.decode())


def run_program(*args: str | Path, cwd: Path, stdin: bytes = b"", **environment: str) -> Outcome:
    """Run the program as a user does, in a process of its own, with its output in pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "ui", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        input=stdin,
        capture_output=True,
        timeout=100,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def write_articles(folder: Path) -> Path:
    """Write the articles into a folder, byte for byte."""
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
