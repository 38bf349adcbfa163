"""Answers to who wants an overview: quotes that cover the library, a matter or an article, and the people in them."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from index.catalog import queries
from index.language.analysis import question_language, terms, words
from index.library.library import Library
from index.records import ArticleCard, StoredPassage
from index.vectors.embedding import embed_query
from rag.catalog.overviews.chronology import FEWEST as FEWEST_EVENTS
from rag.catalog.overviews.chronology import events_in_order
from rag.catalog.overviews.countries import countries_of
from rag.catalog.overviews.covering import MOST, WORDS, Telling, cover, quotes_in_order, sentences_to_tell
from rag.catalog.overviews.grouping import group_subjects, subject_of
from rag.catalog.overviews.leads import overview_of, person_lead, topic_lead
from rag.catalog.overviews.people import PEOPLE, people_of
from rag.catalog.overviews.requests import OverviewRequest, Scope, read_overview
from rag.catalog.overviews.titles import group_title
from rag.citations.genre import is_opinion
from rag.citations.quotes import Quote, answer_text, cite, quote_in_bold
from rag.messages.days import long_date
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.messages.translations import spoken_language
from rag.questions.analysis import analyse_question
from rag.records import Answer, Citation, Event, Filters, Lead, Overview, Retrieved, Timings
from rag.retrieval.hybrid import HybridRetriever, Search, chosen_cards, retrieved
from rag.retrieval.scoring import coverage

PASSAGES: Final = 40
"""Passages that say which articles are on a matter."""
HELD: Final = 0.5
"""Share of the topic's words, each weighed by its rarity, that a passage on it holds, with its article's title."""
NAMED: Final = 0.3
"""The same where it holds every name of the topic: "the affair around ..." is seldom called an affair."""
NEAR: Final = 0.1
"""How far below the best article one may lie that an overview of a matter still draws on."""
SEVERAL: Final = 6
"""The most articles that it draws on."""
CHRONICLED: Final = 20
"""The most that a chronology draws on."""
COVERED: Final = 0.2
"""What an article gains for a passage that holds all of the topic's words."""
OPINION: Final = 0.1
"""What it gains for being a piece of opinion where one is asked for."""
OPENING: Final = 2
"""Sentences at the head of an article of which one speaks of what it is about."""
SPOKEN_OF: Final = 0.3
"""Share of the topic's words, each weighed by its rarity, in a sentence that speaks of it."""
MEANT: Final = 0.03
"""How far below the nearest sentence's cosine one may lie that speaks of it in other words."""
FEWEST: Final = 4
"""Sentences that make an overview."""
FOUND: Final = 10
"""Passages that the answer says were found."""
ARTICLES: Final = 300
"""The most articles, the newest, that an overview of the library looks at."""
LEADS: Final = 2
"""Passages at the head of an article that tell what it is about."""
SHOWN: Final = 5
"""The most groups of articles that are shown."""


@dataclass(frozen=True, slots=True)
class _Said:
    """The text of an overview with what it rests on."""

    text: str
    citations: tuple[Citation, ...]
    sure: float
    overview: Overview
    found: tuple[Retrieved, ...] = ()


