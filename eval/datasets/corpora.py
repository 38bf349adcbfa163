"""The articles that a set is asked of: their texts as the files have them, and a library made of them."""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from filelock import FileLock
from llama_index.core.base.embeddings.base import BaseEmbedding
from sqlalchemy import select

import index
from index.catalog.backends.sqlite import FILE_NAME
from index.catalog.schema import ARTICLE
from index.catalog.sources import folder_here
from index.errors import PressmarkError, UnreadableFileError
from index.ingestion.sync import Progress, index_paths
from index.library.library import Library
from index.readers.files import list_articles, locate, read_articles, read_file
from index.records import member_name
from rag import Pressmark, open_library
from rag.settings import Settings

KEPT: Final = 12
"""Libraries kept in the cache; the one not used for longest goes first."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles at hand."""

    name: str
    texts: Mapping[str, str]
    """Text of each article by file, read from the files and not from a library: it checks what the engine quotes."""
    sha256: str
    """Over names and contents."""
    warnings: tuple[str, ...] = ()


def read_corpus(folder: Path, limit: int) -> Corpus:
    """Read the articles of a folder.

    Args:
        folder: searched through all its levels, as `index` does.
        limit: the largest file, in bytes, that is read.

    Raises:
        PressmarkError: the folder can't be listed, or holds no article.
    """
    texts: dict[str, str] = {}
    hashes: dict[str, str] = {}
    warnings = []
    for file, path in list_articles([folder]).articles:
        try:
            read = read_articles(path, limit)
        except UnreadableFileError as error:
            warnings.append(str(error))
            continue
        warnings += read.failures.values()
        for source in read.articles:
            name = member_name(file, source.member)
            texts[name], hashes[name] = source.text, source.sha256
    if not texts:
        raise PressmarkError(f"There are no articles in {folder}: name a folder that holds some.")
    return Corpus(folder.resolve().name, texts, _hash_of(hashes), tuple(warnings))


def corpus_of(pressmark: Pressmark) -> Corpus:
    """Return the articles of a library, read again from their files.

    A file that is gone or has changed since is replaced by the library's copy of it, and a warning says so.
    """
    library, limit = pressmark.library, pressmark.settings.file_limit
    with library.catalog.reading() as connection:
        rows = connection.execute(select(ARTICLE.c.file, ARTICLE.c.root, ARTICLE.c.sha256)).all()
    texts, stale = {}, []
    for row in rows:
        folder, source = folder_here(row.root), None
        with suppress(UnreadableFileError):
            if folder is not None:
                path, member = locate(folder, row.file)
                source = read_file(path, limit, member)
        if source and source.sha256 == row.sha256:
            texts[row.file] = source.text
        else:
            texts[row.file] = pressmark.article_text(row.file)
            stale.append(row.file)
    warning = (
        f"{len(stale)} articles are gone or changed since they were indexed, so their quotes were checked against "
    )
    warnings = (f"{warning}the library's own copy: {', '.join(sorted(stale)[:5])}.",) if stale else ()
    return Corpus(library.folder.name, texts, _hash_of({row.file: row.sha256 for row in rows}), warnings)


@contextmanager
def library_of(
    folder: Path,
    corpus: Corpus,
    settings: Settings,
    cache: Path | None,
    embedder: BaseEmbedding | None = None,
    progress: Progress | None = None,
) -> Iterator[Pressmark]:
    """Index a folder and open the library for questions while the block runs.

    Args:
        folder: the articles.
        corpus: the same, read.
        settings: how to index and answer; the library's place in them doesn't count.
        cache: where libraries are kept for the next run; None for one that is removed again.
        embedder: used instead of the one the settings name.
        progress: called while indexing.

    Raises:
        PressmarkError: the library can't be made.
    """
    with ExitStack() as stack:
        if cache is None:
            place = Path(stack.enter_context(TemporaryDirectory(prefix="pressmark-eval-"))) / "library"
            chosen = settings.embedded(place)
            _index(folder, chosen, embedder, progress)
        else:
            key = _key(folder, corpus, settings, embedder)
            chosen = settings.embedded(cache / key)
            with FileLock(cache / f"{key}.lock"):
                _index(folder, chosen, embedder, progress)
            os.utime(cache / key)
            _prune(cache)
        yield stack.enter_context(open_library(settings=chosen, embedder=embedder))


@contextmanager
def folder_of(texts: Mapping[str, str], cache: Path | None) -> Iterator[Path]:
    """Write articles that a set brings along into a folder, under their names, while the block runs."""
    if cache is None:
        with TemporaryDirectory(prefix="pressmark-eval-") as temporary:
            yield _written(texts, Path(temporary) / "articles")
        return
    name = _hash_of({file: hashlib.sha256(text.encode()).hexdigest() for file, text in texts.items()})[:16]
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / f"{name}.lock"):
        folder = _written(texts, cache / name / "articles")
    yield folder


def cache_folder() -> Path | None:
    """Return where libraries are kept between runs, as the XDG rules say; None where nothing can be written."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "pressmark" / "eval"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def safe_file_name(name: str) -> str:
    """Return a file name for an article known by some id: the same id, the same name, and no two ids one name.

    >>> safe_file_name("Super_Bowl_50"), safe_file_name("../x")
    ('Super_Bowl_50.txt', 'x-d6b96a97.txt')
    """
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.")[:80] or "article"
    tail = "" if plain == name else f"-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return f"{plain}{tail}.txt"


def _written(texts: Mapping[str, str], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        path = folder / file
        if not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def _index(folder: Path, settings: Settings, embedder: BaseEmbedding | None, progress: Progress | None) -> None:
    """Bring a library in step with a folder; one left by a run that was stopped goes on from there."""
    library = Library(settings, create=True, embedder=embedder)
    try:
        index_paths(library, [folder], settings, progress)
    finally:
        library.close()


def _key(folder: Path, corpus: Corpus, settings: Settings, embedder: BaseEmbedding | None) -> str:
    name = embedder.model_name if embedder else settings.embedder
    made_by = f"{name} {settings.passage_tokens} {settings.file_limit} {_code_hash()}"
    return hashlib.sha256(f"{folder.resolve()}\0{corpus.sha256}\0{made_by}".encode()).hexdigest()[:16]


def _prune(cache: Path) -> None:
    """Remove the libraries not used for longest. Only what is a library goes, whatever else somebody put there."""
    made = [path for path in cache.iterdir() if (path / FILE_NAME).is_file()]
    for path in sorted(made, key=lambda each: each.stat().st_mtime, reverse=True)[KEPT:]:
        for inner in sorted(path.rglob("*"), reverse=True):
            inner.rmdir() if inner.is_dir() else inner.unlink(missing_ok=True)
        path.rmdir()


def _hash_of(hashes: Mapping[str, str]) -> str:
    lines = "".join(f"{file}\0{sha256}\n" for file, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _code_hash() -> str:
    """Return a hash of the code that makes libraries: while it is worked on, its name and version say nothing."""
    folder = Path(next(iter(index.__path__)))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.rglob("*.py")))).hexdigest()
