"""Reads files, embeds their sentences and stores their articles, one step overlapping the next, in bounded memory."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.catalog.sources import Finished
from index.ingestion.planning import FoundFile
from index.ingestion.preparation import CutArticle, CutFile, cut_file
from index.ingestion.workers import processes_for, run_in_order
from index.library.library import Library
from index.readers.subprocess import CONFINED
from index.records import PreparedArticle
from index.settings import IndexSettings
from index.vectors.embedding import embed_texts

CHUNK: Final = 1000
"""Sentences that are embedded and stored together: it bounds memory, and what a stopped run has to do again."""
SLICE: Final = 256
"""Sentences after which progress is told, and a run can be stopped."""

Vectors = NDArray[np.float32]
Embedded = Callable[[int], None]
"""Called with how many sentences have got their vectors since the last call."""


@dataclass(slots=True)
class Batch:
    """Articles that are embedded and stored together."""

    articles: list[tuple[str, CutArticle]] = field(default_factory=list)
    """Each with the folder it was found in."""
    finished: list[CutFile] = field(default_factory=list)
    """The files whose last article is among them, or that have none."""
    sentences: int = 0


def cut_files(files: Sequence[FoundFile], settings: IndexSettings) -> Generator[CutFile, None, None]:
    """Read and cut files, in order, in processes of their own when there is enough to do."""
    function = partial(cut_file, limit=settings.file_limit, passage_tokens=settings.passage_tokens)
    try:
        with closing(run_in_order(function, files, processes_for(sum(file.size for file in files)))) as cut:
            yield from cut
    finally:
        CONFINED.close()


def make_batches(cut: Iterable[CutFile], size: int = CHUNK) -> Iterator[Batch]:
    """Group articles to batches of `size` sentences or a little more; a large archive makes several."""
    batch = Batch()
    for file in cut:
        for article in file.articles:
            batch.articles.append((file.file.root, article))
            batch.sentences += len(article.texts)
            if batch.sentences >= size and article is not file.articles[-1]:
                yield batch
                batch = Batch()
        batch.finished.append(file)
        if batch.sentences >= size:
            yield batch
            batch = Batch()
    if batch.finished:
        yield batch


def store_batches(library: Library, batches: Iterable[Batch], embedded: Embedded) -> Generator[Batch, None, None]:
    """Embed and store batches: while one is embedded, the one before is written.

    Yields:
        Each batch when its vectors are made and it is on its way. When the iteration ends or is closed, all are stored.
    """
    embedder = Embedder(library, embedded)
    with ThreadPoolExecutor(1) as writer:
        writing: Future[None] | None = None
        for batch in batches:
            prepared = embedder.prepare(batch)
            if writing:
                writing.result()  # what went wrong there is raised here
            writing = writer.submit(library.put, prepared, [finished(file) for file in batch.finished])
            yield batch
        if writing:
            writing.result()


def finished(file: CutFile) -> Finished:
    """Return what the catalog notes of a file that was read to its end, or in vain."""
    members = None if file.failed else tuple(each.article.source.member for each in file.articles)
    return Finished(file.file.key, file.sha256, file.failures or {}, members)


class Embedder:
    """Makes the vectors of a batch; the same words are never embedded twice."""

    def __init__(self, library: Library, embedded: Embedded) -> None:
        """Embed for a library; it is told how much."""
        self._library, self._embedded = library, embedded
        self._recent: dict[bytes, Vectors] = {}
        """Vectors of the batch before, which may not be stored yet."""

    def prepare(self, batch: Batch) -> list[PreparedArticle]:
        """Return the articles of a batch with their vectors."""
        texts = {made: text for _, cut in batch.articles for made, text in zip(cut.hashes, cut.texts, strict=True)}
        known = {made: self._recent[made] for made in texts if made in self._recent}
        known |= self._library.known_vectors(made for made in texts if made not in known)
        known |= self._embed({made: text for made, text in texts.items() if made not in known})
        self._recent = known
        return [_prepared(root, cut, known) for root, cut in batch.articles]

    def _embed(self, texts: dict[bytes, str]) -> dict[bytes, Vectors]:
        """Embed in slices of like length: a slice is as slow as its longest text."""
        made: dict[bytes, Vectors] = {}
        order = sorted(texts, key=lambda each: len(texts[each]))
        for start in range(0, len(order), SLICE):
            part = order[start : start + SLICE]
            made |= zip(part, embed_texts(self._library.embedder, [texts[each] for each in part]), strict=True)
            self._embedded(len(part))
        return made


def _prepared(root: str, cut: CutArticle, vectors: dict[bytes, Vectors]) -> PreparedArticle:
    return PreparedArticle(
        root=root,
        article=cut.article,
        version=cut.version,
        terms=cut.terms,
        embedded=cut.hashes,
        vectors=np.array([vectors[each] for each in cut.hashes], dtype=np.float32),
        bands=cut.bands,
    )
