"""The commands `articles` and `edit`: the cards of a library, and what a person corrects of them."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.table import Table
from rich.text import Text

from index.catalog import queries
from index.errors import UsageError
from index.library.cards import checked_value
from index.records import ArticleCard, Metadata
from ui.opening import opened, read_settings
from ui.plain import safe_line, safe_name
from ui.tasks.articles.reading import SHOWN, how_known
from ui.terminal.output import print_json, to_stdout

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
"""How a cell begins that a spreadsheet takes for a formula: an article must not make it reckon."""


def list_cards(library: Path | None, *, as_json: bool, as_csv: bool) -> None:
    """Print the cards of a library.

    Raises:
        UsageError: both forms were asked for.
    """
    if as_json and as_csv:
        raise UsageError("Give --json or --csv, not both.")
    with opened(read_settings(library)) as pressmark, pressmark.library.catalog.reading() as connection:
        cards = list(queries.proven_cards(connection))
    if as_json:
        print_json([_plain(card, metadata) for card, metadata in cards])
    elif as_csv:
        print(_csv([card for card, _ in cards]), end="")
    else:
        _show([card for card, _ in cards])


def edit_card(file: str, values: Mapping[str, str | None], reset: Sequence[str], library: Path | None) -> None:
    """Correct the card of an article, and print it.

    Args:
        file: the article, by the name it is shown under.
        values: what was given for each field; an empty value takes it away, `None` leaves it.
        reset: fields that are to be as they were read.
        library: its folder.

    Raises:
        UsageError: nothing was given, or a value can't be one.
        PressmarkError: there is no such article, or another process is writing.
    """
    given = {name: checked_value(name, value) for name, value in values.items() if value is not None}
    unknown = sorted(set(reset) - set(SHOWN))
    if unknown:
        raise UsageError(f"{unknown[0]} is no field of a card; it has {', '.join(SHOWN)}.")
    if not given and not reset:
        raise UsageError('Say what is to be corrected, such as --title "The bridge" or --published 2019-05-01.')
    with opened(read_settings(library)) as pressmark:
        with pressmark.library.writer():
            pressmark.library.edit(file, given, reset)
        with pressmark.library.catalog.reading() as connection:
            view = queries.article_view(connection, file)
    if view:
        for name in SHOWN:
            found = getattr(view.metadata, name)
            print(f"{name:<10} {safe_line(found.value) if found else '-'}{f'  ({found.how})' if found else ''}")


def _plain(card: ArticleCard, metadata: Metadata) -> dict[str, object]:
    """Return a card for JSON: without the number that the catalog gives it, which a rebuild changes."""
    known = {name: how_known(found) for name in SHOWN if (found := getattr(metadata, name))}
    return {**{name: value for name, value in asdict(card).items() if name != "id"}, "how": known}


def _csv(cards: Sequence[ArticleCard]) -> str:
    made = io.StringIO()
    table = csv.writer(made, lineterminator="\n")
    table.writerow(("file", *SHOWN))
    table.writerows([_cell(getattr(card, name)) for name in ("file", *SHOWN)] for card in cards)
    return made.getvalue()


def _cell(value: str | None) -> str:
    shown = safe_line(value or "")
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _show(cards: Sequence[ArticleCard]) -> None:
    console = to_stdout()
    rows = [(safe_name(card.file), *(safe_line(getattr(card, name) or "-") for name in _COLUMNS)) for card in cards]
    if not console.is_terminal:
        for row in rows:
            print("\t".join(row))
        return
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("File", overflow="fold", max_width=console.width // 4)
    for name in _COLUMNS:
        table.add_column(name.capitalize(), ratio=2 if name == "title" else 1)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


_COLUMNS: Final = ("title", "author", "agency", "publisher", "published")
