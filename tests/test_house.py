"""The house stays one in which things are found: small rooms, short modules, short functions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("eval", "index", "rag", "ui")
MODULES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
MOST_ENTRIES = 12
MOST_LINES = 400
LONGEST_FUNCTION = 50


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in MODULES}), ids=lambda each: str(each.relative_to(ROOT))
)
def test_a_folder_has_few_modules_and_few_folders(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    packages = [path.parent.name for path in folder.glob("*/__init__.py")]
    assert len(modules) <= MOST_ENTRIES, modules
    assert len(packages) <= MOST_ENTRIES, packages


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in MODULES}), ids=lambda each: str(each.relative_to(ROOT))
)
def test_a_folder_says_in_a_sentence_what_it_is_for(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert said
    assert said.partition("\n")[0].endswith(".")


def test_no_module_is_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_function_is_long() -> None:
    found = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert found == {}


def test_everything_that_is_defined_is_typed_without_exceptions() -> None:
    told = [str(path.relative_to(ROOT)) for path in MODULES if "# type: ignore" in path.read_text(encoding="utf-8")]
    assert told == []
