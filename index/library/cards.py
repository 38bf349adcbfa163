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
from index.catalog.schema import ARTICLE
from index.errors import LibraryError, UsageError
from index.language.written_dates import fold
from index.metadata.evidence import DAY, FILE_NAME, HEAD, MONTH, Evidence, of_others
from index.metadata.finder import read_card
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
    fresh = {each.id: each.mentions for each in cards.stored_sources(connection, new)}
    touched = {mention.key for mentions in fresh.values() for mention in mentions}
    counts = cards.mention_counts(connection, touched)
    doubtful = {article for article, mentions in fresh.items() if _is_doubtful(mentions, counts)}
    added = Counter((each.key, each.role) for mentions in fresh.values() for each in set(mentions))
    for key, roles in counts.items():
        if any(_level(many) > _level(many - added[key, role]) for role, many in roles.items()):
            rivals = _minority(roles)
            doubtful |= set(cards.articles_with(connection, key, rivals, fresh)) if rivals else set()
            if _level(roles.get(HEAD, 0)) > _level(roles.get(HEAD, 0) - added[key, HEAD]) and roles[HEAD] > _HEADS:
                doubtful |= _titled(connection, key)
    if {FILE_NAME} & touched or any({DAY, MONTH} & roles.keys() for roles in counts.values()):
        doubtful |= set(cards.undated(connection)[: 10 * STEP])
    doubtful |= {article for article, file in _files(connection, new) if cards.corrections(connection, file)}
    _read_again(connection, sorted(doubtful))


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
    for each in cards.stored_sources(connection, articles):
        keys = {mention.key for mention in each.mentions} | {FILE_NAME}
        if not each.mentions:
            keys |= {mention.key for mention in read_card(each.source, each.file).mentions}
        evidence = of_others(Evidence(cards.mention_counts(connection, keys)), each.mentions)
        card = read_card(each.source, each.file, evidence)
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


def _files(connection: Connection, articles: Collection[int]) -> list[tuple[int, str]]:
    rows = connection.execute(select(ARTICLE.c.id, ARTICLE.c.file).where(ARTICLE.c.id.in_(articles)))
    return [(row.id, row.file) for row in rows]


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
