"""The same Word document with a comment on each finding; nothing else of it changes."""

import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import PressmarkError, UsageError
from index.readers.files import read_data
from index.readers.formats.zipped import open_zip
from rag.drafts.reading.words import words_of
from rag.drafts.records import Checked
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


class _Text:
    """The words of a text, and where each of them stands."""

    def __init__(self, keys: list[str]) -> None:
        self._keys = keys
        self._at: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            self._at.setdefault(key, []).append(place)

    def places(self, run: Sequence[str]) -> list[int]:
        """Return where a run of words stands."""
        if not run:
            return []
        size, rarest = len(run), min(range(len(run)), key=lambda number: len(self._at.get(run[number], ())))
        starts = (place - rarest for place in self._at.get(run[rarest], ()))
        return [at for at in starts if at >= 0 and self._keys[at : at + size] == list(run)]


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
    ours = words_of(checked.text)
    draft, there = _Text([word.key for word in ours]), _Text([word.key for word in placed])
    starts = [word.start for word in ours]
    count = 0
    for finding in checked.findings:
        before = bisect_left(starts, finding.start)
        at = _find([word.key for word in words_of(checked.text, finding.start, finding.end)], before, draft, there)
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


def _find(wanted: Sequence[str], before: int, draft: _Text, there: _Text) -> tuple[int, int] | None:
    """Return the numbers of the first and the last word of a finding among those of the document.

    Args:
        wanted: its words.
        before: how many words of the draft stand before it.
        draft: the words of the draft.
        there: the words of the document.
    """
    for size in dict.fromkeys((len(wanted), min(len(wanted), _ENOUGH))):
        run = wanted[:size]
        found = there.places(run)
        if found:
            earlier = sum(place < before for place in draft.places(run))
            at = found[min(earlier, len(found) - 1)]
            return at, at + size - 1
    return None
