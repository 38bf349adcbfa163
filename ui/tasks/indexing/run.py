"""The command `index`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from index.errors import PressmarkError
from index.ingestion.planning import Plan
from index.ingestion.sync import plan_paths
from index.library.library import Library, has_library
from index.readers.files import list_articles
from index.readers.registry import PICTURES
from index.settings import recognises_text
from rag.settings import Settings
from ui.opening import read_settings
from ui.plain import safe_name
from ui.tasks.indexing.fetching import fetch_into, split_addresses
from ui.tasks.indexing.progress import did_anything, index_with_progress, plan_line, summary
from ui.tasks.indexing.watching import watch_paths
from ui.terminal.output import message
from ui.wording import counted

PICTURES_UNREAD = "a picture; run `pip install 'pressmark[ocr]'` to have its words recognised"
SHOWN = 10
"""How many skipped files are named; the rest is counted."""


def index_named(named: Sequence[str], library: Path | None, *, dry_run: bool, watch: bool, network: bool) -> None:
    """Index what was named on the command line, and with `watch` go on doing so.

    Raises:
        UsageError: a web address was named, and the network may not be used.
        PressmarkError: see `index_into`; with `watch` only what stands in the way of watching.
    """
    addresses, paths = split_addresses(named, allowed=network)
    if addresses:
        paths.append(fetch_into(addresses, read_settings(library)))
    if not watch:
        index_into(paths, library, dry_run=dry_run)
        return
    try:
        index_into(paths, library)
    except PressmarkError as error:
        message(str(error))
    watch_paths(paths, library)


def index_into(paths: Sequence[Path], library: Path | None, *, dry_run: bool = False) -> None:
    """Index files and folders, and print what was done.

    Args:
        paths: files and folders.
        library: where the library is, when the command names it.
        dry_run: only print what would be done.

    Raises:
        PressmarkError: no article was found, one could not be read, or the library can't be written.
    """
    settings = read_settings(library)
    _check_worth(paths, settings)
    if dry_run:
        _show_plan(plan_only(paths, settings), settings)
        return
    report = index_with_progress(paths, settings)
    _tell_skipped(paths, report.skipped, settings)
    for failure in report.failed:
        message(failure.reason)
    if not did_anything(report) and not (report.unchanged or report.failed):
        raise PressmarkError(_nothing(paths))
    print(safe_name(summary(report, settings)))
    if report.failed:
        sys.stdout.flush()
        raise PressmarkError(_failed(len(report.failed)))


def plan_only(paths: Sequence[Path], settings: Settings) -> Plan:
    """Return what would be done; a library that isn't there is not made for it."""
    if not has_library(settings):
        return plan_paths(None, paths, settings)
    store = Library(settings)
    try:
        return plan_paths(store, paths, settings)
    finally:
        store.close()


def _show_plan(plan: Plan, settings: Settings) -> None:
    """Print a line for each file that something would be done with, and the counts."""
    changed = {file.key for file in plan.changed}
    lines = [("new", file.name) for file in plan.new]
    lines += [("changed", file.name) for file in plan.changed]
    lines += [("moved", f"{old[1]} -> {file.name}") for old, file in plan.moved.items() if file.key not in changed]
    lines += [("copied", file.name) for file in plan.copied]
    lines += [("removed", name) for _, name in plan.removed]
    lines += [("failed", failure.file) for failure in plan.failed] + [("failed", file.name) for file in plan.refused]
    lines += [("skipped", name) for name in plan.skipped]
    for kind, name in lines:
        print(f"{kind:<9}{safe_name(name)}")
    print(safe_name(f"{plan_line(plan)} — nothing was done, library at {settings.library}"))


def _check_worth(paths: Sequence[Path], settings: Settings) -> None:
    """Make no library for nothing; in one that is there, a folder that became empty takes its articles out."""
    if has_library(settings):
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
        pictured = Path(name).suffix.lower() in PICTURES and not recognises_text()
        why = PICTURES_UNREAD if pictured else "not a kind of file that is read"
        message(f"Skipped {safe_name(name)}: {why}.")
    if len(told) > SHOWN:
        message(f"Skipped {len(told) - SHOWN} more.")


def _nothing(paths: Sequence[Path]) -> str:
    named = ", ".join(map(str, paths))
    return f"No articles in {named}: name a folder that holds text, web pages, PDFs or other files that are read."


def _failed(count: int) -> str:
    was = "was" if count == 1 else "were"
    return f"{counted(count, 'file')} {was} not indexed for the reasons above; all others were."
