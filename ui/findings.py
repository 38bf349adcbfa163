"""Words about what a check of a draft found, which the terminal, the page and the formats for programs share."""

from typing import Final

from rag.drafts.records import Finding, Verdict

VERDICTS: Final[dict[Verdict, str]] = {
    "exact": "exact", "several": "in several places", "altered": "altered", "spliced": "spliced",
    "misattributed": "misattributed", "paraphrased": "paraphrase in quotation marks", "not-found": "not found",
    "borne-out": "borne out", "contradicted": "contradicted", "differing": "sources differ", "outdated": "outdated",
    "not-in-articles": "not in the articles",
}  # fmt: skip
"""What people read of a verdict on a part of a draft."""
FINE: Final[frozenset[Verdict]] = frozenset({"exact", "several", "borne-out"})
"""Verdicts that ask nothing of a writer."""


def finding_words(finding: Finding) -> str:
    """Return what was found of a part of a draft: `altered: “...” The number is another: ... (a.txt:3)`."""
    place = f" ({finding.places[0].file}:{finding.places[0].line_start})" if finding.places else ""
    return f"{VERDICTS[finding.verdict]}: “{finding.text}” {finding.note}{place}"
