"""One file of the queue into the library: read, cut and embedded beside other workers, then written in one go.

Whatever stops it, and however often it is done, the library holds the file once and whole: what the catalog knows by
the hash of its bytes isn't read again.
"""

from dataclasses import replace
from typing import Final, Literal

from index.catalog import sources
from index.ingestion.pipeline import Batch, Embedder, finished, make_batches
from index.ingestion.planning import FoundFile
from index.ingestion.preparation import CutFile, cut_file
from index.library.library import Library
from index.queue.board import Task
from index.queue.storage import GoneError, fetched, is_address
from index.settings import IndexSettings

PATIENCE: Final = 120.0
"""Seconds to wait until the other workers have written: each takes some hundredths of a second."""

Outcome = Literal["indexed", "unreadable", "unchanged", "copied", "gone"]


def index_task(library: Library, settings: IndexSettings, task: Task) -> Outcome:
    """Bring the library in step with one file, and say what was done.

    Raises:
        PressmarkError: the file or the library can't be reached now: it is worth another try.
    """
    key = (task.root, task.file)
    try:
        with fetched(*key, settings.file_limit) as file:
            return _index(library, settings, file)
    except GoneError:
        with library.writer(PATIENCE):
            library.rearrange({}, {}, [key])
        return "gone"


def _index(library: Library, settings: IndexSettings, file: FoundFile) -> Outcome:
    with library.catalog.reading() as connection:
        known = sources.known_source(connection, file.key)
        copied = file.sha256 is not None and sources.is_readable(connection, file.sha256)
    if known and file.sha256 and (known.sha256, known.readers) == (file.sha256, sources.READERS):
        return "unchanged"
    if copied and file.sha256:
        with library.writer(PATIENCE):
            library.rearrange({}, {file.key: file.sha256}, ())
        return "copied"
    cut = _named(cut_file(file, settings.file_limit, settings.passage_tokens))
    embedder = Embedder(library, lambda _: None)
    for batch in make_batches([cut]):
        _write(library, embedder, batch)
    return "unreadable" if cut.failed else "indexed"


def _write(library: Library, embedder: Embedder, batch: Batch) -> None:
    prepared = embedder.prepare(batch)
    with library.writer(PATIENCE):
        library.put(prepared, [finished(each) for each in batch.finished])


def _named(cut: CutFile) -> CutFile:
    """Return what was cut, with the stored file named in what is said of it, and not its copy."""
    file = cut.file
    if not is_address(file.root) or not cut.failures:
        return cut
    address = f"{file.root.rstrip('/')}/{file.name}"
    return replace(
        cut, failures={member: said.replace(str(file.path), address) for member, said in cut.failures.items()}
    )
