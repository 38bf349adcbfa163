"""One statement beside one article, in a language other than English: by its words, figures, capitals and negations.

No grammar is known of these languages, so a sentence is compared whole: what nearly repeats it but for a figure, a name
or a "not" contradicts it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

from index.language.analysis import fold, function_words, stem
from index.records import ArticleCard, Span
from rag.drafts.claims.comparing import Compared
from rag.drafts.claims.rivals import Rival
from rag.drafts.claims.statements import Statement
from rag.generation.checks.support import Source
from rag.language.lexicon import lines, listed
from rag.language.number_words import find_number_words
from rag.language.numbers import Figure, find_figures

BEARS: Final = 0.6
"""Share of a statement's words that some sentences must have to say it."""
BEARS_FIGURES: Final = 0.45
"""The same where all its figures are there."""
OTHERWISE: Final = 0.6
"""Share that one sentence must have to say otherwise, by another figure."""
DENIES: Final = 0.75
"""The same by a negation, or another name."""
CLOSE: Final = 0.15
"""How much less is enough of the article that bears out what the draft says right before."""
_NEAR: Final = 3
"""Sentences on either side whose figures belong to a sentence."""
_ROUGHLY, _LEAST, _MOST = Decimal("0.05"), Decimal("0.25"), Decimal("0.25")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ALIKE: Final = 5
"""Letters that two forms of a word share from the beginning."""
_NOUNS: Final = frozenset({"de"})
"""Languages that write every noun with a capital."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A sentence as it is compared."""

    stems: frozenset[str]
    capitals: tuple[tuple[str, Span], ...]
    """Words with a capital, but for the first, folded."""
    figures: tuple[Figure, ...]
    denied: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Beside:
    """A sentence of an article beside a statement."""

    source: Source
    words: _Words
    share: float


def compare_foreign(
    statement: Statement, card: ArticleCard, sources: Sequence[Source], *, close: bool = False, quoted: bool = False
) -> Compared:
    """Return what one article says to a statement in its own language.

    Args:
        statement: a sentence of the draft.
        card: the article.
        sources: the sentences of its passages that are near.
        close: whether it bears out what the draft says right before.
        quoted: whether it has the words that the statement quotes.
    """
    language = statement.language
    ours = _words(statement.text, language)
    beside = [_beside(ours, source, language) for source in sources if not source.heading]
    lead = max(beside, key=lambda each: (each.share, _shared_figures(ours, each.words)), default=None)
    if lead is None:
        return Compared(card, "says" if quoted else "silent", 0.0, None)
    near = [
        each
        for each in beside
        if each.source.passage.id == lead.source.passage.id
        and abs(each.source.position - lead.source.position) <= _NEAR
    ]
    stems = frozenset[str]().union(*(each.words.stems for each in near))
    share = _share(ours.stems, stems)
    missing = [figure for figure in ours.figures if not _is_known(figure, statement.text, near, language)]
    strange = [name for name in ours.capitals if not _is_named(name[0], beside)]
    if language in _NOUNS and (len(strange) != 1 or lead.share < DENIES):
        strange = []
    told = tuple(_told(statement.text, missing, strange))
    rivals = tuple(_rivals(statement, ours, lead, missing, strange))
    if told and len(rivals) == len(told):
        return Compared(card, "otherwise", share, lead.source, rivals, told)
    if told:
        return Compared(card, "silent", share, lead.source, (), told)
    if lead.share >= DENIES and ours.denied != lead.words.denied:
        span = lead.source.passage.sentences[lead.source.position].span
        return Compared(card, "otherwise", share, lead.source, (Rival("negation", "", "", span),), ("",))
    least = (BEARS_FIGURES if ours.figures else BEARS) - (CLOSE if close else 0)
    stand: Literal["says", "silent"] = "says" if quoted or share >= least else "silent"
    return Compared(card, stand, share, lead.source, support=tuple(each.source for each in near))


def _beside(ours: _Words, source: Source, language: str) -> _Beside:
    words = _words(source.reading.text, language)
    return _Beside(source, words, _share(ours.stems, words.stems))


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    if not ours:
        return 0.0
    kin = {each[:_ALIKE] for each in theirs if len(each) > _ALIKE}
    return sum(each in theirs or (len(each) > _ALIKE and each[:_ALIKE] in kin) for each in ours) / len(ours)


