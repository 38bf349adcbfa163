"""A verdict as a table, as JSON, JUnit XML and Markdown, and read back."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from eval.records import Case
from eval.reports.report import show, write_report
from eval.runs.compare import compare
from eval.runs.gate import judge
from eval.runs.storage import load_run
from tests.eval.builders import GOLD, TEXTS, answer, answered, outcome, refused, right, run, wrong

NASTY = outcome(
    Case("q9", "Is <b>this</b> | \x1b[31m @all?", facts=(("1901",),), type="odd\x00"), GOLD, answer(("c.txt", 0, 10))
)
RUN = run(right(1), wrong(2), refused(3), answered(4), NASTY, warnings=("One file could not be read.",))
VERDICT = judge(RUN, {"right": 0.9, "mrr": 0.1}, compare(run(right(1), right(2), wrong(3)), RUN))


def shown(*, terminal: bool) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=100, force_terminal=terminal, markup=False, no_color=True), VERDICT)
    return stream.getvalue()


def test_the_table_shows_what_was_right_beside_what_was_cited() -> None:
    text = shown(terminal=False)
    assert "mine over articles: 3 articles, 5 questions, embedder words, version 1, commit abc" in text
    labels = ("right, right article", "all facts", "verbatim quotes", "precision, articles", "refusal recall", "MRR")
    places = [text.index(label) for label in labels]
    assert places == sorted(places)
    row = next(line for line in text.splitlines() if "right, right article" in line)
    assert row.split()[-4:] == ["0.333", "0.000–1.000", "3", "0.9"]
    assert "Note: One file could not be read." in text
    assert "mine: failed. right (right, right article)" in text
    assert "- q2: right → wrong sentence: When did the mill burn?" in text


@pytest.mark.parametrize("terminal", [True, False])
def test_no_word_of_an_article_steers_the_terminal(terminal: bool) -> None:
    assert "\x1b[31m" not in shown(terminal=terminal)
    assert "\x00" not in shown(terminal=terminal)


def test_reports_are_files_named_after_the_set(tmp_path: Path) -> None:
    written = write_report(VERDICT, tmp_path / "report", TEXTS)
    assert [path.name for path in written] == ["mine.json", "mine.xml", "mine.md", "mine.html"]
    assert all(path.stat().st_size for path in written)
    assert load_run(tmp_path / "report" / "mine.json") == RUN
