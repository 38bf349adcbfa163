"""The commands `ask` and `search`."""

from dataclasses import asdict
from pathlib import Path

from rag import Filters
from rag.serialise import answer_to_dict
from ui.opening import Writing, opened, read_settings
from ui.terminal.answers import show_answer, show_hits, show_sources
from ui.terminal.generated import answered, show_check
from ui.terminal.output import message, print_json, to_stdout


def ask_once(question: str, library: Path | None, filters: Filters, writing: Writing, *, as_json: bool) -> None:
    """Answer one question and print the answer with its sources, or a refusal: that is a result too."""
    console = to_stdout()
    with opened(read_settings(library), filters, writing) as pressmark:
        if as_json:
            print_json(answer_to_dict(pressmark.ask(question, filters=filters)))
            return
        answer = answered(pressmark, console, question, filters=filters)
    show_answer(console, answer)
    show_sources(console, answer.citations, answer.language)
    show_check(console, answer)


def search_once(query: str, library: Path | None, filters: Filters, limit: int, *, as_json: bool) -> None:
    """Print the passages that match best, best first."""
    with opened(read_settings(library), filters) as pressmark:
        hits = pressmark.search(query, filters, limit)
    if as_json:
        print_json({"query": query, "hits": [asdict(hit) for hit in hits]})
    elif hits:
        show_hits(to_stdout(), hits)
    else:
        message("Nothing found.")
