"""The doubts about an answer as HTML: refusals, differing sources, near-copies, notes and struck-out sentences."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from rag import Answer, Citation
from rag.messages.days import long_date
from rag.messages.texts import say as say_of_engine
from rag.records import (
    CheckedSentence,
    Checks,
    Difference,
    DifferingValue,
    Nearest,
    Origin,
    Refusal,
)
from ui.page.html.markup import esc, filled_html, joined, spoken_in
from ui.page.html.sources import marker_button, sources_of
from ui.wording import check_words, problem_words, say

_SHOWN = 3
_SNIPPET = 180
_MARKS = re.compile(
    r"(?P<open>[“„«‘\"]\s?)(?P<begin><button[^>]*>)(?P<words>.*?)(?P<end></button>)(?P<close>\s?[”“»’\"])", re.DOTALL
)
"""A button between quotation marks."""
_LONG = 40
"""Characters from which a value is set small."""
_TITLES = {
    "conflict": "differ", "update": "differ-update", "correction": "differ-correction", "rounding": "differ-rounding",
}  # fmt: skip


def refusal_html(answer: Answer) -> str:
    """Return that the articles don't answer, what was searched, what has no support, and where to look."""
    refusal, spoken = answer.refusal, answer.language
    begin = f'<div class="refusal" {spoken_in(spoken)}><p class="refused" dir="auto">'
    if refusal is None:
        return f"{begin}{esc(answer.answer)}</p>{_retrieved(answer)}</div>"
    lead = answer.answer.rsplit("\n\n", 1)[-1].split(". ")[0].rstrip(".")  # behind what a word was taken for
    return (
        f'{begin}{esc(lead)}.</p><p class="searched" dir="auto">{esc(_searched(refusal, spoken))}</p>'
        f"{_unsupported(refusal, spoken)}{_said(refusal, spoken)}{_nearest(refusal.nearest, spoken)}</div>"
        f"{notes_html(answer.notes[1:] if answer.corrections else answer.notes)}"
    )


def notes_html(notes: Sequence[str], *, quiet: bool = False) -> str:
    """Return what a reader must know beside the quotes; quietly, when it is nothing to beware of."""
    name = "note quiet" if quiet else "note"
    return "".join(f'<p class="{name}" dir="auto">{esc(note)}</p>' for note in notes)


def differences_html(answer: Answer) -> str:
    """Return the points on which the sources differ: a table each of what they say, whose word it is, and when."""
    return "".join(_difference(each, answer.citations, answer.language) for each in answer.differences)


def origins_html(answer: Answer) -> str:
    """Return which articles tell one and the same story, and so count once; each can be opened."""
    titles = {each.file: each.title or each.file for each in answer.citations}
    return "".join(
        f'<p class="note origin" dir="auto">{_origin(each, titles, answer.language)}</p>' for each in answer.origins
    )


def _origin(origin: Origin, titles: Mapping[str, str], language: str) -> str:
    files = ", ".join(_opened(file, titles.get(file, file)) for file in origin.files)
    return filled_html(partial(say, "origin", language, count=len(origin.files)), files=files)


def _opened(file: str, title: str) -> str:
    return (
        f'<button type="button" class="link" data-file="{esc(file)}" data-start="0" data-end="0" dir="auto">'
        f"{esc(title)}</button>"
    )


def checks_html(checks: Checks | None, language: str) -> str:
    """Return what became of the sentences that a model wrote; those taken out are struck through, with the reason."""
    if checks is None:
        return ""
    rows = "".join(_checked(each, language) for each in checks.details if each.status != "supported")
    listed = f'<ul class="struck">{rows}</ul>' if rows else ""
    return (
        f'<div class="checks" {spoken_in(language)}><h3 class="label">{esc(say("checked", language))}</h3>'
        f'<p dir="auto">{esc(check_words(checks, language))}.</p>{listed}</div>'
    )


def _checked(sentence: CheckedSentence, language: str) -> str:
    words = f"<s>{esc(sentence.text)}</s>" if sentence.status == "removed" else esc(sentence.text)
    wrong = problem_words(sentence, language)
    return f'<li dir="auto">{words}{f" <small>{esc(wrong)}</small>" if wrong else ""}</li>'


def _searched(refusal: Refusal, language: str) -> str:
    told = [say_of_engine("searched", language, count=refusal.searched)]
    told += [say_of_engine("unreadable", language, count=refusal.unreadable)] if refusal.unreadable else []
    return f"{'; '.join(told)}."


