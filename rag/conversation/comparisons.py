"""Answers to comparisons: each side is searched for by itself and quoted, with its value and date in front."""

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from index.catalog import queries
from index.language.analysis import meaningful_words, question_language, stem, terms, words
from index.library.library import Library
from rag.citations.quotes import Quote, answer_text, arrange_quotes, cite
from rag.conversation.comparing import Comparison, Side, read_comparison
from rag.language.dates import find_dates, read_date
from rag.language.names import name_words
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.questions.answer_types import find_amounts
from rag.records import Answer, Citation, Filters, Timings
from rag.retrieval.hybrid import Search, about, retrieved
from rag.retrieval.ranking import Evidence

Look = Callable[[str, Filters], tuple[Search, list[Evidence]]]
"""Searches for a question and returns the sentences found, the likeliest answer first."""

_LOOKED_AT: Final = 80
"""Sentences of which those that speak for a side are chosen."""
_OWN: Final = 0.12
"""What a sentence gains for holding all the words that tell its side from the other."""
_BESIDE: Final = 0.6
"""The part of it that it gains for words that only its passage, its title or its date holds."""
_SHARED: Final = 0.2
"""What it gains for holding all other words of what is asked of its side."""
_VALUE: Final = 0.06
"""What it gains for holding a number or a date where one decides."""
_NEXT: Final = 0.1
"""How far below the best a second sentence for the same side may lie."""
_WORDS: Final = 60
"""Words that are quoted for a side at the most."""
_SURE: Final = 0.99
"""Share of a side's own words that a sentence must have for its value to be set before the quotes."""
_FOUND: Final = 10
_YEAR: Final = re.compile(r"\b((?:1[5-9]|20)\d\d)(?:[-–/](\d\d))?\b")
_UNIT: Final = re.compile(
    r"(?: (?:million|billion|thousand|trillion|bn|per cent))?(?: (?!(?:million|in|on|at|by|for|to|the|and"
    r"|or|who|that|because|when|from|with|than|of|a|an|people and)\b)[a-z]{3,}\b)?|%"
)


