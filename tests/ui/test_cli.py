"""The program `pressmark`."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.ui.door import ROOT
from ui import cli

COMMANDS = ("index", "ask", "search", "batch", "chat", "info")


def test_help_lists_the_commands_and_is_light(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ui", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert set(COMMANDS) <= set(re.findall(r"^  ([a-z]+) ", done.stdout, re.MULTILINE))
    loaded = set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\w+)", done.stderr, re.MULTILINE))
    assert loaded & {"chromadb", "gradio", "llama_index", "numpy", "pydantic", "rich", "sqlalchemy"} == set()


def test_a_ctrl_c_that_python_would_drop_is_sent_again() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job may ignore it from the start
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012  # it comes a moment after the call
            cli._interrupt_again(cast(Any, SimpleNamespace(exc_type=KeyboardInterrupt)))
            time.sleep(1)
    finally:
        signal.signal(signal.SIGINT, before)
