"""The sample articles that come along: their library is made once, in the user's cache."""

import hashlib
import os
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from index.catalog.backends.sqlite import FILE_NAME
from index.chunking import sentences
from index.errors import LibraryError, UsageError
from index.readers.files import list_articles
from index.records import Maker
from rag import open_library
from rag.settings import Settings
from ui.opening import QUOTES, read_settings
from ui.tasks.indexing.progress import index_with_progress
from ui.terminal.output import message

QUESTIONS = (
    "When did TurkStream open?",
    "Which air base received the first S-400 parts?",
    "How many people were killed in the coup attempt?",
)
"""Three that the sample articles answer; to the last they give different figures."""


def chat_settings(library: Path | None, *, sample: bool, own: bool) -> Settings:
    """Return the settings for a conversation.

    Args:
        library: the folder that was named, if one was.
        sample: whether to talk about the sample articles.
        own: whether the conversation may change the library: of the samples, the user then gets a copy.

    Raises:
        UsageError: a library is named beside the sample articles.
        LibraryError: the sample articles can't be had.
    """
    if not sample:
        return read_settings(library)
    if library is not None:
        raise UsageError("--sample brings its own library: leave out --library.")
    made = sample_settings(read_settings())
    return _copied(made) if own else made


def _copied(settings: Settings) -> Settings:
    """Return the settings for the user's own copy of the sample library, which is made if it isn't there."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    folder = Path(base) / "pressmark" / settings.library.name
    if not (folder / FILE_NAME).is_file():
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder.parent) as half:  # a stopped copy must not pass for a whole one
                shutil.copytree(settings.library, Path(half) / "copy")
                shutil.rmtree(folder, ignore_errors=True)
                (Path(half) / "copy").rename(folder)
        except OSError as error:
            raise LibraryError(f"The sample library can't be copied to {folder}: {error.strerror}.") from error
    return settings.model_copy(update={"library": folder})


def sample_settings(settings: Settings) -> Settings:
    """Return the settings for the library of the sample articles, which is made first if it isn't there or whole.

    Raises:
        LibraryError: the articles are not installed, or the cache can't be written.
    """
    articles = sample_folder()
    chosen = settings.embedded(_cached(articles, settings))
    if not _is_complete(articles, chosen):
        message("Reading the sample articles, once; the next start is quick ...")
        report = index_with_progress([articles], chosen, "reading the sample articles, once")
        if report.failed:
            raise LibraryError(report.failed[0].reason)
    return chosen


def sample_folder() -> Path:
    """Return the folder of the sample articles inside the installed package.

    Raises:
        LibraryError: it isn't there.
    """
    folder = Path(str(resources.files("eval") / "articles"))
    if not folder.is_dir():
        raise LibraryError(f"The sample articles are missing at {folder}: install Pressmark again.")
    return folder


def _cached(articles: Path, settings: Settings) -> Path:
    """Return a folder of its own for each set of sample articles and each way of making a library."""
    parts = [str(articles), str(Maker(settings.embedder, sentences.NAME, settings.passage_tokens))]
    parts += [f"{file}\0{_sha256(path)}" for file, path in list_articles([articles]).articles]
    name = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "pressmark" / f"sample-{name}"


def _is_complete(articles: Path, settings: Settings) -> bool:
    try:
        with open_library(settings=QUOTES.over(settings)) as pressmark:
            held = {(card.file, card.sha256) for card in pressmark.articles()}
    except LibraryError:  # none yet, or one that indexing will name the trouble of
        return False
    return held == {(file, _sha256(path)) for file, path in list_articles([articles]).articles}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
