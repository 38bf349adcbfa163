"""PDF: the text of each page by pypdf, its lines joined to paragraphs, with the place where each page begins."""

import io
import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from index.readers.extracted import Extracted, Part, require_text, tidy, weigh

NO_TEXT: Final = "it holds no text, so its pages may be pictures; run text recognition (OCR) over it first"
_ENDS: Final = (".", "!", "?", "…", ":", "。", "！", "？", "”", '"', "»", ")")
_WORD: Final = re.compile(r"[^\W\d_]+")
_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART: Final = re.compile("([^\\W\\d_]+[-\u2010\u00ad])$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NUMBER: Final = re.compile(r"\d+")
_PLACEHOLDER: Final = re.compile(
    r"(?:microsoft word\b|untitled\b|document\d*$|.*\.(?:docx?|indd|qxd|tex|pdf)$)", re.IGNORECASE
)
SHORT: Final = 0.8
"""Share of the usual line's length under which a line that ends a sentence ends its paragraph too."""
EDGE: Final = 2
"""Lines at the head and the foot of a page that may be running titles."""


def read_pdf(data: bytes) -> tuple[Part, ...]:
    """Read a PDF.

    Raises:
        ValueError: it is encrypted, broken, or holds no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity, and mends most
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("it is encrypted; save it without a password")
        lines = [_lines(page.extract_text()) for page in reader.pages]
        known = {str(name): value for name, value in (reader.metadata or {}).items()}
    except (
        PyPdfError,
        RecursionError,
        ArithmeticError,
        LookupError,
        TypeError,
        AttributeError,
        NotImplementedError,
    ) as error:
        # pypdf trusts what a file says of itself, so a lying one ends in any of these.
        raise ValueError("it is a damaged PDF; save it again from where it came") from error
    text, pages = join_pages(without_running_titles(lines))
    if not _LETTER.search(text):
        raise ValueError(NO_TEXT)
    about, hints = weigh(text, *_properties(known))
    return (Part("", Extracted(require_text(text, NO_TEXT), "pdf", stated=about, hinted=hints, pages=pages)),)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in tidy(text).splitlines()]


def without_running_titles(pages: Sequence[list[str]]) -> list[list[str]]:
    """Leave out the lines at the edges of pages that stand on most of them, but for a number that counts the pages.

    A line that ends a sentence, or goes on with one, is text: a refrain stays.
    """
    edges = [_edges(page) for page in pages]
    seen: Counter[str] = Counter()
    for at, page in enumerate(pages):
        seen.update({kind for line in edges[at] for kind in _kinds(page[line], at)})
    often = {kind for kind, count in seen.items() if count >= 3 and 2 * count > len(pages)}
    return [
        [line for number, line in enumerate(page) if number not in edges[at] or not often & _kinds(line, at)]
        for at, page in enumerate(pages)
    ]


def _edges(page: list[str]) -> set[int]:
    filled = [at for at, line in enumerate(page) if line]
    edges = {*filled[:EDGE], *filled[-EDGE:]}
    return {at for at in edges if not page[at][:1].islower() and not page[at].endswith(_ENDS)}


def _kinds(line: str, page: int) -> set[str]:
    """Return what may be the same on other pages: the line, or it with its first or last number less the page's."""
    numbers = [match for match in _NUMBER.finditer(line) if len(match[0]) < 6]
    counted = {
        f"{line[: match.start()]}\0{int(match[0]) - page}\0{line[match.end() :]}"
        for match in numbers[:1] + numbers[-1:]
    }
    return {line, *counted}


def join_pages(pages: Sequence[list[str]]) -> tuple[str, tuple[int, ...]]:
    """Join lines to paragraphs, also across pages.

    Returns:
        The text, paragraphs apart by blank lines, and where each page begins in it.
    """
    words = _whole_words(pages)
    usual = median([len(line) for page in pages for line in page if len(line) > 20] or [1])
    text, starts, before = "", [], ""
    pieces: list[str] = []
    size = 0
    for lines in pages:
        starts.append(size)
        first = True
        for line in lines:
            if not line:
                before = "" if not first else before
                continue
            joint = _joint(before, line, usual, words) if size else ""
            if joint == "-":  # a word that was divided at the end of a line
                pieces[-1] = pieces[-1][:-1]
                size, joint = size - 1, ""
            if first:
                starts[-1], first = size + len(joint), False
            pieces += [joint, line]
            size += len(joint) + len(line)
            before = line
    text = "".join(pieces)
    return text, tuple(min(start, len(text)) for start in starts)


def _joint(before: str, line: str, usual: float, words: frozenset[str]) -> str:
    """Return what stands between two lines: a blank line, a space, nothing, or `-` for a hyphen to be taken out."""
    if not before:
        return "\n\n"
    left, right = _LAST_PART.search(before), _WORD.match(line)
    if left and right:
        return "-" if _is_divided(left[1], right[0], words) else ""
    if line[:1].islower():
        return " "
    short = len(before) < SHORT * usual
    return "\n\n" if short and (before.endswith(_ENDS) or len(before) < SHORT * usual / 1.5) else " "


def _is_divided(left: str, right: str, words: frozenset[str]) -> bool:
    """Tell whether a hyphen at the end of a line divides one word, `mini-ster`, or joins two, `well-known`.

    What the document writes elsewhere decides; else two words that it also has apart are two.
    """
    whole = f"{left[:-1]}{right}".casefold()
    if left.endswith("\u00ad") or whole in words:
        return True
    if right[:1].isupper() or f"{left[:-1]}-{right}".casefold() in words:
        return False
    return not (left[:-1].casefold() in words and right.casefold() in words)


def _whole_words(pages: Sequence[list[str]]) -> frozenset[str]:
    """Return the words and compounds of a document, but for what stands beside a hyphen at the end of a line."""
    found: set[str] = set()
    divided = False
    for page in pages:
        for line in page:
            rest = _LAST_PART.sub("", line)
            found.update(
                word.casefold() for word in _COMPOUND.findall(_WORD.sub("", rest, count=1) if divided else rest)
            )
            divided = rest != line
    return frozenset(found | {part for word in found for part in word.split("-")})


def _properties(known: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return title and author, without what programs put there by themselves."""
    title, author = (tidy(str(known.get(key) or "")) for key in ("/Title", "/Author"))
    named = 2 <= len(author.split()) <= 12
    return None if _PLACEHOLDER.match(title.strip()) else title, author if named else None
