"""Reads cards again: when other articles tell more of the names in them, or a person corrects one.

Nothing is embedded for it, and no file is opened: the catalog keeps the texts.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, select

from index.catalog import cards
from index.catalog.batches import batches
from index.catalog.schema import ARTICLE
from index.errors import LibraryError, UsageError
from index.language.written_dates import fold
from index.metadata.evidence import FILE_NAME, HEAD, Evidence, of_others
from index.metadata.finder import read_card
from index.metadata.names import key_of
from index.records import Mention

FIELDS: Final = ("title", "author", "agency", "publisher", "published", "updated", "language", "url")
"""What a person may correct."""
LONGEST: Final = 500
"""Characters of a value that a person gives."""
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_URL: Final = re.compile(r"https?://[^\s<>]{3,2000}")
STEP: Final = 200
"""Cards that are read again in one transaction."""
_NAMED: Final = ("outlet", "person", "agency", "other")


def settle(connection: Connection, new: Sequence[int]) -> None:
    """Let new articles and earlier ones tell each other how their names are read.

    Only articles in which a name has another role than in most are read again, and earlier ones only when what the
    library knows of the name has grown by half or so.
    """
    fresh = cards.mentions_of(connection, new)
    counts = cards.mention_counts(connection, {each.key for mentions in fresh.values() for each in mentions})
    added = Counter((each.key, each.role) for mentions in fresh.values() for each in mentions)
    doubtful = {article for article, mentions in fresh.items() if _is_doubtful(mentions, counts)}
    for key, roles in counts.items():
        if any(_level(many) > _level(many - added[key, role]) for role, many in roles.items()):
            rivals = _minority(roles)
            doubtful |= set(cards.articles_with(connection, key, rivals, fresh)) if rivals else set()
            if _level(roles.get(HEAD, 0)) > _level(roles.get(HEAD, 0) - added[key, HEAD]) and roles[HEAD] > _HEADS:
                doubtful |= _titled(connection, key)
    doubtful |= _dated_by_others(connection, new, counts, added)
    doubtful |= cards.corrected_among(connection, new)
    _read_again(connection, sorted(doubtful))


def _dated_by_others(
    connection: Connection, new: Sequence[int], counts: cards.Counts, added: Mapping[tuple[str, str], int]
) -> set[int]:
    """Return the articles without a date that others may date: new ones, and earlier ones if that is news."""
    now = Evidence({**cards.mention_counts(connection, {FILE_NAME}), **counts})
    before = Evidence(
        {
            key: {role: many - added.get((key, role), 0) for role, many in roles.items()}
            for key, roles in now.counts.items()
        }
    )
    reordered = {key for key in now.counts if now.order(key) != before.order(key)}
    chosen = None if reordered or now.schemes != before.schemes else new
    found, arrived = set(), set(new)
    for row in cards.undated(connection, chosen):
        named, outlet = now.date_in_name(row.file), key_of(row.publisher) if row.publisher else ""
        if row.id in arrived:
            dated = bool(named or now.order(outlet))
        else:
            dated = named != before.date_in_name(row.file) or outlet in reordered
        if dated:
            found.add(row.id)
    return found


_HEADS: Final = 3


def refresh(connection: Connection, articles: Iterable[int]) -> None:
    """Read the cards of articles again that another version had read."""
    ids = list(articles)
    for each in cards.stored_sources(connection, ids):
        card = read_card(each.source, each.file)
        cards.put_card(connection, each.id, card.metadata, card.mentions)
    settle(connection, ids)


def edit(connection: Connection, file: str, values: Mapping[str, str | None], undo: Collection[str] = ()) -> None:
    """Correct the card of an article; the correction survives that its file is read again.

    Args:
        connection: one that writes.
        file: the name of the article.
        values: the new value of each field, `None` to take one away.
        undo: fields that are to be as they were read.

    Raises:
        LibraryError: the library has no such article.
    """
    article = connection.scalar(select(ARTICLE.c.id).where(ARTICLE.c.file == file))
    if article is None:
        raise LibraryError(f"The library has no article {file}: `pressmark articles` lists them.")
    cards.correct(connection, file, values, undo)
    _read_again(connection, [article])


def _read_again(connection: Connection, articles: Sequence[int]) -> None:
    for part in batches(articles, STEP):
        sources = list(cards.stored_sources(connection, part))
        told = {each.id: each.mentions or read_card(each.source, each.file).mentions for each in sources}
        keys = {mention.key for mentions in told.values() for mention in mentions}
        counts = cards.mention_counts(connection, keys | {FILE_NAME})
        for each in sources:
            card = read_card(each.source, each.file, of_others(Evidence(counts), each.mentions))
            cards.put_card(connection, each.id, card.metadata, card.mentions)


def _is_doubtful(mentions: Iterable[Mention], counts: cards.Counts) -> bool:
    """Return True if most other articles take a name of this one, or its headline, for something else."""
    for each in mentions:
        roles = counts.get(each.key, {})
        if each.role in _NAMED and each.role in _minority(roles):
            return True
        if each.role == HEAD and roles.get(HEAD, 0) > _HEADS:
            return True
    return False


def _minority(roles: Mapping[str, int]) -> list[str]:
    """Return the roles that a name has in fewer articles than another role."""
    named = {role: many for role, many in roles.items() if role in _NAMED}
    most = max((many for role, many in named.items() if role != "other"), default=0)
    return [role for role, many in named.items() if many < most or (role == "other" and most > 1)]


def _titled(connection: Connection, key: str) -> set[int]:
    """Return the articles that have a line that heads many files for their title."""
    rows = connection.execute(select(ARTICLE.c.id, ARTICLE.c.title).where(ARTICLE.c.title.is_not(None)))
    return {row.id for row in rows if fold(row.title) == key}


def _level(count: int) -> int:
    return int(2 * math.log2(1 + max(0, count)))


def checked_value(name: str, value: str) -> str | None:
    """Return a value as the catalog holds it, nothing for an empty one.

    Raises:
        UsageError: it can't be the value of this field.
    """
    value = " ".join(value.split())
    if not value:
        return None
    if len(value) > LONGEST:
        raise UsageError(f"{name} has {len(value)} characters: at most {LONGEST} are kept.")
    if name in {"published", "updated"} and not _is_date(value):
        raise UsageError(f"{name} is {value}: give a date such as 2019-05-01.")
    if name == "language" and not _LANGUAGE.fullmatch(value):
        raise UsageError(f"language is {value}: give a code of two letters, such as en.")
    if name == "url" and not _URL.fullmatch(value):
        raise UsageError(f"url is {value}: give an address that begins with https:// or http://.")
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
