"""Words and figures made safe and short for the HTML report. Whatever comes from an article goes through `esc`."""

import html
import re
from typing import Final, TypeVar, cast

from eval import records
from eval.metrics.summary import METRICS
from eval.records import Metric

Text = TypeVar("Text", bound=str)
GLYPHS: Final = {
    records.RIGHT: "✓",
    records.RIGHTLY_REFUSED: "✓",
    records.NOT_RETRIEVED: "✗",
    records.NOT_CHOSEN: "✗",
    records.WRONG_SENTENCE: "✗",
    records.WRONGLY_REFUSED: "✗",
    records.WRONGLY_ANSWERED: "✗",
    records.NOT_VERBATIM: "!",
    records.FAILED: "!",
    records.NOT_SCORED: "–",
}
"""A mark for each diagnosis, so that colour isn't all that tells them apart."""
_NO_TEXT: Final = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""What HTML in UTF-8 can't hold."""


def showable(text: Text) -> Text:
    """Return a text without the characters that HTML in UTF-8 can't hold; markup stays markup."""
    return cast(Text, text.translate(_NO_TEXT))


def esc(text: object) -> str:
    """Return any text for HTML, in elements and in quoted attributes."""
    return html.escape(showable(str(text)), quote=True)


def slug(words: str) -> str:
    """Return a name for a class or an id: `wrongly refused` becomes `wrongly-refused`."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def percent(share: float) -> str:
    """Return a share for people; 100 % only when nothing is lacking, 0 % only when nothing is there.

    >>> percent(1), percent(0.9996), percent(0.934), percent(0)
    ('100 %', '99.9 %', '93.4 %', '0 %')
    """
    if share in {0, 1}:
        return f"{share:.0%}".replace("%", " %")
    return f"{min(max(share * 100, 0.1), 99.9):.1f} %"


def figure(name: str, value: float | None) -> str:
    """Return the value of a metric as it is written: a share in percent, anything else as a number."""
    if value is None:
        return "–"
    about = METRICS.get(name)
    return percent(value) if about is None or about.share else f"{value:,.1f}"


def interval(name: str, metric: Metric) -> str:
    """Return the interval of a metric as `91.2–96.0`; nothing without one."""
    if metric.low is None or metric.high is None:
        return ""
    about = METRICS.get(name)
    scale = 100 if about is None or about.share else 1
    return f"{metric.low * scale:.1f}–{metric.high * scale:.1f}"


def label(name: str) -> str:
    """Return what a metric is called."""
    about = METRICS.get(name)
    return about.label if about else name


def plural(count: int, noun: str) -> str:
    """Return a number of things: `1 question`, `2 questions`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
