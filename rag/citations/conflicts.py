"""Tell where the sources of an answer differ, what one of them denies, and which are copies of one origin."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rag.answers.agreement import Given
from rag.answers.changes import Differing
from rag.answers.selection import Chosen, Corrected
from rag.citations.quotes import Quote
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.records import Citation, Difference, DifferenceKind, DifferingValue, Origin

LABEL = 60
"""Characters of an article's title that name it in a list."""


SPEAKER = 7
"""Words of the longest name that is told for whose word a value is."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the tool itself says about the sources, beside the quotes."""

    notes: tuple[str, ...] = ()
    """A sentence each: what differs, with the markers of what it rests on; then one an origin."""
    differences: tuple[Difference, ...] = ()
    origins: tuple[Origin, ...] = ()
    first: int = 0
    """How many of the notes go before the text."""

    def around(self, text: str) -> str:
        """Return the text of an answer with what is said of differences before it, and of origins behind it."""
        parts = (" ".join(self.notes[: self.first]), text, " ".join(self.notes[self.first :]))
        return "\n\n".join(part for part in parts if part)


NOTHING_TOLD = Told()
"""Of a refusal, and of an answer whose sources agree."""


def tell_sources(
    chosen: Chosen,
    quotes: Sequence[Quote],
    citations: Sequence[Citation],
    copies: Sequence[Sequence[str]],
    language: str | None,
) -> Told:
    """Return what is to be said about the sources of an answer.

    Args:
        chosen: what was chosen to be quoted.
        quotes: the quotes made of it, in the order of the answer.
        citations: their citations.
        copies: files that have one origin, the earliest first; each group holds a cited one.
        language: that of the question.
    """
    markers = {
        id(each): citation
        for each in [*chosen.evidence, *(given.evidence for given in chosen.given)]
        for quote, citation in zip(quotes, citations, strict=True)
        if quote.holds(each)
    }
    if chosen.listed:
        items = "; ".join(f"{one_line(each.title or each.file)} [{each.marker}]" for each in citations)
        return Told((say("mentioned", language, values=items),), first=1)
    corrected = [_corrected(each, markers, language) for each in chosen.corrected]
    differing = [_differing(chosen.differing, markers, language)] if chosen.differing else []
    denied = [_denied(markers[id(claim)], markers[id(denial)], language) for claim, denial in chosen.denials]
    found = [each for each in (*corrected, *differing, *denied) if each is not None]
    origins = tuple(Origin(tuple(files)) for files in copies)
    copied = tuple(say("copies", language, count=len(each.files), files=", ".join(each.files)) for each in origins)
    notes = (*(note for note, _ in found), *copied)
    return Told(notes, tuple(each for _, each in found if each is not None), origins, len(found))


_NOTES: Final[Mapping[DifferenceKind, str]] = {"conflict": "differ", "rounding": "rounded"}
"""Which message lists what the sources give."""


def _differing(
    differing: Differing, citations: Mapping[int, Citation], language: str | None
) -> tuple[str, Difference] | None:
    """Return the sentence that lists what the sources give, and the same as a record."""
    given = [
        (group, [citations[id(each.evidence)] for each in group if id(each.evidence) in citations])
        for group in differing.groups
    ]
    if differing.kind == "conflict":  # in the order of the quotes
        given.sort(key=lambda each: each[1][0].marker)
    values = tuple(_value(group, cited) for group, cited in given)
    listed = [
        f"{value.value} ({_source(cited[0], value.speaker)}) [{cited[0].marker}]"
        for value, (_, cited) in zip(values, given, strict=True)
    ]
    found = Difference(values, differing.kind)
    if differing.kind in _NOTES:
        return say(_NOTES[differing.kind], language, values="; ".join(listed)), found
    return say(f"newest-{differing.kind}", language, newest=listed[0], older="; ".join(listed[1:])), found


def _value(group: Sequence[Given], cited: Sequence[Citation]) -> DifferingValue:
    """Return what sentences give as a record, with whose word it is as far as the first of them tells."""
    party = group[0].party
    shown = party and len(party.split()) <= SPEAKER and not _NOBODY.match(party)
    speaker = party if shown else cited[0].speaker
    markers = tuple(dict.fromkeys(each.marker for each in cited))
    return DifferingValue(one_line(group[0].values[0].text), markers, one_line(speaker) if speaker else None)


_NOBODY: Final = re.compile(
    r"(?:the |some |first |early |later )*(?:reports?|figures|numbers|estimates|statistics)\b", re.I
)
"""What "spoke of 265 dead" and is nobody."""


def _source(citation: Citation, speaker: str | None) -> str:
    """Return what an article is called in a list, after whose word it is and with its date where it has one."""
    name = one_line(citation.publisher or _title(citation))
    return ", ".join(part for part in (speaker, name, citation.published) if part)


def _title(citation: Citation) -> str:
    return citation.title if citation.title and len(citation.title) <= LABEL else citation.file


def _corrected(
    correction: Corrected, markers: Mapping[int, Citation], language: str | None
) -> tuple[str, Difference | None] | None:
    """Return what is said of a sentence that its article corrects; nothing when both stand in one quote."""
    right, wrong = markers[id(correction.note)], markers[id(correction.wrong)]
    if right.marker == wrong.marker:
        return None
    said = say("corrected", language, correction=f"[{right.marker}]", claim=f"[{wrong.marker}]")
    if correction.values is None:
        return said, None
    values = tuple(
        DifferingValue(one_line(value), (each.marker,))
        for value, each in zip(correction.values, (right, wrong), strict=True)
    )
    return said, Difference(values, "correction")


def _denied(claim: Citation, denial: Citation, language: str | None) -> tuple[str, Difference] | None:
    """Return what is said of a claim and its denial; nothing when both stand in one quote."""
    if claim.marker == denial.marker:
        return None
    values = tuple(DifferingValue(each.quote, (each.marker,)) for each in (claim, denial))
    return say("denied", language, claim=f"[{claim.marker}]", denial=f"[{denial.marker}]"), Difference(values)
