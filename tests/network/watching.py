"""Runs the program with its sockets watched: see `sitecustomize` for how."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_EACH = """
import json, sys
from ui.cli import app
ends = []
for arguments in json.loads(sys.argv[1]):
    try:
        app(arguments)
    except SystemExit as end:
        ends.append(end.code or 0)
print()
print(json.dumps(ends))
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder in which the program runs, and what it asked of other machines there."""

    folder: Path
    library: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which a process and those that it starts are watched."""
        places = os.pathsep.join([str(Path(__file__).parent), str(ROOT)])
        # As a user has it: the tests' own switches would keep libraries quiet that aren't by themselves.
        quiet = {"GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY", "HF_HUB_OFFLINE"}
        own = {name: value for name, value in os.environ.items() if name not in quiet}
        log = str(self.folder / "sockets.log")
        return {**own, "PYTHONPATH": places, "WATCHED_SOCKETS": log, "PRESSMARK_LIBRARY": str(self.library)}

    @property
    def calls(self) -> list[str]:
        """What left, or would have left, this machine."""
        log = self.folder / "sockets.log"
        return log.read_text(encoding="utf-8").splitlines() if log.is_file() else []

    def run(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the program to its end."""
        return subprocess.run(
            [sys.executable, "-m", "ui", *arguments],
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )

    def run_each(self, commands: Sequence[Sequence[str]]) -> list[int]:
        """Run commands one after the other in one process, which costs one start; return how they end."""
        done = subprocess.run(
            [sys.executable, "-c", _EACH, json.dumps(commands)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=True,
        )
        return list(json.loads(done.stdout.splitlines()[-1]))

    @contextmanager
    def page(self, *arguments: str) -> Iterator[str]:
        """Serve the page while the block runs; gives its address, as it was printed."""
        command = [sys.executable, "-m", "ui", "chat", *arguments]
        with subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as served:
            try:
                assert served.stdout
                told = next((line for line in served.stdout if "http" in line), "")
                yield next(word for word in told.split() if word.startswith("http"))
            finally:
                served.terminate()
