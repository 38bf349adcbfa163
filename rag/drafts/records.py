"""What a check of a draft gives: findings, each with its place in the draft and its places in the articles."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

QuotationVerdict = Literal["exact", "several", "altered", "spliced", "misattributed", "paraphrased", "not-found"]
"""Word for word in one place; in several; with other words; put together from different places; said by somebody else;
the sense in other words; nowhere."""
ClaimVerdict = Literal["borne-out", "contradicted", "differing", "outdated", "not-in-articles"]
"""They say so; they give another value; they differ among themselves; a later one says otherwise; none says it."""
Verdict = QuotationVerdict | ClaimVerdict
ChangeKind = Literal["number", "date", "negation", "name", "left-out", "added", "word"]

WORST_FIRST: Final[tuple[Verdict, ...]] = (
    *("altered", "contradicted", "misattributed", "spliced", "outdated", "paraphrased", "not-found"),
    *("differing", "not-in-articles", "several", "exact", "borne-out"),
)
"""The order of a summary."""
FAILING: Final[tuple[Verdict, ...]] = ("altered", "misattributed", "spliced", "contradicted")
"""Verdicts with which a check fails unless others are chosen."""
FINE: Final[frozenset[Verdict]] = frozenset({"exact", "several", "borne-out"})
"""Verdicts that ask nothing of a writer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article says something: `article_text[start:end] == quote`, always."""

    file: str
    start: int
    end: int
    line_start: int
    """Lines count from 1."""
    line_end: int
    quote: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    speaker: str | None = None
    """Who says it, as the article names them, when it isn't the article itself."""
    sha256: str = ""
    page: int | None = None
    """The page of a PDF, counted from 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """A point on which the draft and its source have other words."""

    kind: ChangeKind
    draft: str
    """The words of the draft; nothing where it leaves some out."""
    source: str
    """The words of the article; nothing where the draft has added some."""
    start: int
    end: int
    """The range in the draft; empty where words are left out there."""
    source_start: int
    source_end: int
    """The range in the article of the finding's first place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the articles say to one quotation or one statement: `draft_text[start:end] == text`, always."""

    kind: Literal["quotation", "claim"]
    verdict: Verdict
    start: int
    end: int
    line: int
    """The line of the draft on which it begins, counted from 1."""
    text: str
    speaker: str | None
    """Whom the draft has say it."""
    places: tuple[Place, ...]
    """Where the articles say it, or otherwise; the one that decides first. For what isn't found, the nearest."""
    changes: tuple[Change, ...]
    note: str
    """What is wrong, in a sentence; nothing where all is well."""
    similarity: float
    """How much of the words the first place has, 0 to 1."""
    origins: int = 1
    """How many independent sources say it: near-copies count once."""

    @property
    def rank(self) -> tuple[int, int]:
        """What it is sorted by: the worst before others, each sort in the order of the draft."""
        return WORST_FIRST.index(self.verdict), self.start


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole draft, checked."""

    name: str
    text: str
    """What offsets count in: the draft's text, made from the file where that is no plain text."""
    findings: tuple[Finding, ...]
    """In the order of the draft."""
    left_alone: int
    """Sentences with nothing that articles could bear out: opinions, transitions."""
    words: int
    articles: int
    """How many articles the library has."""

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many findings have each verdict, the worst first; those of none are left out."""
        counted = Counter(finding.verdict for finding in self.findings)
        return {verdict: counted[verdict] for verdict in WORST_FIRST if counted[verdict]}

    def worst_first(self) -> list[Finding]:
        """Return the findings with the worst before others, each sort in the order of the draft."""
        return sorted(self.findings, key=lambda finding: finding.rank)
