"""What the catalog knows of the files that articles came from: what stood in each, and what could not be read.

An article is known by its content: it stands in one place or in several (the same bytes twice), each a file or a member
of an archive. It is shown under the name of one of them, and goes when the last one goes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, or_, select, update

from index.catalog.backends.choice import full_text_of, phrases_of
from index.catalog.batches import batches
from index.catalog.schema import ARTICLE, CORRECTION, FAILURE, PASSAGE, PLACE, SOURCE
from index.chunking.sentences import CUTTING
from index.errors import OvertakenError
from index.records import member_name
from index.settings import recognises_text

READERS: Final = f"9.{CUTTING}{'.ocr' if recognises_text() else ''}"
"""Version of what reads and cuts files: raised when a reader gives another text for the same bytes, so that files are
read again; and so they are once the extra `ocr` is there, by which scans are read."""

IMPORTED: Final = "imported:"
"""Begins the root of what came with a library from elsewhere: that folder is another machine's."""

Key = tuple[str, str]
"""A file: the folder that was indexed, and the path below it."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A file as it was when it was last read."""

    sha256: str | None
    """Hash of its bytes; nothing when it could not be opened, or was not read to its end."""
    readers: str
    failures: Mapping[str, str]
    """Why a part of it (the whole: `""`) could not be read."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that was read to its end, or in vain."""

    key: Key
    sha256: str | None
    failures: Mapping[str, str]
    members: tuple[str, ...] | None
    """The names of the articles in it; nothing when it could not be read, which leaves what was read of it before."""


def folder_here(root: str) -> Path | None:
    """Return the folder that a root names, nothing for one of another machine, in which nothing may be read."""
    folder = Path(root)
    return folder if folder.is_absolute() and not root.startswith(IMPORTED) else None


def known_sources(connection: Connection, roots: Collection[str] | None = None) -> dict[Key, KnownSource]:
    """Return every file that was read or tried, or only those of some folders."""
    reasons: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(FAILURE)):
        reasons.setdefault(row.source_id, {})[row.member] = row.reason
    return {
        (row.root, row.file): KnownSource(row.sha256, row.readers, reasons.get(row.id, {}))
        for row in connection.execute(
            select(SOURCE) if roots is None else select(SOURCE).where(SOURCE.c.root.in_(roots))
        )
    }


def known_source(connection: Connection, key: Key) -> KnownSource | None:
    """Return one file that was read or tried, or nothing when it isn't known."""
    row = connection.execute(select(SOURCE).where(SOURCE.c.root == key[0], SOURCE.c.file == key[1])).one_or_none()
    if row is None:
        return None
    failures = connection.execute(select(FAILURE).where(FAILURE.c.source_id == row.id)).all()
    return KnownSource(row.sha256, row.readers, {each.member: each.reason for each in failures})


def is_readable(connection: Connection, sha256: str) -> bool:
    """Return True if a file with these bytes was read to its end, by the readers of now."""
    refused = select(FAILURE.c.source_id).where(FAILURE.c.member == "")
    same = select(SOURCE.c.id).where(SOURCE.c.sha256 == sha256, SOURCE.c.readers == READERS)
    return connection.scalar(same.where(SOURCE.c.id.not_in(refused)).limit(1)) is not None


def roots_with(connection: Connection, names: Sequence[str], hashes: Sequence[str]) -> set[str]:
    """Return the folders of the known files that have one of these names or SHA-256 hashes, a batch of each."""
    alike = or_(SOURCE.c.file.in_(names), SOURCE.c.sha256.in_(hashes))
    return set(connection.scalars(select(SOURCE.c.root).where(alike).distinct()))


def open_source(connection: Connection, key: Key) -> int:
    """Return the id of a file; one that wasn't known is noted as not yet read to its end."""
    return open_sources(connection, [key])[key]


def open_sources(connection: Connection, keys: Iterable[Key]) -> dict[Key, int]:
    """Return the ids of files; those that weren't known are noted as not yet read to their end."""
    wanted = list(dict.fromkeys(keys))
    known = {key: row.id for key, row in _rows_of(connection, wanted).items()}
    new = [key for key in wanted if key not in known]
    made = dict(zip(new, phrases_of(connection).numbers(connection, SOURCE, len(new)), strict=True)) if new else {}
    rows = [
        {"id": made[root, file], "root": root, "file": file, "sha256": None, "readers": READERS} for root, file in new
    ]
    phrases_of(connection).insert(connection, SOURCE, rows)
    return known | made


