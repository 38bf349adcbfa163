"""What `keeping.js` acts on, and the buttons that it listens to, as HTML."""

import itertools
from typing import Final

from eval.datasets.feedback import DOWN, UP
from ui.page.html.markup import esc

_ICON: Final = (
    '<svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path fill="none" stroke="currentColor" '
    'stroke-width="1.7" stroke-linejoin="round" d="M7 10v11H3V10h4Zm2 0 4.2-7.4c1.6.1 2.8 1.4 2.8 3V9h4a2 2 0 0 1 2 '
    '2.4l-1.5 7.6a2.5 2.5 0 0 1-2.4 2H9V10Z"/></svg>'
)
_COUNT: Final = itertools.count()


def votes_html() -> str:
    """Return the two buttons that say whether an answer is right."""
    buttons = "".join(
        f'<button type="button" class="vote {verdict}" data-keep="{verdict}" aria-pressed="false" aria-label="{label}" '
        f'title="{label}">{_ICON}</button>'
        for verdict, label in ((UP, "This answer is right"), (DOWN, "This answer is wrong"))
    )
    return f'<span class="votes" role="group" aria-label="Your verdict">{buttons}</span>'


def exports_html() -> str:
    """Return the menu of the forms in which a conversation can be saved."""
    return (
        '<details class="menu"><summary>Export</summary><div>'
        '<button type="button" data-keep="markdown">Markdown with footnotes</button>'
        '<button type="button" data-keep="json">JSON, for <code>pressmark verify</code></button></div></details>'
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
