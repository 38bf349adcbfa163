"""The text of a document from its paragraphs, words made whole, with the places of its pages and recognised lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.pdf.blocks import Block
from index.readers.pdf.lines import Line
from index.readers.pdf.paragraphs import Paragraph, is_headline, paragraphs_of
from index.readers.pdf.shapes import Box
from index.readers.pdf.words import joint, whole_words
from index.records import RecognisedLine


@dataclass(frozen=True, slots=True)
class Written:
    """A text, where its pages begin, and which of its lines were recognised in a picture."""

    text: str
    pages: tuple[int, ...]
    recognised: tuple[RecognisedLine, ...]


def text_of(blocks: Sequence[Block], usual: float, papers: Sequence[Box | None]) -> Written:
    """Return the text, paragraphs apart by blank lines.

    Args:
        blocks: of the document, in the order in which they are read.
        usual: size of most of its letters.
        papers: for each page whether its text was recognised in a picture, and how large that is.
    """
    paragraphs = paragraphs_of(blocks, usual)
    title = max((paragraph.size for paragraph in paragraphs if is_headline(paragraph, usual)), default=0.0)
    words = whole_words(line.text for paragraph in paragraphs for _, line in paragraph.lines)
    writer = _Writer(papers, words)
    for paragraph in paragraphs:
        mark = "" if not is_headline(paragraph, usual) else "# " if paragraph.size >= title else "## "
        writer.write(paragraph, mark)
    return writer.written()


@dataclass(slots=True)
class _Writer:
    papers: Sequence[Box | None]
    words: frozenset[str]
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    recognised: list[RecognisedLine] = field(default_factory=list)

    def write(self, paragraph: Paragraph, mark: str) -> None:
        """Add a paragraph, behind the mark of a headline."""
        between, before = ("\n\n" if self.pieces else "") + mark, ""
        for page, line in paragraph.lines:
            if before:
                between = "\n" if line.cells else joint(before, line.text, self.words)
            if between == "-":  # a word that was divided at the end of a line
                between = ""
                self._take_hyphen()
            start = self.size + len(between)
            self.pieces += [between, line.text]
            self.size = start + len(line.text)
            self.starts.setdefault(page, start)
            self._note(start, page, line)
            before = line.text

    def written(self) -> Written:
        """Return what was written."""
        following, pages = self.size, list[int]()
        for page in reversed(range(len(self.papers))):  # one without text begins with the next, none before the last
            following = min(following, self.starts.get(page, following))
            pages.append(following)
        return Written("".join(self.pieces), tuple(reversed(pages)), tuple(self.recognised))

    def _take_hyphen(self) -> None:
        self.pieces[-1] = self.pieces[-1][:-1]
        self.size -= 1
        if self.recognised and self.recognised[-1].end > self.size:
            last = self.recognised[-1]
            self.recognised[-1] = RecognisedLine(last.start, self.size, last.confidence, last.page, last.place)

    def _note(self, start: int, page: int, line: Line) -> None:
        paper = self.papers[page]
        if line.confidence is None or paper is None:
            return
        wide, high = paper.right - paper.left or 1, paper.top - paper.bottom or 1
        place = (
            (line.left - paper.left) / wide,
            (paper.top - line.top) / high,
            (line.right - paper.left) / wide,
            (paper.top - line.bottom) / high,
        )
        rounded = (round(place[0], 4), round(place[1], 4), round(place[2], 4), round(place[3], 4))
        self.recognised.append(RecognisedLine(start, self.size, line.confidence, page + 1, rounded))
