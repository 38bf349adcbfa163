"""A run as one self-contained HTML page: figures, plots, and every question with its quotes in their articles.

The page loads nothing. Its content policy forbids every request and every script but its own, known by its hash, so
that an article can't run anything even if an escape were forgotten; articles are carried once, as JSON, and only ever
become text nodes.
"""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from markupsafe import Markup

from eval.metrics.summary import METRICS
from eval.records import DIAGNOSES, GOOD, Metric, Run
from eval.reports.html_plots import interval_bar, latency_plot, outcome_bar, reliability_plot, type_plot
from eval.reports.html_questions import question_view
from eval.reports.html_templates import render

_HERE: Final = Path(__file__).parent
_TILES: Final = ("ok", "right", "refusal_recall", "verbatim")
"""The figures shown big."""
_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_SECTIONS: Final = {
    "answers": "Answers",
    "citations": "Citations",
    "refusals": "Refusals and confidence",
    "retrieval": "Retrieval",
    "cost": "Length and cost",
}


@dataclass(frozen=True, slots=True)
class _Plot:
    """One of the pictures beside each other."""

    name: str
    title: str
    drawn: Markup
    note: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    """What its signs mean: the sign's class and the words."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table of all figures."""

    name: str
    metric: Metric
    meaning: str
    drawn: Markup


def html_report(run: Run, articles: Mapping[str, str]) -> str:
    """Return a run as an HTML page that needs nothing else.

    Args:
        run: what to show.
        articles: the text of each article by file, as the citations count it; those that no question cites and that
            are nobody's gold are left out of the page.
    """
    style, script = (_HERE / "report.css").read_text("utf-8"), (_HERE / "report.js").read_text("utf-8")
    shown = _needed(run, articles)
    counts = Counter(outcome.diagnosis for outcome in run.outcomes)
    return render(
        "report.html",
        run=run,
        policy=f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        articles=Markup(embedded_json(shown)),  # noqa: S704  # made for a script element
        wrong=sum(count for diagnosis, count in counts.items() if diagnosis not in GOOD),
        outcomes=_drawing(outcome_bar(counts)),
        tiles=[(name, run.metrics[name]) for name in _TILES if name in run.metrics],
        origin=_origin(run),
        plots=_plots(run),
        figures=_figures(run),
        type_names=[name for name in run.metrics if any(name in figures for figures in run.by_type.values())],
        types=sorted(Counter(outcome.case.type or "no type" for outcome in run.outcomes).items()),
        diagnoses=[(each, counts[each]) for each in DIAGNOSES if counts[each]],
        questions=[question_view(number, outcome, shown) for number, outcome in enumerate(run.outcomes)],
    )


def embedded_json(value: Mapping[str, str]) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element or open a comment."""
    made = json.dumps(value, ensure_ascii=False)
    return _UNSAFE_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


def _needed(run: Run, articles: Mapping[str, str]) -> dict[str, str]:
    cited = {row["file"] for outcome in run.outcomes for row in outcome.answer.get("citations", ())}
    gold = {source.file for outcome in run.outcomes for source in outcome.gold}
    return {file: text for file, text in articles.items() if file in cited | gold}


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _drawing(svg: str) -> Markup:
    """Return a picture that `html_plots` drew, which escapes the words in it."""
    return Markup(svg)  # noqa: S704  # drawn and escaped by html_plots


def _origin(run: Run) -> dict[str, object]:
    """Return what produced the run."""
    return {
        "version": run.version,
        "commit": run.commit or "none",
        "embedder": run.embedder,
        "articles": f"sha256 {run.corpus_hash[:12]}",
        "questions": f"sha256 {run.set_hash[:12]}",
    } | {name.replace("_", " "): value for name, value in run.settings.items() if name != "embedder"}


def _plots(run: Run) -> list[_Plot]:
    times = [outcome.latency_ms for outcome in run.outcomes if outcome.latency_ms is not None]
    marks = {
        name.removeprefix("latency_"): metric.value for name, metric in run.latency.items() if metric.value is not None
    }
    plots = []
    if run.by_type:
        keys = (("bar", "handled rightly, with 95 % interval"), ("dot", "citation precision"))
        plots.append(_Plot("types", "By type of question", _drawing(type_plot(run.by_type)), keys=keys))
    if any(each.count for each in run.reliability):
        words = "Dots on the dashed line: as often right as the confidence said."
        drawn = _drawing(reliability_plot(run.reliability))
        plots.append(_Plot("reliability", "Is the confidence right?", drawn, words))
    if times:
        plots.append(_Plot("latency", "Time a question took", _drawing(latency_plot(times, marks))))
    return plots


def _figures(run: Run) -> list[tuple[str, list[_Row]]]:
    """Return the lines of the table of all metrics, by what they measure."""
    known = [(name, metric) for name, metric in run.metrics.items() if metric.value is not None]
    sections = groupby(known, key=lambda item: METRICS[item[0]].section if item[0] in METRICS else "cost")
    return [(_SECTIONS[section], [_row(name, metric) for name, metric in group]) for section, group in sections]


def _row(name: str, metric: Metric) -> _Row:
    about = METRICS.get(name)
    drawn = interval_bar(metric) if about is None or about.share else ""
    return _Row(name, metric, about.meaning if about else "", _drawing(drawn))
