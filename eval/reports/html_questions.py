"""One question of the HTML report: what was asked, answered, quoted and expected, and what went wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.metrics.matching import stated_facts
from eval.metrics.measures import Place, in_gold_article, on_gold_words
from eval.records import GOOD, GoldSource, Outcome
from eval.reports.html_text import GLYPHS, esc, figure, label, percent, slug
from index.records import Span

_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_MARKER: Final = re.compile(r"\[(\d{1,3})\]")
_AROUND: Final = 110
"""Characters shown before and after a quote."""
_GOLD_WORDS: Final = 160
_RANKED: Final = 10
"""Retrieved passages shown."""


def question_card(number: int, outcome: Outcome, articles: Mapping[str, str]) -> str:
    """Return the list item of a question; it opens by itself, without a script."""
    case = outcome.case
    kind = case.type or "no type"
    state = "good" if outcome.diagnosis in GOOD else "bad"
    return (
        f'<li class="question {state} o-{slug(outcome.diagnosis)}" id="q-{esc(case.id)}" '
        f'data-outcome="{esc(outcome.diagnosis)}" data-type="{esc(kind)}"><details>'
        f'<summary><span class="outcome"><span class="glyph" aria-hidden="true">{GLYPHS.get(outcome.diagnosis, "?")}'
        f'</span> {esc(outcome.diagnosis)}</span><span class="asked" dir="auto">{esc(case.question)}</span>'
        f'<span class="kind">{esc(kind)}</span><span class="id">{esc(case.id)}</span></summary>'
        f'<div class="body"><p class="why" dir="auto">{esc(outcome.why)}</p>{_history(outcome)}'
        '<div class="columns">'
        f'<div class="said">{_answer(number, outcome)}{_citations(number, outcome, articles)}</div>'
        f'<div class="wanted">{_gold(outcome, articles)}{_retrieved(outcome)}{_scores(outcome)}</div></div></div>'
        "</details></li>"
    )


def answer_html(number: int, text: str, markers: frozenset[int]) -> str:
    """Return an answer's text: `**` in bold, each marker of a citation as a button that opens it."""
    parts, end = [], 0
    for match in _BOLD.finditer(text):
        parts.append(_marked(number, text[end : match.start()], markers))
        parts.append(f"<strong>{_marked(number, match[1], markers)}</strong>")
        end = match.end()
    return "".join([*parts, _marked(number, text[end:], markers)])


def _marked(number: int, text: str, markers: frozenset[int]) -> str:
    parts, end = [], 0
    for match in _MARKER.finditer(text):
        if int(match[1]) in markers:
            parts.append(esc(text[end : match.start()]))
            parts.append(
                f'<button type="button" class="marker" data-cite="c-{number}-{int(match[1])}" '
                f'aria-label="Show citation {match[1]} in its article">{match[1]}</button>'
            )
            end = match.end()
    return "".join([*parts, esc(text[end:])])


def _history(outcome: Outcome) -> str:
    turns = "".join(
        f'<p class="turn {slug(turn.role)}" dir="auto"><span>{esc(turn.role)}</span> {esc(turn.content)}</p>'
        for turn in outcome.case.history
    )
    return f'<div class="history"><h4>Asked before</h4>{turns}</div>' if turns else ""


def _answer(number: int, outcome: Outcome) -> str:
    answer = outcome.answer
    if "error" in answer:
        return f'<h4>Answer</h4><p class="answer error" dir="auto">{esc(answer["error"])}</p>'
    markers = frozenset(row["marker"] for row in answer.get("citations", ()))
    said = "Answer" if answer.get("answered") else "Refusal"
    sure = answer.get("confidence")
    confidence = f' <span class="sure">confidence {percent(sure)}</span>' if isinstance(sure, float | int) else ""
    alone = str(answer.get("standalone_question") or outcome.case.question)
    understood = (
        f'<p class="alone" dir="auto">Understood as: {esc(alone)}</p>' if alone != outcome.case.question else ""
    )
    text = answer_html(number, str(answer.get("answer", "")), markers)
    return f'<h4>{said}{confidence}</h4>{understood}<p class="answer" dir="auto">{text}</p>'


def _citations(number: int, outcome: Outcome, articles: Mapping[str, str]) -> str:
    rows = outcome.answer.get("citations", ())
    if not rows:
        return ""
    items = "".join(_citation(number, row, outcome.gold, articles) for row in rows)
    return f'<h4>Quoted</h4><ol class="citations">{items}</ol>'


def _citation(number: int, row: Mapping[str, Any], gold: Sequence[GoldSource], articles: Mapping[str, str]) -> str:
    text = articles.get(row["file"])
    start, end = max(0, row["start"]), max(0, row["end"])
    known = [row.get(field) for field in ("title", "author", "publisher", "published") if row.get(field)]
    place = f"{row['file']}:{row.get('line_start', '?')}"
    shown = f"<strong>{esc(known[0])}</strong> " if known else ""
    about = ", ".join(map(esc, known[1:]))
    button = (
        f'<button type="button" class="open cite" id="c-{number}-{row["marker"]}" data-file="{esc(row["file"])}" '
        f'data-start="{start}" data-end="{end}" data-name="{row["marker"]}"{"" if text is not None else " disabled"}>'
        f'<span class="badge">{row["marker"]}</span><span class="where" dir="auto">{shown}{about}'
        f'<span class="place">{esc(place)}</span></span></button>'
    )
    return f'<li>{button}<blockquote dir="auto">{_in_context(row, text)}</blockquote>{_tags(row, gold, text)}</li>'


