"""A verdict as a table, as JSON, JUnit XML and Markdown, and read back."""

import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from eval.records import FAILED, NOT_SCORED, Case
from eval.reports.junit import junit_xml
from eval.reports.markdown import escaped, markdown
from eval.reports.report import show, write_report
from eval.runs.compare import compare
from eval.runs.gate import Verdict, judge
from eval.runs.storage import RunError, load_run, run_from_json, run_to_json
from tests.eval.builders import GOLD, TEXTS, answer, answered, outcome, refused, right, run, wrong

NASTY = outcome(
    Case("q9", "Is <b>this</b> | \x1b[31m @all?", facts=(("1901",),), type="odd\x00"), GOLD, answer(("c.txt", 0, 10))
)
RUN = run(right(1), wrong(2), refused(3), answered(4), NASTY, warnings=("One file could not be read.",))
VERDICT = judge(RUN, {"right": 0.9, "mrr": 0.1}, compare(run(right(1), right(2), wrong(3)), RUN))


def suites(verdict: Verdict) -> list[ElementTree.Element]:
    """The suites of the JUnit file: questions and bars."""
    return list(ElementTree.fromstring(junit_xml(verdict)))  # noqa: S314  # written a moment ago


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


def test_junit_has_a_case_a_question_and_a_case_a_bar() -> None:
    questions, bars = suites(VERDICT)
    assert questions.attrib == {"name": "mine", "failures": "3", "errors": "0", "skipped": "0", "tests": "5"}
    assert [case.attrib["classname"] for case in questions][:2] == ["mine.when", "mine.when"]
    assert questions[1].attrib["name"] == "q2: When did the mill burn?"
    failure = questions[1].find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "wrong sentence"
    assert "Lacks “1901”" in failure.attrib["message"]
    assert "It was rebuilt. [1]" in str(failure.text)
    assert [(case.attrib["name"], len(case)) for case in bars] == [("right 0.9", 1), ("mrr 0.1", 0)]


def test_junit_tells_errors_from_failures_and_leaves_the_unscored_out() -> None:
    failed = replace(refused(1), diagnosis=FAILED, answer={**refused(1).answer, "error": "gone"})
    unscored = replace(refused(2), diagnosis=NOT_SCORED)
    questions, bars = suites(judge(run(failed, unscored), {}))
    assert (questions.attrib["errors"], questions.attrib["skipped"]) == ("1", "1")
    assert [case.attrib["name"] for case in bars] == ["gate"]


def test_the_comment_is_short_and_escaped() -> None:
    text = markdown(VERDICT)
    assert text.startswith("### ❌ mine: failed.")
    assert "| right, right article |" in text
    assert "Became wrong: 1" in text
    assert escaped("<b> | @all *x* `y`") == "&lt;b&gt; \\| @\u200ball \\*x\\* \\`y\\`"
    many = judge(run(*(wrong(each) for each in range(30))), {})
    text = markdown(many)
    assert "Wrong: 30" in text
    assert "- and 10 more" in text
    assert len(text) < 5000


def test_a_run_is_read_back_as_it_was() -> None:
    assert run_from_json(run_to_json(RUN)) == RUN


def test_only_timings_differ_between_two_runs_of_the_same() -> None:
    slower = run(*(replace(each, latency_ms=99.0) for each in RUN.outcomes), warnings=RUN.warnings)
    first, second = (json.loads(run_to_json(each)) for each in (RUN, slower))
    assert first.pop("timings") != second.pop("timings")
    assert first == second


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 1, "timings": {}, "outcomes": [{}]}'])
def test_what_is_no_run_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json: not a run"):
        load_run(path)


def test_a_run_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="can't be read"):
        load_run(tmp_path / "run.json")


def test_reports_are_files_named_after_the_set(tmp_path: Path) -> None:
    written = write_report(VERDICT, tmp_path / "report", TEXTS)
    assert [path.name for path in written] == ["mine.json", "mine.xml", "mine.md", "mine.html"]
    assert all(path.stat().st_size for path in written)
    assert load_run(tmp_path / "report" / "mine.json") == RUN
