"""One question of the HTML report: what was asked, answered, quoted and expected, and what went wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from eval.metrics.matching import stated_facts
from eval.metrics.measures import Place, in_gold_article, on_gold_words
from eval.records import GOOD, GoldSource, Outcome
from eval.reports.html_text import showable
from index.records import Span

_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_MARKER: Final = re.compile(r"\[(\d{1,3})\]")
_AROUND: Final = 110
"""Characters shown before and after a quote."""
_GOLD_WORDS: Final = 160
_RANKED: Final = 10
"""Retrieved passages shown."""
_BUTTON: Final = Markup(
    '<button type="button" class="marker" data-cite="c-{}-{}" aria-label="Show citation {} in its article">{}</button>'
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation, with the words around it in its article."""

    row: Mapping[str, Any]
    """As `ask --json` has it."""
    start: int
    end: int
    place: str
    known: list[str]
    """Title, author, publisher and date, as far as they are known."""
    before: str
    after: str
    tags: list[tuple[str, str]]
    """What is said of it: the class of the words and the words."""
    carried: bool
    """Whether its article is in the page."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A gold answer's place in an excerpt of an article."""

    file: str
    start: int
    end: int
    words: str
    carried: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage that was retrieved."""

    file: str
    gold: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """All that is shown of one question; `templates/question.html` shows it."""

    number: int
    outcome: Outcome
    kind: str
    good: bool
    error: str | None
    said: str
    sure: float | None
    alone: str
    answer: Markup
    citations: list[Quoted]
    facts: list[tuple[Sequence[object], bool]]
    """Each fact that is expected, and whether the answer states it."""
    sources: list[GoldPlace]
    retrieved: list[Ranked]


def question_view(number: int, outcome: Outcome, articles: Mapping[str, str]) -> QuestionView:
    """Return what is shown of a question; its list item opens by itself, without a script."""
    case, answer = outcome.case, outcome.answer
    rows = answer.get("citations", ())
    sure = answer.get("confidence")
    text = str(answer.get("answer", ""))
    return QuestionView(
        number=number,
        outcome=outcome,
        kind=case.type or "no type",
        good=outcome.diagnosis in GOOD,
        error=str(answer["error"]) if "error" in answer else None,
        said="Answer" if answer.get("answered") else "Refusal",
        sure=sure if isinstance(sure, float | int) else None,
        alone=str(answer.get("standalone_question") or case.question),
        answer=answer_html(number, text, frozenset(row["marker"] for row in rows)),
        citations=[_quoted(row, outcome.gold, articles) for row in rows],
        facts=list(zip(case.facts, stated_facts(text, case.facts), strict=True)) if case.facts else [],
        sources=[place for source in outcome.gold for place in _places(source, articles)],
        retrieved=_retrieved(outcome),
    )


def answer_html(number: int, text: str, markers: frozenset[int]) -> Markup:
    """Return an answer's text: `**` in bold, each marker of a citation as a button that opens it."""
    parts, end = [], 0
    for match in _BOLD.finditer(text):
        parts.append(_marked(number, text[end : match.start()], markers))
        parts.append(Markup("<strong>{}</strong>").format(_marked(number, match[1], markers)))
        end = match.end()
    return Markup("").join([*parts, _marked(number, text[end:], markers)])


def _marked(number: int, text: str, markers: frozenset[int]) -> Markup:
    parts, end = list[str](), 0
    for match in _MARKER.finditer(text):
        if int(match[1]) in markers:
            parts += [text[end : match.start()], _BUTTON.format(number, int(match[1]), match[1], match[1])]
            end = match.end()
    return Markup("").join([*parts, text[end:]])


def _quoted(row: Mapping[str, Any], gold: Sequence[GoldSource], articles: Mapping[str, str]) -> Quoted:
    text = articles.get(row["file"])
    start, end = row["start"], row["end"]
    inside = text is not None and text[start:end] == row["quote"]
    around = text if text is not None and inside else ""
    return Quoted(
        row,
        max(0, start),
        max(0, end),
        f"{row['file']}:{row.get('line_start', '?')}",
        [showable(str(row[name])) for name in ("title", "author", "publisher", "published") if row.get(name)],
        " ".join(around[max(0, start - _AROUND) : start].split()),
        " ".join(around[end : end + _AROUND].split()),
        _tags(row, gold, text),
        text is not None,
    )


def _tags(row: Mapping[str, Any], gold: Sequence[GoldSource], text: str | None) -> list[tuple[str, str]]:
    place = Place(row["file"], Span(row["start"], row["end"]))
    tags = []
    if gold:
        on_words, in_article = on_gold_words(place, gold), in_gold_article(place, gold)
        words = "on the gold words" if on_words else "in a gold article" if in_article else "not in a gold article"
        tags.append(("hit" if on_words else "near" if in_article else "miss", words))
    if text is None:
        tags.append(("miss", "article not in the report"))
    elif text[row["start"] : row["end"]] != row["quote"]:
        tags.append(("miss", "not what the file says there"))
    return tags


def _places(source: GoldSource, articles: Mapping[str, str]) -> list[GoldPlace]:
    text = articles.get(source.file)
    made = []
    for span in source.spans or (Span(0, 0),):
        words = " ".join(span.of(text or "").split())
        shown = words if len(words) <= _GOLD_WORDS else f"{words[:_GOLD_WORDS]}…"
        made.append(GoldPlace(source.file, span.start, span.end, shown, text is not None))
    return made


def _retrieved(outcome: Outcome) -> list[Ranked]:
    files = {source.file for source in outcome.gold}
    made = []
    for row in outcome.answer.get("retrieved", ())[:_RANKED]:
        place = Place(row["file"], Span(row["start"], row["end"]))
        hit = on_gold_words(place, outcome.gold) or (row["file"] in files and not any(g.spans for g in outcome.gold))
        score = row.get("score")
        made.append(Ranked(row["file"], hit, score if isinstance(score, float | int) else None))
    return made
