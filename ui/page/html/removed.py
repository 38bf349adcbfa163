"""Removed articles with buttons that put them back, and the role of a visitor, as HTML."""

import math
from collections.abc import Sequence
from typing import Final

from index.ingestion.removal import KEPT, Removed
from ui.page.html.markup import esc
from ui.page.texts import ENGLISH, Texts

MOST: Final = 100
"""Removed articles listed at once: the last ones."""


def removed_html(removed: Sequence[Removed], now: float, texts: Texts = ENGLISH) -> str:
    """Return the articles that can be put back, each with a button that does so; nothing when there are none."""
    if not removed:
        return ""
    rows = "".join(_row(each, now, texts) for each in removed[:MOST])
    told = esc(texts.counted("removed", len(removed)))
    return f'<details class="removed"><summary>{told}</summary><ul>{rows}</ul></details>'


def undo_html(removed: Sequence[Removed], texts: Texts = ENGLISH) -> str:
    """Return what was just removed, with the button that puts it back."""
    rows = "".join(
        f'<p>{texts.html("removed-now", file=_name(each.file))} <button type="button" data-do="restore" '
        f'data-key="{esc(each.key)}">{esc(texts("undo"))}</button></p>'
        for each in removed
    )
    return f'<div class="report" role="status">{rows}</div>'


def role_html(texts: Texts = ENGLISH, *, may_change: bool) -> str:
    """Return what a visitor may do: the style sheet shows the buttons for changes to whoever may make them.

    The server asks again before every change: this only keeps buttons away that would do nothing.
    """
    if may_change:
        return '<span hidden data-role="editor"></span>'
    return f'<p class="nothing" data-role="reader">{esc(texts("reader-role"))}</p>'


def _row(removed: Removed, now: float, texts: Texts) -> str:
    hours = max(1, math.ceil((removed.at + KEPT - now) / 3600))
    parts = [_name(removed.file)]
    parts += [texts.html("removed-by", name=_name(removed.by))] if removed.by else []
    known = esc(texts("comma")).join([*parts, esc(texts.counted("hours-left", hours))])
    title = removed.title or removed.file
    return (
        f'<li><span dir="auto">{esc(title)}</span> <span class="entry-known">{known}</span> '
        f'<button type="button" data-do="restore" data-key="{esc(removed.key)}" '
        f'aria-label="{esc(texts("put-back-title", title=title))}">{esc(texts("put-back"))}</button></li>'
    )


def _name(name: str) -> str:
    """Return a name for HTML whose own direction is kept, whatever stands around it."""
    return f"<bdi>{esc(name)}</bdi>"