@lru_cache(maxsize=4096)
def _words(text: str, language: str) -> _Words:
    figures = tuple(find_figures(text, language))
    counted = [figure.span for figure in figures]
    counted += [span for span, _ in find_number_words(text, language)]
    plain, negators = function_words(language), _negators(language)
    found: list[str] = []
    capitals: list[tuple[str, Span]] = []
    denied = False
    for place, match in enumerate(_WORD.finditer(text)):
        word, span = fold(match.group()), Span(*match.span())
        denied = denied or word in negators
        if (
            word in plain
            or word in negators
            or len(word) < 2
            or any(one.start <= span.start < one.end for one in counted)
        ):
            continue
        found.append(word)
        if place and match.group()[0].isupper() and len(word) > 2:
            capitals.append((word, span))
    return _Words(frozenset(stem(found, language)), tuple(capitals), figures, denied)


@cache
def _negators(language: str) -> frozenset[str]:
    return frozenset(map(fold, listed("negators", language)))


def _shared_figures(ours: _Words, theirs: _Words) -> int:
    return sum(any(one.values & other.values for other in theirs.figures) for one in ours.figures)


def _is_known(figure: Figure, text: str, near: Sequence[_Beside], language: str) -> bool:
    there = [each for beside in near for each in beside.words.figures]
    if any(figure.values & each.values for each in there):
        return True
    value = _value(figure)
    values = [each for each in map(_value, there) if each is not None]
    if not value:
        return False
    shares = [(each - value) / value for each in values]
    if _stands(text, figure.span, "roughly", language):
        return any(abs(share) <= _ROUGHLY for share in shares)
    if _stands(text, figure.span, "at-least", language):
        return any(0 <= share <= _LEAST for share in shares)
    return _stands(text, figure.span, "at-most", language) and any(-_MOST <= share <= 0 for share in shares)


def _stands(text: str, span: Span, name: str, language: str) -> bool:
    """Return True if one of a list of patterns stands right before a figure, or right behind it."""
    before = _pattern(name, language)
    behind = _pattern(f"{name}-behind", language)
    return bool(
        (before and re.search(rf"\b(?:{before})\s$", text[: span.start], re.IGNORECASE))
        or (behind and re.match(rf"\s?(?:{behind})\b", text[span.end :], re.IGNORECASE))
    )


@cache
def _pattern(name: str, language: str) -> str:
    return "|".join(lines(name, language))


def _value(figure: Figure) -> Decimal | None:
    plain = [Decimal(value) for value in figure.values if re.fullmatch(r"\d+(?:\.\d+)?", value)]
    return max(plain, default=None)  # "40.000" is forty thousand


def _is_named(word: str, beside: Sequence[_Beside]) -> bool:
    """Return True if a name stands in the article, in whatever form."""
    begins = word[: max(4, len(word) - 3)]
    return any(
        other.startswith(begins) or (len(other) > 4 and word.startswith(other[: len(other) - 2]))
        for each in beside
        for other in _every(each.source.reading.text)
    )


@lru_cache(maxsize=4096)
def _every(text: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(text)))


def _told(text: str, missing: Sequence[Figure], strange: Sequence[tuple[str, Span]]) -> Iterator[str]:
    yield from (figure.span.of(text) for figure in missing)
    yield from (span.of(text) for _, span in strange)


def _rivals(
    statement: Statement,
    ours: _Words,
    lead: _Beside,
    missing: Sequence[Figure],
    strange: Sequence[tuple[str, Span]],
) -> Iterator[Rival]:
    """Yield what the sentence has in the place of each figure and name that it lacks."""
    text, there = statement.text, lead.source.reading.text
    offset = lead.source.passage.sentences[lead.source.position].span.start
    if lead.share < (DENIES if strange else OTHERWISE):
        return
    for figure in missing:
        sort = _sort(figure)
        for other in lead.words.figures:
            if _sort(other) == sort and not any(other.values & each.values for each in ours.figures):
                kind: Literal["number", "date"] = "number" if sort == "number" else "date"
                span = Span(offset + other.span.start, offset + other.span.end)
                yield Rival(kind, figure.span.of(text), other.span.of(there), span)
                break
    mine = {word[:4] for word, _ in ours.capitals}
    for _, span in strange:
        rival = next((at for word, at in lead.words.capitals if word[:4] not in mine), None)
        if rival:
            yield Rival("name", span.of(text), rival.of(there), Span(offset + rival.start, offset + rival.end))


def _sort(figure: Figure) -> str:
    """Return what a figure is: a month, a year or a number."""
    if any(value.startswith("month") for value in figure.values):
        return "month"
    value = _value(figure)
    return "year" if value is not None and value == int(value) and 1500 <= value <= 2100 else "number"
