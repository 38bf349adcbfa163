"""Words and figures of the HTML report."""

import pytest

from eval.records import Metric
from eval.reports.html_text import esc, figure, interval, percent, slug


@pytest.mark.parametrize(
    ("share", "written"), [(0, "0 %"), (1, "100 %"), (0.9996, "99.9 %"), (0.0001, "0.1 %"), (0.934, "93.4 %")]
)
def test_only_all_is_100_percent(share: float, written: str) -> None:
    assert percent(share) == written


def test_figures_are_shares_or_numbers() -> None:
    assert [figure("ok", 0.5), figure("answer_words", 61.25), figure("ok", None)] == ["50.0 %", "61.2", "–"]
    assert [interval("ok", Metric(0.5, 0.2, 0.8)), interval("ok", Metric(0.5))] == ["20.0–80.0", ""]


def test_text_for_html_keeps_nothing_dangerous() -> None:
    assert esc("<a href='x'>\0\ud800&") == "&lt;a href=&#x27;x&#x27;&gt;\ufffd\ufffd&amp;"
    assert slug("retrieved but not chosen") == "retrieved-but-not-chosen"
