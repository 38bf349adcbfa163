"""The command `index`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from index.catalog import FILE_NAME
from index.errors import PressmarkError
from index.ingest import Report, index_paths
from index.library import Library
from index.reading import list_articles
from index.settings import Settings
from ui.opening import read_settings
from ui.plain import counted, safe_name
from ui.terminal import message, progress_bar

SHOWN = 10
"""How many skipped files are named; the rest is counted."""
STOPPED = "Stopped: what was stored stays, and the same command goes on from there."


def index_into(paths: Sequence[Path], library: Path | None) -> None:
    """Index files and folders, and print what was done.

    Raises:
        PressmarkError: no article was found, one could not be read, or the library can't be written.
    """
    settings = read_settings(library)
    _check_worth(paths, settings)
    report = index_with_progress(paths, settings)
    _tell_skipped(paths, report.skipped, settings)
    for failure in report.failed:
        message(failure.reason)
    if not any((report.new, report.changed, report.unchanged, report.removed, report.failed)):
        raise PressmarkError(_nothing(paths))
    print(safe_name(summary(report, settings)))
    if report.failed:
        sys.stdout.flush()
        raise PressmarkError(_failed(len(report.failed)))


def index_with_progress(paths: Sequence[Path], settings: Settings, what: str = "indexing") -> Report:
    """Index files and folders with a bar on stderr, and return what was done."""
    try:
        with progress_bar("files", rate=False) as bar:
            task = bar.add_task(f"{what}: opening", total=None)

            def advance(stage: str, done: int, total: int) -> None:
                if stage == "reading":
                    bar.update(task, completed=done, total=total, description=what)
                else:  # files are embedded and stored in batches: what was read stays in sight
                    bar.update(task, description=f"{what}: {stage}")

            store = Library(settings, create=True)
            try:
                return index_paths(store, paths, settings, advance)
            finally:
                store.close()
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(STOPPED) from stop


def summary(report: Report, settings: Settings) -> str:
    """Return what a run did, in one line."""
    files = ", ".join(
        f"{len(names)} {kind}"
        for kind, names in (
            ("new", report.new),
            ("changed", report.changed),
            ("unchanged", report.unchanged),
            ("removed", report.removed),
            ("failed", report.failed),
        )
    )
    return f"{files} — {counted(report.embedded, 'sentence')} embedded, library at {settings.library}"


def _check_worth(paths: Sequence[Path], settings: Settings) -> None:
    """Make no library for nothing; in one that is there, a folder that became empty takes its articles out."""
    if (settings.library.expanduser() / FILE_NAME).is_file():
        return
    listing = list_articles(paths)
    if not listing.articles:
        _tell_skipped(paths, listing.skipped, settings)
        raise PressmarkError(_nothing(paths))


def _tell_skipped(paths: Sequence[Path], skipped: Sequence[str], settings: Settings) -> None:
    library = settings.library.expanduser().resolve()
    told = [
        name
        for name in skipped
        if not any((path / name).resolve().is_relative_to(library) for path in paths)  # no need to tell of ourselves
    ]
    for name in told[:SHOWN]:
        message(f"Skipped {safe_name(name)}: not a kind of file that is read.")
    if len(told) > SHOWN:
        message(f"Skipped {len(told) - SHOWN} more.")


def _nothing(paths: Sequence[Path]) -> str:
    named = ", ".join(map(str, paths))
    return f"No articles in {named}: name a folder that holds .txt or .md files."


def _failed(count: int) -> str:
    was = "was" if count == 1 else "were"
    return f"{counted(count, 'file')} {was} not indexed for the reasons above; all others were."
