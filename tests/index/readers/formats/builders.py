"""An article to be written in each format, and what a reader makes of it."""

from dataclasses import replace

from eval.experiments.formats import Piece
from index.readers.extracted import Extracted
from index.readers.registry import read_bytes
from index.records import Found

PIECE = Piece(
    title="The Mürted base receives its parts",
    author="Mara Lind",
    publisher="The Alder Post",
    published="2019-07-13",
    paragraphs=(
        "On July 12, an Antonov brought the first parts of the system to the Mürted air base outside Ankara. “It is a "
        "done deal,” İbrahim Kalın told journalists, and he added that a second shipment was on its way.",
        "The price was 2.5 billion dollars. Nobody in the well-known council said a word about the loan that paid for "
        "it, and the minister didn't answer when he was asked who would train the crews.",
        "Washington answered within a week: Turkey was out of the programme. Its pilots were sent home in August.",
    ),
)
LONG = replace(PIECE, paragraphs=tuple(f"{number}. " + PIECE.paragraphs[number % 3] for number in range(40)))


def only(name: str, data: bytes) -> Extracted:
    parts = read_bytes(name, data)
    assert parts is not None
    (part,) = parts
    assert part.article, part.reason
    return part.article


def value(found: Found | None) -> str | None:
    return found.value if found else None