def _unsupported(refusal: Refusal, language: str) -> str:
    if not refusal.unsupported:
        return ""
    words = ", ".join(f"<q>{esc(word)}</q>" for word in refusal.unsupported)
    told = filled_html(partial(say_of_engine, "unsupported", language), words=words)
    return f'<p class="unsupported" dir="auto">{told}</p>'


def _said(refusal: Refusal, language: str) -> str:
    """Return the sentence that comes nearest to an answer, which opens its article."""
    said = refusal.said
    if said is None:
        return ""
    quote = (
        f'<button type="button" class="link" data-file="{esc(said.file)}" data-start="{said.start}"'
        f' data-end="{said.end}" dir="auto">{esc(" ".join(said.text.split()))}</button>'
    )
    place = esc(f"{said.file}:{said.line_start}")
    told = filled_html(partial(say_of_engine, "said", language), quote=quote, place=place)
    told = _MARKS.sub(r"\g<begin>\g<open>\g<words>\g<close>\g<end>", told)  # a long quote is a block: so are its marks
    return f'<p class="said-near" dir="auto">{told}</p>'


def _nearest(nearest: Sequence[Nearest], language: str) -> str:
    if not nearest:
        return ""
    rows = "".join(
        _place(each.file, each.start, each.end, f"{each.file}:{each.line_start}", each.title, each.text)
        for each in nearest[:_SHOWN]
    )
    return _listed(rows, language)


def _retrieved(answer: Answer) -> str:
    """Return the nearest passages by their files, when the refusal names none."""
    first = {each.file: each for each in reversed(answer.retrieved)}
    chosen = sorted(first.values(), key=lambda each: -each.score)[:_SHOWN]
    rows = "".join(_place(each.file, each.start, each.end, each.file, None, "") for each in chosen)
    return _listed(rows, answer.language) if rows else ""


def _listed(rows: str, language: str) -> str:
    return f'<h3 class="label">{esc(say("nearest", language))}</h3><ul class="nearest">{rows}</ul>'


def _place(file: str, start: int, end: int, place: str, title: str | None, text: str) -> str:
    words = " ".join(text.split())
    snippet = words if len(words) <= _SNIPPET else f"{words[:_SNIPPET].rsplit(' ', 1)[0]} …"
    told = f'<span class="card-quote" dir="auto">{esc(snippet)}</span>' if snippet else ""
    return (
        f'<li><button type="button" class="card near" data-file="{esc(file)}" data-start="{start}" data-end="{end}">'
        f'<span class="card-title" dir="auto">{esc(title or file)}</span>{told}'
        f'<span class="card-place">{esc(place)}</span></button></li>'
    )


def _difference(difference: Difference, citations: Sequence[Citation], language: str) -> str:
    """Return what sources give as a table, a value a row; of a change the row of what holds now is the first."""
    title = esc(say(_TITLES[difference.kind], language))
    spoken = [each.speaker for each in difference.values if each.speaker]
    heads = [say(each, language) for each in ("value", *(["who-says"] if spoken else []), "where-said")]
    head = "".join(f'<th scope="col">{esc(each)}</th>' for each in heads)
    changed = difference.kind in {"update", "correction"}
    rows = "".join(
        _row(each, citations, language, spoken=bool(spoken), state=_state(place, language) if changed else "")
        for place, each in enumerate(difference.values)
    )
    return (
        f'<section class="difference" {spoken_in(language)} aria-label="{title}"><h3 class="label">{title}</h3>'
        f'<table class="sides"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _state(place: int, language: str) -> str:
    return say("replaced" if place else "holds-now", language)


def _row(value: DifferingValue, citations: Sequence[Citation], language: str, *, spoken: bool, state: str) -> str:
    name = "value long" if len(value.value) > _LONG else "value"
    chip = f' <span class="chip">{esc(state)}</span>' if state else ""
    says = f'<td class="who" dir="auto">{esc(value.speaker or "")}</td>' if spoken else ""
    where = "".join(
        f"<li>{marker_button(each, language)} "
        f"{joined((_whose(each), esc(long_date(each.published, language)) or None))}</li>"
        for each in sources_of(value.markers, citations)
    )
    return (
        f'<tr><th scope="row" class="{name}"><span dir="auto">{esc(value.value)}</span>{chip}</th>{says}'
        f'<td><ul class="says">{where}</ul></td></tr>'
    )


def _whose(citation: Citation) -> str:
    return esc(citation.publisher or citation.title or citation.file)
