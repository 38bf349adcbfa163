"""The records that the whole tool shares: one frozen dataclass an idea.

Every offset is a code point offset into the raw text of an article, half open (`text[start:end]`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in the raw text of an article."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` that the span covers."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> "Span":
        """Return the span without white space at its ends: an empty one where it holds nothing else."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a part of an archive, that could not be read."""

    file: str
    reason: str


def member_name(file: str, member: str) -> str:
    """Return the name of an article: its file's, with its place in the archive when the file is one."""
    return f"{file}/{member}" if member else file


@dataclass(frozen=True, slots=True)
class Found:
    """One metadata value and the proof of it."""

    value: str
    how: str
    """Where the value was found: `front matter`, `heading`, `masthead`, `byline`, `dateline`, `footer`, `file name`,
    `text`, `file` for a page's meta tags, a mail's headers, a document's properties, `inferred` for a year that only
    other dates tell, or `reader` for what a person has corrected."""
    span: Span | None = None
    """The words it was read from, when they stand in the text."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text. A value that isn't sure stays `None`."""

    title: Found | None = None
    author: Found | None = None
    publisher: Found | None = None
    published: Found | None = None
    """ISO date: `2017-03-12`."""
    language: Found | None = None
    """ISO 639-1 code: `en`."""
    url: Found | None = None
    agency: Found | None = None
    """The news agency whose report it is, or several."""
    updated: Found | None = None
    """ISO date of the last change that the article tells of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the head or foot of an article and what it was taken for: what tells other articles how to read it."""

    key: str
    """What is the same for all spellings of the name."""
    role: str
    """`outlet`, `person`, `agency`, or another role of `index.metadata.evidence`."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of an article's text that was recognised in a picture (OCR)."""

    start: int
    end: int
    """The line, as a range of the text."""
    confidence: float
    """How sure its least sure word is, 0 to 1."""
    page: int
    """The page, counted from 1."""
    place: tuple[float, float, float, float]
    """Left, top, right and bottom on the picture of the page, as shares of its width and height."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one article as it was read, and the hash of the bytes it was read from."""

    text: str
    """What offsets count in. For plain text the decoded file, newlines as in it, a leading byte order mark left out;
    for another kind the text made from it, which the catalog keeps."""
    encoding: str
    """The codec that decoded the bytes, such as `utf-8` or `cp1254`; empty where there isn't one for the whole file."""
    sha256: str
    """Hexadecimal SHA-256 of the file's bytes, the byte order mark included; within an archive, of the member's."""
    kind: str = "text"
    """The reader: `text`, `html`, `pdf`, `docx`, `odt`, `epub`, `mail`, `feed`."""
    member: str = ""
    """The article's name within an archive or a feed; empty for a file that is one article."""
    stated: Metadata = field(default_factory=Metadata)
    """What the file states of itself for its readers: surer than what its text says."""
    hinted: Metadata = field(default_factory=Metadata)
    """What its properties say, often by accident: used where the text says nothing."""
    pages: tuple[int, ...] = ()
    """Where each page of a PDF begins in the text."""
    chosen: bool = False
    """Whether the reader has left out page furniture already, so that all of the text is the article."""
    recognised: tuple[RecognisedLine, ...] = ()
    """The lines that were recognised in pictures; nothing where the file holds the text itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of evidence."""

    span: Span
    heading: bool = False
    """Whether it is a heading or the title, not a sentence of the running text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more whole sentences of one article, within a token budget."""

    span: Span
    sentences: tuple[Sentence, ...]
    heading: str | None = None
    """The heading above it, as written, without its markup."""
    tokens: int = 0
    """Length in tiktoken tokens of the `cl100k_base` vocabulary."""


