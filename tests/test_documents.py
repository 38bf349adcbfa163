"""What the documents say is so: the commands, the files and the requirements that they name."""

import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
import yaml
from typer.core import TyperGroup

import rag
from ui.cli import main as main  # importing it puts the commands on the app
from ui.commands.app import app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/servers.md", "docs/security-asvs.md")
GROUP = typer.main.get_command(app)
COMMANDS = GROUP.commands if isinstance(GROUP, TyperGroup) else {}
ASVS = {
    "1.2": 5, "1.3": 2, "1.5": 1, "2.1": 1, "2.2": 2, "2.3": 1, "3.2": 2, "3.3": 1, "3.4": 2, "3.5": 3, "4.1": 1,
    "4.4": 1, "5.2": 2, "5.3": 2, "6.1": 1, "6.2": 8, "6.3": 2, "6.4": 2, "7.2": 4, "7.4": 2, "8.1": 1, "8.2": 2,
    "8.3": 1, "9.1": 3, "9.2": 1, "10.4": 5, "11.3": 2, "11.4": 1, "12.1": 1, "12.2": 2, "13.4": 1, "14.2": 1,
    "14.3": 1, "15.1": 1, "15.2": 1, "15.3": 1,
}  # fmt: skip
"""How many requirements of level 1 each section of version 5.0.0 has."""


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def typed_in(document: str) -> list[str]:
    """Return what a document shows to be typed: the lines of its blocks of code, and code inside of sentences."""
    text = read(document)
    blocks = re.findall(r"```(?:sh|yaml)\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+(?:\n[^`\n]+)?)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines = [line.split("  # ")[0] for block in blocks for line in block.splitlines()]
    return [*lines, *(span.replace("\n", " ") for span in inline)]


@pytest.mark.parametrize("document", DOCUMENTS[:4])
def test_every_command_and_option_that_a_document_names_exists(document: str) -> None:
    found = 0
    for typed in typed_in(document):
        for name, rest in re.findall(r"(?:^|[ /])pressmark ([a-z][a-z-]*)([^|;&]*)", typed):
            found += 1
            assert name in COMMANDS, typed
            known = {option for each in COMMANDS[name].params for option in (*each.opts, *each.secondary_opts)}
            assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)) <= known | {"--help"}, typed
        for module in re.findall(r"python -m ([\w.]+)", typed):
            assert find_spec(module), typed
    assert found or document == "CONTRIBUTING.md"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_exists(document: str) -> None:
    named = re.findall(r"`((?:tests|docs|index|rag|eval|ui)/[\w./-]+)`", read(document))
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", read(document))
    named = [each for each in named if not re.search("NAME|CODE|xx", each)]  # a file that is to be written
    missing = [each for each in named if not (ROOT / each).exists()]
    assert missing + [each for each in links if not (ROOT / document).parent.joinpath(each).exists()] == []


def test_each_requirement_of_asvs_level_1_has_its_line() -> None:
    rows = re.findall(
        r"^\| ([\d.]+)(?:-([\d.]+))? \| .+ \| (met|not met|n/a) \| .+ \|$", read(DOCUMENTS[-1]), re.MULTILINE
    )
    numbers = {first for first, last, _ in rows if not last}
    ranges = {first.rsplit(".", 1)[0] for first, last, _ in rows if last} | {"9.2"}
    for section, count in ASVS.items():
        if section not in ranges:
            assert sum(number.startswith(f"{section}.") for number in numbers) == count, section


def test_what_is_public_in_rag_is_what_it_says() -> None:
    public = {
        name
        for name, value in vars(rag).items()
        if not (name.startswith("_") or isinstance(value, ModuleType) or name == "TYPE_CHECKING")
    }
    assert public | set(rag._ENGINE) == set(rag.__all__)
    assert sorted(rag.__all__) == rag.__all__
    assert all(getattr(rag, name) for name in rag.__all__)


def test_each_package_says_that_it_is_typed() -> None:
    data = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["package-data"]
    for package in ("eval", "index", "rag", "ui"):
        assert (ROOT / package / "py.typed").is_file()
        assert "py.typed" in data[package]


def test_a_commit_is_checked_as_make_lint_checks() -> None:
    def tools(text: str) -> list[str]:
        return re.findall(r"ruff format|ruff check|mypy|lint-imports", text)

    hooks: list[dict[str, Any]] = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
    assert lint
    assert [tool for hook in hooks for tool in tools(hook["entry"])] == tools(lint[1])


@pytest.mark.parametrize("file", [".github/dependabot.yml", "CITATION.cff"])
def test_what_other_programs_read_is_yaml(file: str) -> None:
    assert json.dumps(yaml.safe_load(read(file)), default=str)


def test_the_citation_names_the_version() -> None:
    assert (
        yaml.safe_load(read("CITATION.cff"))["version"] == tomllib.loads(read("pyproject.toml"))["project"]["version"]
    )
