"""What the quoted answer knows of its sources, carried over to a written one with other markers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rag.records import Answer, Citation, Difference

_MARKER: Final = re.compile(r"\[(\d+)\]")


def with_differences(written: Answer, quoted: Answer) -> Answer:
    """Return a written answer with the differences between sources that the quoted one has found.

    They name citations by their markers, and so do its notes. One that the written answer hasn't got joins its
    citations, so that every side of a difference, and what a note speaks of, keeps its quote.
    """
    needed = {marker for each in quoted.differences for value in each.values for marker in value.markers}
    needed |= {int(marker) for note in quoted.notes for marker in _MARKER.findall(note)}
    if not needed:
        return written
    citations = list(written.citations)
    renamed: dict[int, int] = {}
    for citation in quoted.citations:
        if citation.marker in needed:
            renamed[citation.marker] = _marker_of(citation, citations)
    differences = tuple(_renamed(each, renamed) for each in quoted.differences)
    notes = tuple(_MARKER.sub(lambda found: _renamed_marker(found, renamed), note) for note in written.notes)
    return replace(written, citations=tuple(citations), differences=differences, notes=notes)


def _marker_of(citation: Citation, citations: list[Citation]) -> int:
    """Return the marker of a citation of the same words; it is added when there is none."""
    for each in citations:
        if each.file == citation.file and each.start <= citation.start and citation.end <= each.end:
            return each.marker
    citations.append(replace(citation, marker=len(citations) + 1))
    return len(citations)


def _renamed_marker(found: re.Match[str], markers: Mapping[int, int]) -> str:
    return f"[{markers.get(int(found.group(1)), int(found.group(1)))}]"


def _renamed(difference: Difference, markers: Mapping[int, int]) -> Difference:
    values = tuple(
        replace(value, markers=tuple(dict.fromkeys(markers[marker] for marker in value.markers)))
        for value in difference.values
    )
    return replace(difference, values=values)
