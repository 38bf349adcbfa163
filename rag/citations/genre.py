"""Tell running text from headlines and pieces of opinion."""

import re

from index.records import ArticleCard
from rag.records import Role

_GENRE = (
    r"(?:opinion|op-?ed|commentary|comment|column|editorial|viewpoint|essay|perspective|analysis and opinion"
    r"|guest column|letter to the editor|kommentar|meinung|leitartikel|tribune|chronique|éditorial|opinión|columna"
    r"|tribuna|görüş|yorum|köşe yazısı|мнение|колонка|комментарий|رأي|مقال رأي)"
)
_LABEL = re.compile(rf"(?:^|[\n.])[ \t>#*_]*(?:[^\n:|]{{0,24}} )?{_GENRE}[*_]*\s?[:|–—][ *_]", re.IGNORECASE)
"""Before the text begins: "OPINION: ...", "date 2022-01-30 OPINION: ..."."""
_FIELD = re.compile(
    rf"^(?:section|category|categories|genre|type|kind|rubric|tags)\s*:[^\n]*\b{_GENRE}\b", re.IGNORECASE | re.MULTILINE
)
_PATH = re.compile(r"(?:^|[/_-])(?:opinions?|op-?eds?|commentary|columns?|editorials?)(?:[/_.-]|$)", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:the (?:views|opinions) expressed (?:here|in this (?:article|piece|column|essay))\b[^.]{0,80}\b(?:author"
    r"|writer|own)"
    r"|this (?:is an|article is an) opinion)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"(?<![\w.’'-])(?:I(?:[’'](?:m|ve|d|ll))?|[Mm]y (?:view|opinion|guess|sense))(?= [a-z])")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]{0,600}\"|«[^»]*»")
_HEAD = 600
"""Characters within which a label of the genre stands."""
_READ = 40_000
_QUESTION = re.compile(r"^[ \t>#*_]*(?:[^\n]{2,300})\?[*_\"”]*[ \t]*$", re.MULTILINE)
_OFTEN = 3
"""How often "I" must speak outside quotation marks: once is a slip, three times is somebody's own view."""


def is_opinion(card: ArticleCard, text: str) -> bool:
    """Return True if an article is a piece of opinion: it says so, or somebody speaks as "I" all through it.

    A report about a column isn't one; the cues must be the article's own, and a menu that has "Opinion" is none.

    Args:
        card: the article's metadata.
        text: its raw text.
    """
    title = card.title or ""
    if _LABEL.match(f"{title} ") or _PATH.search(card.url or "") or _PATH.search(card.file):
        return True
    head = text[:_HEAD]
    if _LABEL.search(head) or _FIELD.search(head) or _NOTE.search(text[:_READ]):
        return True
    if card.language not in {"en", None} or is_interview(text):
        return False
    return len(_FIRST_PERSON.findall(_QUOTATION.sub(" ", text[:_READ]))) >= _OFTEN


def is_interview(text: str) -> bool:
    """Return True if an article is made of questions, each in a paragraph of its own: "I" is who answers them."""
    return sum(1 for _ in _QUESTION.finditer(text[:_READ])) >= _OFTEN


def role_of(*, headings: bool, opinion: bool) -> Role:
    """Return the role of a quote: a headline is one wherever it stands."""
    if headings:
        return "headline"
    return "opinion" if opinion else "article"
