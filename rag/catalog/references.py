"""Which articles a question about the catalog means: by outlet, author, title, date, topic, or the conversation."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.analysis import content_words, fold, stem, words
from index.records import ArticleCard
from rag.catalog.questions import MENTIONS_ARTICLE, CatalogQuestion, Order
from rag.catalog.words import Asked
from rag.records import Turn
from rag.retrieval.hybrid import Search

FindTopic = Callable[[str, Sequence[ArticleCard]], Search]
"""Searches for a topic within some articles."""

TOPIC_HELD: Final = 0.6
"""Share of the topic's words, each weighed by its rarity, that an article about it has in its title and one passage."""
TOPIC_NAMED: Final = 0.3
"""The same when an outlet, an author or a date already says which articles are meant."""
TOPIC_FOREIGN: Final = 0.84
"""Cosine of a topic in another language and the best sentence of an article about it."""
NEARLY: Final = 0.03
"""How far below the best an article may score to be meant as well."""
MOST: Final = 3
"""Articles that a topic can mean: more, and the question is too wide to be answered by name."""
QUOTES: Final = 10
"""Quotes of an answer that are looked for where it is asked of all of them."""
_YEAR: Final = re.compile(r"\b(?:in|from|of|during|since|on|dated)?\s*\b(1[6-9]\d\d|20\d\d)\b(?:-(\d\d)(?:-(\d\d))?)?")
_TITLE: Final = 12
"""Letters of a title that an answer names; a shorter one may stand there by chance."""
_PIECE: Final = 40
"""Characters of an answer that, found in a passage, say that it is quoted there."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The articles that are meant, and how sure that is."""

    cards: tuple[ArticleCard, ...]
    sure: float
    by: str
    """What they were chosen by: `publisher`, `author`, `published` or `title`."""


def resolve(
    asked: CatalogQuestion, cards: Sequence[ArticleCard], history: Sequence[Turn], find_topic: FindTopic
) -> Meant | None:
    """Return the articles that a question means, or `None` when nothing says which, or no article is like that.

    Args:
        asked: the question, read.
        cards: the articles that count.
        history: the conversation so far.
        find_topic: searches for a topic.
    """
    if asked.pointed:
        looked_at = QUOTES if asked.several else MOST
        may = not asked.loose and _may_point(asked, history)
        pointed = in_conversation(cards, history, find_topic, looked_at) if may else []
        cards = cards if asked.several and not asked.loose and not pointed else pointed
    narrowed = _by_name(asked, cards)
    if narrowed is None or not narrowed.cards:
        return None
    by_name = bool(narrowed.named)
    found, sure = list(narrowed.cards), 0.97
    if asked.topic:
        found, sure = _by_topic(asked, found, find_topic, named=by_name), 0.9
    elif not (by_name or asked.pointed or asked.order or asked.asked in {Asked.COUNT, Asked.LIST}):
        return None
    if asked.order:
        found = _by_date(found, asked.order)
    by = "published" if asked.order else narrowed.named or "title"
    return Meant(tuple(found), sure, by) if found else None


def _may_point(asked: CatalogQuestion, history: Sequence[Turn]) -> bool:
    """Return True if the conversation is about an article: after a question on Homer "it" is the Iliad."""
    before = next((turn.content for turn in reversed(history) if turn.role == "user"), "")
    return not asked.vague or MENTIONS_ARTICLE.search(before) is not None


@dataclass(frozen=True, slots=True)
class _Narrowed:
    cards: list[ArticleCard]
    named: str
    """What they were chosen by: `publisher`, `author`, `published`, `title`; empty when nothing was named."""


def _by_name(asked: CatalogQuestion, cards: Sequence[ArticleCard]) -> _Narrowed | None:
    """Return the articles of the outlet, author, date or title named; `None` when a name means none of them."""
    text = asked.named
    files = [card for card in cards if card.file.rsplit("/", 1)[-1].lower() in text.lower().split()]
    if files:
        return _Narrowed(files, "title")
    found, rest, named = list(cards), words(_YEAR.sub(" ", text)), ""
    for field, names in (("publisher", _outlets(cards)), ("author", _authors(cards))):
        part = next((each for each in names if _position(each, rest) is not None), None)
        if part is not None:
            place = _position(part, rest) or 0
            rest = rest[:place] + rest[place + len(part) :]
            files_of = names[part]
            found, named = [card for card in found if card.file in files_of], field
    date = _YEAR.search(text)
    if date:
        iso = "-".join(part for part in date.groups() if part)
        found, named = [card for card in found if (card.published or "").startswith(iso)], named or "published"
    if (
        asked.loose and not named and not asked.topic
    ):  # no word for an article: only a whole title says that one is meant
        titled = [card for card in found if _squeezed(card.title or "") == _squeezed(text)]
        return _Narrowed(titled, "title") if titled else None
    left = set(stem([word for word in content_words(" ".join(rest), "en") if len(word) > 1], "en")) if rest else set()
    if not left or (left <= _IDLE and named):
        return _Narrowed(found, named)
    titled = [card for card in found if left <= _stems(card.title or "")]
    return _Narrowed(titled, named or "title") if titled else None


