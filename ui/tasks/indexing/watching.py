"""`index --watch`: keeps a library in step with folders while they change."""

from collections.abc import Sequence
from pathlib import Path

from watchfiles import Change, watch

from index.errors import PressmarkError
from rag.settings import Settings
from ui.opening import read_settings
from ui.plain import safe_name
from ui.tasks.indexing.progress import did_anything, index_with_progress, summary
from ui.terminal.output import message

QUIET = 1000
"""Milliseconds without a change after which a burst of changes is taken to be over."""
LONGEST = 10_000
"""Milliseconds after which changes are taken in, however busy the folder is."""


def watch_paths(paths: Sequence[Path], library: Path | None) -> None:
    """Index again whenever files under the paths change, until Ctrl-C; what fails is told, and watching goes on."""
    settings = read_settings(library)
    own = settings.library.expanduser().resolve()
    message("Watching for changes; Ctrl-C ends it.")

    def counts(_change: Change, name: str) -> bool:
        return concerns(Path(name), paths, own)

    try:
        for _ in watch(*paths, watch_filter=counts, step=QUIET, debounce=LONGEST):
            try:
                _again(paths, settings)
            except PressmarkError as error:
                message(str(error))
    except KeyboardInterrupt as stop:  # in the watch, while it was indexing, or between
        if str(stop):
            message(str(stop))
    message("Stopped watching.")


def concerns(changed: Path, paths: Sequence[Path], library: Path) -> bool:
    """Return True if a change is of an article: not of the library itself, nor of a hidden file or folder."""
    if changed.resolve().is_relative_to(library):
        return False
    for root in paths:
        if changed.is_relative_to(root.resolve()) or changed.is_relative_to(root.absolute()):
            base = root.resolve() if changed.is_relative_to(root.resolve()) else root.absolute()
            return not any(part.startswith(".") for part in changed.relative_to(base).parts)
    return True


def _again(paths: Sequence[Path], settings: Settings) -> None:
    report = index_with_progress(paths, settings)
    for failure in report.failed:
        message(failure.reason)
    if did_anything(report):
        print(safe_name(summary(report, settings)), flush=True)
