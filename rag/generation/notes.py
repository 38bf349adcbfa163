"""What the quoted answer knows of its sources, carried over to a written one with other markers."""

from collections.abc import Mapping
from dataclasses import replace

from rag.records import Answer, Citation, Difference


def with_differences(written: Answer, quoted: Answer) -> Answer:
    """Return a written answer with the differences between sources that the quoted one has found.

    They name citations by their markers. One that the written answer hasn't got joins its citations, so that every
    side of a difference keeps its quote.
    """
    needed = {marker for each in quoted.differences for value in each.values for marker in value.markers}
    if not needed:
        return written
    citations = list(written.citations)
    renamed: dict[int, int] = {}
    for citation in quoted.citations:
        if citation.marker in needed:
            renamed[citation.marker] = _marker_of(citation, citations)
    differences = tuple(_renamed(each, renamed) for each in quoted.differences)
    return replace(written, citations=tuple(citations), differences=differences)


def _marker_of(citation: Citation, citations: list[Citation]) -> int:
    """Return the marker of a citation of the same words; it is added when there is none."""
    for each in citations:
        if each.file == citation.file and each.start <= citation.start and citation.end <= each.end:
            return each.marker
    citations.append(replace(citation, marker=len(citations) + 1))
    return len(citations)


def _renamed(difference: Difference, markers: Mapping[int, int]) -> Difference:
    values = tuple(
        replace(value, markers=tuple(dict.fromkeys(markers[marker] for marker in value.markers)))
        for value in difference.values
    )
    return replace(difference, values=values)
