"""The plots of the HTML report: inline SVG from figures alone, coloured by the page's own style sheet.

Each is drawn 400 units wide, about its width on a telephone, so that its letters keep their size.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from eval.records import DIAGNOSES, Bin, Metric
from eval.reports.html_text import esc, percent, plural, slug

_WIDTH: Final = 400
_BARS: Final = 24
"""The most bars of the histogram."""


def type_plot(by_type: Mapping[str, Mapping[str, Metric]]) -> str:
    """Return a bar for each type of question: the share handled rightly, its interval, and the citation precision."""
    left, right, row = 138, 352, 28
    rows, height = [], 26 + row * len(by_type)

    def x(share: float) -> float:
        return round(left + (right - left) * share, 1)

    for number, (name, metrics) in enumerate(by_type.items()):
        y = 22 + row * number
        ok, cited = metrics.get("ok"), metrics.get("citation_precision")
        rows.append(f'<text class="name" x="{left - 8}" y="{y + 12}" text-anchor="end">{esc(_short(name, 21))}</text>')
        rows.append(f'<rect class="track" x="{left}" y="{y + 2}" width="{right - left}" height="13" rx="2"/>')
        if ok is None or ok.value is None:
            continue
        rows.append(
            f"<g><title>{esc(name)}: {percent(ok.value)} of {plural(ok.count, 'question')} handled rightly</title>"
            f'<rect class="bar" x="{left}" y="{y + 2}" width="{round(x(ok.value) - left, 1)}" height="13" rx="2"/>'
            f"{_whisker(ok, x, y + 8.5)}</g>"
        )
        if cited and cited.value is not None:
            rows.append(
                f'<circle class="dot" cx="{x(cited.value)}" cy="{y + 8.5}" r="3.6">'
                f"<title>{esc(name)}: citation precision {percent(cited.value)}</title></circle>"
            )
        rows.append(f'<text class="value" x="{_WIDTH}" y="{y + 12}" text-anchor="end">{_rounded(ok)}</text>')
    grid = "".join(
        f'<line class="grid" x1="{x(share)}" x2="{x(share)}" y1="18" y2="{height - 4}"/>'
        f'<text class="tick" x="{x(share)}" y="12" text-anchor="middle">{share:.0%}</text>'
        for share in (0, 0.5, 1)
    )
    return _svg(height, "Share of the questions handled rightly, by type", grid + "".join(rows))


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Return the reliability curve: what came true, against the confidence given; a bigger dot is more questions."""
    left, right, top, bottom = 44, 388, 10, 205
    most = max((each.count for each in bins), default=1)

    def x(share: float) -> float:
        return round(left + (right - left) * share, 1)

    def y(share: float) -> float:
        return round(bottom - (bottom - top) * share, 1)

    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{y(share)}" y2="{y(share)}"/>')
        parts.append(f'<text class="tick" x="{left - 6}" y="{y(share) + 4}" text-anchor="end">{share:.0%}</text>')
        parts.append(f'<text class="tick" x="{x(share)}" y="{bottom + 16}" text-anchor="middle">{share:.0%}</text>')
    parts.append(f'<line class="ideal" x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}"/>')
    filled = [each for each in bins if each.count]
    points = " ".join(f"{x(each.confidence)},{y(each.share)}" for each in filled)
    parts.append(f'<polyline class="curve" points="{points}"/>')
    for each in filled:
        radius = round(3 + 7 * math.sqrt(each.count / most), 1)
        parts.append(
            f'<circle class="dot" cx="{x(each.confidence)}" cy="{y(each.share)}" r="{radius}"><title>'
            f"confidence {percent(each.confidence)}, answered by the articles {percent(each.share)}: "
            f"{plural(each.count, 'question')}</title></circle>"
        )
    middle = (left + right) / 2
    parts.append(f'<text class="axis" x="{middle}" y="{bottom + 34}" text-anchor="middle">confidence given</text>')
    return _svg(bottom + 40, "Confidence given, and how often the articles did hold the answer", "".join(parts))


