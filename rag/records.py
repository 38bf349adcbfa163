"""What a question gets: evidence, citations and the answer that carries them."""

from dataclasses import dataclass, field
from typing import Literal

from index.records import Span

Role = Literal["article", "headline", "opinion"]
DifferenceKind = Literal["conflict", "update", "correction", "rounding"]
"""Sources contradict one another; a later one gives what holds now; one says that a value was wrong; they say the same
more or less exactly."""
ProblemKind = Literal[
    "marker", "number", "date", "name", "negation", "strength", "attribution", "fabricated", "misattributed", "meaning"
]
"""No valid marker; a number, date or name that isn't there, or belongs to something else; a "not" too many or missing;
a stronger claim than the source's; an opinion told as a fact; a quotation in no article, or in another one; and words
that mean something else."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: str
    """`user` or `assistant`."""
    content: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits a question to some of the articles; an empty field sets no limit."""

    files: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    published_from: str | None = None
    """ISO date, inclusive; an article without a date never passes a date limit."""
    published_to: str | None = None


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A relative date in a quote, and the day, month or year it means."""

    start: int
    end: int
    """The words, as a range of the article's text."""
    meaning: str
    """ISO date, month or year: `2016-12-14`, `2016-12`, `2016`."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The row that says what the columns of a quoted row are: `file_text[start:end] == quote`."""

    start: int
    end: int
    quote: str
    section: str = ""
    """The name of the section of the table that the quoted row stands in, where it has sections."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """That words were recognised in a picture (OCR), so that the file may say otherwise."""

    confidence: float
    """How sure the least sure line of them is, 0 to 1."""
    page: int
    """The page on which they begin, counted from 1; a picture is one page, unless it is a TIFF of several."""
    place: tuple[float, float, float, float]
    """Left, top, right and bottom of them on the picture of that page, as shares of its width and height."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact place a statement rests on: `file_text[start:end] == quote`, always."""

    marker: int
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
    score: float
    """How well the quote supports the answer, 0 to 1."""
    sha256: str = ""
    """Hash of the file's bytes, so that the citation can be verified later."""
    speaker: str | None = None
    """Who says it, as the article names them ("Werbowski", "Turkish officials"), when it isn't the article itself."""
    role: Role = "article"
    """What kind of words they are: running text, a headline, or a piece of opinion."""
    dates: tuple[DatedWords, ...] = ()
    """What relative dates in the quote mean ("last December"), reckoned from the article's own date."""
    page: int | None = None
    """The page of a PDF, counted from 1."""
    head: TableHead | None = None
    """Of rows of a table: its head."""
    recognised: Recognition | None = None
    """Where and how surely the words were recognised in a picture; nothing where the file holds them as text."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that retrieval found, best first."""

    file: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by a search, with its words."""

    file: str
    start: int
    end: int
    line_start: int
    line_end: int
    text: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Timings:
    """How long a question took, in milliseconds."""

    retrieve_ms: float
    answer_ms: float
    total_ms: float


@dataclass(frozen=True, slots=True)
class DifferingValue:
    """What one source says where the sources differ."""

    value: str
    """The words that differ, as the article writes them: "265", "on Friday"; a whole quote for opposing views."""
    markers: tuple[int, ...]
    """The citations that say so."""
    speaker: str | None = None
    """Whose word it is, as the article names them ("the organisers"), when it isn't the article's own."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which the sources of an answer differ."""

    values: tuple[DifferingValue, ...]
    """Two or more: of a conflict the oldest source first, of an update or a correction what holds now."""
    kind: DifferenceKind = "conflict"


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that are near-copies of one another, or reports of one agency: they count as one source."""

    files: tuple[str, ...]
    """Two or more, the earliest first."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage near a question that the articles don't answer."""

    file: str
    start: int
    end: int
    line_start: int
    title: str | None
    text: str
    """The words of the passage: `file_text[start:end]`."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: what was searched, what has no support, and where the nearest words stand."""

    searched: int
    """How many articles were searched."""
    unreadable: int
    """How many files of the library's folders could not be read, and so weren't."""
    unsupported: tuple[str, ...]
    """The words of the question that no article near it supports, as the question writes them."""
    nearest: tuple[Nearest, ...]
    """At most three, the nearest first, each of another article where there are several."""
    said: Nearest | None = None
    """The sentence that comes nearest to an answer; nothing where none speaks of what is asked."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a written sentence."""

    kind: ProblemKind
    words: str
    """The words of the sentence that the sources don't bear out, or the file that a quotation really stands in."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence that a language model wrote, and what became of it."""

    text: str
    """Its words, without markers."""
    status: Literal["supported", "repaired", "removed"]
    """`repaired`: it cited nothing that bears it out, and other evidence does. `removed`: struck out, or left out."""
    markers: tuple[int, ...] = ()
    """The citations that bear it out."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with it as it was written."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What became of the sentences that a language model wrote."""

    sentences: int
    supported: int
    repaired: int
    removed: int
    details: tuple[CheckedSentence, ...] = ()
    """Every sentence, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a language model was given and wrote for one answer."""

    calls: int
    prompt_tokens: int
    """As the model's maker counts them, else by tiktoken."""
    answer_tokens: int
    cost_usd: float | None
    """An estimate in US dollars; 0 for a model on the user's machine, nothing where the price isn't known."""


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a language model said of the sentences that were found."""

    verdict: Literal["answers", "none", "failed"]
    """`failed`: nothing of it could be used, and the answer is what it would be without a model."""
    reason: str | None
    """Why it failed: `silent`, `unreachable`, `key`, `busy`, `broken`, `empty`, `unrecorded` (no call came to an end);
    `garbled` or `invented` (nothing of what it wrote can be used)."""
    sentences: int
    """How many it was shown."""
    dropped: int
    """How many it named that aren't among them, or don't hold what it says."""
    missing: str = ""
    """What is missing where nothing answers, in the model's words."""
    unsupported: tuple[str, ...] = ()
    """What the question takes for granted and no article bears out, as far as the words tell."""
    differs: Literal["", "verdict", "sentences"] = ""
    """Whether the answer without the model would be another: a refusal or none, or one that quotes other sentences."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A topic, a person or an article that an overview tells of, and how to ask on."""

    label: str
    question: str
    """What to ask next: the library answers it."""
    markers: tuple[int, ...] = ()
    """The citations that tell of it."""
    articles: int = 1
    """How many articles a topic has."""
    published: str | None = None
    """The day of an article in a time line."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a chronology."""

    when: str
    """The day, month or year in ISO 8601, as exactly as its sentence tells it."""
    marker: int
    """The citation that tells of it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What an overview leads on to."""

    topics: tuple[Lead, ...] = ()
    people: tuple[Lead, ...] = ()
    days: tuple[Lead, ...] = ()
    """The articles quoted, the oldest first."""
    events: tuple[Event, ...] = ()
    """What happened when, the oldest first, where a chronology is asked for."""


