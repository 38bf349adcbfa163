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
from itertools import groupby
from pathlib import Path
from typing import Final

from eval.metrics.summary import METRICS
from eval.records import DIAGNOSES, GOOD, Metric, Run
from eval.reports.html_plots import interval_bar, latency_plot, outcome_bar, reliability_plot, type_plot
from eval.reports.html_questions import question_card
from eval.reports.html_text import GLYPHS, esc, figure, interval, label, plural, slug

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


def html_report(run: Run, articles: Mapping[str, str]) -> str:
    """Return a run as an HTML page that needs nothing else.

    Args:
        run: what to show.
        articles: the text of each article by file, as the citations count it; those that no question cites and that
            are nobody's gold are left out of the page.
    """
    style, script = (_HERE / "report.css").read_text("utf-8"), (_HERE / "report.js").read_text("utf-8")
    shown = _needed(run, articles)
    cards = "".join(question_card(number, outcome, shown) for number, outcome in enumerate(run.outcomes))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{esc(run.name)}: Pressmark evaluation</title><style>{style}</style></head><body>"
        f'<a class="skip" href="#questions">Skip to the questions</a><main>{_head(run)}{_plots(run)}{_figures(run)}'
        f'<section id="questions" aria-labelledby="questions-title"><h2 id="questions-title">Questions</h2>'
        f'{_filters(run)}<ol class="questions">{cards}</ol>'
        '<p class="nothing" hidden>No question fits these filters.</p></section></main>'
        f'{_PANEL}<script type="application/json" id="articles">{embedded_json(shown)}</script>'
        f"<script>{script}</script></body></html>\n"
    )


def embedded_json(value: Mapping[str, str]) -> str:
    """Return JSON that can stand in a script element: nothing in it can end the element or open a comment."""
    made = json.dumps(value, ensure_ascii=False)
    return _UNSAFE_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


_PANEL: Final = (
    '<aside id="panel" aria-labelledby="panel-title" hidden><header><div class="titles">'
    '<h2 id="panel-title" tabindex="-1"></h2><p id="panel-place"></p></div>'
    '<button type="button" id="close" aria-label="Close the article">✕</button></header>'
    '<nav id="panel-places" aria-label="Places in this article"></nav>'
    '<div id="text" tabindex="0" dir="auto" role="region" aria-label="Text of the article"></div></aside>'
)


def _needed(run: Run, articles: Mapping[str, str]) -> dict[str, str]:
    cited = {row["file"] for outcome in run.outcomes for row in outcome.answer.get("citations", ())}
    gold = {source.file for outcome in run.outcomes for source in outcome.gold}
    return {file: text for file, text in articles.items() if file in cited | gold}


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _head(run: Run) -> str:
    counts = Counter(outcome.diagnosis for outcome in run.outcomes)
    wrong = sum(count for diagnosis, count in counts.items() if diagnosis not in GOOD)
    verdict = f"{plural(wrong, 'question')} went wrong" if wrong else "none went wrong"
    tiles = "".join(_tile(name, run.metrics[name]) for name in _TILES if name in run.metrics)
    warnings = "".join(f"<li>{esc(warning)}</li>" for warning in run.warnings)
    warned = f'<div class="warnings"><h2>Mind</h2><ul>{warnings}</ul></div>' if warnings else ""
    return (
        f'<header class="head"><p class="eyebrow">Pressmark evaluation</p><h1>{esc(run.name)}</h1>'
        f'<p class="lede">{plural(len(run.outcomes), "question")} over {plural(run.articles, "article")} '
        f"of <b>{esc(run.corpus)}</b>: {verdict}.</p>"
        f'{outcome_bar(counts)}<dl class="tiles">{tiles}</dl>{_origin(run)}</header>{warned}'
    )


def _tile(name: str, metric: Metric) -> str:
    note = f"<span>{interval(name, metric)}</span> " if metric.low != metric.high else ""
    return (
        f'<div class="tile"><dt>{esc(label(name))}</dt><dd><span class="big">{figure(name, metric.value)}</span>'
        f'<span class="small">{note}<span>{plural(metric.count, "question")}</span></span></dd></div>'
    )


def _origin(run: Run) -> str:
    """Return what produced the run."""
    facts = {
        "version": run.version,
        "commit": run.commit or "none",
        "embedder": run.embedder,
        "articles": f"sha256 {run.corpus_hash[:12]}",
        "questions": f"sha256 {run.set_hash[:12]}",
    } | {name.replace("_", " "): value for name, value in run.settings.items() if name != "embedder"}
    rows = "".join(f"<div><dt>{esc(name)}</dt><dd>{esc(value)}</dd></div>" for name, value in facts.items())
    return f'<details class="origin"><summary>How it was made</summary><dl>{rows}</dl></details>'


