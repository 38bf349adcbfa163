"""What a question gets: evidence, citations and the answer that carries them."""

from dataclasses import dataclass, field

from index.records import Span


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


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that retrieval found, best first."""

    file: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Timings:
    """How long a question took, in milliseconds."""

    retrieve_ms: float
    answer_ms: float
    total_ms: float


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
