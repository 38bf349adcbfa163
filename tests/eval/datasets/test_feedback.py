import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.feedback import DOWN, FILE, UP, Feedback, Verdict, case_of, keep_feedback
from eval.datasets.sets import read_set
from eval.records import NOT_SCORED
from eval.runs.session import Request, evaluate
from index.errors import LibraryError, UsageError
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.engine import Pressmark, open_library
from rag.records import Turn
from rag.serialise import answer_to_dict
from rag.settings import Settings
from tests.conftest import WordEmbedding

ROOT = Path(__file__).resolve().parents[3]
TEXT = "The bridge\n\nMayor Ada King opened the bridge in 1923. It has 14 arches.\n"


def said(question: str = "When?", answer: str = "In 1923. [1]", *, answered: bool = True) -> dict[str, Any]:
    quote = "Mayor Ada King opened the bridge in 1923."
    place = {"marker": 1, "file": "bridge.txt", "start": 12, "end": 12 + len(quote), "quote": quote}
    bold = {"marker": 1, "start": 12 + quote.index("1923"), "end": 12 + quote.index("1923") + 4}
    return {
        "question": question,
        "answer": answer,
        "answered": answered,
        "citations": [place] if answered else [],
        "highlights": [bold] if answered else [],
    }


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


def test_a_thumbs_down_lands_as_a_case_to_be_edited(tmp_path: Path) -> None:
    path = keep_feedback(tmp_path, Feedback(DOWN, said(), (Turn("user", "Earlier?"),), "That is\nthe wrong year."))
    (case,) = read_set(path).cases
    assert (case.question, case.history) == ("When?", (Turn("user", "Earlier?"),))
    assert (case.answerable, case.facts, case.type) == (None, (), "thumbs-down")
    assert case.note.startswith(
        "The reader: “That is the wrong year.”. A reader found this answer wrong. Edit the case"
    )
    assert case.note.endswith("It said: In 1923. [1]")


def test_a_thumbs_up_lands_as_a_case_that_demands_the_words_that_answered(tmp_path: Path) -> None:
    (case,) = read_set(keep_feedback(tmp_path, Feedback(UP, said()))).cases
    assert (case.answerable, case.facts) == (True, (("1923",),))
    assert [(source.article, source.words) for source in case.sources] == [
        ("bridge.txt", ("Mayor Ada King opened the bridge in 1923.",))
    ]


def test_a_thumbs_up_for_a_refusal_demands_a_refusal(tmp_path: Path) -> None:
    (case,) = read_set(keep_feedback(tmp_path, Feedback(UP, said(answered=False)))).cases
    assert (case.answerable, case.facts, case.sources) == (False, (), ())


def test_a_quote_without_words_in_bold_is_the_fact_itself() -> None:
    assert case_of(Feedback(UP, said() | {"highlights": []}))["facts"] == [
        ["Mayor Ada King opened the bridge in 1923."]
    ]


def test_a_reader_who_thinks_again_changes_their_verdict_and_nobody_elses(tmp_path: Path) -> None:
    keep_feedback(tmp_path, Feedback(UP, said(), reader="a"))
    keep_feedback(tmp_path, Feedback(UP, said(), reader="b"))
    keep_feedback(tmp_path, Feedback(DOWN, said(), reader="a"))
    keep_feedback(tmp_path, Feedback(DOWN, said(), comment="Wrong.", reader="a"))
    keep_feedback(tmp_path, Feedback(DOWN, said(), comment="Quite wrong.", reader="a"))
    found = rows(tmp_path)
    assert [row["type"] for row in found] == ["thumbs-up", "thumbs-down"]
    assert "Quite wrong" in found[1]["note"]


def test_a_case_that_was_edited_is_never_overwritten(tmp_path: Path) -> None:
    path = keep_feedback(tmp_path, Feedback(DOWN, said()))
    edited = rows(tmp_path)[0] | {"answerable": True, "facts": [["1924"]]}
    path.write_text(json.dumps(edited) + "\n", encoding="utf-8")
    keep_feedback(tmp_path, Feedback(DOWN, said()))
    keep_feedback(tmp_path, Feedback(DOWN, said(), comment="Still."))
    found = rows(tmp_path)
    assert found[0] == edited
    assert len({row["id"] for row in found}) == len(found) == 3
    assert len(read_set(path).cases) == 3


def test_an_editors_slip_costs_no_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"id": "x", \n[1]\n', encoding="utf-8")
    keep_feedback(tmp_path, Feedback(UP, said()))
    assert (tmp_path / FILE).read_text(encoding="utf-8").startswith('{"id": "x", \n[1]\n{"id": "reader-')


VOTE = """
import sys
from pathlib import Path
from eval.datasets.feedback import Feedback, keep_feedback
for number in range(5):
    answer = {"question": f"Question {number}?", "answer": "", "answered": False, "citations": []}
    keep_feedback(Path(sys.argv[1]), Feedback("thumbs-up", answer, reader=sys.argv[2]))
"""


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", VOTE, tmp_path, str(reader)], cwd=ROOT) for reader in range(4)]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    assert len(read_set(tmp_path / FILE).cases) == 20


def test_what_was_asked_is_the_owners_only(tmp_path: Path) -> None:
    assert keep_feedback(tmp_path, Feedback(UP, said())).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["\ud800 lone", "nul \0", "line\u2028separator \x85 \x1c", '"quotes" \\ back'])
@pytest.mark.parametrize("verdict", [UP, DOWN])
def test_any_characters_can_be_kept(tmp_path: Path, text: str, verdict: Verdict) -> None:
    for _ in range(2):
        keep_feedback(tmp_path, Feedback(verdict, said(text, text), (Turn("user", text),), text))
    assert len(read_set(tmp_path / FILE).cases) == 1


def test_what_cannot_be_kept_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="more than 2,000 characters"):
        keep_feedback(tmp_path, Feedback(DOWN, said(), comment="x" * 2001))
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="can't be kept"):
        keep_feedback(tmp_path / "file", Feedback(DOWN, said()))
    monkeypatch.setattr("eval.datasets.feedback.MOST_BYTES", 10)
    with pytest.raises(LibraryError, match="is full"):
        keep_feedback(tmp_path, Feedback(DOWN, said()))
    assert not (tmp_path / FILE).exists()


@pytest.fixture
def pressmark(tmp_path: Path, embedder: WordEmbedding) -> Iterator[Pressmark]:
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings(library=tmp_path / "library")
    library = Library(settings, create=True, embedder=embedder)
    index_paths(library, [tmp_path / "bridge.txt"], settings)
    library.close()
    with open_library(settings=settings, embedder=embedder) as opened:
        yield opened


def test_the_set_is_asked_by_eval(pressmark: Pressmark, embedder: WordEmbedding) -> None:
    folder = pressmark.library.folder
    good = answer_to_dict(pressmark.ask("When did Mayor Ada King open the bridge?"))
    assert good["answered"], asdict(pressmark.ask("When did Mayor Ada King open the bridge?"))
    path = keep_feedback(folder, Feedback(UP, good))
    keep_feedback(folder, Feedback(DOWN, answer_to_dict(pressmark.ask("How many arches has it?"))))
    (judged,) = evaluate(Request((str(path),), library=folder), pressmark.settings, embedder=embedder)
    up, down = judged.verdict.run.outcomes
    assert up.ok, up.why
    assert down.diagnosis == NOT_SCORED
