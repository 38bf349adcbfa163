"""What the command `eval` does: run, show, report."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from eval.datasets.corpora import cache_folder
from eval.question_generation.make_set import make_set, set_lines
from eval.records import Run
from eval.reports.report import show, write_report
from eval.runs.gate import read_minima
from eval.runs.run import Progress
from eval.runs.session import Request, evaluate
from index.errors import PressmarkError
from rag.settings import Settings
from ui.opening import Writing, read_settings
from ui.terminal.output import message, progress_bar, to_stdout
from ui.wording import counted

LIMIT: Final = 100
"""Questions in a set made by `--make`: as many as somebody looks through."""
SEED: Final = 0


def evaluate_sets(
    sets: Sequence[str],
    articles: Path | None,
    library: Path | None,
    compare: Path | None,
    minima: Sequence[str],
    report: Path | None,
    writing: Writing,
    judge: str | None = None,
) -> bool:
    """Run sets, print their figures, write their reports, and return True if all of them passed.

    Raises:
        PressmarkError: something that was named can't be used.
    """
    request = Request(tuple(sets), articles, library, compare, read_minima(minima))
    settings, kept = writing.over(read_settings()), cache_folder()
    if settings.llm and settings.llm_cache is None and kept:
        settings = settings.model_copy(update={"llm_cache": kept / "written"})
    console = to_stdout()
    passed = True
    with _progress() as progress:
        for done in evaluate(request, settings, progress):
            show(console, done.verdict)
            if report:
                for path in write_report(done.verdict, report, done.texts):
                    message(f"Wrote {path}.")
            if judge:
                _ask_judge(judge, done.verdict.run, settings, report, progress)
            passed = passed and done.verdict.passed
    return passed


def _ask_judge(judge: str, run: Run, settings: Settings, report: Path | None, progress: Progress) -> None:
    """Print a second opinion on a run, and write it beside its report."""
    from eval.runs.judging import judge_run, opinion_lines  # with LlamaIndex's evaluators, seconds to load

    kept = cache_folder()
    opinion = judge_run(run, judge, settings, kept / "written" if kept else None, progress)
    print(opinion)
    if report:
        path = report / f"{run.name}.judge.jsonl"
        path.write_text(opinion_lines(opinion), encoding="utf-8")
        message(f"Wrote {path}.")


def make_questions(folder: Path) -> None:
    """Write a question set from a folder of articles into the current folder, and say what to do with it.

    Raises:
        PressmarkError: the folder holds no articles that can be asked about, or the file is there: it may be edited.
    """
    path = Path(f"{folder.resolve().name}-questions.jsonl")
    if path.exists():
        raise PressmarkError(f"{path} is there already: move it away first, for it may have been edited.")
    cases = make_set(folder, LIMIT, SEED)
    if not cases:
        raise PressmarkError(
            f"No questions could be made from {folder}: its sentences hold no dates, numbers or names."
        )
    path.write_text(set_lines(cases), encoding="utf-8")
    message(f"Wrote {counted(len(cases), 'question')} to {path}. Edit them by hand, then run:")
    print(f"pressmark eval {shlex.quote(str(path))} --articles {shlex.quote(str(folder))}")


@contextmanager
def _progress() -> Iterator[Progress]:
    with progress_bar("done", rate=True) as bar:
        task = bar.add_task("reading", total=None)

        def advance(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total)

        yield advance
