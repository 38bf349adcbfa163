"""A verdict for people and programs: a table on a terminal, and files of JSON, JUnit XML, Markdown and HTML."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from eval.metrics.summary import METRICS
from eval.records import Metric, Run
from eval.reports.html import html_report
from eval.reports.junit import junit_xml
from eval.reports.markdown import markdown
from eval.runs.compare import Comparison, Flip
from eval.runs.gate import LATENCIES, Verdict
from eval.runs.storage import save_run

SHOWN: Final = 12
"""Wrong questions named on the terminal; the files name all of them."""
BY_TYPE: Final = {
    "ok": "ok",
    "right": "right",
    "fact_recall": "facts",
    "citation_precision": "citations",
    "span_precision": "on words",
    "recall@5": "recall@5",
}
"""What is shown of each type of question: what was right always beside what was cited."""


def show(console: Console, verdict: Verdict) -> None:
    """Print the figures, what went wrong and the verdict."""
    run = verdict.run
    console.print(Text(_title(run), style="bold"), soft_wrap=not console.is_terminal)
    console.print(_figures(verdict))
    if len(run.by_type) > 1:
        console.print(_types(run))
    _write(console, _outcome_line(run))
    _show_wrong(console, run)
    if verdict.comparison:
        _show_comparison(console, verdict.comparison)
    for warning in run.warnings:
        _write(console, f"Note: {warning}")
    console.print(
        Text(printable(verdict.message), style="green" if verdict.passed else "bold red"),
        soft_wrap=not console.is_terminal,
    )


def write_report(verdict: Verdict, folder: Path, articles: Mapping[str, str]) -> list[Path]:
    """Write the files of one verdict, named after its set.

    Args:
        verdict: what to report.
        folder: made when it isn't there.
        articles: the text of each article by file, for the page.

    Returns:
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = verdict.run.name
    save_run(verdict.run, folder / f"{name}.json")
    contents = {
        ".xml": junit_xml(verdict),
        ".md": markdown(verdict),
        ".html": html_report(verdict.run, articles),
    }
    for suffix, text in contents.items():
        (folder / f"{name}{suffix}").write_text(text, encoding="utf-8")
    return [folder / f"{name}{suffix}" for suffix in (".json", *contents)]


def figure_text(name: str, value: float | None) -> str:
    """Return a figure as it is written: three places for a share, one for anything else."""
    if value is None:
        return "–"
    return f"{value:.3f}" if name in METRICS and METRICS[name].share else f"{value:.1f}"


def interval_text(name: str, figure: Metric) -> str:
    """Return the 95 % interval of a figure, or nothing."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{figure_text(name, figure.low)}–{figure_text(name, figure.high)}"


def printable(text: str) -> str:
    """Return words of an article or a question without what could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _title(run: Run) -> str:
    made = f"{run.articles} articles, {len(run.outcomes)} questions, embedder {run.embedder}"
    commit = f", commit {run.commit}" if run.commit else ""
    return printable(f"{run.name} over {run.corpus}: {made}, version {run.version}{commit}")


def _figures(verdict: Verdict) -> Table:
    table = Table("", "figure", "95 % interval", "questions", "bar", box=None, pad_edge=False, header_style="dim")
    for column in table.columns[1:]:
        column.justify = "right"
    fallen = {breach.metric for breach in verdict.breaches}
    section = ""
    for name, about in METRICS.items():
        figure = verdict.run.metrics[name]
        if figure.value is None and name not in verdict.bars:
            continue
        if about.section != section:
            section = about.section
            table.add_row(Text(section, style="bold"))
        _add(table, name, about.label, figure, verdict, fallen)
    for name in LATENCIES:
        if name in verdict.run.latency:
            _add(table, name, f"{name.replace('_', ' ')}, ms", verdict.run.latency[name], verdict, fallen)
    return table


def _add(table: Table, name: str, label: str, figure: Metric, verdict: Verdict, fallen: set[str]) -> None:
    bar = f"{verdict.bars[name]:g}" if name in verdict.bars else ""
    style = "red" if name in fallen else ""
    cells = (figure_text(name, figure.value), interval_text(name, figure), str(figure.count), bar)
    table.add_row(f"  {label}", *cells, style=style)


def _types(run: Run) -> Table:
    names = [name for name in BY_TYPE if run.metrics[name].value is not None]
    table = Table("type", "questions", *(BY_TYPE[name] for name in names), box=None, pad_edge=False)
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for kind, figures in run.by_type.items():
        count = sum(outcome.case.type == kind for outcome in run.outcomes)
        cells = [figure_text(name, figures[name].value if name in figures else None) for name in names]
        table.add_row(Text(printable(kind)), str(count), *cells)
    return table


def _outcome_line(run: Run) -> str:
    counted = Counter(outcome.diagnosis for outcome in run.outcomes)
    return ", ".join(f"{count} {name}" for name, count in counted.most_common())


def _show_wrong(console: Console, run: Run) -> None:
    wrong = [outcome for outcome in run.outcomes if outcome.ok is False]
    for outcome in wrong[:SHOWN]:
        _write(console, f"{outcome.case.id} {outcome.diagnosis}: {outcome.case.question} — {outcome.why}", indent=2)
    if len(wrong) > SHOWN:
        _write(console, f"… and {len(wrong) - SHOWN} more; --report DIR writes all of them.", indent=2)


def _show_comparison(console: Console, comparison: Comparison) -> None:
    before = comparison.before
    when = before.commit or f"version {before.version}"
    _write(
        console,
        f"Compared with {when}, {comparison.common} questions: {len(comparison.worse)} became wrong, "
        f"{len(comparison.better)} became right (p = {comparison.outcomes.p_value:.2g}).",
    )
    for sign, flips in (("-", comparison.worse), ("+", comparison.better)):
        for line in flip_lines(flips):
            _write(console, f"{sign} {line}", indent=2)
    for note in comparison.notes:
        _write(console, f"Note: {note}")


def flip_lines(flips: Sequence[Flip]) -> list[str]:
    """Return a line for each question that flipped."""
    return [
        f"{flip.after.case.id}: {flip.before.diagnosis} → {flip.after.diagnosis}: {flip.after.case.question}"
        for flip in flips
    ]


def _write(console: Console, sentence: str, indent: int = 0) -> None:
    """Write a sentence: wrapped and indented on a terminal, on one line into a pipe."""
    text = Text(printable(sentence))
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent) + text, soft_wrap=True)
