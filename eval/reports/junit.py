"""A verdict as JUnit XML, which CI systems read: a case a question, a case a bar."""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eval import records
from eval.records import Outcome
from eval.runs.gate import Verdict

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, even escaped."""


def junit_xml(verdict: Verdict) -> str:
    """Return a verdict as JUnit XML.

    A wrong question is a failure even when the run passes its bars: the suite of the bars says whether it passes.
    """
    run = verdict.run
    root = Element("testsuites", name="pressmark eval")
    questions = SubElement(root, "testsuite", name=_clean(run.name))
    for outcome in run.outcomes:
        _add_question(questions, run.name, outcome)
    bars = SubElement(root, "testsuite", name=_clean(f"{run.name}: bars"))
    fallen = {breach.metric: str(breach) for breach in verdict.breaches}
    for name, bar in verdict.bars.items():
        case = SubElement(bars, "testcase", classname=_clean(f"{run.name}.bars"), name=f"{name} {bar:g}")
        if name in fallen:
            SubElement(case, "failure", type="bar", message=_clean(fallen[name]))
    _add_rest(bars, verdict, set(fallen.values()))
    for suite in (questions, bars):
        for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(kind, str(len(suite.findall(f"testcase/{tag}"))))
        suite.set("tests", str(len(suite)))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_question(suite: Element, name: str, outcome: Outcome) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=_clean(f"{name}.{outcome.case.type or 'question'}"),
        name=_clean(f"{outcome.case.id}: {outcome.case.question}"),
        time=f"{(outcome.latency_ms or 0) / 1000:.3f}",
    )
    if outcome.diagnosis == records.NOT_SCORED:
        SubElement(case, "skipped", message=_clean(outcome.why))
    elif outcome.ok is False:
        tag = "error" if outcome.diagnosis == records.FAILED else "failure"
        fault = SubElement(case, tag, type=outcome.diagnosis, message=_clean(outcome.why))
        fault.text = _clean(f"{outcome.why}\n\nAnswer: {outcome.answer['answer']}")


def _add_rest(suite: Element, verdict: Verdict, told: set[str]) -> None:
    """Add the reasons to stop that are no bars: errors, and a drop against an earlier run."""
    for reason in verdict.reasons:
        if reason not in told:
            case = SubElement(suite, "testcase", classname=_clean(f"{verdict.run.name}.bars"), name="gate")
            SubElement(case, "failure", type="gate", message=_clean(reason))


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)