class OverviewDesk:
    """Answers who asks for a summary, for the topics, or for the people."""

    def __init__(self, library: Library, retriever: HybridRetriever) -> None:
        """Answer from a library, with its search for matters."""
        self._library, self._retriever = library, retriever

    def answer(self, question: str, standalone: str, filters: Filters) -> Answer | None:
        """Return an overview, `None` when something else is asked or the articles hold nothing on the matter.

        Args:
            question: as it was asked.
            standalone: the same, complete in itself.
            filters: which articles count.
        """
        started = time.perf_counter()
        language = spoken_language(question_language(standalone, self._retriever.languages()))
        # "What is this about?" asks for the library in a conversation, too
        request = read_overview(standalone, language) or read_overview(question, language)
        if request is None:
            return None
        with self._library.catalog.reading() as connection:
            if request.topic:
                said = self._of_matter(connection, request, language, filters)
            else:
                said = self._of_library(connection, request.scope, language, filters)
        if said is None or not said.citations:
            return None
        spent = round((time.perf_counter() - started) * 1000, 2)
        return Answer(
            question=question,
            standalone_question=standalone,
            answer=said.text,
            answered=True,
            confidence=round(said.sure, 4),
            citations=said.citations,
            retrieved=said.found,
            timings=Timings(0, spent, spent),
            language=language,
            overview=said.overview,
        )

    def _of_matter(
        self, connection: Connection, request: OverviewRequest, language: str, filters: Filters
    ) -> _Said | None:
        """Return what the articles, or the one that is meant, say about something; nothing where they don't."""
        asked = analyse_question(request.topic, language, self._retriever.languages())
        search = self._retriever.search(asked, filters, PASSAGES)
        held = max((each.coverage for each in search.candidates), default=0.0)
        least = NAMED if _naming(search) else HELD
        if not search.candidates or (held < least and not search.foreign):
            return None
        cards = self._meant(connection, search, request)
        passages = _load(connection, cards)
        topic = embed_query(self._library.embedder, request.topic)
        told = [each for card in cards for each in sentences_to_tell(passages[card.id], topic)]
        said: _Said | None = None
        if request.scope is Scope.PEOPLE:
            said = _named(connection, told, request.scope, language)
        elif request.scope is Scope.CHRONOLOGY:
            said = _course(connection, told if request.article else _of_course(told, search), language)
        if said is None:
            first = {card.id for card in cards[:SEVERAL]}
            told = [each for each in told if each.passage.article.id in first]
            said = _summed_up(connection, told if request.article else _on_matter(told, search), language)
        return replace(said, sure=0.5 + held / 2, found=retrieved(search)[:FOUND])

    def _meant(self, connection: Connection, search: Search, request: OverviewRequest) -> list[ArticleCard]:
        """Return the articles that are meant, the likeliest first: their best passages are near and hold the words.

        One when an article is asked for; if that is to be a piece of opinion, one of that kind before others.
        """
        rated: dict[str, float] = {}
        cards = {each.passage.article.file: each.passage.article for each in search.candidates}
        for each in search.candidates:
            file = each.passage.article.file
            rated[file] = max(rated.get(file, 0.0), each.score + COVERED * each.coverage)
        if request.opinion:
            for file, card in cards.items():
                rated[file] += OPINION * is_opinion(card, queries.article_text(connection, file) or "")
        titled = [card for card in cards.values() if words(card.title or "") == words(request.topic)]
        if request.article and titled:
            return titled[:1]
        order = sorted(cards, key=lambda file: -rated[file])
        named = _naming(search)
        near = [file for file in order if rated[file] >= rated[order[0]] - NEAR or file in named]
        most = 1 if request.article else CHRONICLED if request.scope is Scope.CHRONOLOGY else SEVERAL
        return [cards[file] for file in near[:most]]

    def _of_library(self, connection: Connection, scope: Scope, language: str, filters: Filters) -> _Said | None:
        cards = sorted(chosen_cards(self._library, filters), key=_newest_first)
        by_topic = scope in {Scope.LIBRARY, Scope.CHRONOLOGY}
        passages = _load(connection, cards[:ARTICLES], LEADS if by_topic else None)
        told = [each for card in cards[:ARTICLES] for each in sentences_to_tell(passages.get(card.id, []))]
        if not by_topic:
            return _named(connection, told, scope, language)
        if scope is Scope.CHRONOLOGY and (course := _course(connection, told, language)):
            return course
        return _topics(connection, [card for card in cards[:ARTICLES] if passages.get(card.id)], passages, language)


def _naming(search: Search) -> set[str]:
    """Return the files with a passage that holds every name of the topic; none when it names nothing."""
    anchors = [each for each in search.question.words if each.word in search.question.anchors]
    return {
        each.passage.article.file
        for each in search.candidates
        if anchors and all(word.forms & set(each.terms) for word in anchors)
    }


