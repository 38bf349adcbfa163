"""The head of the page, and the tabs of its right side."""

from rag import Pressmark
from ui.page.html.keeping import exports_html
from ui.page.html.markup import esc
from ui.page.html.thread import mode_words


def header_html(pressmark: Pressmark) -> str:
    """Return the head: the name, how answers are made, and what can be done anywhere on the page."""
    return (
        '<a class="skip" href="#question">Skip to the question</a>'
        '<div class="bar"><p class="brand"><span class="sign" aria-hidden="true">[1]</span> Pressmark</p>'
        f'<p class="chip mode" title="How answers are made">{esc(mode_words(mode(pressmark), "en"))}</p>'
        '<div class="tools">'
        '<button type="button" data-do="library" class="narrow">Library</button>'
        '<button type="button" data-do="fresh" aria-label="New conversation">New'
        f'<span class="wide"> conversation</span></button>{exports_html()}'
        '<button type="button" data-do="theme" aria-label="Light or dark" title="Light or dark">'
        '<span aria-hidden="true">◐</span></button></div></div>'
    )


def tabs_html() -> str:
    """Return the tabs: the article that is read, and the library."""
    return (
        '<div class="tablist" role="tablist" aria-label="Beside the conversation">'
        '<button type="button" role="tab" data-do="tab" data-tab="reader" aria-controls="reader" aria-selected="true">'
        "Article</button>"
        '<button type="button" role="tab" data-do="tab" data-tab="library" aria-controls="library" '
        'aria-selected="false">Library</button></div>'
        '<div class="steps" hidden><span class="place" role="status"></span>'
        '<button type="button" data-do="step" data-step="-1" aria-label="Previous quote" title="Previous quote (p)">'
        '<span aria-hidden="true">↑</span></button>'
        '<button type="button" data-do="step" data-step="1" aria-label="Next quote" title="Next quote (n)">'
        '<span aria-hidden="true">↓</span></button></div>'
        '<button type="button" class="close narrow" data-do="close" aria-label="Close">'
        '<span aria-hidden="true">✕</span></button>'
    )


def mode(pressmark: Pressmark) -> str:
    """Return how a library's questions are answered, as `Answer.mode` names it."""
    return pressmark.writer.model.name if pressmark.writer else "extractive"