_IDLE: Final = frozenset(stem(["the", "article", "published", "written", "month", "year", "its"], "en"))


def _stems(text: str) -> set[str]:
    return {each for each in stem(content_words(text, "en"), "en") if len(each) > 1}


def _outlets(cards: Sequence[ArticleCard]) -> Mapping[tuple[str, ...], set[str]]:
    """Return the files of each outlet by its folded words, the longest names first."""
    found: dict[tuple[str, ...], set[str]] = {}
    for card in cards:
        name = words(card.publisher or "")
        name = name[1:] if name[:1] == ("the",) else name
        if name:
            found.setdefault(name, set()).add(card.file)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _authors(cards: Sequence[ArticleCard]) -> Mapping[tuple[str, ...], set[str]]:
    """Return the files of each author by their folded name and by their last name, the longest first."""
    found: dict[tuple[str, ...], set[str]] = {}
    for card in cards:
        for name in re.split(r",|&|\band\b|\bet\b|\bund\b|\bve\b", card.author or ""):
            parts = words(name)
            for known in {parts, parts[-1:]} if parts else ():
                found.setdefault(known, set()).add(card.file)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _position(part: Sequence[str], within: Sequence[str]) -> int | None:
    places = (at for at in range(len(within) - len(part) + 1) if tuple(within[at : at + len(part)]) == tuple(part))
    return next(places, None)


def _by_topic(
    asked: CatalogQuestion, cards: Sequence[ArticleCard], find_topic: FindTopic, *, named: bool
) -> list[ArticleCard]:
    """Return the articles about the topic, the likeliest first."""
    search = find_topic(asked.topic, cards)
    known = {card.file: card for card in cards}
    scores: dict[str, float] = {}
    least = TOPIC_NAMED if named else TOPIC_HELD
    for each in search.candidates:
        card = each.passage.article
        held = each.best >= TOPIC_FOREIGN if search.foreign else each.coverage >= least
        if asked.loose and not named:
            held = held and _in_title(search, card) >= least
        if held and card.file in known:
            scores[card.file] = max(scores.get(card.file, 0.0), each.score + 0.1 * _in_title(search, card))
    best = max(scores.values(), default=0.0)
    near = sorted((file for file in scores if scores[file] >= best - NEARLY), key=lambda file: -scores[file])
    if asked.order:  # the latest of all that are about it
        near = list(scores)
    return [known[file] for file in near[: MOST if not asked.order else None]]


def _in_title(search: Search, card: ArticleCard) -> float:
    """Return the share of the topic's words in a title, each weighed by its rarity."""
    held = set(stem(words(card.title or ""), card.language))
    total = sum(search.rarities[word.word] for word in search.question.words) or 1.0
    return sum(search.rarities[word.word] for word in search.question.words if not held.isdisjoint(word.stems)) / total


def _by_date(cards: Sequence[ArticleCard], order: Order) -> list[ArticleCard]:
    dated = sorted((card for card in cards if card.published), key=lambda card: card.published or "")
    if not dated:
        return []
    wanted = dated[-1 if order is Order.LATEST else 0].published
    return [card for card in dated if card.published == wanted]


def in_conversation(
    cards: Sequence[ArticleCard], history: Sequence[Turn], find_topic: FindTopic, looked_at: int = MOST
) -> list[ArticleCard]:
    """Return the articles that the last answer names by title or quotes, in its order.

    Args:
        cards: the articles that count.
        history: the conversation so far.
        find_topic: searches for a topic.
        looked_at: how many of its quotes are looked for.
    """
    said = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    plain = _squeezed(said)
    named = [card for card in cards if len(title := _squeezed(card.title or "")) >= _TITLE and title in plain]
    if named:
        return named
    found: dict[str, ArticleCard] = {}
    for part in re.split(r"\[\d+\]", said)[:looked_at]:
        for candidate in find_topic(part[:500], cards).candidates if len(part.strip()) >= _PIECE else ():
            card = candidate.passage.article
            if _quoted(_squeezed(part), _squeezed(candidate.passage.text)):
                found.setdefault(card.file, card)
                break
    return list(found.values())


def _quoted(part: str, passage: str) -> bool:
    middle = len(part) // 2
    pieces = (part[-_PIECE:], part[:_PIECE], part[middle - _PIECE // 2 : middle + _PIECE // 2])
    return any(len(piece) == _PIECE and piece in passage for piece in pieces)


def _squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, so that marks and spaces make no difference."""
    return "".join(char for char in fold(text) if char.isalnum())
