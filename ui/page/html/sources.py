"""A source as HTML: the marker inside the text, and the card under it."""

from collections.abc import Sequence

from rag import Citation
from rag.records import DatedWords
from ui.page.html.markup import esc, joined, long_date

_ROLES = {"headline": "From the headline", "opinion": "Opinion"}


def marker_button(citation: Citation) -> str:
    """Return the button that shows a quote in its article."""
    named = f"Source {citation.marker}: {citation.title or citation.file}"
    return (
        f'<button type="button" class="marker" data-marker="{citation.marker}" aria-label="{esc(named)}" '
        f'title="{esc(named)}">{citation.marker}</button>'
    )


def source_card(citation: Citation) -> str:
    """Return a source: its article, where it stands, its words, who says them and what their dates mean."""
    known = joined((_optional(citation.publisher), esc(long_date(citation.published)) or None))
    page = f", page {citation.page}" if citation.page else ""
    place = f"{esc(citation.file)}:{citation.line_start}{page}"
    return (
        f'<button type="button" class="card" data-marker="{citation.marker}">'
        f'<span class="badge" aria-hidden="true">{citation.marker}</span>'
        f'<span class="card-title" dir="auto">{esc(citation.title or citation.file)}</span>'
        f'<span class="card-known">{known}</span>'
        f'<span class="card-quote" dir="auto">“{esc(" ".join(citation.quote.split()))}”</span>'
        f'{_said(citation)}<span class="card-place">{place}</span></button>'
    )


def _said(citation: Citation) -> str:
    parts = [f"According to {esc(citation.speaker)}" if citation.speaker else None, _ROLES.get(citation.role)]
    parts += [_dated(each, citation) for each in citation.dates]
    told = [f'<span class="chip">{part}</span>' for part in parts if part]
    return f'<span class="card-said">{"".join(told)}</span>' if told else ""


def _dated(words: DatedWords, citation: Citation) -> str:
    written = citation.quote[words.start - citation.start : words.end - citation.start]
    return f"“{esc(written)}” is {esc(long_date(words.meaning))}"


def _optional(text: str | None) -> str | None:
    return esc(text) if text else None


def sources_of(markers: Sequence[int], citations: Sequence[Citation]) -> list[Citation]:
    """Return the citations of some markers, in the order of the markers; unknown ones are left out."""
    known = {each.marker: each for each in citations}
    return [known[marker] for marker in markers if marker in known]
