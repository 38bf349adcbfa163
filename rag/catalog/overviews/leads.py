"""What an overview leads on to: its topics, people and articles in order of time, each with a question to ask next."""

from collections.abc import Iterator, Sequence
from typing import Final

from rag.catalog.overviews.covering import Telling
from rag.catalog.overviews.people import is_introduced, people_of
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.records import Citation, Lead, Overview

_PEOPLE: Final = 6
"""People of an overview of something else, at the most."""
_DAYS: Final = 8
"""Articles of a time line at the most."""


def topic_lead(title: str, articles: int, citations: Sequence[Citation], language: str) -> Lead:
    """Return the topic that a headline titles; one article leads on to its summary."""
    key = "overview-ask-topic" if articles > 1 else "overview-ask-article"
    markers = tuple(each.marker for each in citations)
    return Lead(one_line(title), say(key, language, title=one_line(title)), markers, articles)


def person_lead(names: Sequence[str], markers: tuple[int, ...], language: str) -> Lead:
    """Return people whom one sentence tells of; the first of them is asked about."""
    return Lead(", ".join(map(one_line, names)), say("overview-ask-person", language, name=one_line(names[0])), markers)


def overview_of(
    citations: Sequence[Citation], told: Sequence[Telling], language: str, topics: Sequence[Lead] = ()
) -> Overview:
    """Return what an overview leads on to.

    Args:
        citations: its quotes.
        told: the sentences of the articles that it is of.
        language: of its own words.
        topics: its topics, if it has any.
    """
    introduced = [name for name, each in people_of(told) if is_introduced(name, each)]
    people = tuple(person_lead([name], (), language) for name in introduced[:_PEOPLE])
    return Overview(tuple(topics), people, tuple(time_line(citations, language)))


def time_line(citations: Sequence[Citation], language: str) -> Iterator[Lead]:
    """Yield the cited articles that have a date and a title, the oldest first; none where only one has."""
    found: dict[str, list[Citation]] = {}
    for each in citations:
        if each.published and each.title:
            found.setdefault(each.file, []).append(each)
    dated = sorted(found.values(), key=lambda quotes: (quotes[0].published or "", quotes[0].file))
    for quotes in dated[-_DAYS:] if len(dated) > 1 else []:
        title, markers = one_line(quotes[0].title or ""), tuple(each.marker for each in quotes)
        yield Lead(title, say("overview-ask-article", language, title=title), markers, 1, quotes[0].published)
