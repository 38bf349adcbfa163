"""What was removed and can be put back, and what a visitor may do, as HTML."""

import math
from collections.abc import Sequence
from typing import Final

from index.ingestion.removal import KEPT, Removed
from ui.page.html.markup import esc
from ui.wording import counted

MOST: Final = 100
"""Removed articles listed at once: the last ones."""


def removed_html(removed: Sequence[Removed], now: float) -> str:
    """Return the articles that can be put back, each with a button that does so; nothing when there are none."""
    if not removed:
        return ""
    rows = "".join(_row(each, now) for each in removed[:MOST])
    return (
        f'<details class="removed"><summary>{counted(len(removed), "removed article")}: can be put back for a day'
        f"</summary><ul>{rows}</ul></details>"
    )


def undo_html(removed: Sequence[Removed]) -> str:
    """Return what was just removed, with the button that puts it back."""
    rows = "".join(
        f'<p>{esc(each.file)} is no longer in the library. <button type="button" data-do="restore" '
        f'data-key="{esc(each.key)}">Undo</button></p>'
        for each in removed
    )
    return f'<div class="report" role="status">{rows}</div>'


def role_html(*, may_change: bool) -> str:
    """Return what a visitor may do: the style sheet shows the buttons for changes to whoever may make them.

    The server asks again before every change: this only keeps buttons away that would do nothing.
    """
    if may_change:
        return '<span hidden data-role="editor"></span>'
    return '<p class="nothing" data-role="reader">You may ask and read here; articles are added by editors.</p>'


def _row(removed: Removed, now: float) -> str:
    hours = max(1, math.ceil((removed.at + KEPT - now) / 3600))
    by = f"by {removed.by}, " if removed.by else ""
    title = esc(removed.title or removed.file)
    return (
        f'<li><span dir="auto">{title}</span> <span class="entry-known">{esc(removed.file)}, {esc(by)}'
        f'{counted(hours, "hour")} left</span> <button type="button" data-do="restore" data-key="{esc(removed.key)}" '
        f'aria-label="Put back {title}">Put back</button></li>'
    )
