"""What is parsed of a question lies on `Question`: no step behind it applies a pattern of its own to the text."""

import ast
from collections import Counter
from pathlib import Path

import pytest

RAG = Path(__file__).resolve().parents[2] / "rag"
STEPS = ("retrieval", "abstention", "answers", "citations", "pipeline.py")
"""What works on a question that was taken apart."""
HANDED_ON = {
    "rag/retrieval/hybrid.py": 1,  # embedded
    "rag/retrieval/reranking.py": 1,  # given to another model
    "rag/abstention/offering.py": 1,  # compared with other questions, which are texts
    "rag/abstention/presuppositions.py": 1,  # figures, found by `Question`, are cut out of it
}
"""Where the text of a question is used as it is, and how often."""


def modules(*names: str) -> list[Path]:
    found = [path for name in names for path in ([RAG / name] if name.endswith(".py") else (RAG / name).rglob("*.py"))]
    return sorted(path for path in found if path.name != "__init__.py")


def is_question(node: ast.expr) -> bool:
    """Return True if an expression is a question: `question`, `asked`, `search.question`."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in {"question", "asked"}


@pytest.mark.parametrize("path", modules(*STEPS), ids=lambda path: str(path.relative_to(RAG)))
def test_no_step_reads_the_text_of_a_question_again(path: Path) -> None:
    read = Counter[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "text" and is_question(node.value):
            read[str(path.relative_to(RAG.parent))] += 1
    assert read == {name: count for name, count in HANDED_ON.items() if name == str(path.relative_to(RAG.parent))}


@pytest.mark.parametrize(
    "path", modules("retrieval", "abstention", "answers", "citations"), ids=lambda path: str(path.relative_to(RAG))
)
def test_no_step_is_handed_a_question_as_bare_text(path: Path) -> None:
    bare = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                if each.arg in {"question", "asked"} and each.annotation and ast.unparse(each.annotation) == "str":
                    bare.append(node.name)
    assert bare == (["rerank"] if path.name == "reranking.py" else [])


def test_two_public_classes_never_share_a_name() -> None:
    every = [
        node.name
        for path in sorted(RAG.rglob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [name for name, count in Counter(every).items() if count > 1] == []