@dataclass(frozen=True, slots=True)
class SpellingCorrection:
    """A word of the question that no article has, and the one for which it was answered."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Delta:
    """A piece of an answer on its way."""

    text: str
    """Words to add to the answer so far."""
    citations: tuple[Citation, ...] = ()
    """The citations whose markers stand in it for the first time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question, or that they don't say."""

    question: str
    standalone_question: str
    answer: str
    """Text with `[1]` markers; each marker is the `marker` of a citation."""
    answered: bool
    confidence: float
    """Estimated probability, 0 to 1, that the articles hold the answer."""
    citations: tuple[Citation, ...]
    retrieved: tuple[Retrieved, ...]
    timings: Timings
    mode: str = "extractive"
    highlights: tuple[tuple[int, Span], ...] = field(default=())
    """(marker, range in the file's text) of the words that answer: a date, a number, a name."""
    language: str = "en"
    """ISO 639-1 code of the language that the tool's own words are in: the question's, where it speaks it."""
    notes: tuple[str, ...] = ()
    """What a reader must know beside the quotes, a sentence each ("The sources differ."); also part of the text."""
    differences: tuple[Difference, ...] = ()
    origins: tuple[Origin, ...] = ()
    """Near-copies among the sources."""
    refusal: Refusal | None = None
    """Set when the articles don't answer."""
    checks: Checks | None = None
    """Set when a language model wrote the answer."""
    usage: Usage | None = None
    """Set when a language model was called, also when its answer was not used."""
    reading: ModelReading | None = None
    """Set when a language model was asked which sentences answer."""
    suggestions: tuple[str, ...] = ()
    """Questions to ask next, which the library answers."""
    overview: Overview | None = None
    """Set when an overview was asked for."""
    corrections: tuple[SpellingCorrection, ...] = ()
    """Words that were taken for slips of others; the answer says so in its first note."""
