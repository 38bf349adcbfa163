"""PDFs of the kinds that break readers, each with what its text must hold and what it must not."""

from eval.experiments.extraction import columns, notes_and_tables, unseen
from eval.experiments.extraction.texts import Drawn


def drawn_files() -> list[Drawn]:
    """Return all files."""
    return [make() for make in (*columns.FILES, *unseen.FILES, *notes_and_tables.FILES)]
