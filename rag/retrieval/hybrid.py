"""Passages for a question: dense and lexical search, fused, as a LlamaIndex retriever."""

from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Connection

from index.catalog import queries
from index.catalog.backends.base import Chosen
from index.catalog.filtering import article_ids, choose, nearest_passages
from index.language.analysis import question_language, terms
from index.library.library import Library
from index.records import ArticleCard, StoredPassage
from index.vectors.embedding import MODEL_NAME, embed_query
from rag.questions.analysis import QueryWord, Question, analyse_question
from rag.records import Filters, Hit, Retrieved
from rag.retrieval.asked.day import of_asked_day
from rag.retrieval.nodes import passage_node
from rag.retrieval.scoring import coverage, lexical_score, passage_score, rarest, rarity

SENTENCES = 60
"""Sentences nearest to the question: their passages are the dense candidates."""
LEXICAL = 20
"""Passages taken from the full-text index."""
READ_THROUGH = 50_000
"""Entries of the full-text index that are read for a question: all of its words in a library of some ten thousand
passages, its rarest in a larger one. Each takes about a microsecond."""
ONLY_HEADINGS = 0.05
"""Taken from a passage of headings alone: it is near every question on its subject and answers none."""
KIN = 6
"""Letters that an unknown word must share with one of the articles to be taken for another form of it."""
OPENING, VOCABULARY = 2, 5000
"""Letters in which a misspelt word must agree with the term that is meant, and the most terms that are compared."""
LONG = 8
"""Letters from which a word may have two slips."""
GOING_ON = 0.2
"""Added to the score of a passage of an article that the conversation was about last, as for the day asked for."""
CACHED = 5000
"""Passages kept in memory: about 20 MB."""
COUNTED = 50_000
"""Terms of which is kept how frequent they are."""
CHOSEN = 16
"""Filters of which is kept which articles they let through."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with the scores of its parts."""

    passage: StoredPassage
    score: float
    best: float
    """Cosine of the question and the passage's best sentence."""
    mean: float
    """Cosine of the question and the mean of the passage's sentences."""
    lexical: float
    similarities: NDArray[np.float32]
    """Cosine of the question and each sentence: shape (sentences,)."""
    coverages: tuple[float, ...]
    """Share of the question's words in each sentence."""
    before: tuple[float, ...]
    """Share of them that each sentence lacks and the one before it holds; a heading stands before nothing."""
    coverage: float
    """The same in the whole passage and in what is known of its article: title, author, publisher."""
    terms: Collection[str]
    """The words of all that, as the full-text index has them."""


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """A question with the passages found for it, best first."""

    question: Question
    rarities: Mapping[str, float]
    """How rare each word of the question is in the library."""
    unknown: frozenset[str]
    """Words of the question that stand in no article."""
    foreign: bool
    """Whether it is asked in a language that no article is written in: its words then say little."""
    candidates: tuple[Candidate, ...]
    fitted: bool = True
    """Whether the cosines are the default embedder's, whose scale the confidence was fitted on."""

    @property
    def language(self) -> str | None:
        """The language that the question is asked in, by ISO 639-1 code; `None` when nothing tells."""
        return self.question.language


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A passage in memory, with what does not depend on the question."""

    passage: StoredPassage
    terms: tuple[Counter[str], ...]
    """How often each term occurs in each sentence."""
    every: Counter[str]
    """The same for the passage and what is known of its article: title, author, publisher."""
    mean: NDArray[np.float32]
    only_headings: bool


class _Scored(NamedTuple):
    known: _Known
    score: float
    best: float
    mean: float
    lexical: float
    similarities: NDArray[np.float32]


@dataclass(slots=True)
class _State:
    """What is known of one generation of the library."""

    generation: int
    passages: int
    """How many there are."""
    languages: list[str | None]
    length: float
    """Average tokens of a passage."""
    known: OrderedDict[int, _Known]
    """Passages in memory."""
    chosen: dict[Filters, Chosen] = field(default_factory=dict)
    frequencies: dict[str, int] = field(default_factory=dict)
    """In how many passages terms occur that were asked for: to count a common one takes as long as it is common."""

    def frequencies_of(self, connection: Connection, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each term occurs; a term of none is left out."""
        known = {term: self.frequencies.get(term) for term in terms}
        missing = [term for term, frequency in known.items() if frequency is None]
        counted = queries.document_frequencies(connection, missing) if missing else {}
        if len(self.frequencies) > COUNTED:
            self.frequencies.clear()
        self.frequencies.update({term: counted.get(term, 0) for term in missing})
        return counted | {term: frequency for term, frequency in known.items() if frequency}


