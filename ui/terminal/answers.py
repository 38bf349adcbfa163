"""Answers, sources and passages as people read them in a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from rag import Answer, Citation, Hit
from rag.citations.attribution import told_by
from ui.plain import safe_line, safe_name
from ui.terminal.output import styled, write
from ui.wording import confidence_words, is_found, say

Source = Citation | Hit
"""Whatever stands at a place in an article."""
_SNIPPET = 300
"""Characters of a passage shown by `search`; `--json` has them all."""


def show_answer(console: Console, answer: Answer) -> None:
    """Print the text of an answer or a refusal; on a terminal also how sure it is."""
    write(console, styled(answer.answer))
    if is_found(answer) and console.is_terminal:
        write(console, Text(f"{confidence_words(answer.confidence, answer.language)}.", style="dim"))


def show_sources(console: Console, citations: Iterable[Citation], language: str = "en") -> None:
    """Print each source: its marker, place and article, under it the quote, and behind that who says it."""
    for citation in citations:
        console.print()
        write(console, source_line(f"[{citation.marker}]", citation))
        write(console, f"“{safe_line(citation.quote)}”{teller(citation, language)}", indent=4)


def teller(citation: Citation, language: str) -> str:
    """Return " — according to Isik, in an opinion piece" and what relative dates mean; often there is nothing."""
    told = told_by(citation, language)
    return f" — {safe_line(told)}" if told else ""


def show_hits(console: Console, hits: Sequence[Hit]) -> None:
    """Print the passages of a search, numbered, each with its place and its first words."""
    for number, hit in enumerate(hits, start=1):
        if number > 1:
            console.print()
        write(console, source_line(f"{number}.", hit))
        write(console, _shortened(safe_line(hit.text)), indent=4)


def source_line(mark: str, source: Source) -> Text:
    """Return `[1] file:line  title, author, publisher, date`; what isn't known is left out."""
    line = Text(f"{mark} ").append(place(source), style="bold")
    known = [part for part in (source.title, source.author, source.publisher, source.published) if part]
    recognised = source.recognised if isinstance(source, Citation) else None
    known += [say("recognised", "en", sure=f"{recognised.confidence:.0%}")] if recognised else []
    return line.append(f"  {safe_line(', '.join(known))}" if known else "")


def place(source: Source) -> str:
    """Return `file:line`, which most editors and terminals can open, or the page of a PDF: `file, page 3`."""
    page = source.page if isinstance(source, Citation) else None
    return f"{safe_name(source.file)}, page {page}" if page else f"{safe_name(source.file)}:{source.line_start}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rsplit(' ', 1)[0]} …"