def _plots(run: Run) -> str:
    times = [outcome.latency_ms for outcome in run.outcomes if outcome.latency_ms is not None]
    marks = {
        name.removeprefix("latency_"): metric.value for name, metric in run.latency.items() if metric.value is not None
    }
    cards = []
    if run.by_type:
        key = '<span class="key bar">handled rightly, with 95 % interval</span>'
        key += '<span class="key dot">citation precision</span>'
        cards.append(_card("By type of question", key, type_plot(run.by_type), "types"))
    if any(each.count for each in run.reliability):
        words = "Dots on the dashed line: as often right as the confidence said."
        cards.append(_card("Is the confidence right?", words, reliability_plot(run.reliability), "reliability"))
    if times:
        cards.append(_card("Time a question took", "", latency_plot(times, marks), "latency"))
    return f'<section class="plots" aria-label="Plots">{"".join(cards)}</section>' if cards else ""


def _card(title: str, note: str, plot: str, name: str) -> str:
    return f'<figure class="card {name}"><figcaption><h2>{title}</h2><p>{note}</p></figcaption>{plot}</figure>'


def _figures(run: Run) -> str:
    """Return the table of all metrics, by what they measure, and the table of those by type."""
    known = [(name, metric) for name, metric in run.metrics.items() if metric.value is not None]
    rows = []
    for section, group in groupby(known, key=lambda item: METRICS[item[0]].section if item[0] in METRICS else "cost"):
        rows.append(f'<tr class="section"><th colspan="5" scope="colgroup">{_SECTIONS[section]}</th></tr>')
        rows.extend(_row(name, metric) for name, metric in group)
    return (
        '<section class="card figures" aria-labelledby="figures-title"><h2 id="figures-title">All figures</h2>'
        '<div class="scroll"><table><thead><tr><th scope="col">Figure</th><th scope="col" class="number">Value</th>'
        '<th scope="col" class="number">95 % interval</th><th class="drawn" aria-hidden="true"></th>'
        f'<th scope="col" class="number">Questions</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
        f"{_type_table(run)}</section>"
    )


def _row(name: str, metric: Metric) -> str:
    about = METRICS.get(name)
    drawn = interval_bar(metric) if about is None or about.share else ""
    meaning = f'<span class="meaning">{esc(about.meaning)}</span>' if about else ""
    return (
        f'<tr><th scope="row">{esc(label(name))}{meaning}</th>'
        f'<td class="number value">{figure(name, metric.value)}</td>'
        f'<td class="number muted">{interval(name, metric)}</td><td class="drawn">{drawn}</td>'
        f'<td class="number muted">{metric.count}</td></tr>'
    )


def _type_table(run: Run) -> str:
    if not run.by_type:
        return ""
    names = [name for name in run.metrics if any(name in figures for figures in run.by_type.values())]
    head = "".join(f'<th scope="col" class="number">{esc(label(name))}</th>' for name in names)
    rows = []
    for kind, figures in run.by_type.items():
        cells = "".join(
            f'<td class="number">{figure(name, figures[name].value) if name in figures else ""}</td>' for name in names
        )
        rows.append(f'<tr><th scope="row">{esc(kind)}</th>{cells}</tr>')
    return (
        '<details class="more"><summary>All figures by type of question</summary>'
        '<div class="scroll"><table class="matrix">'
        f'<thead><tr><th scope="col">Type</th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div></details>'
    )


def _filters(run: Run) -> str:
    counts = Counter(outcome.diagnosis for outcome in run.outcomes)
    types = Counter(outcome.case.type or "no type" for outcome in run.outcomes)
    chips = "".join(
        f'<label class="chip o-{slug(each)}"><input type="checkbox" name="outcome" value="{esc(each)}">'
        f'<span class="glyph" aria-hidden="true">{GLYPHS[each]}</span> {esc(each)} '
        f'<span class="count">{counts[each]}</span></label>'
        for each in DIAGNOSES
        if counts[each]
    )
    options = "".join(
        f'<option value="{esc(each)}">{esc(each)} ({count})</option>' for each, count in sorted(types.items())
    )
    wrong = any(diagnosis not in GOOD for diagnosis in counts)
    misses = '<button type="button" id="misses">What went wrong</button>' if wrong else ""
    return (
        '<form id="filters" role="search" aria-label="Filter the questions"><div class="fields">'
        '<label class="search"><span class="hidden">Search</span><input type="search" id="search" '
        'placeholder="Search  ( / )" autocomplete="off"></label>'
        '<label class="types"><span class="hidden">Type</span><select id="type">'
        f'<option value="">All types</option>{options}</select></label>'
        f'{misses}<button type="reset" id="reset">Show all</button></div>'
        f'<fieldset><legend class="hidden">Outcome</legend>{chips}</fieldset>'
        '<p id="shown" role="status"></p></form>'
    )