def _rows_of(connection: Connection, keys: Sequence[Key]) -> dict[Key, Row[Any, Any, Any, Any]]:
    """Return what is noted of files, without those of which nothing is."""
    columns = (SOURCE.c.id, SOURCE.c.root, SOURCE.c.file, SOURCE.c.sha256)
    wanted, found = set(keys), {}
    for part in batches(keys):
        for row in connection.execute(select(*columns).where(SOURCE.c.file.in_({file for _, file in part}))):
            if (row.root, row.file) in wanted:
                found[row.root, row.file] = row
    return found


def check_unchanged(connection: Connection, before: Mapping[Key, str | None]) -> None:
    """See that files are known as they were before somebody set about reading them.

    Args:
        connection: an open one, of the only writer.
        before: the hash of the bytes that each was known by; nothing for one that wasn't known.

    Raises:
        OvertakenError: one of them isn't: a writer that was held up would put an older state in place of a newer one.
    """
    now = _rows_of(connection, list(before))
    for key, sha256 in before.items():
        if (now[key].sha256 if key in now else None) != sha256:
            raise OvertakenError(f"{key[1]}: another process has read it meanwhile.")


def put_in_place(connection: Connection, places: Iterable[tuple[int, str, int]]) -> None:
    """Note that articles stand in files: the id of the file, the name within it, and the id of the article."""
    names = ("source_id", "member", "article_id")
    rows = [dict(zip(names, each, strict=True)) for each in places]
    phrases_of(connection).insert(connection, PLACE, rows)


def vacate(connection: Connection, source: int, members: Iterable[str]) -> list[str]:
    """Note that other articles will stand in a file; return the vectors that no article has any more."""
    left: list[int] = []
    for batch in batches(members):
        there = (PLACE.c.source_id == source) & PLACE.c.member.in_(batch)
        left += connection.scalars(select(PLACE.c.article_id).where(there))
        connection.execute(delete(PLACE).where(there))
    return release(connection, left)


def finish_sources(connection: Connection, finished: Sequence[Finished]) -> list[str]:
    """Note that files were read, in place of what was noted before; return the vectors that no article has any more."""
    if not finished:
        return []
    ids = open_sources(connection, [each.key for each in finished])
    read = {ids[each.key]: each for each in finished}
    noted = update(SOURCE).where(SOURCE.c.id == bindparam("source")).values(sha256=bindparam("hash"), readers=READERS)
    connection.execute(noted, [{"source": source, "hash": each.sha256} for source, each in read.items()])
    there: dict[int, set[str]] = defaultdict(set)
    for part in batches(read):
        connection.execute(delete(FAILURE).where(FAILURE.c.source_id.in_(part)))
        for row in connection.execute(select(PLACE.c.source_id, PLACE.c.member).where(PLACE.c.source_id.in_(part))):
            there[row.source_id].add(row.member)
    rows = [
        {"source_id": source, "member": member, "reason": reason}
        for source, each in read.items()
        for member, reason in each.failures.items()
    ]
    phrases_of(connection).insert(connection, FAILURE, rows)
    orphans: list[str] = []
    for source, each in read.items():
        if each.members is not None and (left := there[source] - set(each.members)):
            orphans += vacate(connection, source, sorted(left))
    return orphans


def move_sources(connection: Connection, moved: Mapping[Key, Key]) -> list[str]:
    """Note that files have new names, or that their whole folder has; all that is known of them stays.

    Returns:
        The vectors that no article has any more: what a stopped run had read of the files under their new names.
    """
    orphans = forget_sources(connection, moved.values())
    ids = {old: source for old in moved if (source := _source_id(connection, old)) is not None}
    for old, source in ids.items():
        root, file = moved[old]
        connection.execute(update(SOURCE).where(SOURCE.c.id == source).values(root=root, file=file))
    for batch in batches(ids.values()):
        inside = select(PLACE.c.article_id).where(PLACE.c.source_id.in_(batch))
        orphans += release(connection, connection.scalars(inside).all())
    return orphans


def copy_source(connection: Connection, key: Key, sha256: str) -> list[str]:
    """Note a file that has the bytes of another: the articles that stand there stand here as well.

    Returns:
        The vectors that no article has any more, since another content stood here before.
    """
    original = connection.scalar(
        select(SOURCE.c.id).where(SOURCE.c.sha256 == sha256, SOURCE.c.readers == READERS).order_by(SOURCE.c.id).limit(1)
    )
    there = connection.execute(select(PLACE.c.member, PLACE.c.article_id).where(PLACE.c.source_id == original)).all()
    reasons = connection.execute(select(FAILURE).where(FAILURE.c.source_id == original)).all()
    source = open_source(connection, key)
    orphans = vacate(connection, source, connection.scalars(select(PLACE.c.member).where(PLACE.c.source_id == source)))
    put_in_place(connection, [(source, row.member, row.article_id) for row in there])
    finish_sources(connection, [Finished(key, sha256, {row.member: row.reason for row in reasons}, None)])
    return orphans


