"""Tell where the sources of an answer differ, what one of them denies, and which are copies of one origin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answers.selection import Chosen
from rag.citations.quotes import Quote
from rag.messages.plain import one_line
from rag.messages.texts import say
from rag.records import Citation, Difference, DifferingValue, Origin

LABEL = 60
"""Characters of an article's title that name it in a list."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the tool itself says about the sources, beside the quotes."""

    notes: tuple[str, ...] = ()
    """A sentence each: one a difference, with the markers of what it rests on; then one an origin."""
    differences: tuple[Difference, ...] = ()
    origins: tuple[Origin, ...] = ()
    corrections: int = 0
    """How many of the notes, the first ones, say what an article corrects."""
    listed: bool = False
    """Whether the note lists the articles that mention something."""

    def around(self, text: str) -> str:
        """Return the text of an answer with what is said of differences before it, and of origins behind it."""
        count = self.corrections + len(self.differences) + self.listed
        parts = (" ".join(self.notes[:count]), text, " ".join(self.notes[count:]))
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
        for each in [*chosen.evidence, *(given.evidence for given in chosen.answers)]
        for quote, citation in zip(quotes, citations, strict=True)
        if quote.holds(each)
    }
    differ = _differing(chosen, markers, language)
    denied = [_denied(markers[id(claim)], markers[id(denial)], language) for claim, denial in chosen.denials]
    found = [each for each in (differ, *denied) if each is not None]
    if chosen.listed:
        items = "; ".join(f"{one_line(each.title or each.file)} [{each.marker}]" for each in citations)
        return Told((say("mentioned", language, values=items),), listed=True)
    origins = tuple(Origin(tuple(files)) for files in copies)
    copied = tuple(say("copies", language, count=len(each.files), files=", ".join(each.files)) for each in origins)
    corrected = [
        say("corrected", language, correction=f"[{markers[id(note)].marker}]", claim=f"[{markers[id(wrong)].marker}]")
        for wrong, note in chosen.corrected
        if markers[id(note)].marker != markers[id(wrong)].marker
    ]
    notes = (*corrected, *(note for note, _ in found), *copied)
    return Told(notes, tuple(difference for _, difference in found), origins, len(corrected))


def _differing(
    chosen: Chosen, citations: Mapping[int, Citation], language: str | None
) -> tuple[str, Difference] | None:
    """Return the sentence that lists what the sources give, in the order of the answer, and the same as a record."""
    listed = sorted(((citations[id(each.evidence)], each.values[0].text) for each in chosen.answers), key=_marker)
    if len(listed) < 2:
        return None
    values = tuple(DifferingValue(one_line(value), (citation.marker,)) for citation, value in listed)
    items = "; ".join(
        f"{value.value} ({_source(citation)}) [{citation.marker}]"
        for value, (citation, _) in zip(values, listed, strict=True)
    )
    return say("differ", language, values=items), Difference(values)


def _marker(listed: tuple[Citation, str]) -> int:
    return listed[0].marker


def _source(citation: Citation) -> str:
    """Return what an article is called in a list, with its date where it has one."""
    name = one_line(citation.publisher or _title(citation))
    return f"{name}, {citation.published}" if citation.published else name


def _title(citation: Citation) -> str:
    return citation.title if citation.title and len(citation.title) <= LABEL else citation.file


def _denied(claim: Citation, denial: Citation, language: str | None) -> tuple[str, Difference] | None:
    """Return what is said of a claim and its denial; nothing when both stand in one quote."""
    if claim.marker == denial.marker:
        return None
    values = tuple(DifferingValue(each.quote, (each.marker,)) for each in (claim, denial))
    return say("denied", language, claim=f"[{claim.marker}]", denial=f"[{denial.marker}]"), Difference(values)