def latency_plot(times: Sequence[float], marks: Mapping[str, float]) -> str:
    """Return a histogram of the time that questions took.

    Args:
        times: milliseconds, one a question.
        marks: lines to draw at certain times, with their names, such as `p50`.
    """
    left, right, top, bottom = 8, 392, 30, 145
    edges = histogram_edges(times)
    step, last = edges[1] - edges[0], edges[-1]
    counts = Counter(min(int(time // step), len(edges) - 2) for time in times)
    most = max(counts.values(), default=1)

    def x(time: float) -> float:
        return round(left + (right - left) * min(time / last, 1), 1)

    parts = []
    for place in range(len(edges) - 1):
        count = counts[place]
        height = round((bottom - top) * count / most, 1)
        wide = round(x(edges[place + 1]) - x(edges[place]) - 1, 1)
        over = " and more" if place == len(edges) - 2 else ""
        parts.append(
            f'<rect class="bar" x="{x(edges[place])}" y="{round(bottom - height, 1)}" width="{wide}" height="{height}">'
            f"<title>{edges[place]:g}–{edges[place + 1]:g} ms{over}: {plural(count, 'question')}</title></rect>"
        )
    parts.append(f'<line class="base" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>')
    for number, edge in enumerate(edges):
        if number % max(1, math.ceil(len(edges) / 6)) == 0:
            anchor = "start" if number == 0 else "middle"
            parts.append(f'<text class="tick" x="{x(edge)}" y="{bottom + 16}" text-anchor="{anchor}">{edge:g}</text>')
    for number, (name, time) in enumerate(marks.items()):
        side = ("end", -4) if x(time) > (left + right) / 2 else ("start", 4)
        parts.append(f'<line class="mark" x1="{x(time)}" x2="{x(time)}" y1="{14 * number + 4}" y2="{bottom}"/>')
        parts.append(
            f'<text class="name" x="{x(time) + side[1]}" y="{12 + 14 * number}" text-anchor="{side[0]}">'
            f"{esc(name)} {time:,.0f} ms</text>"
        )
    parts.append(f'<text class="axis" x="200" y="{bottom + 33}" text-anchor="middle">milliseconds</text>')
    return _svg(bottom + 39, "How long questions took", "".join(parts))


def outcome_bar(counts: Mapping[str, int]) -> str:
    """Return one bar made of all outcomes, each as long as its share."""
    total, at, parts = sum(counts.values()) or 1, 0.0, []
    for diagnosis in DIAGNOSES:
        count = counts.get(diagnosis, 0)
        if not count:
            continue
        wide = 1000 * count / total
        parts.append(
            f'<rect class="o-{slug(diagnosis)}" x="{at:.1f}" y="0" width="{max(wide - 2, 1.5):.1f}" height="10">'
            f"<title>{esc(diagnosis)}: {plural(count, 'question')}</title></rect>"
        )
        at += wide
    return (
        '<svg class="outcomes" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" '
        f'aria-label="Outcomes">{"".join(parts)}</svg>'
    )


def interval_bar(metric: Metric) -> str:
    """Return a share as a point on a line from 0 to 1, with its interval."""
    if metric.value is None:
        return ""

    def x(share: float) -> float:
        return round(4 + 112 * min(max(share, 0), 1), 1)

    return (
        '<svg class="interval" viewBox="0 0 120 14" aria-hidden="true">'
        '<line class="track" x1="4" x2="116" y1="7" y2="7"/>'
        f'{_whisker(metric, x, 7)}<circle class="dot" cx="{x(metric.value)}" cy="7" r="3.4"/></svg>'
    )


def histogram_edges(times: Sequence[float]) -> list[float]:
    """Return the edges of the bars: round steps from 0, far outliers in the last bar.

    >>> histogram_edges([1.0, 9.0, 20.0])[:4]
    [0.0, 1.0, 2.0, 3.0]
    """
    ordered = sorted(times) or [1.0]
    reach = min(ordered[-1], 1.5 * ordered[math.ceil(0.98 * len(ordered)) - 1]) or 1.0
    rough = reach / (_BARS - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 4, 5, 10) if size * factor >= rough)
    return [round(step * place, 6) for place in range(math.floor(reach / step + 1e-9) + 2)]


def _whisker(metric: Metric, x: Callable[[float], float], y: float) -> str:
    if metric.low is None or metric.high is None:
        return ""
    return f'<line class="whisker" x1="{x(metric.low)}" x2="{x(metric.high)}" y1="{y}" y2="{y}"/>'


def _rounded(metric: Metric) -> str:
    value = metric.value or 0.0
    return f"{round(value * metric.count)}/{metric.count}"


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _svg(height: float, title: str, content: str) -> str:
    return f'<svg class="plot" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{esc(title)}">{content}</svg>'
