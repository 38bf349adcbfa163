"""The command `info`."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.catalog import queries
from index.records import ArticleCard, Maker
from ui.opening import opened, read_settings
from ui.plain import safe_line, safe_name
from ui.tasks.articles.servers import Servers, servers_of
from ui.tasks.indexing.queue_state import queue_state, show_queue
from ui.terminal.output import print_json, to_stdout, write
from ui.wording import counted


def describe(library: Path | None, *, as_json: bool) -> None:
    """Print the articles of a library, how much it holds and how it was made."""
    with opened(read_settings(library)) as pressmark:
        folder, maker = pressmark.library.folder, pressmark.library.maker
        servers = servers_of(pressmark.library)
        cards = pressmark.articles()
        with pressmark.library.catalog.reading() as connection:
            counts = queries.counts(connection)
        queue = queue_state(pressmark.library, pressmark.settings)
    if as_json:
        articles = [_card(card) for card in cards]
        told = {"library": str(folder), "articles": articles, "counts": asdict(counts), "maker": asdict(maker)}
        print_json({**told, "queue": asdict(queue) if queue else None, **asdict(servers)})
        return
    _show(to_stdout(), folder, counts, maker, cards, servers)
    if queue:
        show_queue(queue)


def _show(
    console: Console,
    folder: Path,
    counts: queries.Counts,
    maker: Maker,
    cards: Sequence[ArticleCard],
    servers: Servers,
) -> None:
    for name, value in (
        ("Library", safe_name(str(folder))),
        *servers.rows(folder),
        ("Holds", _held(counts)),
        ("Embedder", maker.embedder),
        ("Passages", f"up to {maker.passage_tokens} tokens, cut by {maker.segmenter} (format {maker.format})"),
    ):
        write(console, Text().append(f"{name:<10}", style="dim").append(safe_line(value)))
    if not cards:
        write(console, "It is empty: add articles with `pressmark index FOLDER`.")
        return
    console.print()
    if console.is_terminal:
        console.print(_table(cards, console.width))
        return
    for card in cards:
        print("\t".join(_row(card)))


def _held(counts: queries.Counts) -> str:
    return ", ".join(counted(number, unit.removesuffix("s")) for unit, number in asdict(counts).items())


def _table(cards: Sequence[ArticleCard], width: int) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    # The columns with a ratio share what the others leave: names and dates are there to be copied.
    table.add_column("File", overflow="fold", max_width=width // 3)
    table.add_column("Title", ratio=2)
    table.add_column("Publisher", ratio=1)
    table.add_column("Date", no_wrap=True)
    table.add_column("Passages", justify="right", no_wrap=True)
    for card in cards:
        table.add_row(*map(Text, _row(card)))
    return table


def _row(card: ArticleCard) -> tuple[str, ...]:
    known = (safe_line(value or "-") for value in (card.title, card.publisher, card.published))
    return (safe_name(card.file), *known, str(card.passages))


def _card(card: ArticleCard) -> dict[str, object]:
    """Return an article for JSON: without the number that the catalog gives it, which a rebuild changes."""
    return {name: value for name, value in asdict(card).items() if name != "id"}
