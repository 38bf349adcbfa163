"""Findings for programs that show them beside the lines of a file: GitHub's annotations, and SARIF."""

from collections.abc import Iterator, Sequence

from rag.drafts.records import FINE, WORST_FIRST, Checked, Finding, Verdict
from ui.findings import VERDICTS, finding_words


def github_lines(checked: Checked, failing: Sequence[Verdict]) -> Iterator[str]:
    """Yield a workflow command for each finding that isn't fine: an error where it makes the check fail."""
    for finding in checked.worst_first():
        if finding.verdict in FINE:
            continue
        level = "error" if finding.verdict in failing else "warning"
        last = finding.line + finding.text.count("\n")
        where = f"file={_property(checked.name)},line={finding.line},endLine={last}"
        yield f"::{level} {where},title={_property(VERDICTS[finding.verdict])}::{_data(finding_words(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(checked: Checked, failing: Sequence[Verdict], version: str) -> dict[str, object]:
    """Return the findings that aren't fine as a SARIF 2.1.0 log; offsets count code points."""
    rules = [each for each in WORST_FIRST if each not in FINE]
    return {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "pressmark",
                        "version": version,
                        "rules": [{"id": rule, "shortDescription": {"text": VERDICTS[rule]}} for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, checked, rules, "error" if finding.verdict in failing else "warning")
                    for finding in checked.worst_first()
                    if finding.verdict in rules
                ],
            }
        ],
    }


def _result(finding: Finding, checked: Checked, rules: Sequence[Verdict], level: str) -> dict[str, object]:
    region = {
        "startLine": finding.line,
        "endLine": finding.line + finding.text.count("\n"),
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }
    return {
        "ruleId": finding.verdict,
        "ruleIndex": rules.index(finding.verdict),
        "level": level,
        "message": {"text": finding_words(finding)},
        "locations": [_location(checked.name, region)],
        "relatedLocations": [
            _location(
                place.file,
                {
                    "startLine": place.line_start,
                    "endLine": place.line_end,
                    "charOffset": place.start,
                    "charLength": place.end - place.start,
                    "snippet": {"text": place.quote},
                },
            )
            for place in finding.places
        ],
    }


def _location(file: str, region: dict[str, object]) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": {"uri": file.replace("\\", "/")}, "region": region}}
