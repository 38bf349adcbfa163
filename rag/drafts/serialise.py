"""A checked draft as plain data: what `check --json`, the endpoint and the tool for language models give."""

from dataclasses import asdict

from rag.drafts.records import Checked, Finding

FORM = 1
"""Of the JSON: a field is added without another number, never changed or taken away."""


def checked_to_dict(checked: Checked) -> dict[str, object]:
    """Return a checked draft as data that JSON can hold; docs/check.md says what each field is."""
    return {
        "form": FORM,
        "draft": checked.name,
        "words": checked.words,
        "articles": checked.articles,
        "counts": dict(checked.counts),
        "left_alone": checked.left_alone,
        "findings": [finding_to_dict(finding) for finding in checked.findings],
    }


def finding_to_dict(finding: Finding) -> dict[str, object]:
    """Return a finding as data that JSON can hold."""
    made = asdict(finding)
    return made | {name: list(made[name]) for name in ("places", "changes")}
