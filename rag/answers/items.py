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
_ANNOUNCES: Final = re.compile(
    r"^\W*(?:\w+ ){0,6}?(?P<count>two|three|four|five|six|zwei|drei|vier|fünf|deux|trois|quatre|cinq|dos|tres|cuatro)"
    r" (?:\w+ )?(?:things|reasons|points|conditions|suggestions|proposals|steps|measures|demands|ways|changes|ideas"
    r"|causes|lessons|rules|tasks|options|recommendations|dinge|gründe|punkte|bedingungen|vorschläge|forderungen|choses|raisons"
    r"|points|mesures|propositions|cosas|razones|puntos|medidas|propuestas)\b(?: \w+){0,8}[.!:]?\W*$",
    re.IGNORECASE,
)
"""A short sentence that says how many there are and leaves them to the next ones: "Three things would help."."""
_COUNTS: Final = {
    word: count
    for count, words in enumerate(
        ("two zwei deux dos", "three drei trois tres", "four vier quatre cuatro", "five fünf cinq", "six"),
        start=2,
    )
    for word in words.split()
}
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
        told = [found, *_announced(found, ranked)]
        chosen += told
        near = [each for each in near if not any(each is other for other in told)]
        known |= {thing for each in told for thing in _things(each)}
        spent += sum(len(each.sentence.text.split()) for each in told)
    return chosen


def _announced(evidence: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences behind one that only says how many things there are: the things themselves."""
    match = _ANNOUNCES.match(" ".join(evidence.sentence.text.split()))
    count = _COUNTS[match["count"].lower()] if match else 0
    passage, first = evidence.candidate.passage.id, evidence.position + 1
    behind = {each.position: each for each in ranked if each.candidate.passage.id == passage}
    items = [behind[place] for place in range(first, first + count) if place in behind]
    return items if len(items) == count and not any(each.sentence.heading for each in items) else []


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
