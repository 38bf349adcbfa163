"""A tree of HTML (or of trafilatura's own tags) as Markdown: headings, paragraphs, lists, quotes and rows of tables."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from index.language.analysis import INVISIBLE
from index.readers.markup.tree import as_seen, parse_html


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SKIPPED: Final = _names(
    "script style noscript template svg math iframe object select button textarea title meta link rp rt"
)
_QUOTES: Final = _names("blockquote quote")
_FURNITURE: Final = _names("nav aside footer form dialog menu")
_BREAKS: Final = _names("br lb hr")
_CELLS: Final = _names("td th cell")
_ROWS: Final = _names("tr row")
_ITEMS: Final = _names("li item")
_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6 head")
_OTHERS: Final = _names(
    "address article blockquote body caption center code dd details div dl dt fieldset figcaption figure header list "
    "main ol p pre quote section summary table tbody tfoot thead ul"
)
_BLOCKS: Final = _OTHERS | _ROWS | _ITEMS | _HEADINGS | _FURNITURE
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_AROUND_BREAK: Final = re.compile(r"[ ]*\n[ ]*")
_MANY_BREAKS: Final = re.compile(r"\n{3,}")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_FENCED: Final = re.compile(r"^[ \t]*#", re.MULTILINE)
"""Lines of code that would be headings in Markdown."""
_DEEPEST: Final = 20
"""Levels of quotations that are told apart."""


def fragment_text(text: str, *, levels: bool = False) -> str:
    """Return the Markdown of a piece of HTML, such as an entry of a feed.

    Args:
        text: the HTML.
        levels: whether every line of a quotation is marked, once for each level: in mail it tells whose words they are.
    """
    tree = parse_html(text)
    return to_markdown(as_seen(tree), levels=levels) if tree is not None else ""


def to_markdown(tree: etree._Element, *, furniture: bool = True, levels: bool = False) -> str:
    """Return the text of a tree as Markdown, blocks apart by blank lines, items of a list and rows by line ends.

    Args:
        tree: an element of HTML or of trafilatura's result; as deep as you like.
        furniture: whether to keep what its tags say is navigation or the foot of the page.
        levels: whether every line of a quotation is marked, once for each level.
    """
    skipped = _SKIPPED if furniture else _SKIPPED | _FURNITURE
    writer = _Writer(levels=levels)
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if tag in skipped or (tag == "head" and element.find("title") is not None):
            if event == "start":
                walker.skip_subtree()
            else:
                writer.add(element.tail)
        elif event == "start":
            writer.open(tag, element)
            writer.add(element.text)
        else:
            writer.close(tag)
            if element is not tree:
                writer.add(element.tail)
    return writer.finish()


class _Writer:
    """Gathers running text into blocks."""

    def __init__(self, *, levels: bool) -> None:
        self._levels = levels
        self._blocks: list[_Block] = []
        self._pieces: list[str] = []
        self._mark = ""
        self._quoted = 0
        self._code = 0
        self._cells: list[bool] = []  # of the row so far: whether each says what its column is
        self._tables = 0

    def add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\r\n", "\n") if self._code else _SPACE.sub(" ", text))

    def open(self, tag: str, element: etree._Element) -> None:
        if tag in _BREAKS:
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append(" | " if self._cells else "")
            self._cells.append(tag == "th" or element.get("role") == "head")
        elif tag == "q":
            self._pieces.append("“")
        elif tag in _BLOCKS:
            self._flush()
            self._tables += tag == "table"
            self._quoted += tag in _QUOTES
            self._code += tag == "pre"
            self._mark = _mark(tag, element) or self._mark

    def close(self, tag: str) -> None:
        if tag == "q":
            self._pieces.append("”")
        elif tag in _BLOCKS and tag not in _CELLS:
            self._flush()
            self._quoted -= tag in _QUOTES
            self._code -= tag == "pre"
            if tag in _ITEMS | _ROWS | _HEADINGS:
                self._mark = ""

    def _flush(self) -> None:
        """End the block. A mark waits for the first words: `<li><p>Words` is one item."""
        words = _INVISIBLE.sub("", "".join(self._pieces))
        cells, self._cells, self._pieces = self._cells, [], []
        if self._code:
            text = _MANY_BREAKS.sub("\n\n", words).strip("\n").rstrip()
            text = f"```\n{text}\n```" if _FENCED.search(text) and "```" not in text else text.strip()
        else:
            text = _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", words))).strip()
        if not text.strip("| "):
            return
        if self._mark.startswith("#"):
            text = text.replace("\n", " ")
        elif len(cells) > 1:
            text = f"| {text} |" if text[0] == "|" or text[-1] == "|" else text
        quoted = "> " * min(self._quoted, _DEEPEST if self._levels else 1)
        if self._levels:
            text = text.replace("\n", f"\n{quoted}")
        columns = len(cells) if len(cells) > 1 and all(cells) else 0
        self._blocks.append(_Block(self._mark, f"{quoted}{self._mark}{text}", self._tables, columns))
        self._mark = ""

    def finish(self) -> str:
        self._flush()
        parts: list[str] = []
        before: _Block | None = None
        for block in self._blocks:
            tight = before and block.kind and (block.kind, block.table) == (before.kind, before.table)
            if before and tight and before.columns:  # a rule says that the row above it is the head
                bars = "| " if before.text.startswith("| | ") or before.text.endswith(" |") else ""
                parts.append(f"\n{bars}{' | '.join(['---'] * before.columns)}{bars and ' |'}")
            parts += ["" if not before else "\n" if tight else "\n\n", block.text.removeprefix("| ")]
            before = block
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a text as it is written."""

    mark: str
    text: str
    table: int
    """How many tables have begun before it ends."""
    columns: int
    """How many columns it names, where it is the head of a table."""

    @property
    def kind(self) -> str:
        """`item` or `row`, which follow one another line by line; nothing for other blocks."""
        return "" if not self.mark or self.mark[0] == "#" else "row" if self.mark == "| " else "item"


def _mark(tag: str, element: etree._Element) -> str:
    if tag in _HEADINGS:
        level = tag[1:] if tag != "head" else (element.get("rend") or "h2")[1:]
        return f"{'#' * (int(level) if level.isdigit() and 0 < int(level) < 7 else 2)} "
    if tag in _ITEMS:
        return f"{element.get('data-list-label') or '-'} "
    return "| " if tag in _ROWS else ""
