"""The frame holds: imports run one way, locks are clean, the package list is whole, the command line is light."""

import ast
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from index.language.calendar import AMBIGUOUS_MONTHS, month_numbers

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
FOLDERS = ("eval", "index", "rag", "ui")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-servers.lock")
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock_lines(lock: str) -> list[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, str]:
    found = (PINNED.match(line) for line in lock_lines(lock))
    return {match["name"].lower(): match["version"] for match in found if match}


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    assert phony
    return set(phony[1].split())


def test_imports_run_one_way() -> None:
    done = run(SCRIPTS / "lint-imports")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_and_hashes_only(lock: str) -> None:
    allowed = re.compile(r"[A-Za-z0-9._-]+==[^\s/]+( ; [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lock_lines(lock) if not allowed.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_line_names_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if re.search(r"https?:|file:|index-url|find-links| /", line)] == []


def test_every_locked_version_has_a_hash() -> None:
    for lock in LOCKS:
        lines = lock_lines(lock)
        after = [following for line, following in pairwise(lines) if PINNED.match(line)]
        assert len(after) == len(pins(lock)) > 0
        assert all(line.startswith("    --hash=sha256:") for line in after)


def test_developers_and_servers_run_the_versions_that_users_run() -> None:
    runtime, dev, servers = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= dev.items()
    assert runtime.items() <= servers.items()
    assert {name: dev[name] for name in servers if name in dev} == {
        name: servers[name] for name in servers if name in dev
    }


def test_every_folder_with_code_is_packaged_but_the_experiments() -> None:
    with_code = {path.parent for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")}
    assert [folder for folder in with_code if not (folder / "__init__.py").is_file()] == []
    names = {".".join(folder.relative_to(ROOT).parts) for folder in with_code}
    names = {name for name in names if not name.startswith("eval.experiments")}
    assert sorted(names) == sorted(project()["tool"]["setuptools"]["packages"])


def test_month_names_stand_in_the_calendar_only() -> None:
    names = {
        name
        for language in ("en", "de", "fr", "es", "tr", "ru", "ar")
        for name in month_numbers(language, short=language == "en")
    }
    month = re.compile(rf"\b(?:{'|'.join(names - AMBIGUOUS_MONTHS - {'mart'})})\b", re.IGNORECASE)
    code = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    named = {path for path in code for text in strings_of(path) if month.search(text)}
    assert named <= {ROOT / "index" / "language" / "calendar.py"}


def strings_of(path: Path) -> Iterator[str]:
    """Yield the strings of a module but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def test_help_loads_none_of_the_heavy_libraries() -> None:
    done = run(sys.executable, "-X", "importtime", SCRIPTS / "pressmark", "--help")
    assert done.returncode == 0, done.stderr[-1000:]
    assert "Usage" in done.stdout
    loaded = set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\w+)", done.stderr, re.MULTILINE))
    assert "ui" in loaded
    assert loaded & {"chromadb", "llama_index", "gradio"} == set()


def test_make_lists_every_target() -> None:
    done = run("make", "--no-print-directory")
    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"^make ([a-z-]+) ", done.stdout, re.MULTILINE)) == make_targets()


@pytest.mark.parametrize("file", ["README.md", ".ci/run", ".github/workflows/ci.yml"])
def test_every_make_command_that_a_file_names_exists(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|\$ |&& |run: )make ([a-z-]+)", text, re.MULTILINE))
    assert named, f"{file} names no make command"
    assert named <= make_targets()
