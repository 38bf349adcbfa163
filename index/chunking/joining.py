"""Join what says nothing apart: a question with its answer, a lead-in with its list, "Article 6." with its rule."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.language.numbered import is_label
from index.records import Sentence, Span

LIST_WORDS: Final = 120
"""The most words of a list that is joined with its lead-in; one item of a longer list still answers by itself."""
ANSWER_WORDS: Final = 8
"""Words from which an answer stands: "I am glad you ask." goes on with the next sentence."""
_WORD: Final = re.compile(r"[^\W_]+")
_AFTER: Final = "\"'’”»)]*_ \t"
_LEAD_IN: Final = (":", "：")
_ASKS: Final = ("?", "؟", "？")
_QUOTATION: Final = re.compile(r"[\"“„«‘']")
_POINTS_ON: Final = re.compile(
    r"\b(?:following|as follows|these are|folgende\w*|suivante?s?|siguientes?|aşağıdaki\w*|şunlar\w*|следующ\w+)\b"
    r"|التالية|الآتية",
    re.IGNORECASE,
)
"""Words that point on to a list, where no colon does."""
_GAP: Final = re.compile(r"[\s>*_#•–—|+-]*(?:\(?\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{2,5})\))?[\s*_]*")
"""What may stand between two sentences that are joined: white space and the marks of items, quotes and bold type."""


class Form(StrEnum):
    """What a sentence was cut from."""

    TEXT = "text"
    ITEM = "item"
    """An item of a list."""
    LINE = "line"
    """A short line that stands alone, without a mark: a heading, or an item of an unmarked list."""
    MARKED = "marked"
    """A heading marked as one."""
    HEAD = "head"
    """The row of a table that says what its columns are."""
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as it was cut, with where it stands."""

    sentence: Sentence
    form: Form
    block: int
    """The number of its paragraph, line or item."""

    @property
    def span(self) -> Span:
        """Its range in the text."""
        return self.sentence.span


def join_pieces(text: str, pieces: Sequence[Piece], limit: int, count: Callable[[str], int]) -> Iterator[Sentence]:
    """Yield the sentences of an article, those joined that need one another.

    Args:
        text: the raw text.
        pieces: the sentences as they were cut, in order.
        limit: the most tokens a sentence may have.
        count: how many tokens a text has.
    """
    place = 0
    while place < len(pieces):
        end = _goes_on_to(text, pieces, place)
        while end > place + 1 and not _fits(text, pieces[place:end], limit, count):
            end -= 1
        if end == place + 1:
            yield pieces[place].sentence
        else:
            yield Sentence(_whole(text, pieces[place].span.start, pieces[end - 1].span.end))
        place = end


def _whole(text: str, start: int, end: int) -> Span:
    """Return a range with the marks of bold type that open before it and close within it."""
    while start and text[start - 1] in "*_" and text[start - 1] in text[start:end]:
        start -= 1
    return Span(start, end)


def _fits(text: str, pieces: Sequence[Piece], limit: int, count: Callable[[str], int]) -> bool:
    whole = Span(pieces[0].span.start, pieces[-1].span.end)
    return whole.end - whole.start <= 8 * limit and count(whole.of(text)) <= limit


def _goes_on_to(text: str, pieces: Sequence[Piece], place: int) -> int:
    """Return the place behind the last sentence that belongs to the one at a place."""
    piece = pieces[place]
    following = place + 1
    if piece.form in {Form.HEAD, Form.ROW} or following == len(pieces) or not _are_near(text, piece, pieces[following]):
        return following
    words = piece.span.of(text).rstrip(_AFTER)
    if is_label(words):
        return following + (pieces[following].form in {Form.TEXT, Form.ITEM})
    asks = words.endswith(_ASKS) and _stands_alone(pieces, place)
    if asks and piece.form is Form.ITEM:  # a list of terms and what is said of them
        return following + _takes(text, pieces[following], Form.ITEM, Form.TEXT)
    if asks or _leads(text, pieces, place):
        end = _list_end(text, pieces, following)
        if end > following:
            return end
        if piece.form in {Form.LINE, Form.MARKED} and not asks:
            return following
        if asks:
            return _answer_end(text, pieces, following)
        return following + (words.endswith(_LEAD_IN) and _takes(text, pieces[following], Form.TEXT))
    spoken = words.endswith(",") and piece.form in {Form.TEXT, Form.ITEM}
    return following + (
        spoken and pieces[following].form is Form.TEXT and bool(_QUOTATION.match(text, pieces[following].span.start))
    )


def _leads(text: str, pieces: Sequence[Piece], place: int) -> bool:
    """Return True if a sentence may lead to the list or the words below it: it ends so, or is a heading of items."""
    piece, following = pieces[place], pieces[place + 1]
    words = piece.span.of(text).rstrip(_AFTER)
    if words.endswith(_LEAD_IN):
        return True
    if following.form is not Form.ITEM or following.block == piece.block:
        return False
    headed = piece.form in {Form.LINE, Form.MARKED} and place > 0
    return headed or (piece.form is Form.TEXT and _POINTS_ON.search(words) is not None)


def _are_near(text: str, one: Piece, other: Piece) -> bool:
    gap = text[one.span.end : other.span.start]
    return len(gap) < 40 and _GAP.fullmatch(gap.lstrip("\"'’”»)]")) is not None


def _stands_alone(pieces: Sequence[Piece], place: int) -> bool:
    """Return True if a question ends its paragraph, and isn't the title of the article."""
    piece = pieces[place]
    if piece.form is Form.MARKED:
        return place > 0
    return pieces[place + 1].block != piece.block


def _takes(text: str, piece: Piece, *forms: Form) -> bool:
    return piece.form in forms and not piece.span.of(text).rstrip(_AFTER).endswith(_ASKS)


def _answer_end(text: str, pieces: Sequence[Piece], following: int) -> int:
    """Return the place behind the first sentence of an answer, or the first few where they are short."""
    if not _takes(text, pieces[following], Form.TEXT, Form.LINE):
        return following
    end, words = following, 0
    while end < len(pieces) and words < ANSWER_WORDS:
        if end > following and (pieces[end].block != pieces[following].block or pieces[end].form is not Form.TEXT):
            break
        words += len(_WORD.findall(pieces[end].span.of(text)))
        end += 1
    return end


def _list_end(text: str, pieces: Sequence[Piece], following: int) -> int:
    """Return the place behind the list that begins at a place; the same place where none does, or it is long."""
    form = pieces[following].form
    if form not in {Form.ITEM, Form.LINE}:
        return following
    end, words = following, 0
    while end < len(pieces) and pieces[end].form is form and _are_near(text, pieces[end - 1], pieces[end]):
        words += len(_WORD.findall(pieces[end].span.of(text)))
        if words > LIST_WORDS:
            return following
        end += 1
    return end if form is Form.ITEM or end - following > 1 else following
