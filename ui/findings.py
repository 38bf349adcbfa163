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


def finding_words(finding: Finding) -> str:
    """Return what was found of a part of a draft: `altered: “...” The number is another: ... (a.txt:3)`."""
    place = f" ({finding.places[0].file}:{finding.places[0].line_start})" if finding.places else ""
    return f"{VERDICTS[finding.verdict]}: “{finding.text}” {finding.note}{place}"


def comment_words(finding: Finding) -> str:
    """Return a finding as a comment on the words of the draft: its verdict, what is wrong, and the places."""
    lines = [VERDICTS[finding.verdict].capitalize() + (f": {finding.note}" if finding.note else "")]
    for place in finding.places[:2]:
        told = ", ".join(part for part in (place.publisher, place.published, place.speaker) if part)
        lines.append(f"{place.file}:{place.line_start} {told}".rstrip() + f"\n“{place.quote}”")
    return "\n".join(lines)
