"""Cut a written text into its sentences, each with the evidence that its markers name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.chunking.sentences import split_sentences
from index.records import Span

_ANY_LENGTH: Final = 10**9
_EMPHASIS: Final = re.compile(r"\*\*|__|^#+\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as a model wrote it."""

    text: str
    numbers: tuple[int, ...]
    """The numbers of the evidence that its markers name, in order, each once."""
    opens: bool
    """Whether it begins a paragraph or an item of a list."""


def draft_sentences(parts: Iterable[str | tuple[int, ...]], language: str | None) -> list[Draft]:
    """Cut a written text into sentences.

    Args:
        parts: its words, and between them the numbers of each marker, in order.
        language: the language it is written in.

    Returns:
        Its sentences. A marker belongs to the sentence that it stands in or right behind; one that stands before all
        words belongs to the first.
    """
    text = ""
    marked: list[tuple[int, tuple[int, ...]]] = []
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            marked.append((len(text.rstrip()), part))
    bare = _EMPHASIS.sub(lambda match: " " * len(match.group()), text)
    spans = [each.span for each in split_sentences(bare, [Span(0, len(bare))], language, _ANY_LENGTH, len)]
    numbers: list[list[int]] = [[] for _ in spans]
    for place, named in marked:
        owner = max((number for number, span in enumerate(spans) if span.start < place), default=0)
        if spans:
            numbers[owner] += named
    found, last = [], 0
    for span, named_here in zip(spans, numbers, strict=True):
        words = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(span.of(bare).split()))
        found.append(Draft(words, tuple(dict.fromkeys(named_here)), "\n" in bare[last : span.start]))
        last = span.end
    return found
