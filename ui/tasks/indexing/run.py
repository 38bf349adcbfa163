"""The command `index`."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from index.catalog.database import FILE_NAME
from index.errors import PressmarkError
from index.ingestion.planning import Plan
from index.ingestion.sync import Report, Step, index_paths, plan_paths
from index.library.library import Library
from index.readers.files import list_articles
from index.settings import Settings
from ui.opening import read_settings
from ui.terminal.output import message, progress_bar, to_stderr
from ui.terminal.plain import counted, safe_name

SHOWN = 10
"""How many skipped files are named; the rest is counted."""
STOPPED = "Stopped: what was stored stays, and the same command goes on from there."


def index_named(named: Sequence[str], library: Path | None, *, dry_run: bool, watch: bool, network: bool) -> None:
    """Index what was named on the command line, and with `watch` go on doing so.

    Raises:
        UsageError: a web address was named, and the network may not be used.
        PressmarkError: see `index_into`; with `watch` only what stands in the way of watching.
    """
    from ui.tasks.indexing.fetching import fetch_into, split_addresses

    addresses, paths = split_addresses(named, allowed=network)
    if addresses:
        paths.append(fetch_into(addresses, read_settings(library)))
    if not watch:
        index_into(paths, library, dry_run=dry_run)
        return
    from ui.tasks.indexing.watching import watch_paths

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


def index_with_progress(paths: Sequence[Path], settings: Settings, what: str = "indexing") -> Report:
    """Index files and folders with a bar on stderr, and return what was done."""
    try:
        with progress_bar("files", rate=False) as bar:
            task = bar.add_task(f"{what}: comparing files", total=None)
            began = time.monotonic()

            def planned(plan: Plan) -> None:
                if to_stderr().is_terminal and plan.to_read:
                    bar.console.print(f"To do: {plan_line(plan)}.")

            def advance(step: Step) -> None:
                words = pace(step, time.monotonic() - began)
                bar.update(task, completed=step.files, total=step.of_files, description=f"{what}{words}")

            store = Library(settings, create=True)
            try:
                return index_paths(store, paths, settings, advance, planned)
            finally:
                store.close()
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(STOPPED) from stop


def plan_only(paths: Sequence[Path], settings: Settings) -> Plan:
    """Return what would be done; a library that isn't there is not made for it."""
    if not _has_library(settings):
        return plan_paths(None, paths, settings)
    store = Library(settings)
    try:
        return plan_paths(store, paths, settings)
    finally:
        store.close()


def pace(step: Step, seconds: float) -> str:
    """Return how fast it goes and how long it will still take, in words; nothing before that can be told.

    The time left is reckoned by the bytes of the files, since nobody knows how many sentences are still to come.
    """
    if not step.sentences or seconds <= 0:
        return ""
    rate = f": {step.sentences / seconds:,.0f} sentences/s"
    if not step.size or step.size >= step.of_size:
        return rate
    return f"{rate}, {_time_left(seconds * (step.of_size - step.size) / step.size)} left"


def summary(report: Report, settings: Settings) -> str:
    """Return what a run did, in one line."""
    files = _counts(
        ("new", report.new),
        ("changed", report.changed),
        ("moved", report.moved),
        ("copied", report.copied),
        ("unchanged", report.unchanged),
        ("removed", report.removed),
        ("failed", report.failed),
    )
    return f"{files} — {counted(report.embedded, 'sentence')} embedded, library at {settings.library}"


def plan_line(plan: Plan) -> str:
    """Return what is to be done, in one line."""
    changed = {file.key for file in plan.changed}
    return _counts(
        ("new", plan.new),
        ("changed", plan.changed),
        ("moved", [file for file in plan.moved.values() if file.key not in changed]),
        ("copied", plan.copied),
        ("unchanged", plan.unchanged),
        ("removed", plan.removed),
        ("failed", [*plan.failed, *plan.refused]),
    )


def did_anything(report: Report) -> bool:
    """Say whether a run changed the library."""
    return any((report.new, report.changed, report.moved, report.copied, report.removed))


def _counts(*kinds: tuple[str, Sequence[object]]) -> str:
    """Return `3 new, 0 changed, ...`; moves and copies are rare, and named only when there are some."""
    return ", ".join(f"{len(each)} {kind}" for kind, each in kinds if each or kind not in {"moved", "copied"})


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


def _time_left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"


def _has_library(settings: Settings) -> bool:
    return (settings.library.expanduser() / FILE_NAME).is_file()


def _check_worth(paths: Sequence[Path], settings: Settings) -> None:
    """Make no library for nothing; in one that is there, a folder that became empty takes its articles out."""
    if _has_library(settings):
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
    return f"No articles in {named}: name a folder that holds text, web pages, PDFs or other files that are read."


def _failed(count: int) -> str:
    was = "was" if count == 1 else "were"
    return f"{counted(count, 'file')} {was} not indexed for the reasons above; all others were."
