"""Are the citations of saved answers still true? A check of the files alone, without model or library.

A citation carries its file, range, quote and the hash of the file, so whoever holds the answers and the articles can
tell years later what still stands, what moved, what was rewritten and what is gone.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from eval.saved_citations import SavedCitation
from index.chunking.boilerplate import content_spans
from index.chunking.sentences import split_sentences
from index.errors import UnreadableFileError
from index.readers.files import list_articles, read_articles, read_file
from index.records import SourceText, Span, member_name

ALIKE: Final = 0.4
"""Similarity under which the nearest sentence has nothing to do with the quote and is not shown."""
_LONGEST: Final = 2000
"""Characters of the longest sentence compared: difflib takes the square of the length."""
_TRIED: Final = 40
"""How many sentences, the likeliest by their letters, are compared in earnest."""


class Status(StrEnum):
    """The result of looking a citation up again."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Check:
    """One citation, with where and how it stands today."""

    citation: SavedCitation
    status: Status
    file: str | None = None
    """Where the quote stands now, or the file that changed; named as it is found in the folder."""
    start: int | None = None
    end: int | None = None
    line: int | None = None
    """The line, from 1, on which the quote, or for a changed one the closest sentence, begins."""
    same_file: bool | None = None
    """Whether the file's bytes are those that were cited; None when that isn't known."""
    closest: str | None = None
    """For a changed quote: the words of the file most like it."""
    similarity: float | None = None
    """How like it they are, 0 to 1, white space not counted: difflib's ratio."""
    reason: str = ""
    """Why the file could not be read, when it is there."""

    @property
    def fine(self) -> bool:
        """True if the quote still stands somewhere."""
        return self.status in {Status.SAME, Status.MOVED}


def verify(citations: Sequence[SavedCitation], folder: Path) -> list[Check]:
    """Check each citation against the articles under a folder.

    A cited file is looked for under its own name, then as the only file whose path ends with it: the articles may lie
    one folder deeper than when they were indexed. The whole folder is read only when a quote is in none of these.

    Raises:
        PressmarkError: the folder can't be read.
    """
    paths = dict(list_articles([folder]).articles)
    sources: dict[str, SourceText | str] = {}
    checks: list[Check] = []
    for citation in citations:
        name = find_file(citation.file, paths)
        if name and name not in sources:
            sources[name] = _read(name, paths)
        source = sources[name] if name else "no such file"
        checks.append(check_in_file(citation, name or "", source))
    return _search_elsewhere(checks, paths)


def find_file(cited: str, paths: Mapping[str, Path]) -> str | None:
    """Return the name in the folder of a cited article, if it, or the archive that holds it, is there."""
    if cited in paths or _archive_of(cited, paths):
        return cited
    deeper = [name for name in paths if name.endswith(f"/{cited}")]
    return deeper[0] if len(deeper) == 1 else None


def check_in_file(citation: SavedCitation, name: str, source: SourceText | str) -> Check:
    """Check a citation against the one file it names.

    Args:
        citation: what was saved.
        name: what the file is called now.
        source: the file's text, or why there is none.
    """
    if isinstance(source, str):
        return Check(citation, Status.GONE, reason=source if name else "")
    same_file = source.sha256 == citation.sha256.lower() if citation.sha256 else None
    if Span(citation.start, citation.end).of(source.text) == citation.quote:
        return _found(citation, Status.SAME, name, source.text, citation.start, same_file)
    start = nearest_occurrence(source.text, citation.quote, citation.start)
    if start is not None:
        return _found(citation, Status.MOVED, name, source.text, start, same_file)
    closest = closest_words(citation.quote, source.text)
    if closest is None:
        return Check(citation, Status.CHANGED, name, same_file=same_file)
    span, similarity = closest
    line = line_of(source.text, span.start)
    words = " ".join(span.of(source.text).split())
    return Check(citation, Status.CHANGED, name, None, None, line, same_file, words, similarity)


def nearest_occurrence(text: str, quote: str, start: int) -> int | None:
    """Return where a quote stands in a text, of several places the one nearest to `start`."""
    places = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return min(places, key=lambda place: abs(place - start), default=None)


