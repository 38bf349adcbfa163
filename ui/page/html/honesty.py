"""What an answer isn't sure of, as HTML: refusals, differing sources, near-copies, notes and struck-out sentences."""

from collections.abc import Sequence

from rag import Answer, Citation
from rag.records import (
    CheckedSentence,
    Checks,
    Difference,
    DifferingValue,
    Nearest,
    Origin,
    Refusal,
)
from ui.page.html.markup import esc, joined, long_date
from ui.page.html.sources import marker_button, sources_of
from ui.wording import check_words, counted, problem_words

_SHOWN = 3
_SNIPPET = 180


def refusal_html(answer: Answer) -> str:
    """Return that the articles don't answer, what was searched, what has no support, and where to look."""
    if answer.refusal is None:
        return f'<div class="refusal"><p class="refused" dir="auto">{esc(answer.answer)}</p>{_retrieved(answer)}</div>'
    refusal = answer.refusal
    lead = answer.answer.split(". ")[0].rstrip(".")
    return (
        f'<div class="refusal"><p class="refused" dir="auto">{esc(lead)}.</p>'
        f'<p class="searched">{esc(_searched(refusal))}</p>{_unsupported(refusal)}{_nearest(refusal.nearest)}</div>'
        f"{notes_html(answer.notes)}"
    )


def notes_html(notes: Sequence[str], *, quiet: bool = False) -> str:
    """Return what a reader must know beside the quotes; quietly, when it is nothing to beware of."""
    name = "note quiet" if quiet else "note"
    return "".join(f'<p class="{name}" dir="auto">{esc(note)}</p>' for note in notes)


def differences_html(differences: Sequence[Difference], citations: Sequence[Citation]) -> str:
    """Return the points on which the sources differ: what each says side by side, with its date."""
    return "".join(_difference(each, citations) for each in differences)


def origins_html(origins: Sequence[Origin], citations: Sequence[Citation]) -> str:
    """Return which articles tell one and the same story, and so count once; each can be opened."""
    titles = {each.file: each.title or each.file for each in citations}
    return "".join(
        f'<p class="note origin">{counted(len(origin.files), "article")}, 1 origin: near-copies, which count once. '
        f"{', '.join(_opened(file, titles.get(file, file)) for file in origin.files)}</p>"
        for origin in origins
    )


def _opened(file: str, title: str) -> str:
    return (
        f'<button type="button" class="link" data-file="{esc(file)}" data-start="0" data-end="0" dir="auto">'
        f"{esc(title)}</button>"
    )


def checks_html(checks: Checks | None) -> str:
    """Return what became of the sentences that a model wrote; those taken out are struck through, with the reason."""
    if checks is None:
        return ""
    rows = "".join(_checked(each) for each in checks.details if each.status != "supported")
    listed = f'<ul class="struck">{rows}</ul>' if rows else ""
    return f'<div class="checks"><h3 class="label">Checked</h3><p>{esc(check_words(checks))}.</p>{listed}</div>'


def _checked(sentence: CheckedSentence) -> str:
    words = f"<s>{esc(sentence.text)}</s>" if sentence.status == "removed" else esc(sentence.text)
    wrong = problem_words(sentence)
    return f'<li dir="auto">{words}{f" <small>{esc(wrong)}</small>" if wrong else ""}</li>'


def _searched(refusal: Refusal) -> str:
    unread = f"; {counted(refusal.unreadable, 'file')} could not be read" if refusal.unreadable else ""
    return f"Searched {counted(refusal.searched, 'article')}{unread}."


def _unsupported(refusal: Refusal) -> str:
    if not refusal.unsupported:
        return ""
    words = ", ".join(f"<q>{esc(word)}</q>" for word in refusal.unsupported)
    return f'<p class="unsupported">No article near it says anything of {words}.</p>'


def _nearest(nearest: Sequence[Nearest]) -> str:
    if not nearest:
        return ""
    rows = "".join(
        _place(each.file, each.start, each.end, f"{each.file}:{each.line_start}", each.title, each.text)
        for each in nearest[:_SHOWN]
    )
    return f'<h3 class="label">Nearest passages</h3><ul class="nearest">{rows}</ul>'


def _retrieved(answer: Answer) -> str:
    """Return the nearest passages by their files, when the refusal names none."""
    first = {each.file: each for each in reversed(answer.retrieved)}
    chosen = sorted(first.values(), key=lambda each: -each.score)[:_SHOWN]
    rows = "".join(_place(each.file, each.start, each.end, each.file, None, "") for each in chosen)
    return f'<h3 class="label">Nearest passages</h3><ul class="nearest">{rows}</ul>' if rows else ""


def _place(file: str, start: int, end: int, place: str, title: str | None, text: str) -> str:
    words = " ".join(text.split())
    snippet = words if len(words) <= _SNIPPET else f"{words[:_SNIPPET].rsplit(' ', 1)[0]} …"
    told = f'<span class="card-quote" dir="auto">{esc(snippet)}</span>' if snippet else ""
    return (
        f'<li><button type="button" class="card near" data-file="{esc(file)}" data-start="{start}" data-end="{end}">'
        f'<span class="card-title" dir="auto">{esc(title or file)}</span>{told}'
        f'<span class="card-place">{esc(place)}</span></button></li>'
    )


def _difference(difference: Difference, citations: Sequence[Citation]) -> str:
    sides = "".join(_side(each, citations) for each in difference.values)
    return (
        '<section class="difference" aria-label="The sources differ"><h3 class="label">The sources differ</h3>'
        f'<div class="sides">{sides}</div></section>'
    )


def _side(value: DifferingValue, citations: Sequence[Citation]) -> str:
    long = len(value.value) > 40
    rows = "".join(
        f"<li>{marker_button(each)} {joined((_whose(each), esc(long_date(each.published)) or None))}</li>"
        for each in sources_of(value.markers, citations)
    )
    return (
        f'<div class="side{" long" if long else ""}"><p class="value" dir="auto">{esc(value.value)}</p>'
        f'<ul class="says">{rows}</ul></div>'
    )


def _whose(citation: Citation) -> str:
    return esc(citation.publisher or citation.title or citation.file)
