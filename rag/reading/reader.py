"""What can read evidence: the interface that signs, the cross-encoder and language models stand behind."""

from collections.abc import Sequence
from typing import Final, Protocol

from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence

FLOOR: Final = -8.0
"""Log-odds below which a sentence is as good as ruled out, by how far says no more; one that wasn't read has this."""


class Reader(Protocol):
    """Says of each sentence found how likely it answers the question, and with which words."""

    passages: int | None
    """How many passages it wants to be found; `None` for as many as the settings say."""

    def read(self, search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Return the evidence, the likeliest answer first; what was read has its `log_odds` and `answer`.

        Args:
            search: the question with the passages found.
            ranked: every sentence of them, in the order of the signs.
        """
        ...


class Unread:
    """Reads nothing: the order and the verdict rest on the signs of the surface, in any language."""

    def __init__(self, passages: int | None = None) -> None:
        """Want so many passages; by default as many as the settings say."""
        self.passages = passages

    def read(self, search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Return the evidence as it is."""
        del search
        return list(ranked)