def closest_words(quote: str, text: str) -> tuple[Span, float] | None:
    """Return the sentence, or for a longer quote the run of sentences, most like it, and how like it is.

    None when nothing in the text resembles it.
    """
    sentences = _sentences(text)
    run = max(1, len(_sentences(quote)))
    spans = [
        Span(sentences[first].start, sentences[min(first + length, len(sentences)) - 1].end)
        for first in range(len(sentences))
        for length in {run, max(1, run - 1), run + 1}
    ]
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(" ".join(quote.split())[:_LONGEST])  # difflib remembers what it learnt of the second
    rated = []
    for span in dict.fromkeys(spans):
        matcher.set_seq1(" ".join(span.of(text).split())[:_LONGEST])
        rated.append((min(matcher.real_quick_ratio(), matcher.quick_ratio()), span))
    best: tuple[Span, float] | None = None
    for bound, span in sorted(rated, key=lambda each: -each[0])[:_TRIED]:
        if bound < ALIKE or (best and bound <= best[1]):
            break
        matcher.set_seq1(" ".join(span.of(text).split())[:_LONGEST])
        ratio = matcher.ratio()
        if ratio >= ALIKE and (best is None or ratio > best[1]):
            best = span, ratio
    return (best[0], round(best[1], 4)) if best else None


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, that an offset stands on; a line ends as editors see it, with LF, CRLF or CR."""
    before = text[:offset]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def count_statuses(checks: Sequence[Check]) -> dict[Status, int]:
    """Return how many citations became what, in the order of the summary."""
    return {status: sum(check.status is status for check in checks) for status in Status}


def summary(checks: Sequence[Check]) -> str:
    """Return the result in one line: `12 citations: 10 same, 1 moved, 1 changed, 0 gone`."""
    counts = ", ".join(f"{count} {status}" for status, count in count_statuses(checks).items())
    return f"{len(checks)} citation{'' if len(checks) == 1 else 's'}: {counts}"


def check_to_dict(check: Check) -> dict[str, Any]:
    """Return a check as data that JSON can hold: what was cited, its status, and where it stands now."""
    cited = check.citation
    now = {"file": check.file, "start": check.start, "end": check.end, "line": check.line}
    return {
        "question": cited.question,
        "marker": cited.marker,
        "file": cited.file,
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
        "status": str(check.status),
        "now": now if check.file else None,
        "same_file": check.same_file,
        "closest": check.closest,
        "similarity": check.similarity,
        "reason": check.reason or None,
    }


def _found(citation: SavedCitation, status: Status, name: str, text: str, start: int, same_file: bool | None) -> Check:
    end = start + len(citation.quote)
    return Check(citation, status, name, start, end, line_of(text, start), same_file)


def _search_elsewhere(checks: Sequence[Check], paths: Mapping[str, Path]) -> list[Check]:
    """Look in every other file for the quotes not found: one file at a time, since a folder may not fit in memory."""
    done = list(checks)
    missing = {at for at, check in enumerate(done) if not check.fine}
    for name, path in paths.items():
        if not missing:
            break
        try:
            articles = read_articles(path).articles
        except UnreadableFileError:
            continue
        for source in articles:
            for at in sorted(missing):
                citation = done[at].citation
                start = nearest_occurrence(source.text, citation.quote, citation.start)
                if start is not None:
                    same = source.sha256 == citation.sha256.lower() if citation.sha256 else None
                    place = member_name(name, source.member)
                    done[at] = replace(_found(citation, Status.MOVED, place, source.text, start, same))
                    missing.discard(at)
    return done


def _archive_of(name: str, paths: Mapping[str, Path]) -> str | None:
    """Return the file that holds the article `name`, a member of an archive."""
    parts = name.split("/")
    return next((file for at in range(1, len(parts)) if (file := "/".join(parts[:at])) in paths), None)


def _read(name: str, paths: Mapping[str, Path]) -> SourceText | str:
    """Return the text of an article, or why it can't be read."""
    archive = _archive_of(name, paths)
    try:
        return read_file(paths[archive], member=name.removeprefix(f"{archive}/")) if archive else read_file(paths[name])
    except UnreadableFileError as error:
        return str(error)


def _sentences(text: str) -> list[Span]:
    spans = content_spans(text) or (Span(0, len(text)),)
    return [sentence.span for sentence in split_sentences(text, spans, None, _LONGEST, len)]