def forget_sources(connection: Connection, keys: Iterable[Key]) -> list[str]:
    """Note that files are gone; return the vectors that no article has any more."""
    left: list[int] = []
    for key in keys:
        source = _source_id(connection, key)
        if source is not None:
            left += connection.scalars(select(PLACE.c.article_id).where(PLACE.c.source_id == source))
            connection.execute(delete(SOURCE).where(SOURCE.c.id == source))
    return release(connection, left)


def remove_articles(connection: Connection, files: Iterable[str]) -> list[str]:
    """Take articles out; their files are forgotten, archives are left without them until they change.

    Returns:
        The ids of the vectors of what was taken out.
    """
    left: list[int] = []
    for names in batches(files):
        left += connection.scalars(select(ARTICLE.c.id).where(ARTICLE.c.file.in_(names)))
    for ids in batches(left):
        there = PLACE.c.article_id.in_(ids)
        whole = connection.scalars(select(PLACE.c.source_id).where(there, PLACE.c.member == "")).all()
        connection.execute(delete(PLACE).where(there))
        emptied = SOURCE.c.id.in_(whole) & SOURCE.c.id.not_in(select(PLACE.c.source_id))
        connection.execute(delete(SOURCE).where(emptied))  # a mail may still hold the messages that it quotes
    return release(connection, left)


def release(connection: Connection, articles: Iterable[int]) -> list[str]:
    """Take out those articles that stand nowhere any more, and show the others under a name that they have.

    Returns:
        The ids of the vectors of what was taken out.
    """
    orphans: list[str] = []
    for batch in batches(dict.fromkeys(articles)):
        rows = connection.execute(
            select(PLACE.c.article_id, PLACE.c.member, SOURCE.c.root, SOURCE.c.file)
            .join(SOURCE)
            .where(PLACE.c.article_id.in_(batch))
            .order_by(SOURCE.c.file, PLACE.c.member)
        )
        places: dict[int, list[Key]] = {}
        for row in rows:
            places.setdefault(row.article_id, []).append((row.root, member_name(row.file, row.member)))
        orphans += _remove(connection, [article for article in batch if article not in places])
        _rename(connection, places)
    return orphans


def _remove(connection: Connection, articles: list[int]) -> list[str]:
    passages = select(PASSAGE.c.id).where(PASSAGE.c.article_id.in_(articles))
    orphans = list(connection.scalars(select(PASSAGE.c.vector_id).where(PASSAGE.c.article_id.in_(articles))))
    full_text_of(connection).remove(connection, connection.scalars(passages).all())
    connection.execute(delete(ARTICLE).where(ARTICLE.c.id.in_(articles)))
    return orphans


def _rename(connection: Connection, places: Mapping[int, list[Key]]) -> None:
    shown = connection.execute(select(ARTICLE.c.id, ARTICLE.c.root, ARTICLE.c.file).where(ARTICLE.c.id.in_(places)))
    wrong = [row for row in shown if (row.root, row.file) not in places[row.id]]
    for row in wrong:  # two may swap their names, which have to differ at every moment
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == row.id).values(file=f"\1{row.id}"))
    for row in wrong:
        root, file = places[row.id][0]
        connection.execute(delete(CORRECTION).where(CORRECTION.c.file == file))
        connection.execute(update(CORRECTION).where(CORRECTION.c.file == row.file).values(file=file))
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == row.id).values(root=root, file=file))


def _source_id(connection: Connection, key: Key) -> int | None:
    found: int | None = connection.scalar(select(SOURCE.c.id).where(SOURCE.c.root == key[0], SOURCE.c.file == key[1]))
    return found


def copies(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the other names of each article that stands in several places, by the name it is shown under."""
    many = select(PLACE.c.article_id).group_by(PLACE.c.article_id).having(func.count() > 1)
    rows = connection.execute(
        select(
            ARTICLE.c.file.label("shown"), ARTICLE.c.root.label("home"), SOURCE.c.root, SOURCE.c.file, PLACE.c.member
        )
        .select_from(PLACE)
        .join(SOURCE)
        .join(ARTICLE)
        .where(ARTICLE.c.id.in_(many))
        .order_by(SOURCE.c.file, PLACE.c.member)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        name = member_name(row.file, row.member)
        if (row.root, name) != (row.home, row.shown):
            found[row.shown] = (*found.get(row.shown, ()), name)
    return found
