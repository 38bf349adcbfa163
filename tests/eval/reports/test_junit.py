"""A verdict as JUnit XML."""

from dataclasses import replace
from xml.etree import ElementTree

from eval.records import FAILED, NOT_SCORED, Case
from eval.reports.junit import junit_xml
from eval.runs.compare import compare
from eval.runs.gate import Verdict, judge
from tests.eval.builders import GOLD, answer, answered, outcome, refused, right, run, wrong

NASTY = outcome(
    Case("q9", "Is <b>this</b> | \x1b[31m @all?", facts=(("1901",),), type="odd\x00"), GOLD, answer(("c.txt", 0, 10))
)
RUN = run(right(1), wrong(2), refused(3), answered(4), NASTY, warnings=("One file could not be read.",))
VERDICT = judge(RUN, {"right": 0.9, "mrr": 0.1}, compare(run(right(1), right(2), wrong(3)), RUN))


def suites(verdict: Verdict) -> list[ElementTree.Element]:
    """The suites of the JUnit file: questions and bars."""
    return list(ElementTree.fromstring(junit_xml(verdict)))  # noqa: S314  # written a moment ago


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
