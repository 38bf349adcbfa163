"""Answers to comparisons: each side is searched for by itself and quoted, with its value and date in front."""

import time
from collections.abc import Callable, Sequence
from typing import Final

from index.catalog import queries
from index.language.analysis import question_language
from index.library.library import Library
from rag.citations.quotes import Quote, answer_text, arrange_quotes, cite
from rag.conversation.comparing import Side, read_comparison
from rag.conversation.foreign_comparing import read_foreign_comparison
from rag.conversation.side_evidence import Found, SideValue, find_both
from rag.language.names import name_words
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.messages.translations import spoken_language
from rag.questions.constraints import days_asked
from rag.records import Answer, Citation, Filters, Timings
from rag.retrieval.hybrid import Search, retrieved
from rag.retrieval.ranking import Evidence

Look = Callable[[str, Filters], tuple[Search, list[Evidence]]]
"""Searches for a question and returns the sentences found, the likeliest answer first."""

_FOUND: Final = 10
"""Passages that the answer says were found."""


class ComparisonDesk:
    """Answers questions that compare two things."""

    def __init__(self, library: Library, look: Look) -> None:
        """Answer from a library; `look` searches it for one side."""
        self._library, self._look = library, look

    def answer(self, question: str, standalone: str, filters: Filters) -> Answer | None:
        """Return both sides of a comparison, `None` when none is asked for or neither side is found."""
        language = question_language(standalone, ["en"]) or "en"
        english = language == "en"
        comparison = read_comparison(standalone) if english else read_foreign_comparison(standalone, language)
        if comparison is None:
            return None
        started = time.perf_counter()
        looked = [self._look(side.query, filters) for side in comparison.sides]
        found = find_both(comparison, [ranked for _, ranked in looked])
        sides = [each for each in found if each]
        if not sides or any(
            each is None and not _is_named(side) for side, each in zip(comparison.sides, found, strict=True)
        ):
            return None
        text, citations = self._told(comparison.sides, found, language)
        spent = round((time.perf_counter() - started) * 1000, 2)
        return Answer(
            question=question,
            standalone_question=standalone,
            answer=text,
            answered=True,
            confidence=round(0.9 if len(sides) > 1 else 0.6, 4),
            citations=citations,
            retrieved=tuple(dict.fromkeys(each for search, _ in looked for each in retrieved(search)[: _FOUND // 2])),
            timings=Timings(0, spent, spent),
            language=spoken_language(language),
        )

    def _told(
        self, sides: Sequence[Side], found: Sequence[Found | None], language: str
    ) -> tuple[str, tuple[Citation, ...]]:
        """Return the values side by side, what is missing, and the quotes."""
        quotes = arrange_quotes([evidence for each in found if each for evidence in each.evidence])
        files = {quote.passage.article.file for quote in quotes}
        with self._library.catalog.reading() as connection:
            texts = {file: queries.article_text(connection, file) or "" for file in files}
        citations = cite(quotes, texts, 0.9)
        front = "; ".join(_in_front(side, value, quotes) for side, value in _comparable(found))
        missing = [
            say("compare-missing", language, side=f"“{side.name}”")
            for side, each in zip(sides, found, strict=True)
            if each is None
        ]
        head = " ".join([*([f"{front}."] if front else []), *missing])
        return "\n\n".join(filter(None, [head, answer_text(citations, ())])), citations


def _is_named(side: Side) -> bool:
    """Return True if it can be said that nothing is told of a side: it is a name or a figure, and no time."""
    if days_asked(side.name) or all(map(str.isdigit, side.own)):
        return False
    return bool(name_words(f"- {side.name}")) or any(map(str.isdigit, side.name))


def _comparable(found: Sequence[Found | None]) -> list[tuple[Side, SideValue]]:
    """Return a value for each side, both of one unit; nothing where there are none: goals are no places."""
    one, other = found
    if one is None or other is None:
        return []
    pairs = ((a, b) for a in one.values for b in other.values if a.unit == b.unit)
    pair = next(pairs, None)
    return [(one.side, pair[0]), (other.side, pair[1])] if pair else []


def _in_front(side: Side, value: SideValue, quotes: Sequence[Quote]) -> str:
    """Return `Velm: 410,000 t (2022) [1]`."""
    marker = next(number for number, quote in enumerate(quotes, start=1) if quote.holds(value.evidence))
    published = value.evidence.candidate.passage.article.published
    dated = f" ({published})" if published else ""
    return f"{one_line(side.name)}: **{one_line(value.text)}**{dated} [{marker}]"