@dataclass(frozen=True, slots=True)
class Article:
    """One source file, read and cut."""

    file: str
    """Path relative to the indexed root, with `/`."""
    source: SourceText
    metadata: Metadata
    content: tuple[Span, ...]
    """Ranges of the raw text that are the article itself, in order, not overlapping."""
    passages: tuple[Passage, ...] = field(default=())
    mentions: tuple[Mention, ...] = ()
    """What its head and foot tell of names."""


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """What is shown of an article in the library, without its text."""

    id: int
    file: str
    sha256: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    characters: int
    passages: int
    agency: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as a reader needs it: its words, which of them are the article itself, and what is known of it."""

    card: ArticleCard
    text: str
    """The raw text, as citations count it."""
    content: tuple[Span, ...]
    """The ranges that are the article; what lies between them is page furniture."""
    metadata: Metadata
    kind: str = "text"
    """The reader: see `SourceText.kind`."""
    recognised: tuple[RecognisedLine, ...] = ()
    """The lines that were recognised in pictures."""


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence as the library holds it."""

    span: Span
    lines: tuple[int, int]
    """First and last line of the file that it stands on, counted from 1."""
    heading: bool
    text: str
    paragraph_start: bool
    """Whether it opens its paragraph: the sentence before it then resolves nothing."""
    page: int | None = None
    """The page of a PDF on which it begins, counted from 1."""
    recognised: tuple[RecognisedLine, ...] = ()
    """The lines that it stands on, where it was recognised in a picture."""
    head: str = ""
    """Of a row of a table: the row that says what its columns are, as it stands above it."""
    section: str = ""
    """Of such a row: the name of the section of the table that it stands in."""
    labelled: str = ""
    """Of such a row: its words, each cell behind what its column is called."""

    @property
    def told(self) -> str:
        """What a reader of the whole article takes it to say."""
        return self.labelled or self.text


@dataclass(frozen=True, slots=True, eq=False)
class StoredPassage:
    """A passage as the library holds it, with what its sentences mean."""

    id: int
    article: ArticleCard
    span: Span
    text: str
    """The words of the span."""
    heading: str | None
    tokens: int
    sentences: tuple[StoredSentence, ...]
    vectors: NDArray[np.float32]
    """One unit row a sentence: shape (sentences, dimension)."""


@dataclass(frozen=True, slots=True)
class Maker:
    """How a library was made: one made otherwise can't be read by this one, and must be rebuilt."""

    embedder: str
    segmenter: str
    passage_tokens: int
    format: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class PreparedArticle:
    """An article with all that is derived from it, ready to be stored."""

    root: str
    """The folder it was found in, as an absolute path."""
    article: Article
    version: str
    """Names this content of this file: its vectors carry it in their ids."""
    terms: tuple[str, ...]
    """What the full-text search knows of each passage."""
    embedded: tuple[bytes, ...]
    """A hash of the words embedded for each sentence: the same words are never embedded twice."""
    vectors: NDArray[np.float32]
    """One unit row a sentence, in the order of the passages: shape (sentences, dimension)."""
    bands: tuple[int, ...] = ()
    """What finds its near-copies: see `index.catalog.near_duplicates`."""

    @property
    def key(self) -> tuple[str, str]:
        """The file it came from: the folder, and the path below it."""
        member = self.article.source.member
        return self.root, self.article.file.removesuffix(f"/{member}") if member else self.article.file

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all passages, in order."""
        return tuple(sentence for passage in self.article.passages for sentence in passage.sentences)

    @property
    def vector_ids(self) -> tuple[str, ...]:
        """The id of each passage in the vector index."""
        return vector_ids(self.version, len(self.article.passages))

    @property
    def means(self) -> NDArray[np.float32]:
        """What the vector index holds of each passage: shape (passages, dimension)."""
        return passage_means(self.vectors, [len(passage.sentences) for passage in self.article.passages])


def vector_ids(version: str, passages: int) -> tuple[str, ...]:
    """Return the ids that the passages of an article have in the vector index."""
    return tuple(f"{version}:{number}" for number in range(passages))


def passage_means(vectors: NDArray[np.float32], sizes: Sequence[int]) -> NDArray[np.float32]:
    """Return the mean vector of each passage, of unit length.

    Args:
        vectors: one unit row a sentence, in the order of the passages: shape (sentences, dimension).
        sizes: how many sentences each passage has, one at least.
    """
    if not len(sizes):
        return np.zeros((0, 0), dtype=np.float32)
    stored = np.nan_to_num(vectors.astype(np.float16).astype(np.float32))  # as the catalog has them; may be anything
    sums = np.add.reduceat(stored, np.cumsum([0, *sizes[:-1]]), axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(lengths > 0, lengths, 1), dtype=np.float32)
