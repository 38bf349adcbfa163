"""A library: the folder that holds one collection's catalog and vectors, opened as one thing."""

import threading
import uuid
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from index.catalog import cards, queries, sources, stored_articles
from index.catalog.backends.choice import backend_of
from index.catalog.batches import batches
from index.catalog.database import Catalog
from index.catalog.schema import PASSAGE, SENTENCE
from index.catalog.sources import Finished, Key
from index.chunking import sentences
from index.errors import BusyError, DamagedCatalogError, LibraryError, PressmarkError
from index.library import cards as cards_again
from index.library.choice import vector_index
from index.library.snapshots import COLLECTION, Shelf
from index.private_files import make_private_folder
from index.records import ArticleCard, Maker, PreparedArticle
from index.settings import IndexSettings
from index.vectors.chroma import PATIENCE
from index.vectors.embedding import create_embedder


class Library:
    """One open library. Reading is safe from several threads; writing needs `writer()`."""

    def __init__(self, settings: IndexSettings, *, create: bool = False, embedder: BaseEmbedding | None = None) -> None:
        """Open the library that the settings name.

        Args:
            settings: where it is and how it is made.
            create: make it when it isn't there; else a missing one is an error.
            embedder: used instead of the one the settings name, by tests and programs.

        Raises:
            LibraryError: it is missing, damaged, or was made by another embedder, segmenter or passage size.
        """
        self.folder = settings.library.expanduser().resolve()
        if not create and not has_library(settings):
            raise LibraryError(f"There is no library at {settings.library}: make one with `pressmark index FOLDER`.")
        _make_folder(self.folder)
        self.embedder = embedder or create_embedder(settings.embedder)
        self.maker = Maker(self.embedder.model_name, sentences.NAME, settings.passage_tokens)
        self._guard = threading.Lock()
        self._cards: tuple[int, list[ArticleCard]] = (-1, [])
        self._was_away = False
        self._filling: threading.Thread | None = None
        self.put_back = False
        """Whether the vector index had lost vectors when this opened, which were put back from the catalog."""
        self.catalog = Catalog(self.folder, settings.catalog)
        try:
            self._check_maker()
            self._vectors = vector_index(self.folder, self.catalog, self._collection_name(), settings)
            self._seen = self.catalog.generation()
            self.catalog.changed = self._changed_here
            self._open_vectors()
            self._read_old_cards()
        except PressmarkError:
            self.catalog.close()
            raise

    def _check_maker(self) -> None:
        made = self.catalog.maker()
        if made is None:
            self.catalog.set_maker(self.maker)
        elif made != self.maker:
            raise LibraryError(
                f"The library {self.folder} was made with {_describe(made)}, not with {_describe(self.maker)}: "
                f"use those settings, or index into another folder with --library."
            )

    def _open_vectors(self) -> None:
        """Open the vectors, and put back from the catalog what they have lost: all when Chroma's folder is damaged."""
        try:
            self._vectors.reopen()
            self._mend()
        except DamagedCatalogError:
            raise
        except LibraryError:
            if self._vectors.away:
                self._was_away = True
                return
            if not isinstance(self._vectors, Shelf):
                raise
            with self.writer():
                self.rebuild_vectors()
            self.put_back = True

    def _read_old_cards(self) -> None:
        """Read the cards again that another version had read, some at a time: a stopped run goes on at the next."""
        with self.catalog.reading() as connection:
            if not cards.outdated(connection, 1):
                return
        with suppress(BusyError), self.writer(patience=0):
            while True:
                with self.catalog.writing() as connection:
                    ids = cards.outdated(connection, cards_again.STEP)
                    cards_again.refresh(connection, ids)
                if len(ids) < cards_again.STEP:
                    return

    def edit(self, file: str, values: Mapping[str, str | None], undo: Collection[str] = ()) -> None:
        """Correct the card of an article, by the name it is shown under. Call it as the only writer.

        Args:
            file: the name.
            values: the new value of each field, `None` to take one away.
            undo: fields that are to be as they were read.

        Raises:
            LibraryError: there is no such article.
        """
        with self.catalog.writing() as connection:
            cards_again.edit(connection, file, values, undo)

    def _collection_name(self) -> str:
        name = self.catalog.setting(COLLECTION)
        return name or self.catalog.first_setting(COLLECTION, f"pressmark-{uuid.uuid4().hex[:12]}")

    @property
    def identity(self) -> str:
        """A name that no other library has, and that stays while this one does."""
        return self._collection_name()

    def _mend(self) -> None:
        """Put back the vectors that the index has lost; a cheap check says whether it has.

        While another process writes, its vectors may not be seen yet: nothing is lost then.
        """
        if self._vectors.away:
            self._was_away = True
            return
        with self.catalog.reading() as connection:
            expected = queries.counts(connection).passages
            known = queries.mean_of(connection, connection.scalar(select(PASSAGE.c.id).limit(1)))
        if known is None:
            return
        finds = self._vectors.holds(known)
        if finds and self._vectors.count() >= expected and not self._vectors.is_behind():
            return
        with suppress(BusyError), self.writer(patience=0):
            if finds:
                self._put_back_missing()
            else:
                self.rebuild_vectors()
            self.put_back = True

    def _put_back_missing(self) -> None:
        held = set(self._vectors.ids())
        with closing(self._stored_vectors()) as stored:
            for ids, vectors in stored:
                missing = [at for at, vector_id in enumerate(ids) if vector_id not in held]
                if missing:
                    self._vectors.put_back([ids[at] for at in missing], vectors[missing])

    def rebuild_vectors(self) -> None:
        """Make the vector index anew from the catalog, without embedding anything. Call it as the only writer."""
        with self.catalog.reading() as connection:
            count = queries.counts(connection).passages
        with closing(self._stored_vectors()) as stored:  # else its transaction goes on for as long as an error is kept
            self._vectors.make_anew(stored, count)

    def _stored_vectors(self) -> Generator[tuple[list[str], NDArray[np.float32]], None, None]:
        """Yield the vectors of the passages with their ids, some thousands at a time."""
        with self.catalog.reading() as connection:
            yield from queries.stored_means(connection)

    @contextmanager
    def writer(self, patience: float = 0.5) -> Iterator[None]:
        """Be the only writer while the block runs; then all that was written is seen by others.

        Args:
            patience: seconds to wait for another writer's end.

        Raises:
            BusyError: another process is writing. A dead one doesn't keep the lock.
            LibraryError: the library can't be written to.
        """
        with self.catalog.writer(patience):
            try:
                self._look_again()
                self._vectors.tidy()
                yield
                self._vectors.settle()
                self._make_up()
            except BaseException:
                with suppress(PressmarkError):  # what was stored stays, and is seen
                    self._vectors.settle()
                raise

    @property
    def is_behind(self) -> bool:
        """Whether the vector index still lacks something, as its server was away: each writer goes on filling it."""
        return self._vectors.is_behind()

    def _make_up(self) -> None:
        """Bring a server in step that was away while something was written, if it is back."""
        if not self._vectors.is_behind():
            return
        self._vectors.reopen()
        if not self._vectors.away:
            with suppress(LibraryError):  # it is away again: the next writer goes on
                self._put_back_missing()
                self.sweep()
                self._vectors.settle(whole=True)

    def put(self, prepared: Sequence[PreparedArticle], finished: Sequence[Finished] = ()) -> None:
        """Store articles, each replacing what stood in its place, and note the files that were read to their end.

        Vectors first, then one transaction, then the old vectors go: whatever stops it, a reader sees either the old
        version of an article or the new one, whole.
        """
        ids = [vector_id for article in prepared for vector_id in article.vector_ids]
        if ids:
            made = np.concatenate([article.means for article in prepared if len(article.vectors)])
            self._vectors.put(ids, made)
        orphans: list[str] = []
        with self.catalog.writing() as connection:
            orphans += stored_articles.add_articles(connection, prepared)
            orphans += sources.finish_sources(connection, finished)
            cards_again.settle(connection, cards.ids_of(connection, [article.version for article in prepared]))
        kept = set(ids)  # what left one place may have come back in another
        self._vectors.remove([vector_id for vector_id in orphans if vector_id not in kept])

    def rearrange(self, moved: Mapping[Key, Key], copied: Mapping[Key, str], gone: Collection[Key]) -> None:
        """Note at once which files have moved, which have the bytes (SHA-256) of others, and which are gone.

        Nothing is read or embedded for it. In one transaction, so that an article that moved is never missing.
        """
        if not (moved or copied or gone):
            return
        with self.catalog.writing() as connection:
            orphans = sources.move_sources(connection, moved)
            for key, sha256 in copied.items():
                orphans += sources.copy_source(connection, key, sha256)
            orphans += sources.forget_sources(connection, gone)
        self._vectors.remove(orphans)

    def store_again(
        self, ids: Sequence[str], vectors: NDArray[np.float32], write: Callable[[Connection], None]
    ) -> None:
        """Store what was in the library before: its vectors, then in one transaction what `write` writes."""
        if ids:
            self._vectors.put(list(ids), vectors)
        with self.catalog.writing() as connection:
            write(connection)

    def remove(self, files: Sequence[str]) -> None:
        """Take articles out, by the names they are shown under, wherever they stand."""
        with self.catalog.writing() as connection:
            orphans = sources.remove_articles(connection, files)
        self._vectors.remove(orphans)

    def _changed_here(self, generation: int) -> None:
        """Note a change of our own: the vectors this process has open need no second look because of it."""
        with self._guard:
            if self._seen == generation - 1:
                self._seen = generation

    def sweep(self) -> int:
        """Remove the vectors that no live passage stands behind, left by a run that was stopped; return how many."""
        if self._vectors.away:
            return 0
        orphans = []
        with self.catalog.reading() as connection:
            if self._vectors.count() == queries.counts(connection).passages:
                return 0
            for batch in batches(self._vectors.ids()):
                live = queries.passages_of_vectors(connection, batch)
                orphans += [vector_id for vector_id in batch if vector_id not in live]
        self._vectors.remove(orphans)
        return len(orphans)

    def vector_ids(self) -> Iterator[str]:
        """Yield the id of every vector in the index, also of those that no passage stands behind."""
        return self._vectors.ids()

    def finds(self, vector: NDArray[np.float32]) -> bool:
        """Say whether a search in the index finds a stored unit vector."""
        return self._vectors.holds(vector)

    def cards(self) -> list[ArticleCard]:
        """Return every article, by file name; they are read once for each state of the catalog."""
        with self.catalog.reading() as connection:
            generation = queries.generation(connection)
            known = self._cards
            if known[0] != generation:
                self._cards = known = (generation, queries.article_cards(connection))
        return list(known[1])

    def known_vectors(self, hashes: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """Return the vectors of words that were embedded before, by their hash."""
        found = {}
        with self.catalog.reading() as connection:
            for batch in batches(hashes):
                chosen = select(SENTENCE.c.embedded, SENTENCE.c.vector).where(SENTENCE.c.embedded.in_(batch))
                for row in connection.execute(chosen):
                    found[row.embedded] = np.frombuffer(row.vector, dtype=np.float16).astype(np.float32)
        return found

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Return the ids of the passages whose mean vectors are nearest to a unit vector, nearest first.

        Another process may have written since: the catalog's generation tells, and Chroma is opened again.
        """
        while True:
            seen = self._look_again()
            try:
                return self._nearest(vector, limit)
            except LibraryError:  # its folder may have been replaced at this very moment
                if self.catalog.generation() == seen:
                    raise

    def _nearest(self, vector: NDArray[np.float32], limit: int) -> list[str]:
        found = self._vectors.nearest(vector, limit)
        with self._guard:
            is_back = self._was_away and not self._vectors.away
            self._was_away = self._vectors.away is not None
        if is_back:  # perhaps with nothing: nobody waits until all is there
            self._filling = threading.Thread(target=self._fill_again, daemon=True)
            self._filling.start()
        return found

    def _fill_again(self) -> None:
        with suppress(PressmarkError):
            self._mend()

    @property
    def vectors_place(self) -> str:
        """Where the vectors are, as a user may be told."""
        return self._vectors.place

    @property
    def vectors_away(self) -> str | None:
        """Why the vectors can't be searched for now, in one sentence: words alone are."""
        return self._vectors.away

    def _look_again(self) -> int:
        """Look at the vectors again when somebody else has written since; return the generation that is seen."""
        generation = self.catalog.generation()
        with self._guard:
            if generation != self._seen:
                self._vectors.look_again()
                self._seen = generation
        return generation

    def close(self) -> None:
        """Let go of the files."""
        if self._filling:
            self._filling.join(PATIENCE)
        self._vectors.close()
        self.catalog.close()


def has_library(settings: IndexSettings) -> bool:
    """Say whether there is a library where the settings say.

    Raises:
        LibraryError: the catalog's server doesn't answer.
    """
    backend = backend_of(settings.library.expanduser().resolve(), settings.catalog)
    try:
        return backend.exists()
    finally:
        backend.close()


def _make_folder(folder: Path) -> None:
    try:
        make_private_folder(folder)
    except OSError as error:
        raise LibraryError(f"The library {folder} can't be made: {error.strerror}.") from error


def _describe(maker: Maker) -> str:
    return (
        f"embedder {maker.embedder}, segmenter {maker.segmenter}, passages of {maker.passage_tokens} tokens "
        f"(format {maker.format})"
    )
