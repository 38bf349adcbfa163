"""The command `read`: what Pressmark sees in a file, without a library."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from rich.text import Text

from index.chunking.boilerplate import content_spans
from index.errors import PressmarkError, UnreadableFileError
from index.language.written_dates import find_days
from index.metadata.finder import Card, read_together
from index.readers.files import list_articles, read_articles
from index.readers.subprocess import CONFINED
from index.records import Found, Metadata, SourceText, Span, member_name
from ui.opening import read_settings
from ui.plain import safe_line, safe_name, safe_text
from ui.terminal.output import message, print_json, to_stdout, write

SHOWN: Final = ("title", "author", "agency", "publisher", "published", "updated", "language", "url")
"""The fields of a card, in the order in which they are shown."""
_EDGE: Final = 1500
"""Characters at both ends of a text in which a warning looks for dates that weren't understood."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One article as it was read."""

    file: str
    source: SourceText
    card: Card

    @property
    def content(self) -> tuple[Span, ...]:
        """The ranges that are the article."""
        return whole_text(self.source.text) if self.source.chosen else content_spans(self.source.text)


def show_files(paths: Sequence[Path], *, as_json: bool) -> None:
    """Print what is seen in files and in the files of folders; those that are read together tell of each other.

    Raises:
        PressmarkError: a file can't be read; the others are printed all the same.
    """
    failed = 0
    read: list[tuple[str, SourceText]] = []
    limit = read_settings().file_limit
    try:
        for name, path in _named(paths):
            try:
                found = read_articles(path, limit)
            except UnreadableFileError as error:
                message(str(error))
                failed += 1
                continue
            for reason in found.failures.values():
                message(reason)
            read += [(member_name(name, source.member), source) for source in found.articles]
    finally:
        CONFINED.close()
    cards = read_together(read)
    for (file, source), card in zip(read, cards, strict=True):
        seen = _Seen(file, source, card)
        if as_json:
            print_json(_plain(seen), pretty=False)
        else:
            _show(seen)
    if failed:
        raise PressmarkError(f"{failed} of the files can't be read." if failed > 1 else "One file can't be read.")


def whole_text(text: str) -> tuple[Span, ...]:
    """Return all of a text, white space at its ends left out."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return (Span(start, end),) if start < end else ()


def warnings_of(metadata: Metadata, text: str) -> list[str]:
    """Return what a reader should know of a card: what isn't told, and what can be read in more than one way."""
    found = []
    if metadata.title is None:
        found.append("It tells no title.")
    elif metadata.title.how == "file name":
        found.append("The title is made of the file's name.")
    if metadata.published is None:
        found.append(_why_undated(text))
    elif metadata.published.how == "inferred":
        found.append("The year of its date is inferred from other dates.")
    elif metadata.published.how == "file name":
        found.append("The date is that of the file's name.")
    return found


def _why_undated(text: str) -> str:
    for part in (text[:_EDGE], text[-_EDGE:]):
        for line in part.splitlines():
            for day in find_days(line):
                written = day.span.of(line)
                if day.order == "either":
                    return f"It tells no date for sure: {written} can be read with the day or the month first."
                if day.year is None:
                    return f"It tells no date for sure: {written} has no year."
    return "It tells no date."


def _named(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the files with their names: below the folder that was named; a file that shares its name, its path."""
    single = [path for path in paths if not path.is_dir()]
    many = Counter(path.name for path in single)
    for path in paths:
        if path.is_dir():
            yield from list_articles([path]).articles
        else:
            yield (path.name if many[path.name] == 1 else path.as_posix()), path


def _plain(seen: _Seen) -> dict[str, object]:
    metadata = seen.card.metadata
    every: dict[str, Found | None] = {field.name: getattr(metadata, field.name) for field in fields(Metadata)}
    values = {name: found.value if (found := every[name]) else None for name in SHOWN}
    return {
        "file": seen.file,
        **values,
        "kind": seen.source.kind,
        "text": seen.source.text,
        "content": [[span.start, span.end] for span in seen.content],
        "how": {name: how_known(found) for name in SHOWN if (found := every[name])},
        "warnings": warnings_of(metadata, seen.source.text),
    }


def how_known(found: Found) -> dict[str, object]:
    """Return how a value is known, with the place in the text that gives it."""
    place = {"start": found.span.start, "end": found.span.end} if found.span else {}
    return {"how": found.how, **place}


def _show(seen: _Seen) -> None:
    console, metadata = to_stdout(), seen.card.metadata
    write(console, Text(safe_name(seen.file), style="bold"))
    for name in SHOWN:
        found: Found | None = getattr(metadata, name)
        value = safe_line(found.value) if found else "-"
        place = f", line {seen.source.text.count(chr(10), 0, found.span.start) + 1}" if found and found.span else ""
        known = f"  ({found.how}{place})" if found else ""
        write(console, Text().append(f"  {name:<10}", style="dim").append(value).append(known, style="dim"))
    for warning in warnings_of(metadata, seen.source.text):
        write(console, Text(f"  {safe_line(warning)}", style="dim"))
    console.print()
    for start, end, is_article in _parts(seen):
        for line in seen.source.text[start:end].splitlines():
            if line.strip():
                write(
                    console, Text(f"{'  ' if is_article else '- '}{safe_text(line)}", style="" if is_article else "dim")
                )
    console.print()


def _parts(seen: _Seen) -> Iterator[tuple[int, int, bool]]:
    """Yield the ranges of the text in order, each with whether it is the article or furniture."""
    at = 0
    for span in seen.content:
        if span.start > at:
            yield at, span.start, False
        yield span.start, span.end, True
        at = span.end
    if at < len(seen.source.text):
        yield at, len(seen.source.text), False
