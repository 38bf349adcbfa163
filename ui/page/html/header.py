"""The head of the page, and the tabs of its right side."""

from rag import Pressmark
from ui.page.html.keeping import exports_html
from ui.page.html.markup import esc
from ui.page.html.thread import mode_words
from ui.page.texts import Texts


def header_html(pressmark: Pressmark, texts: Texts) -> str:
    """Return the head: the name, how answers are made, and what can be done anywhere on the page."""
    return (
        f'<a class="skip" href="#question">{esc(texts("skip"))}</a>'
        '<div class="bar"><p class="brand" dir="ltr"><span class="sign" aria-hidden="true">[1]</span> Pressmark</p>'
        f'<p class="chip mode" title="{esc(texts("how-made"))}">{esc(mode_words(mode(pressmark), texts.language))}</p>'
        '<div class="tools">'
        f'<button type="button" data-do="library" class="narrow">{esc(texts("library"))}</button>'
        f'<button type="button" data-do="fresh" aria-label="{esc(texts("new-conversation"))}">'
        f'<span class="narrow">{esc(texts("new"))}</span><span class="wide">{esc(texts("new-conversation"))}</span>'
        f"</button>{exports_html(texts)}"
        f'<button type="button" data-do="theme" aria-label="{esc(texts("theme"))}" title="{esc(texts("theme"))}">'
        '<span aria-hidden="true">◐</span></button></div></div>'
    )


def tabs_html(texts: Texts) -> str:
    """Return the tabs: the article that is read, the library, and the check of a draft."""
    back, on, close = (esc(texts(key)) for key in ("previous-quote", "next-quote", "close"))
    return (
        f'<div class="tablist" role="tablist" aria-label="{esc(texts("side"))}">'
        '<button type="button" role="tab" data-do="tab" data-tab="reader" aria-controls="reader" aria-selected="true">'
        f"{esc(texts('article'))}</button>"
        '<button type="button" role="tab" data-do="tab" data-tab="library" aria-controls="library" '
        f'aria-selected="false">{esc(texts("library"))}</button>'
        '<button type="button" role="tab" data-do="tab" data-tab="draft" aria-controls="draft" '
        f'aria-selected="false">{esc(texts("draft"))}</button></div>'
        '<div class="steps" hidden><span class="place" role="status"></span>'
        f'<button type="button" data-do="step" data-step="-1" aria-label="{back}" title="{back} (p)">'
        '<span aria-hidden="true">↑</span></button>'
        f'<button type="button" data-do="step" data-step="1" aria-label="{on}" title="{on} (n)">'
        '<span aria-hidden="true">↓</span></button></div>'
        f'<button type="button" class="close narrow" data-do="close" aria-label="{close}">'
        '<span aria-hidden="true">✕</span></button>'
    )


def mode(pressmark: Pressmark) -> str:
    """Return how a library's questions are answered, as `Answer.mode` names it."""
    return pressmark.writer.model.name if pressmark.writer and pressmark.settings.write else "extractive"
