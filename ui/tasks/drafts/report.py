"""A checked draft as one HTML file that loads nothing: the draft beside what the articles say, filters, a keyboard."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from index.errors import PressmarkError
from rag.drafts.records import FINE, Checked, Finding, Place
from ui.findings import VERDICTS

_HERE: Final = Path(__file__).parent
_AROUND: Final = 600
"""Characters shown before and behind a place of an article."""
_UNSHOWABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLACES: Final = 3

TextOf = Callable[[str], str]
"""Returns the text of an article by its file."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A piece of the draft, and the findings that it belongs to, the worst first."""

    text: str
    findings: tuple[int, ...]
    opens: tuple[int, ...]
    """Those that begin with it."""
    verdict: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A place of an article with what stands around it."""

    place: Place
    before: str
    after: str


def write_report(checked: Checked, text_of: TextOf, target: Path) -> None:
    """Write the report of a checked draft.

    Raises:
        PressmarkError: the file can't be written.
    """
    try:
        target.write_text(report_html(checked, text_of), encoding="utf-8")
    except OSError as error:
        raise PressmarkError(f"{target} can't be written: {error.strerror}.") from error


def report_html(checked: Checked, text_of: TextOf) -> str:
    """Return the report of a checked draft as HTML; every word of the draft and of articles in it is escaped."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    templates = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, finalize=_showable
    )
    order = sorted(range(len(checked.findings)), key=lambda number: checked.findings[number].rank)
    return templates.get_template("report.html").render(
        checked=checked,
        fine=FINE,
        policy=policy,
        quotations=sum(finding.kind == "quotation" for finding in checked.findings),
        script=script,
        segments=list(_segments(checked)),
        shown=[(number, checked.findings[number], _places(checked.findings[number], text_of)) for number in order],
        style=style,
        verdicts=VERDICTS,
    )


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


def _showable(value: object) -> object:
    return _UNSHOWABLE.sub("\ufffd", value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _segments(checked: Checked) -> Iterator[_Segment]:
    """Yield the draft in pieces, cut wherever a finding begins or ends."""
    findings = checked.findings
    cuts = sorted({0, len(checked.text), *(cut for finding in findings for cut in (finding.start, finding.end))})
    begins: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        begins.setdefault(finding.start, []).append(number)
    open_now: set[int] = set()
    for start, end in pairwise(cuts):
        open_now = {number for number in open_now if findings[number].end > start} | set(begins.get(start, ()))
        held = sorted(open_now, key=lambda number: findings[number].rank)
        verdict = findings[held[0]].verdict if held else ""
        yield _Segment(checked.text[start:end], tuple(held), tuple(begins.get(start, ())), verdict)


def _places(finding: Finding, text_of: TextOf) -> Sequence[_Shown]:
    shown = []
    for place in finding.places[:_PLACES]:
        text = text_of(place.file)
        before, after = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
        shown.append(_Shown(place, before, after))
    return shown
