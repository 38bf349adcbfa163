"""A source as HTML: the marker inside the text, and the card under it."""

from collections.abc import Sequence

from rag import Citation
from rag.messages.days import long_date
from rag.records import DatedWords
from ui.page.html.markup import esc, joined
from ui.wording import say

_ROLES = {"headline": "role-headline", "opinion": "role-opinion"}


def marker_button(citation: Citation, language: str) -> str:
    """Return the button that shows a quote in its article."""
    named = say("source-named", language, marker=citation.marker, title=citation.title or citation.file)
    return (
        f'<button type="button" class="marker" data-marker="{citation.marker}" aria-label="{esc(named)}" '
        f'title="{esc(named)}">{citation.marker}</button>'
    )


def source_card(citation: Citation, language: str) -> str:
    """Return a source: its article, where it stands, its words, who says them and what their dates mean."""
    known = joined((_optional(citation.publisher), esc(long_date(citation.published, language)) or None))
    page = f", {esc(say('page', language, number=citation.page))}" if citation.page else ""
    place = f"{esc(citation.file)}:{citation.line_start}{page}"
    return (
        f'<button type="button" class="card" data-marker="{citation.marker}">'
        f'<span class="badge" aria-hidden="true">{citation.marker}</span>'
        f'<span class="card-title" dir="auto">{esc(citation.title or citation.file)}</span>'
        f'<span class="card-known">{known}</span>'
        f'<span class="card-quote" dir="auto">“{esc(" ".join(citation.quote.split()))}”</span>'
        f'{_said(citation, language)}<span class="card-place">{place}</span></button>'
    )


def _said(citation: Citation, language: str) -> str:
    parts = [say("said-by", language, speaker=citation.speaker)] if citation.speaker else []
    parts += [say(_ROLES[citation.role], language)] if citation.role in _ROLES else []
    if citation.recognised:
        parts.append(say("recognised", language, sure=f"{citation.recognised.confidence:.0%}"))
    parts += [_dated(each, citation, language) for each in citation.dates]
    told = [f'<span class="chip">{esc(part)}</span>' for part in parts]
    return f'<span class="card-said">{"".join(told)}</span>' if told else ""


def _dated(words: DatedWords, citation: Citation, language: str) -> str:
    written = citation.quote[words.start - citation.start : words.end - citation.start]
    return say("means", language, words=written, date=long_date(words.meaning, language))


def _optional(text: str | None) -> str | None:
    return esc(text) if text else None


def sources_of(markers: Sequence[int], citations: Sequence[Citation]) -> list[Citation]:
    """Return the citations of some markers, in the order of the markers; unknown ones are left out."""
    known = {each.marker: each for each in citations}
    return [known[marker] for marker in markers if marker in known]
