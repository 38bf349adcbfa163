"""Choose the sentences of a list: those that enumerate, and those that name what no other has named yet."""

import re
from collections.abc import Sequence
from typing import Final

from index.language.analysis import fold
from rag.language.names import name_words
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, same_words

MOST: Final = 6
"""Sentences quoted at the most."""
WORDS: Final = 150
"""Words of them all at the most."""
REACH: Final = 0.12
"""How far below the best a sentence may lie, what speaks for it counted."""
_ENUMERATES: Final = 0.03
"""What a sentence gains for each item that it enumerates beyond the second, up to three."""
_NEW: Final = 0.012
"""What it gains for each name or figure that neither the question nor another quote has, up to five."""
_ITEM: Final = re.compile(
    r"(?:[,;]|\b(?:and|or|und|oder|et|ou|y|o|ve|veya|и|или)\b)(?=\s)|(?:^|\n)\s*(?:[-*•]|\d+[.)])\s", re.IGNORECASE
)
"""What parts the items of an enumeration."""
_FIGURE: Final = re.compile(r"\d[\d.,]*")


def list_evidence(search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences that give the items of a list, the best first.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
    """
    near = [each for each in ranked if _may_list(each)]
    best = max((each.score + _enumerating(each) for each in near), default=0.0)
    chosen: list[Evidence] = []
    known, spent = set(search.question.folded), 0
    while near and len(chosen) < MOST:
        rated = [(each.score + _enumerating(each) + _NEW * min(5, len(_things(each) - known)), each) for each in near]
        score, found = max(rated, key=lambda pair: pair[0])
        near.remove(found)
        length = len(found.sentence.text.split())
        if score < best - REACH:
            break
        if (chosen and spent + length > WORDS) or any(same_words(found.sentence.text, e.sentence.text) for e in chosen):
            continue
        chosen.append(found)
        known |= _things(found)
        spent += length
    return chosen


def _may_list(evidence: Evidence) -> bool:
    """Return True if a sentence may name an item: it is no heading, no question, and no scrap of a page's furniture."""
    text = evidence.sentence.text.rstrip('"”’»*_)] \n')
    whole = text.endswith((".", "!", "…", ":", ";")) or bool(_ITEM.search(text))
    return not evidence.sentence.heading and not text.endswith("?") and whole


def _enumerating(evidence: Evidence) -> float:
    """Return what speaks for a sentence because it has three items or more side by side."""
    return _ENUMERATES * min(3, max(0, len(_ITEM.findall(evidence.sentence.text)) - 1))


def _things(evidence: Evidence) -> set[str]:
    text = evidence.sentence.text
    return {fold(each) for each in (*name_words(text), *_FIGURE.findall(text))}