def _on_matter(told: Sequence[Telling], search: Search) -> list[Telling]:
    """Return the sentences that speak of a matter, by their words or nearly by their meaning; all where few do."""
    spoken, meant = _spoken_of(told, search), _meant_by(told)
    near = [each for each in told if each in spoken or each in meant]
    return near if len(near) >= FEWEST else list(told)


def _of_course(told: Sequence[Telling], search: Search) -> list[Telling]:
    """Return the sentences that a chronology of a matter draws on, by their words.

    They are those that speak of it, and all of an article that is about it: by its title and its first sentences.
    Where no word is shared, as across languages, there are none: their vectors are near to much else.
    """
    spoken = _spoken_of(told, search)
    opened: dict[ArticleCard, set[str]] = {}
    for each in told:
        card = each.passage.article
        opened.setdefault(card, set(terms(card.title or "", card.language)))
        if each.rank < OPENING:
            opened[card] |= set(terms(each.quote.text, card.language))
    asked, rarities = search.question.words, search.rarities
    about = {card.file for card, opening in opened.items() if coverage(asked, rarities, opening) >= HELD}
    return [each for each in told if each in spoken or each.passage.article.file in about]


def _spoken_of(told: Sequence[Telling], search: Search) -> set[Telling]:
    """Return the sentences that have words of the topic."""
    asked, rarities = search.question.words, search.rarities
    return {
        each
        for each in told
        if coverage(asked, rarities, terms(each.quote.text, each.passage.article.language)) >= SPOKEN_OF
    }


def _meant_by(told: Sequence[Telling]) -> set[Telling]:
    """Return the sentences that are nearly as near to the topic as the nearest, by their vectors."""
    best = max((each.relevance for each in told), default=0.0)
    return {each for each in told if each.relevance >= best - MEANT}


def _newest_first(card: ArticleCard) -> tuple[bool, int, str]:
    digits = int((card.published or "0").replace("-", "").ljust(8, "0"))
    return card.published is None, -digits, card.file


def _load(
    connection: Connection, cards: Iterable[ArticleCard], first: int | None = None
) -> dict[int, list[StoredPassage]]:
    ids = queries.article_passages(connection, [card.id for card in cards], first)
    loaded = queries.load_passages(connection, [each for passages in ids.values() for each in passages])
    return {article: [loaded[each] for each in passages if each in loaded] for article, passages in ids.items()}


def _cited(connection: Connection, quotes: Sequence[Quote], sure: float = 1.0) -> tuple[Citation, ...]:
    files = {quote.passage.article.file for quote in quotes}
    return cite(quotes, {file: queries.article_text(connection, file) or "" for file in files}, sure)


def _named(connection: Connection, told: Sequence[Telling], scope: Scope, language: str) -> _Said:
    """Return the people or countries, each with a sentence that says who they are; one sentence is quoted once."""
    everybody, spent = people_of(told) if scope is Scope.PEOPLE else countries_of(told), 0
    quotes: list[Quote] = []
    named: list[list[str]] = []
    for name, each in everybody:
        quote = each.quote
        same = next((place for place, other in enumerate(quotes) if other == quote), None)
        if same is not None:
            named[same].append(name)
        elif len(quotes) < PEOPLE and spent + len(quote.text.split()) <= WORDS:
            quotes.append(quote)
            named.append([name])
            spent += len(quote.text.split())
    citations = _cited(connection, quotes)
    lines = [
        f"- **{one_line(', '.join(names))}**: {quote_in_bold(each, ())} [{each.marker}]"
        for names, each in zip(named, citations, strict=True)
    ]
    shown = {name for names in named for name in names}
    left = [name for name, _ in everybody if name not in shown]
    if scope is Scope.COUNTRIES:
        more = [say("overview-also-named", language, names=one_line(", ".join(left)))] if left else []
        return _Said("\n".join([*lines, *more]), citations, 1.0, Overview())
    more = [say("overview-more-people", language, count=len(left))] if left else []
    leads = [person_lead(names, (each.marker,), language) for names, each in zip(named, citations, strict=True)]
    return _Said("\n".join([*lines, *more]), citations, 1.0, Overview(people=tuple(leads)))


