"""The same Word document with a comment on each finding; nothing else of it changes."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import PressmarkError, UsageError
from index.readers.files import read_data
from index.readers.formats.zipped import open_zip
from rag.drafts.reading.words import Word, words_of
from rag.drafts.records import Checked, Finding
from ui.findings import comment_words
from ui.plain import safe_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

_AUTHOR: Final = "Pressmark"
_INITIALS: Final = "PM"
_ENOUGH: Final = 6
"""Words by which a finding is found again where the document has other words behind them, as at a note's mark."""


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A word of the document, and the runs in which it begins and ends."""

    key: str
    first: "Run"
    last: "Run"


def annotate(checked: Checked, source: Path, target: Path, limit: int) -> int:
    """Write a Word document again with a comment on each finding, and return how many comments found their place.

    Args:
        checked: the draft, checked.
        source: the document that it was read from.
        target: where the new one goes.
        limit: the largest file that is read, in bytes.

    Raises:
        UsageError: the draft is no Word document, or the new one would take its place.
        PressmarkError: it can't be read or written.
    """
    if source.suffix.lower() != ".docx":
        raise UsageError(f"{source} is no Word document: --annotate writes comments into a .docx.")
    if target.resolve() == source.resolve():
        raise UsageError(f"{target} is the draft itself: name another file for the one with comments.")
    data = read_data(source, limit)
    made, count = commented(checked, data)
    try:
        target.write_bytes(made)
    except OSError as error:
        raise PressmarkError(f"{target} can't be written: {error.strerror}.") from error
    return count


def commented(checked: Checked, data: bytes) -> tuple[bytes, int]:
    """Return a Word document with a comment on each finding, and how many found their place."""
    from docx import Document

    open_zip(data).close()  # within bounds
    document = Document(io.BytesIO(data))
    placed = list(_words(document))
    keys = [word.key for word in placed]
    ours = words_of(checked.text)
    count = 0
    for finding in checked.findings:
        at = _find(finding, checked.text, ours, keys)
        if at is None:
            continue
        first, last = placed[at[0]].first, placed[at[1]].last
        document.add_comment([first, last], safe_text(comment_words(finding)), _AUTHOR, _INITIALS)
        count += 1
    written = io.BytesIO()
    document.save(written)
    return written.getvalue(), count


def _words(document: "Document") -> Iterator[_Placed]:
    """Yield the words of a document in their order, tables and inserted text too; deleted text has none."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    for paragraph in document.element.body.iter(qn("w:p")):
        runs = [
            Run(each, document)
            for each in paragraph.iter(qn("w:r"))
            if next(each.iterancestors(qn("w:p"))) is paragraph and next(each.iterancestors(qn("w:del")), None) is None
        ]
        text, ends = "", []
        for run in runs:
            text += run.text
            ends.append(len(text))
        for word in words_of(text):
            first = next(number for number, end in enumerate(ends) if word.start < end)
            last = next(number for number, end in enumerate(ends) if word.end <= end)
            yield _Placed(word.key, runs[first], runs[last])


def _find(finding: Finding, text: str, ours: Sequence[Word], keys: Sequence[str]) -> tuple[int, int] | None:
    """Return the numbers of the first and the last word of a finding among those of the document."""
    wanted = [word.key for word in words_of(text, finding.start, finding.end)]
    for size in dict.fromkeys((len(wanted), min(len(wanted), _ENOUGH))):
        run = wanted[:size]
        if not run:
            continue
        before = [word.key for word in ours if word.start < finding.start]
        place = len(_all(run, [*before, *run])) - 1
        found = _all(run, keys)
        if found:
            at = found[min(max(place, 0), len(found) - 1)]
            return at, at + size - 1
    return None


def _all(run: Sequence[str], keys: Sequence[str]) -> list[int]:
    """Return where a run of words stands."""
    first = run[0]
    return [at for at, key in enumerate(keys) if key == first and list(keys[at : at + len(run)]) == list(run)]
