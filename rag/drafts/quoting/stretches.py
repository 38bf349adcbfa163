"""Where the articles may say something: stretches of text that the full-text index names, cut into words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from index.catalog import queries
from index.language.analysis import function_words, terms
from index.records import ArticleCard, Span, StoredPassage
from rag.citations.attribution import attributed
from rag.drafts.reading.speech import is_quoted, speaker_beside
from rag.drafts.reading.words import Word, words_of
from rag.drafts.records import Place
from rag.generation.checks.check import Embed
from rag.language.parsing import read
from rag.language.places import country_of
from rag.records import Citation

PASSAGES: Final = 14
"""Passages looked at for one quotation or statement."""
RAREST: Final = 10
"""Its rarest words, by which they are found."""
WHOLE: Final = 60_000
"""Characters of an article that is looked at whole; of a longer one the stretch around each passage."""
AROUND: Final = 4_000
NEAR: Final = 1_500
"""Characters around a place that are looked at for what the draft says next."""
LANGUAGES: Final = 3
"""The most languages of the library in which words are reduced to their stems."""
_KEPT: Final = 400
"""Stretches kept in memory."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """A range of an article's text."""

    card: ArticleCard
    text: str
    """The whole article."""
    start: int
    end: int

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return words_of(self.text, self.start, self.end)

    @cached_property
    def keys(self) -> list[str]:
        """The keys of its words."""
        return [word.key for word in self.words]

    @cached_property
    def joined(self) -> str:
        """Its keys with a space around each, to look for runs of words."""
        return f" {' '.join(self.keys)} "

    @cached_property
    def _offsets(self) -> list[int]:
        places, at = [], 0
        for key in self.keys:
            places.append(at)
            at += len(key) + 1
        return places

    def find(self, keys: Sequence[str], after: int = 0) -> Iterator[int]:
        """Yield the numbers of the words at which a run of words begins, from a word on."""
        wanted = f" {' '.join(keys)} "
        at = self._offsets[after] if after < len(self._offsets) else len(self.joined)
        while (at := self.joined.find(wanted, at)) >= 0:
            yield bisect_right(self._offsets, at) - 1
            at += 1

    def span(self, first: int, last: int) -> Span:
        """Return the range of the words from one to another, both counted in."""
        return Span(self.words[first].start, self.words[last].end)


