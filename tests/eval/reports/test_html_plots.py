"""The plots of the report: what is drawn has the lengths of what it stands for."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from eval import records
from eval.records import Bin, Metric
from eval.reports.html_plots import (
    histogram_edges,
    interval_bar,
    latency_plot,
    outcome_bar,
    reliability_plot,
    type_plot,
)


def shapes(svg: str, tag: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall(f".//{tag}")  # noqa: S314  # our own drawing


def test_the_type_plot_draws_each_share_at_its_length() -> None:
    svg = type_plot({"fact": {"ok": Metric(0.5, 0.25, 0.75, 8)}, "<who>": {"ok": Metric(1.0, count=3)}})
    bars = [bar for bar in shapes(svg, "rect") if bar.get("class") == "bar"]
    assert [float(bar.get("width", "")) for bar in bars] == [107.0, 214.0]
    whisker = next(line for line in shapes(svg, "line") if line.get("class") == "whisker")
    assert (whisker.get("x1"), whisker.get("x2")) == ("191.5", "298.5")
    assert [text.text for text in shapes(svg, "text") if text.get("class") == "value"] == ["4/8", "3/3"]
    assert "<who>" in [text.text for text in shapes(svg, "text")]


def test_the_reliability_plot_puts_a_perfect_bin_on_the_line() -> None:
    svg = reliability_plot([Bin(0, 0.5, 1, 0.25, 0.25), Bin(0.5, 0.6, 0, 0, 0), Bin(0.6, 1, 4, 1.0, 1.0)])
    points = shapes(svg, "polyline")[0].get("points")
    assert points == "130.0,156.2 388.0,10.0"
    assert [dot.get("r") for dot in shapes(svg, "circle")] == ["6.5", "10.0"]


def test_the_histogram_counts_every_question() -> None:
    svg = latency_plot([1.0, 9.0, 9.5, 20.0], {"p50": 9.25})
    counted = [int(re.findall(r"(\d+) question", title.text or "")[0]) for title in shapes(svg, "title")]
    assert sum(counted) == 4
    assert any((text.text or "") == "p50 9 ms" for text in shapes(svg, "text"))


@pytest.mark.parametrize("times", [[], [0.0], [0.3], [5.0] * 50, [10.0] * 99 + [60_000.0], [88.5, 308.4]])
def test_the_edges_of_the_histogram_are_even_and_few(times: list[float]) -> None:
    edges = histogram_edges(times)
    steps = {round(after - before, 6) for before, after in pairwise(edges)}
    assert len(steps) == 1
    assert edges[0] == 0
    assert 2 <= len(edges) <= 27
    assert not times or edges[-1] > sorted(times)[len(times) // 2]


def test_the_outcome_bar_shares_its_length_out() -> None:
    svg = outcome_bar({records.RIGHT: 3, records.FAILED: 1})
    assert [(bar.get("class"), bar.get("x"), bar.get("width")) for bar in shapes(svg, "rect")] == [
        ("o-right", "0.0", "748.0"),
        ("o-failed", "750.0", "248.0"),
    ]


def test_an_interval_is_drawn_from_end_to_end() -> None:
    svg = interval_bar(Metric(0.5, 0.25, 0.75, 4))
    assert [(line.get("x1"), line.get("x2")) for line in shapes(svg, "line")] == [("4", "116"), ("32.0", "88.0")]
    assert interval_bar(Metric(None)) == ""
