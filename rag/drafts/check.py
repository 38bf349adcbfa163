"""A whole draft held against a library: every quotation and every statement, in the order of the draft."""

from collections.abc import Iterator, Sequence

from index.library.library import Library
from rag.drafts.claims.statements import Statement, statements_of
from rag.drafts.claims.verdicts import judge_statement
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
        statements, alone = statements_of(draft, shelf.publishers)
        findings = sorted(findings_of(draft, statements, shelf), key=lambda finding: finding.start)
        return Checked(name, text, tuple(findings), alone, len(text.split()), shelf.articles)


def findings_of(draft: Draft, statements: Sequence[Statement], shelf: Shelf) -> Iterator[Finding]:
    """Yield what the articles say to each quotation and each statement of a draft, as it is found."""
    shelf.learn([draft.text])
    for quotation in draft.quotations:
        yield judge_quotation(quotation, draft, shelf)
    for statement in statements:
        yield judge_statement(statement, draft, shelf)
