"""A checked draft as HTML: what was found, the worst first, each with the places where the articles say it."""

import itertools
from typing import Final

from rag.drafts.records import FAILING, FINE, Checked, Finding, Place, Verdict
from ui.page.html.markup import esc
from ui.page.texts import ENGLISH, Texts

MOST: Final = 400
"""Findings shown; a program gets all of them."""
_PLACES: Final = 3
_COUNT: Final = itertools.count()
_SHOWN: Final = 300
"""Characters of a quotation or a statement that are shown."""


def findings_html(checked: Checked, texts: Texts = ENGLISH, *, word: bool = False) -> str:
    """Return what was found of a draft, with boxes that show and hide the bad, the doubtful and the fine ones.

    Args:
        checked: the draft.
        texts: the words of the page.
        word: whether it came as a Word document, which can be saved with comments.
    """
    if not checked.findings:
        return f'<p class="told">{esc(texts("draft-empty"))}</p>'
    rows = "".join(_row(finding, texts) for finding in checked.worst_first()[:MOST])
    above = _boxes(checked, texts) + _exports(texts, word=word)
    return f'<div class="drafted">{above}<ul class="findings">{rows}</ul></div>'


def exported_html(name: str, kind: str, data: str) -> str:
    """Return a file for the script to save, its bytes in Base64; a number makes it differ from the one before."""
    return (
        f'<i data-saved="{next(_COUNT)}" data-name="{esc(name)}" data-kind="{esc(kind)}" data-bytes="{esc(data)}"></i>'
    )


def _exports(texts: Texts, *, word: bool) -> str:
    forms = {"report": texts("draft-report")} | ({"docx": texts("draft-docx")} if word else {})
    buttons = "".join(
        f'<button type="button" data-export="{form}">{esc(words)}</button>' for form, words in forms.items()
    )
    return f'<div class="exports">{buttons}</div>'


def _sort(verdict: Verdict) -> str:
    if verdict in FAILING:
        return "bad"
    return "fine" if verdict in FINE else "doubt"


def _boxes(checked: Checked, texts: Texts) -> str:
    """Return a box a sort, each with the verdicts that it holds and how many of them there are."""
    told: dict[str, list[str]] = {"bad": [], "doubt": [], "fine": []}
    for verdict, count in checked.counts.items():
        told[_sort(verdict)].append(f"{texts(f'verdict-{verdict}')} {texts.number(count)}")
    boxes = "".join(
        f'<label><input type="checkbox" value="{sort}" checked> {esc(", ".join(words))}</label>'
        for sort, words in told.items()
        if words
    )
    alone = f'<p class="nothing">{esc(texts("draft-alone", number=texts.number(checked.left_alone)))}</p>'
    return f'<div class="shown-verdicts" role="group" aria-label="{esc(texts("draft-words"))}">{boxes}</div>{alone}'


def _row(finding: Finding, texts: Texts) -> str:
    words = finding.text if len(finding.text) <= _SHOWN else f"{finding.text[:_SHOWN]}…"
    places = "".join(_place(place) for place in finding.places[:_PLACES])
    note = f"<p>{esc(finding.note)}</p>" if finding.note else ""
    verdict, line = texts(f"verdict-{finding.verdict}"), texts("draft-line", line=texts.number(finding.line))
    return (
        f'<li class="{_sort(finding.verdict)}"><b>{esc(verdict)}</b> <small>{esc(line)}</small>'
        f'<q dir="auto">{esc(words)}</q>{note}{places}</li>'
    )


def _place(place: Place) -> str:
    told = ", ".join(part for part in (place.title or place.file, place.publisher, place.published) if part)
    return (
        f'<button type="button" class="place" data-file="{esc(place.file)}" data-start="{place.start}" '
        f'data-end="{place.end}">{esc(told)}</button>'
    )
