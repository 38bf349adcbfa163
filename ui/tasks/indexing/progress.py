"""One run of indexing with a bar on stderr, and what it did in words."""

import time
from collections.abc import Sequence
from pathlib import Path

from index.ingestion.planning import Plan
from index.ingestion.sync import Report, Step, index_paths
from index.library.library import Library
from rag.settings import Settings
from ui.terminal.output import message, progress_bar, to_stderr
from ui.wording import counted

STOPPED = "Stopped: what was stored stays, and the same command goes on from there."


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
                report = index_paths(store, paths, settings, advance, planned)
                if store.vectors_away:
                    message(f"{store.vectors_away} Until then, only its words find what was stored.")
                return report
            finally:
                store.close()
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(STOPPED) from stop


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
    """Return True if a run changed the library."""
    return any((report.new, report.changed, report.moved, report.copied, report.removed))


def _counts(*kinds: tuple[str, Sequence[object]]) -> str:
    """Return `3 new, 0 changed, ...`; moves and copies are rare, and named only when there are some."""
    return ", ".join(f"{len(each)} {kind}" for kind, each in kinds if each or kind not in {"moved", "copied"})


def _time_left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
