"""A verdict as a short text for a pull-request comment."""

import html
import re
from collections.abc import Sequence
from typing import Final

from eval.metrics.summary import METRICS
from eval.records import Outcome
from eval.runs.compare import Flip
from eval.runs.gate import Verdict

MOST: Final = 20
"""Questions named in a list; a comment that is longer isn't read."""
FIGURES: Final = (
    "right", "answer_recall", "citation_precision", "span_precision", "verbatim", "refusal_precision", "refusal_recall",
    "balanced_accuracy", "recall@5", "mrr",
)  # fmt: skip
"""What the comment shows: what was right beside what was cited, then refusals and ranking."""


def markdown(verdict: Verdict) -> str:
    """Return a verdict as Markdown; words of articles and questions are escaped."""
    run = verdict.run
    lines = [f"### {'✅' if verdict.passed else '❌'} {escaped(verdict.message)}", ""]
    lines += ["| figure | value | 95 % interval | bar |", "|---|---:|---:|---:|"]
    shown = dict.fromkeys((*FIGURES, *(name for name in verdict.bars if name in METRICS)))
    for name in shown:
        figure = run.metrics[name]
        if figure.value is not None and figure.low is not None and figure.high is not None:
            bar = f"{verdict.bars[name]:g}" if name in verdict.bars else ""
            lines.append(f"| {METRICS[name].label} | {figure.value:.3f} | {figure.low:.3f}–{figure.high:.3f} | {bar} |")
    lines.append("")
    if verdict.comparison:
        change = verdict.comparison.outcomes
        lines += [
            f"Against the earlier run: {change.worse} worse, {change.better} better, p = {change.p_value:.2g}.",
            "",
        ]
        lines += _flips("Became wrong", verdict.comparison.worse)
        lines += _flips("Became right", verdict.comparison.better)
    else:
        lines += _wrong([outcome for outcome in run.outcomes if outcome.ok is False])
    made = f"{run.articles} articles, {len(run.outcomes)} questions, embedder {run.embedder}, version {run.version}"
    lines.append(f"<sub>{escaped(made)}{f', commit {run.commit}' if run.commit else ''}</sub>")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line: no markup, no HTML, nobody called by name."""
    plain = html.escape(" ".join(text.split()), quote=False)
    return re.sub(r"([\\`*_\[\]|~#@])", r"\\\1", plain).replace("\\@", "@\u200b")


def _flips(title: str, flips: Sequence[Flip]) -> list[str]:
    return _list(
        title,
        [
            f"{flip.after.case.id}: {flip.after.case.question} ({flip.before.diagnosis} → {flip.after.diagnosis})"
            for flip in flips
        ],
    )


def _wrong(outcomes: Sequence[Outcome]) -> list[str]:
    return _list("Wrong", [f"{each.case.id}: {each.case.question} ({each.diagnosis})" for each in outcomes])


def _list(title: str, entries: Sequence[str]) -> list[str]:
    if not entries:
        return []
    lines = [f"<details><summary>{title}: {len(entries)}</summary>", ""]
    lines += [f"- {escaped(entry)}" for entry in entries[:MOST]]
    if len(entries) > MOST:
        lines.append(f"- and {len(entries) - MOST} more")
    return [*lines, "", "</details>", ""]
