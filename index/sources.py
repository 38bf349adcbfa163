"""What the catalog knows of the files that articles came from: which were read, and which could not be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from index.schema import FAILURE, SOURCE

READERS: Final = "1"
"""Version of the readers: raised when one gives another text for the same bytes, so that files are read again."""

Key = tuple[str, str]
"""A file: the folder that was indexed, and the path below it."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A file as it was when it was last read."""

    sha256: str | None
    """Hash of its bytes; nothing when it could not be opened."""
    readers: str
    failures: Mapping[str, str]
    """Why a part of it (the whole: `""`) could not be read."""


def known_sources(connection: Connection) -> dict[Key, KnownSource]:
    """Return every file that was read or tried."""
    reasons: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(FAILURE)):
        reasons.setdefault(row.source_id, {})[row.member] = row.reason
    return {
        (row.root, row.file): KnownSource(row.sha256, row.readers, reasons.get(row.id, {}))
        for row in connection.execute(select(SOURCE))
    }


def record_source(connection: Connection, key: Key, sha256: str | None, failures: Mapping[str, str]) -> int:
    """Note what a file was when it was read, in place of what was noted before; return its id."""
    root, file = key
    known = connection.scalar(select(SOURCE.c.id).where(SOURCE.c.root == root, SOURCE.c.file == file))
    if known is not None:
        connection.execute(delete(SOURCE).where(SOURCE.c.id == known))
    row = {"root": root, "file": file, "sha256": sha256, "readers": READERS}
    made: int = connection.execute(insert(SOURCE).values(row).returning(SOURCE.c.id)).scalar_one()
    if failures:
        rows = [{"source_id": made, "member": member, "reason": reason} for member, reason in failures.items()]
        connection.execute(insert(FAILURE), rows)
    return made


def forget_source(connection: Connection, key: Key) -> None:
    """Note that a file is gone."""
    connection.execute(delete(SOURCE).where(SOURCE.c.root == key[0], SOURCE.c.file == key[1]))
