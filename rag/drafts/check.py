"""A whole draft held against a library: every quotation and every statement, in the order of the draft."""

from collections.abc import Iterator

from index.library.library import Library
from rag.drafts.quoting.stretches import Shelf
from rag.drafts.quoting.verdicts import judge_quotation
from rag.drafts.reading.draft import Draft, read_draft
from rag.drafts.records import Checked, Finding


def check_draft(library: Library, text: str, name: str = "draft") -> Checked:
    """Check a draft against a library.

    Args:
        library: the articles.
        text: the draft.
        name: what to call it.

    Raises:
        UsageError: it is empty, or too long.
    """
    draft = read_draft(text, name)
    with library.catalog.reading() as connection:
        shelf = Shelf(connection)
        findings = tuple(findings_of(draft, shelf))
        return Checked(name, text, findings, 0, len(text.split()), shelf.articles)


def findings_of(draft: Draft, shelf: Shelf) -> Iterator[Finding]:
    """Yield what the articles say to each part of a draft, as it is found."""
    shelf.learn([draft.text])
    for quotation in draft.quotations:
        yield judge_quotation(quotation, draft, shelf)
