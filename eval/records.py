"""The records of an evaluation: a question with its gold, what became of it, and the run that holds them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from index.records import Span
from rag.records import Turn

FORMAT: Final = 1
"""Version of the stored runs; a run of another version can't be compared."""

RIGHT: Final = "right"
RIGHTLY_REFUSED: Final = "rightly refused"
NOT_RETRIEVED: Final = "not retrieved"
NOT_CHOSEN: Final = "retrieved but not chosen"
WRONG_SENTENCE: Final = "wrong sentence"
WRONGLY_REFUSED: Final = "wrongly refused"
WRONGLY_ANSWERED: Final = "wrongly answered"
NOT_VERBATIM: Final = "citation isn't verbatim"
FAILED: Final = "failed"
NOT_SCORED: Final = "not scored"
SMALL_TALK: Final = "smalltalk"
"""The type of what is said to the tool itself: it is to be answered, and without quoting an article."""
OVERVIEW: Final = "overview"
"""The type of questions for a summary, which has to be short."""
DIAGNOSES: Final = (
    RIGHT, RIGHTLY_REFUSED, NOT_RETRIEVED, NOT_CHOSEN, WRONG_SENTENCE, WRONGLY_REFUSED, WRONGLY_ANSWERED, NOT_VERBATIM,
    FAILED, NOT_SCORED,
)  # fmt: skip
"""What can become of a question, in the words that every report uses."""
GOOD: Final = frozenset({RIGHT, RIGHTLY_REFUSED, NOT_SCORED})
"""The diagnoses that call for no repair."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an answer may write in digits or in words."""

    number: Decimal
    unit: str | None = None
    """What is counted; it must stand near the number."""

    def __str__(self) -> str:
        return f"{self.number:f} {self.unit}" if self.unit else f"{self.number:f}"


@dataclass(frozen=True, slots=True)
class Date:
    """A date that an answer may spell in any way."""

    date: str
    """`2015-10-25`, `2015-10` or `2015`: a coarser date is also stated by a finer one."""

    def __str__(self) -> str:
        return self.date


Alternative = str | Number | Date
"""One acceptable way to state a fact."""
Fact = tuple[Alternative, ...]
"""One thing an answer must state, in any of these ways."""


@dataclass(frozen=True, slots=True)
class Source:
    """A gold source: the article, and the words in it, that answer a question."""

    article: str
    """Name of the article's file, or what the name begins with (`003`)."""
    words: tuple[str, ...] = ()
    """The words that answer, as one collection or another has them; the first that occur in the article count."""
    spans: tuple[Span, ...] = ()
    """Places that answer, when the set knows them as offsets."""
    group: int | None = None
    """Sources of one group say the same: citing one of them is enough. None: told from the facts that it states.
    Negative: it may be cited, but need not."""
    grade: int = 1
    """How relevant it is, where a set grades that; used by nDCG."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold."""

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    answerable: bool | None = True
    """False: the right answer is a refusal. None: nobody knows, so neither answer nor refusal is scored."""
    facts: tuple[Fact, ...] = ()
    """Every one must be stated; none means that the set has no gold answer."""
    sources: tuple[Source, ...] = ()
    type: str = ""
    note: str = ""
    wrong: tuple[Fact, ...] = ()
    """What misinformed articles say."""
    without: tuple[str, ...] = ()
    """Articles left out when this question is asked, named as in `Source.article`."""
    differ: bool | None = None
    """Whether the articles give different answers, and the answer has to say so; None where the set doesn't tell."""


@dataclass(frozen=True, slots=True)
class GoldSource:
    """A gold source found in the collection at hand."""

    file: str
    spans: tuple[Span, ...]
    """Ranges of the file's text that hold the words that answer; empty when only the article is known."""
    group: int
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one question: the answer, its scores and the diagnosis."""

    case: Case
    gold: tuple[GoldSource, ...]
    answer: Mapping[str, Any]
    """As `ask --json` prints it, without timings; `highlights` are lists. When the engine failed, `error` says why."""
    scores: Mapping[str, float]
    """By metric; a metric without gold is absent."""
    diagnosis: str
    """One of `DIAGNOSES`."""
    why: str
    """The diagnosis as a sentence, with what was expected and what came."""
    latency_ms: float | None = None

    @property
    def ok(self) -> bool | None:
        """Whether the question was handled rightly; None when that isn't scored. This is what runs are compared by."""
        if self.diagnosis == NOT_SCORED:
            return None
        return self.diagnosis in GOOD


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of a run."""

    value: float | None
    """None: the set has no gold for it."""
    low: float | None = None
    """Lower end of the 95 % bootstrap interval."""
    high: float | None = None
    count: int = 0
    """How many questions it rests on."""


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of the reliability curve."""

    low: float
    high: float
    count: int
    confidence: float
    """Mean confidence of the questions in it."""
    share: float
    """Share of them that the articles do answer."""


@dataclass(frozen=True, slots=True)
class Run:
    """A set asked of a collection: what produced it, and what came out."""

    name: str
    """Name of the set."""
    version: str
    commit: str | None
    """The commit of the checkout it ran in, `-dirty` when files differed; None outside of one."""
    settings: Mapping[str, Any]
    embedder: str
    corpus: str
    """Folder name of the collection, for people."""
    corpus_hash: str
    """SHA-256 over the names and contents of the articles."""
    set_hash: str
    """SHA-256 of the questions."""
    articles: int
    outcomes: tuple[Outcome, ...]
    metrics: Mapping[str, Metric]
    """By name, in the order of the report; see `eval.metrics.summary.METRICS` for what each one means."""
    by_type: Mapping[str, Mapping[str, Metric]]
    """The same for each type of question."""
    reliability: tuple[Bin, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """What the reader of the figures should know, such as gold words that no article holds."""
    latency: Mapping[str, Metric] = field(default_factory=dict)
    """`latency_p50` and `latency_p95` in milliseconds; apart, for they differ from run to run."""