class _Value(NamedTuple):
    """A number with its unit, or a date, and the sentence that gives it."""

    text: str
    unit: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a side: the best sentence first."""

    side: Side
    evidence: tuple[Evidence, ...]
    values: tuple[_Value, ...] = ()
    """The numbers or dates that it gives where one decides, the likeliest first."""


class ComparisonDesk:
    """Answers questions that compare two things."""

    def __init__(self, library: Library, look: Look) -> None:
        """Answer from a library; `look` searches it for one side."""
        self._library, self._look = library, look

    def answer(self, question: str, standalone: str, filters: Filters) -> Answer | None:
        """Return both sides of a comparison, `None` when none is asked for or neither side is found."""
        if question_language(standalone, ["en"]) not in (None, "en"):
            return None
        comparison = read_comparison(standalone)
        if comparison is None:
            return None
        started = time.perf_counter()
        searches: list[Search] = []
        found: list[_Found | None] = []
        for side in comparison.sides:
            search, ranked = self._look(side.query, filters)
            searches.append(search)
            found.append(_best_for(side, comparison, ranked))
        sides = [each for each in found if each]
        if not sides or any(
            each is None and not _is_named(side) for side, each in zip(comparison.sides, found, strict=True)
        ):
            return None
        text, citations = self._told(comparison, found)
        spent = round((time.perf_counter() - started) * 1000, 2)
        return Answer(
            question=question,
            standalone_question=standalone,
            answer=text,
            answered=True,
            confidence=round(0.9 if len(sides) > 1 else 0.6, 4),
            citations=citations,
            retrieved=tuple(dict.fromkeys(each for search in searches for each in retrieved(search)[: _FOUND // 2])),
            timings=Timings(0, spent, spent),
        )

    def _told(self, comparison: Comparison, found: Sequence[_Found | None]) -> tuple[str, tuple[Citation, ...]]:
        """Return the values side by side, what is missing, and the quotes."""
        quotes = arrange_quotes([evidence for each in found if each for evidence in each.evidence])
        files = {quote.passage.article.file for quote in quotes}
        with self._library.catalog.reading() as connection:
            texts = {file: queries.article_text(connection, file) or "" for file in files}
        citations = cite(quotes, texts, 0.9)
        front = "; ".join(_in_front(side, value, quotes) for side, value in _comparable(found))
        missing = [
            say("compare-missing", "en", side=f"“{side.name}”")
            for side, each in zip(comparison.sides, found, strict=True)
            if each is None
        ]
        head = " ".join([*([f"{front}."] if front else []), *missing])
        return "\n\n".join(filter(None, [head, answer_text(citations, ())])), citations


def _is_named(side: Side) -> bool:
    """Return True if a side is a name or a figure; of other words it may be false that they stand nowhere."""
    return bool(name_words(f"- {side.name}")) or any(map(str.isdigit, side.name))


def _comparable(found: Sequence[_Found | None]) -> list[tuple[Side, _Value]]:
    """Return a value for each side, both of one unit; nothing where there are none: goals are no places."""
    one, other = found
    if one is None or other is None:
        return []
    pairs = ((a, b) for a in one.values for b in other.values if a.unit == b.unit)
    pair = next(pairs, None)
    return [(one.side, pair[0]), (other.side, pair[1])] if pair else []


def _in_front(side: Side, value: _Value, quotes: Sequence[Quote]) -> str:
    """Return `Velm: 410,000 t (2022) [1]`."""
    marker = next(number for number, quote in enumerate(quotes, start=1) if quote.holds(value.evidence))
    published = value.evidence.candidate.passage.article.published
    dated = f" ({published})" if published else ""
    return f"{one_line(side.name)}: **{one_line(value.text)}**{dated} [{marker}]"


def _best_for(side: Side, comparison: Comparison, ranked: Sequence[Evidence]) -> _Found | None:
    """Return the sentences that speak for a side: near to it, with its own words, and a value where one decides."""
    rated: list[tuple[float, Evidence]] = []
    shared = frozenset(meaningful_words(side.query, "en")) - side.own
    names = frozenset(word for name in name_words(f"- {side.query}") for word in words(name))
    for each in ranked[:_LOOKED_AT]:
        own = _held(side.own, each, _dates(side.name))
        if own and not each.sentence.heading and (not names or _held(names, each) >= _BESIDE):
            score = each.score + _OWN * own + (_SHARED * _held(shared, each) if shared else 0.0)
            rated.append((score + _VALUE * bool(comparison.measured and _values(each, comparison, side)), each))
    rated.sort(key=lambda row: -row[0])
    chosen: list[Evidence] = []
    for score, each in rated:
        spent = sum(len(other.sentence.text.split()) for other in chosen)
        if chosen and (score < rated[0][0] - _NEXT or spent + len(each.sentence.text.split()) > _WORDS):
            break
        chosen.append(each)
    sure = [each for each in chosen if comparison.measured and _held(side.own, each, _dates(side.name)) >= _SURE]
    values = (value for each in sure for value in _values(each, comparison, side))
    return _Found(side, tuple(chosen), tuple(values)) if chosen else None


def _held(own: Collection[str], evidence: Evidence, dates: Collection[str] = ()) -> float:
    """Return the share of some words that a sentence has; its passage's and its title's count for less.

    Where the words are a date, the article's own day says it as well: it tells how things stood then.
    """
    article = evidence.candidate.passage.article
    language = article.language or "en"
    published = article.published or ""
    if any(published.startswith(date) or published.endswith(date) for date in dates):
        return 1.0
    sentence = set(terms(evidence.sentence.text, language))
    beside = set(evidence.candidate.terms) | set(terms(about(article), language))
    held = 0.0
    for word in own:
        forms = {word, *stem([word], language)}
        held += 1.0 if forms & sentence else _BESIDE * bool(forms & beside)
    return held / len(own)


def _dates(text: str) -> frozenset[str]:
    """Return the dates that a side is, as ends or beginnings of ISO dates: `2024`, `-02-09`; of a season its end."""
    years = {f"{year[:2]}{end}" if end else year for year, end in _YEAR.findall(text)}
    days = set[str]()
    for span in find_dates(text):
        _, month, day = read_date(span.of(text))
        if month and day:
            days.add(f"-{month:02}-{day:02}")
    return frozenset(days or years)


def _values(evidence: Evidence, comparison: Comparison, side: Side) -> list[_Value]:
    """Return the dates, or the numbers with units, that a sentence gives, nearest to what is asked about first."""
    text = evidence.sentence.text
    said = set(words(side.name))
    asked = {each for word in words(side.query) for each in (word, *stem([word], "en"))}
    places = [match.start() for match in re.finditer(r"\w+", text) if {*stem(words(match.group()), "en")} & asked]
    found: list[tuple[int, _Value]] = []
    for span in find_dates(text) if comparison.ordered else find_amounts(text, "en"):
        if set(words(span.of(text))) <= said:
            continue
        unit = None if comparison.ordered else _UNIT.match(text, span.end)
        value = text[span.start : unit.end() if unit else span.end]
        kind = "" if comparison.ordered else " ".join(re.findall(r"[$€£¥₺%]|[^\W\d]{3,}", value)[-1:])
        if comparison.ordered or kind:
            far = min((abs(span.start - place) for place in places), default=0)
            found.append((far, _Value(value, "".join(stem(words(kind), "en")) or kind, evidence)))
    return [value for _, value in sorted(found, key=lambda row: row[0])]