class Shelf:
    """The articles of a library as a check looks at them. It holds a connection: use it while that is open."""

    def __init__(self, connection: Connection, embed: Embed, language: str = "en") -> None:
        """Look at the articles that a connection sees.

        Args:
            connection: to the catalog.
            embed: makes vectors of texts.
            language: that of the draft.
        """
        self._connection = connection
        self.embed = embed
        self._cards: dict[str, ArticleCard] = {}
        self.articles = queries.counts(connection).articles
        known = sorted(queries.languages(connection), key=lambda each: each != language)
        self.languages = known[:LANGUAGES] or [None]
        self._passages: dict[int, StoredPassage] = {}
        self._texts: dict[str, str] = {}
        self._stretches: dict[tuple[str, int], Stretch] = {}
        self._frequencies: dict[str, int] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._nearest: dict[tuple[str, int], list[int]] = {}
        self.publishers = queries.publishers(connection)

    def learn(self, texts: Iterable[str]) -> None:
        """Look up how often the words of some texts occur, all at once."""
        every = {term for text in texts for language in self.languages for term in terms(text, language)}
        found = queries.document_frequencies(self._connection, every - self._frequencies.keys())
        self._frequencies |= dict.fromkeys(every, 0) | self._frequencies | found

    def nearest(self, text: str, limit: int = PASSAGES) -> list[StoredPassage]:
        """Return the passages that share the rarest words with a text, best first."""
        if (text, limit) not in self._nearest:
            self.learn([text])
            chosen: dict[str, int] = {}
            for language in self.languages:
                plain = function_words(language or "en")
                chosen |= {term: self._frequencies[term] for term in terms(text, language) if term not in plain}
            known = sorted((count, term) for term, count in chosen.items() if count)[:RAREST]
            found = queries.full_text(self._connection, [term for _, term in known], limit)
            self._nearest[text, limit] = found
        return self.load(self._nearest[text, limit])

    def load(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return passages by their ids."""
        missing = [each for each in ids if each not in self._passages]
        if missing:
            loaded = queries.load_passages(self._connection, missing)
            self._passages |= loaded
            self._cards |= {passage.article.file: passage.article for passage in loaded.values()}
        return [self._passages[each] for each in ids if each in self._passages]

    def around(self, places: Iterable[Place]) -> list[StoredPassage]:
        """Return the passages at and near places that were found before."""
        return [
            passage
            for place in places
            for passage in self.load(
                queries.passages_at(
                    self._connection, self._cards[place.file].id, Span(max(0, place.start - NEAR), place.end + NEAR)
                )
            )
        ]

    def stretches(self, passages: Iterable[StoredPassage]) -> list[Stretch]:
        """Return the stretches around passages, each once: the whole article, where it isn't long."""
        found: dict[tuple[str, int], Stretch] = {}
        for passage in passages:
            card = passage.article
            key = (card.file, 0 if card.characters <= WHOLE else passage.span.start)
            if key not in self._stretches:
                text = self.text(card.file)
                whole = card.characters <= WHOLE
                start = 0 if whole else max(0, passage.span.start - AROUND)
                end = len(text) if whole else min(len(text), passage.span.end + AROUND)
                while len(self._stretches) >= _KEPT:
                    self._stretches.pop(next(iter(self._stretches)))
                self._stretches[key] = Stretch(card, text, start, end)
            found[key] = self._stretches[key]
        return list(found.values())

    def text(self, file: str) -> str:
        """Return the text of an article."""
        if file not in self._texts:
            while len(self._texts) >= _KEPT:
                self._texts.pop(next(iter(self._texts)))
            self._texts[file] = queries.article_text(self._connection, file) or ""
        return self._texts[file]

    def words_in(self, file: str) -> frozenset[str]:
        """Return the words of an article that are written like names, folded: who a "he" in it may be."""
        if file not in self._words:
            tokens = read(self.text(file)[:WHOLE]).tokens
            self._words[file] = frozenset(
                part for token in tokens if token.capital for part in (token.word, country_of(token.word))
            )
        return self._words[file]

    def occurs(self, word: str) -> bool:
        """Return True if a word stands in an article of the library."""
        self.learn([word])
        return any(self._frequencies[term] for language in self.languages for term in terms(word, language))

    def origins(self, places: Iterable[ArticleCard]) -> Mapping[int, str]:
        """Return what tells near-copies, by article."""
        return queries.origins(self._connection, {card.id for card in places})

    def place(self, card: ArticleCard, span: Span) -> Place:
        """Return a range of an article as a place, with its lines and who speaks there."""
        text = self.text(card.file)
        passage = next(iter(self.load(queries.passages_at(self._connection, card.id, span))), None)
        citation = Citation(
            marker=0,
            file=card.file,
            start=span.start,
            end=span.end,
            line_start=text.count("\n", 0, span.start) + 1,
            line_end=text.count("\n", 0, span.end) + 1,
            quote=span.of(text),
            title=card.title,
            author=card.author,
            publisher=card.publisher,
            published=card.published,
            score=1.0,
            sha256=card.sha256,
        )
        if passage is not None:
            held = [
                number
                for number, sentence in enumerate(passage.sentences)
                if sentence.span.start < span.end and span.start < sentence.span.end
            ]
            if held:
                citation = attributed(citation, passage, (held[-1], held[-1]), text)
        english = card.language in {"en", None}
        if not english or (citation.speaker is None and is_quoted(text, span)):
            citation = replace(citation, speaker=speaker_beside(text, span, card.language or "en"))
        page = passage.sentences[0].page if passage is not None else None
        return Place(
            *(citation.file, citation.start, citation.end, citation.line_start, citation.line_end, citation.quote),
            *(citation.title, citation.author, citation.publisher, citation.published),
            speaker=citation.speaker,
            sha256=citation.sha256,
            page=page,
        )