def _summed_up(connection: Connection, told: Sequence[Telling], language: str) -> _Said:
    """Return quotes that cover a matter, article by article."""
    citations = _cited(connection, quotes_in_order(cover(told)))
    return _Said(answer_text(citations, ()), citations, 1.0, overview_of(citations, told, language))


def _course(connection: Connection, told: Sequence[Telling], language: str) -> _Said | None:
    """Return what happened when, a line an event, the oldest first; nothing where too few sentences tell a time."""
    events = events_in_order(told)
    if len(events) < FEWEST_EVENTS:
        return None
    citations = _cited(connection, [each.quote for _, each in events])
    lines, dated = [], []
    for (when, _), each in zip(events, citations, strict=True):
        lines.append(f"- **{long_date(when, language)}**: {quote_in_bold(each, ())} [{each.marker}]")
        dated.append(Event(when, each.marker))
    return _Said("\n".join(lines), citations, 1.0, replace(overview_of(citations, told, language), events=tuple(dated)))


def _leads(topics: Sequence[Sequence[Telling]], spent: int) -> list[list[Telling]]:
    """Return the sentences to quote of each topic: one of every topic before any gets a second.

    Args:
        topics: the leads of each topic's articles, the newest first; each has one.
        spent: words that their titles take.
    """
    chosen: list[list[Telling]] = []
    for place, leads in enumerate(topics):
        fair = (WORDS - spent) / (len(topics) - place)
        first = next((each for each in leads if each.length <= fair), min(leads, key=lambda each: each.length))
        chosen.append([first])
        spent += first.length
    most = max(1, MOST // max(1, len(topics)))
    for _ in range(1, most):
        for leads, taken in zip(topics, chosen, strict=True):
            further = next((each for each in leads if each not in taken and each.length <= WORDS - spent), None)
            if further:
                taken.append(further)
                spent += further.length
    return [sorted(taken, key=leads.index) for leads, taken in zip(topics, chosen, strict=True)]


def _topics(
    connection: Connection, cards: Sequence[ArticleCard], passages: dict[int, list[StoredPassage]], language: str
) -> _Said | None:
    """Return the groups of articles, the largest first: each by its names, with a sentence an article."""
    if not cards:
        return None
    told = [sentences_to_tell(passages[card.id]) for card in cards]
    subjects = [subject_of(passages[card.id]) for card in cards]
    groups = [group for group in group_subjects(subjects) if any(told[place] for place in group)]
    blocks = [(group_title(subjects, group), len(group)) for group in groups[:SHOWN]]
    spent = sum(len(title.split()) for title, _ in blocks)
    told_of = _leads([[told[place][0] for place in sorted(group) if told[place]] for group in groups[:SHOWN]], spent)
    quotes = [lead.quote for leads in told_of for lead in leads]
    citations = iter(_cited(connection, quotes))
    lines: list[str] = []
    kept: list[Citation] = []
    topics: list[Lead] = []
    for (title, count), leads in zip(blocks, told_of, strict=True):
        mine = [next(citations) for _ in leads]
        kept += mine
        topics.append(topic_lead(title, count, mine, language))
        heading = say("overview-group", language, title=one_line(title), count=count)
        shown = [f"- {quote_in_bold(each, ())} [{each.marker}]" for each in mine]
        lines.append("\n".join([f"**{heading}**", *shown]))
    if len(groups) > SHOWN:
        lines.append(say("overview-more-groups", language, count=len(groups) - SHOWN))
    text = "\n\n".join([say("overview-library", language, count=len(cards)), *lines])
    every = [each for sentences in told for each in sentences]
    return _Said(text, tuple(kept), 1.0, overview_of(kept, every, language, topics))
