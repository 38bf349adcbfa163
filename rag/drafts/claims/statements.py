"""Which sentences of a draft state something that articles can bear out."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from index.language.analysis import fold
from index.language.detection import detect_language
from index.records import Span
from rag.drafts.reading.draft import DraftText
from rag.language.dates import days
from rag.language.names import names
from rag.language.numbers import number_words
from rag.language.parsing import Reading, read
from rag.language.quantities import numbers

_QUOTED: Final = re.compile("“[\x00.,!?…]*”?")
_FEWEST: Final = 3
"""Words with a meaning that a statement has, beside its names; one with a figure has one less."""
_OPINION: Final = re.compile(
    r"\b(?:I|we|my|our|us|you|should|ought|hopefully|sadly|let)\b|^(?:Perhaps|Maybe|Clearly)\b"
)
"""What tells of the writer's own view, in a sentence without a figure."""
_ACCORDING: Final = re.compile(r"\baccording to\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(
    r"\b(?:according to|as reported by) (?P<count>\w+) (?:[a-z]+ )?"
    r"(?:papers|newspapers|outlets|reports|articles|sources|media|accounts)\b,?\s*",
    re.IGNORECASE,
)
MOST: Final = 3_000
"""Statements of a draft that are looked up; those behind them are left alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence of a draft that articles can bear out."""

    span: Span
    text: str
    """Its words but for those in quotation marks, which are looked at on their own."""
    reading: Reading
    figures: bool
    """Whether it has a number or a date."""
    outlets: tuple[str, ...] = ()
    """The outlets of the library that it gives what it says to; its words are without them."""
    sources: int = 1
    """How many independent sources it says there are: "according to two papers"."""


def statements_of(draft: DraftText, publishers: Collection[str] = ()) -> tuple[list[Statement], int]:
    """Return the statements of a draft, in order, and how many of its sentences state nothing that can be borne out.

    Statements are read in English only; of a draft in another language its quotations alone are checked.

    Args:
        draft: the draft.
        publishers: the outlets of the library.
    """
    spoken = detect_language(draft.text, [Span(0, len(draft.text))])
    found = list(_statements(draft, _giving(publishers))) if spoken in {"en", None} else []
    sentences = sum(not sentence.heading for sentence in draft.sentences)
    return found[:MOST], max(0, sentences - len(found[:MOST]))


def _giving(publishers: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern of "according to The Quay" and "The Quay reported that", for outlets of the library."""
    bare = sorted({re.escape(name.removeprefix("The ")) for name in publishers}, key=len, reverse=True)
    if not bare:
        return None
    outlet = rf"(?:the )?(?P<{{}}>{'|'.join(bare)})"
    told = r"(?:wrote|writes|reported|reports|said|says)(?: (?:on|in) \w+(?: \d+)?)?(?: that|,)?\s+"
    return re.compile(
        rf"\b(?:as reported (?:by|in)|according to) {outlet.format('one')}\b,?\s*|\b{outlet.format('other')} {told}",
        re.IGNORECASE,
    )


def _statements(draft: DraftText, giving: re.Pattern[str] | None) -> Iterator[Statement]:
    for sentence, plain in zip(draft.sentences, draft.plain, strict=True):
        if sentence.heading or plain.lstrip().startswith(">"):
            continue
        text = " ".join(_QUOTED.sub(" ", plain).replace("\x00", " ").split())
        given = tuple(match["one"] or match["other"] for match in giving.finditer(text)) if giving else ()
        text = giving.sub("", text) if giving and given else text
        several = _SEVERAL.search(text)
        sources = number_words().get(fold(several["count"]), 2) if several else 1
        text = _SEVERAL.sub("", text)
        reading = read(text)
        figures = bool(numbers(reading) or days(reading))
        if _states(text, reading, figures=figures or bool(given or several)):
            yield Statement(sentence.span, text, reading, figures, given, sources)


def _states(text: str, reading: Reading, *, figures: bool) -> bool:
    """Return True if a sentence has a figure, a date, a name or a source, and says something of it."""
    if text.endswith("?"):
        return False
    named = names(reading)
    inside = {place for name in named for place in range(name.first, name.last + 1)}
    said = [
        token
        for place, token in enumerate(reading.tokens)
        if token.content and token.kind == "word" and place not in inside
    ]
    if len(said) < _FEWEST - figures:
        return False
    if figures or _ACCORDING.search(text):
        return True
    return bool(named) and not _OPINION.search(text)
