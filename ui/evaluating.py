"""What the command `eval` does: run, show, report."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.gate import read_minima
from eval.report import show, write_report
from eval.runs import Progress
from eval.session import Request, evaluate
from ui.opening import read_settings
from ui.terminal import message, progress_bar, to_stdout


def evaluate_sets(
    sets: Sequence[str],
    articles: Path | None,
    library: Path | None,
    compare: Path | None,
    minima: Sequence[str],
    report: Path | None,
) -> bool:
    """Run sets, print their figures, write their reports, and return whether all of them passed.

    Raises:
        PressmarkError: something that was named can't be used.
    """
    request = Request(tuple(sets), articles, library, compare, read_minima(minima))
    console = to_stdout()
    passed = True
    with _progress() as progress:
        for done in evaluate(request, read_settings(), progress):
            show(console, done.verdict)
            if report:
                for path in write_report(done.verdict, report, done.texts):
                    message(f"Wrote {path}.")
            passed = passed and done.verdict.passed
    return passed


def make_questions(folder: Path) -> None:
    """Write a question set from a folder of articles, and say where."""
    raise NotImplementedError(folder)


@contextmanager
def _progress() -> Iterator[Progress]:
    with progress_bar("done", rate=True) as bar:
        task = bar.add_task("reading", total=None)

        def advance(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield advance