class HybridRetriever(BaseRetriever):
    """Finds passages by meaning and by words. Safe to use from several threads."""

    def __init__(self, library: Library, limit: int = 10, filters: Filters | None = None) -> None:
        """Search `library` for the `limit` best passages, within the filters when there are any."""
        super().__init__()
        self._library, self._limit, self._filters = library, limit, filters or Filters()
        self._state: _State | None = None

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        asked = analyse_question(query_bundle.query_str, None, self.languages())
        found = self.search(asked, self._filters)
        return [NodeWithScore(node=passage_node(each.passage), score=each.score) for each in found.candidates]

    def languages(self) -> list[str | None]:
        """Return the languages of the articles, the most frequent first."""
        with self._library.catalog.reading() as connection:
            return self._current(connection).languages

    def understand(self, text: str) -> Question:
        """Return a question taken apart, in the language that its words and the articles tell."""
        languages = self.languages()
        return analyse_question(text, question_language(text, languages), languages)

    def search(
        self,
        asked: Question,
        filters: Filters,
        limit: int | None = None,
        sentences: int = SENTENCES,
        going_on: Collection[str] = (),
    ) -> Search:
        """Find the passages that may answer a question.

        Args:
            asked: the question, complete in itself, taken apart.
            filters: which articles count.
            limit: the most passages to return; by default that of the retriever.
            sentences: how many of the nearest have their passages looked at.
            going_on: files of the articles that the conversation was about last.
        """
        vector = embed_query(self._library.embedder, asked.text)
        with self._library.catalog.reading() as connection:
            state = self._current(connection)
            question, frequencies, found = _with_kin(connection, asked, state)
            near = self._nearest(connection, vector, filters, sentences)
            ids = list(dict.fromkeys(near + self._matching(connection, question, found, filters)))
            known = self._load(connection, state, ids)
        rarities = {word: rarity(state.passages, frequency) for word, frequency in frequencies.items()}
        unknown = frozenset(word for word, frequency in frequencies.items() if not frequency)
        scored = [_scored(each, question, rarities, vector, state.length, going_on) for each in known]
        scored.sort(key=lambda each: (-each.score, each.known.passage.article.file, each.known.passage.span))
        best = [_candidate(each, question, rarities) for each in scored[: limit or self._limit]]
        foreign = asked.language is not None and asked.language not in state.languages
        fitted = self._library.maker.embedder == MODEL_NAME
        return Search(question, rarities, unknown, foreign, tuple(best), fitted)

    def _current(self, connection: Connection) -> _State:
        # Over the same connection: a second one for each question runs the pool dry when many ask at once, and could
        # see another state of the catalog, in which an id means another passage.
        generation = queries.generation(connection)
        state = self._state
        if state is None or state.generation != generation:
            passages, length = queries.passage_lengths(connection)
            self._state = state = _State(
                generation=generation,
                passages=passages,
                languages=queries.languages(connection),
                length=length,
                known=OrderedDict(),
            )
        return state

    def _nearest(
        self, connection: Connection, vector: NDArray[np.float32], filters: Filters, sentences: int
    ) -> list[int]:
        chosen = None if filters == Filters() else self.choose(connection, filters)
        nearest, passages = partial(self._library.nearest, vector), self._current(connection).passages
        return nearest_passages(connection, vector, nearest, sentences, chosen, passages)

    def _matching(
        self, connection: Connection, question: Question, frequencies: Mapping[str, int], filters: Filters
    ) -> list[int]:
        """Return the passages that best match the words of a question."""
        every = [each for word in question.words for each in sorted(word.forms)]
        chosen_terms = rarest(every, frequencies, READ_THROUGH)
        terms_of_all = [each for each in every if each in chosen_terms]
        chosen = None if filters == Filters() else self.choose(connection, filters)
        return queries.full_text(connection, terms_of_all, LEXICAL, chosen)

    def choose(self, connection: Connection, filters: Filters) -> Chosen:
        """Return which articles the filters let through; what their names mean is looked up once a generation."""
        known = self._current(connection).chosen
        chosen = known.get(filters) or _choose(connection, filters)
        known[filters] = chosen
        while len(known) > CHOSEN:
            known.pop(next(iter(known)), None)
        return chosen

    def _load(self, connection: Connection, state: _State, ids: Sequence[int]) -> list[_Known]:
        cached = {each: state.known.get(each) for each in ids}  # once: another thread may make room meanwhile
        missing = [each for each, known in cached.items() if known is None]
        loaded = {each: _known(passage) for each, passage in queries.load_passages(connection, missing).items()}
        found = [cached[each] or loaded.get(each) for each in ids]
        state.known.update(loaded)
        while len(state.known) > CACHED:
            state.known.popitem(last=False)
        return [each for each in found if each]


def _choose(connection: Connection, filters: Filters) -> Chosen:
    return choose(connection, filters.files, filters.publishers, filters.published_from, filters.published_to)


def chosen_cards(library: Library, filters: Filters) -> list[ArticleCard]:
    """Return the articles that the filters let through, by file name."""
    with library.catalog.reading() as connection:
        cards = library.cards()
        if filters == Filters():
            return cards
        chosen = set(article_ids(connection, _choose(connection, filters)))
    return [card for card in cards if card.id in chosen]