def _in_context(row: Mapping[str, Any], text: str | None) -> str:
    """Return the quote between the words around it in the article."""
    quote = f"<q>{esc(row['quote'])}</q>"
    if text is None or text[row["start"] : row["end"]] != row["quote"]:
        return quote
    before = " ".join(text[max(0, row["start"] - _AROUND) : row["start"]].split())
    after = " ".join(text[row["end"] : row["end"] + _AROUND].split())
    ahead = f'<span class="around">…{esc(before)}</span> ' if before else ""
    behind = f' <span class="around">{esc(after)}…</span>' if after else ""
    return ahead + quote + behind


def _tags(row: Mapping[str, Any], gold: Sequence[GoldSource], text: str | None) -> str:
    place = Place(row["file"], Span(row["start"], row["end"]))
    tags = []
    if gold:
        on_words, in_article = on_gold_words(place, gold), in_gold_article(place, gold)
        words = "on the gold words" if on_words else "in a gold article" if in_article else "not in a gold article"
        tags.append(f'<span class="tag {"hit" if on_words else "near" if in_article else "miss"}">{words}</span>')
    if text is None:
        tags.append('<span class="tag miss">article not in the report</span>')
    elif text[row["start"] : row["end"]] != row["quote"]:
        tags.append('<span class="tag miss">not what the file says there</span>')
    return f'<p class="tags">{"".join(tags)}</p>' if tags else ""


def _gold(outcome: Outcome, articles: Mapping[str, str]) -> str:
    case = outcome.case
    if case.answerable is False:
        made = '<p class="none">A refusal: the articles don’t answer it.</p>'
    elif case.facts:
        stated = stated_facts(str(outcome.answer.get("answer", "")), case.facts)
        made = "".join(_fact(fact, said) for fact, said in zip(case.facts, stated, strict=True))
        made = f'<ul class="facts">{made}</ul>'
    else:
        made = '<p class="none">No gold answer is known.</p>'
    wrong = "".join(f"<li>{_alternatives(fact)}</li>" for fact in case.wrong)
    if wrong:
        made += f'<h4>Misinformed articles say</h4><ul class="facts">{wrong}</ul>'
    if case.without:
        made += f'<p class="none">Asked without {esc(", ".join(case.without))}.</p>'
    sources = "".join(_source(source, articles) for source in outcome.gold)
    if sources:
        made += f'<h4>Where it stands</h4><ul class="sources">{sources}</ul>'
    note = f'<p class="note" dir="auto">Note: {esc(case.note)}</p>' if case.note else ""
    return f"<h4>Expected</h4>{made}{note}"


def _fact(fact: Sequence[object], said: bool) -> str:
    glyph, words = ("✓", "stated") if said else ("✗", "not stated")
    return (
        f'<li class="{"stated" if said else "lacking"}"><span class="glyph" title="{words}">{glyph}</span>'
        f'<span class="hidden">{words}: </span>{_alternatives(fact)}</li>'
    )


def _alternatives(fact: Sequence[object]) -> str:
    return ' <span class="or">or</span> '.join(f"<bdi>{esc(alternative)}</bdi>" for alternative in fact)


def _source(source: GoldSource, articles: Mapping[str, str]) -> str:
    text = articles.get(source.file)
    disabled = "" if text is not None else " disabled"
    made = []
    for span in source.spans or (Span(0, 0),):
        words = " ".join(span.of(text or "").split())
        shown = words if len(words) <= _GOLD_WORDS else f"{words[:_GOLD_WORDS]}…"
        quoted = f'<q dir="auto">{esc(shown)}</q>' if shown else ""
        made.append(
            f'<li><button type="button" class="open gold" data-file="{esc(source.file)}" data-start="{span.start}" '
            f'data-end="{span.end}" data-name="gold"{disabled}><span class="place">{esc(source.file)}</span>{quoted}'
            "</button></li>"
        )
    return "".join(made)


def _retrieved(outcome: Outcome) -> str:
    rows = outcome.answer.get("retrieved", ())
    if not rows:
        return ""
    files = {source.file for source in outcome.gold}
    items = []
    for row in rows[:_RANKED]:
        place = Place(row["file"], Span(row["start"], row["end"]))
        hit = on_gold_words(place, outcome.gold) or (row["file"] in files and not any(g.spans for g in outcome.gold))
        mark = ' <span class="tag hit">gold</span>' if hit else ""
        score = f'<span class="score">{row["score"]:.2f}</span>' if isinstance(row.get("score"), float | int) else ""
        items.append(f'<li><span class="place">{esc(row["file"])}</span>{mark}{score}</li>')
    listed = f'<ol class="ranking">{"".join(items)}</ol>'
    return f'<details class="more"><summary>Retrieved passages</summary>{listed}</details>'


def _scores(outcome: Outcome) -> str:
    rows = "".join(
        f"<div><dt>{esc(label(name))}</dt><dd>{esc(figure(name, value))}</dd></div>"
        for name, value in outcome.scores.items()
    )
    return f'<details class="more"><summary>Scores</summary><dl class="scores">{rows}</dl></details>' if rows else ""
