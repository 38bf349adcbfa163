"""Verdict buttons and the export menu as HTML, and the elements by which `keeping.js` is told what to do."""

import itertools
from typing import Final

from eval.datasets.feedback import DOWN, UP
from ui.page.html.markup import esc
from ui.page.texts import Texts

_ICON: Final = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path fill="none" stroke="currentColor" '
    'stroke-width="1.7" stroke-linejoin="round" d="M7 10v11H3V10h4Zm2 0 4.2-7.4c1.6.1 2.8 1.4 2.8 3V9h4a2 2 0 0 1 2 '
    '2.4l-1.5 7.6a2.5 2.5 0 0 1-2.4 2H9V10Z"/></svg>'
)
_COUNT: Final = itertools.count()


def votes_html(texts: Texts) -> str:
    """Return the two buttons that say whether an answer is right."""
    buttons = "".join(
        f'<button type="button" class="vote {verdict}" data-keep="{verdict}" aria-pressed="false" '
        f'aria-label="{esc(texts(label))}" title="{esc(texts(label))}">{_ICON}</button>'
        for verdict, label in ((UP, "right"), (DOWN, "wrong"))
    )
    return f'<span class="votes" role="group" aria-label="{esc(texts("verdict"))}">{buttons}</span>'


def exports_html(texts: Texts) -> str:
    """Return the menu of the forms in which a conversation can be saved."""
    json = texts.html("export-json", command='<code dir="ltr">pressmark verify</code>')
    return (
        f'<details class="menu"><summary>{esc(texts("export"))}</summary><div>'
        f'<button type="button" data-keep="markdown">{esc(texts("export-markdown"))}</button>'
        f'<button type="button" data-keep="json">{json}</button></div></details>'
    )


def said_html(exchange: str, sentence: str, *, fine: bool) -> str:
    """Return a sentence for the script to put under an exchange, or into the notice when it is about none."""
    return _told(exchange=exchange, said=sentence, fine=str(int(fine)))


def file_html(name: str, kind: str, text: str) -> str:
    """Return a file for the script to save."""
    return _told(name=name, kind=kind, text=text)


def _told(**data: str) -> str:
    """Return an element with data for the script; its number makes it differ from the one before."""
    attributes = "".join(f' data-{name}="{esc(value)}"' for name, value in data.items())
    return f'<i data-made="{next(_COUNT)}"{attributes}></i>'
