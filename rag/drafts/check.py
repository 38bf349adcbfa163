"""A whole draft held against a library: every quotation and every statement, in the order of the draft."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from index.catalog import queries
from index.library.library import Library
from index.vectors.embedding import embed_texts
from rag.drafts.claims.statements import Statement, statements_of
from rag.drafts.claims.verdicts import judge_statement
from rag.drafts.quoting.stretches import Shelf
from rag.drafts.quoting.verdicts import judge_quotation
from rag.drafts.reading.draft import DraftText, read_draft
from rag.drafts.records import FINE, Checked, Finding

_BEFORE: Final = 3
"""Places found before a statement whose articles may go on to bear it out."""
_BACK: Final = 4
"""Paragraphs, headings and questions counted in, in which they are looked for."""


def check_draft(library: Library, text: str, name: str = "draft") -> Checked:
    """Check a draft against a library.

    Args:
        library: the articles.
        text: the draft.
        name: what to call it.

    Raises:
        UsageError: it is empty, or too long.
    """
    return list(check_piecemeal(library, text, name, every=None))[-1]


def check_piecemeal(library: Library, text: str, name: str = "draft", every: int | None = 10) -> Iterator[Checked]:
    """Yield what was found of a draft so far, after every so many findings, and last all of it.

    Arguments and errors are those of `check_draft`.
    """
    with library.catalog.reading() as connection:
        draft = read_draft(text, name, queries.languages(connection))
        shelf = Shelf(connection, partial(embed_texts, library.embedder), draft.language)
        statements, alone = statements_of(draft, shelf.publishers, shelf.languages)
        so_far = Checked(name, text, (), alone, len(text.split()), shelf.articles)
        found: list[Finding] = []
        for finding in _findings_of(draft, statements, shelf):
            found.append(finding)
            if every and len(found) % every == 0:
                yield replace(so_far, findings=_in_order(found))
        yield replace(so_far, findings=_in_order(found))


def _in_order(found: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: finding.start))


def _findings_of(draft: DraftText, statements: Sequence[Statement], shelf: Shelf) -> Iterator[Finding]:
    """Yield what the articles say to each quotation and each statement of a draft, as it is found."""
    shelf.learn([draft.text])
    found: list[Finding] = []
    for quotation in draft.quotations:
        found.append(judge_quotation(quotation, draft, shelf))
        yield found[-1]
    paragraphs = draft.paragraphs
    for statement in statements:
        start = paragraphs[max(0, bisect_right(paragraphs, statement.span.start) - _BACK)] if paragraphs else 0
        near = [
            each
            for each in reversed(found)
            if each.places and each.verdict in FINE and start <= each.start < statement.span.end
        ]
        near.sort(key=lambda each: each.start, reverse=True)  # what is quoted within it comes first
        finding = judge_statement(statement, draft, shelf, near[:_BEFORE])
        if statement.states or finding.verdict == "contradicted":
            found.append(finding)
            yield finding