def about(article: ArticleCard) -> str:
    """Return what is known of an article beside its text: "according to The Duran" names one as its title does."""
    return " ".join(filter(None, (article.title, article.author, article.publisher)))


def _known(passage: StoredPassage) -> _Known:
    language = passage.article.language
    counted = tuple(Counter(terms(sentence.told, language)) for sentence in passage.sentences)
    mean = passage.vectors.mean(axis=0)
    return _Known(
        passage=passage,
        terms=counted,
        every=sum(counted, Counter(terms(about(passage.article), language))),
        mean=mean / max(float(np.linalg.norm(mean)), 1e-9),
        only_headings=all(sentence.heading for sentence in passage.sentences),
    )


def _with_kin(
    connection: Connection, question: Question, state: _State
) -> tuple[Question, dict[str, int], dict[str, int]]:
    """Give a word that stands in no article the words that begin alike: "septicemia" finds "septicemic".

    Returns:
        The question; in how many passages each of its words occurs, in any of its forms; and each of these forms.
    """
    found = state.frequencies_of(connection, {each for word in question.words for each in word.forms})
    names = question.anchors
    words = [
        word if found.keys() & word.forms else _kin(connection, word, misspelt=word.word not in names)
        for word in question.words
    ]
    new = {each for word in words for each in word.stems} - found.keys()
    found |= state.frequencies_of(connection, new)
    frequencies = {
        word.word: min(state.passages, sum(found.get(each, 0) for each in (found.keys() & word.stems or word.synonyms)))
        for word in words
    }
    return replace(question, words=tuple(words)), frequencies, found


def _kin(connection: Connection, word: QueryWord, *, misspelt: bool) -> QueryWord:
    """Add the terms that begin like a word that stands in no article, or, where it may be misspelt, that look like it.

    A name is left as it is: Harlow is no slip for Harrow.
    """
    if len(word.word) < KIN:
        return word
    alike = queries.terms_beginning(connection, word.word[: max(KIN, len(word.word) - 3)], 20)
    alike = [each for each in alike if len(each) <= len(word.word) + 3]
    if not alike and misspelt:
        near = queries.terms_beginning(connection, word.word[:OPENING], VOCABULARY)
        alike = [each for stem in word.stems for each in near if _is_slip(stem, each)]
    return replace(word, stems=word.stems | set(alike))


def _is_slip(typed: str, term: str) -> bool:
    """Return True if a term differs from what was typed by a letter, in a long word by two; swapped letters are one."""
    most = 1 + (min(len(typed), len(term)) >= LONG)
    return DamerauLevenshtein.distance(typed, term, score_cutoff=most) <= most


def _scored(
    known: _Known,
    question: Question,
    rarities: Mapping[str, float],
    vector: NDArray[np.float32],
    length: float,
    going_on: Collection[str],
) -> _Scored:
    similarities = known.passage.vectors @ vector
    best, mean = float(similarities.max()), float(known.mean @ vector)
    lexical = lexical_score(question.words, rarities, known.every, known.passage.tokens / length)
    score = passage_score(best, mean, lexical) - ONLY_HEADINGS * known.only_headings
    score += of_asked_day(known.passage, question) + GOING_ON * (known.passage.article.file in going_on)
    return _Scored(known, score, best, mean, lexical, similarities)


def _candidate(scored: _Scored, question: Question, rarities: Mapping[str, float]) -> Candidate:
    known = scored.known
    coverages = tuple(coverage(question.words, rarities, counted) for counted in known.terms)
    return Candidate(
        passage=known.passage,
        score=scored.score,
        best=scored.best,
        mean=scored.mean,
        lexical=scored.lexical,
        similarities=scored.similarities,
        coverages=coverages,
        before=tuple(
            coverage(question.words, rarities, known.terms[place - 1], counted) - coverages[place]
            if place and not known.passage.sentences[place - 1].heading
            else 0.0
            for place, counted in enumerate(known.terms)
        ),
        coverage=coverage(question.words, rarities, known.every),
        terms=known.every.keys(),
    )


def hit(candidate: Candidate) -> Hit:
    """Return a passage as a search shows it, with its words."""
    passage, card = candidate.passage, candidate.passage.article
    return Hit(
        file=card.file,
        start=passage.span.start,
        end=passage.span.end,
        line_start=passage.sentences[0].lines[0],
        line_end=passage.sentences[-1].lines[1],
        text=passage.text,
        title=card.title,
        author=card.author,
        publisher=card.publisher,
        published=card.published,
        score=round(candidate.score, 4),
    )


def retrieved(search: Search) -> tuple[Retrieved, ...]:
    """Return the places of the passages found, as an answer records them."""
    return tuple(
        Retrieved(each.passage.article.file, each.passage.span.start, each.passage.span.end, round(each.score, 4))
        for each in search.candidates
    )
