"""Choose several sentences where one can't answer: another source or part, a rule whole, the denial of a claim."""

import re
from collections.abc import Sequence

from rag.questions.scope import Breadth
from rag.retrieval.asked.number import is_of
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, same_words

MOST = 5
"""Sentences quoted at the most."""
REACH = {Breadth.VIEWS: 0.2, Breadth.PARTS: 0.16}
"""How far below the best score a sentence may lie, what it gains for being new counted."""
OTHER_SOURCE = 0.06
"""What a sentence of an article not quoted yet gains, where views are asked for."""
UNCOVERED = 0.3
"""What it gains for holding all the question's words that no quote holds yet, where parts are asked for."""
HELD = 0.5
"""Where views are asked for: share of the question's words in the best sentence that a further one must hold.

Without it "Did Erdogan apologise?" was answered by all that names Erdogan. Of 11 such questions over the seeds every
fact is quoted for 8 instead of 5, in fewer words; more than 0.6 loses some.
"""
LONGEST = 110
"""Words of all quotes together, the first one not counted in."""


def spread_evidence(search: Search, ranked: Sequence[Evidence], asked: Breadth) -> list[Evidence]:
    """Return the best sentence, and those that add another source or another part of the question.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
        asked: how much the question needs; not `ONE`.
    """
    chosen = list(ranked[:1])
    near = ranked if asked is not Breadth.VIEWS else [each for each in ranked if each.held >= HELD * ranked[0].held]
    words = 0
    while chosen and len(chosen) < MOST:
        least = chosen[0].score - REACH[asked]
        rated = [(each.score + _gain(search, each, chosen, asked), each) for each in near if _is_new(each, chosen)]
        score, best = max(rated, key=lambda pair: pair[0], default=(0.0, chosen[0]))
        words += len(best.sentence.text.split())
        if score < least or words > LONGEST:
            break
        chosen.append(best)
    return chosen


RULE_SENTENCES, RULE_WORDS = 12, 220
"""Sentences of a rule, and words of them all, that are quoted at the most; of a longer one what it begins with."""


def rule_evidence(search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences of the rule that a question asks to be told, in reading order; none for other questions.

    "What does Article 4 say?" is answered by all its paragraphs, not by 4.1 alone.

    Args:
        search: the question with the passages found.
        ranked: their sentences, the likeliest answer first.
    """
    question = search.question
    asked = next((each for each in question.numbered if each.sure), None)
    if asked is None or not question.asks_content or not ranked or not is_of(ranked[0], asked, question):
        return []
    file = ranked[0].candidate.passage.article.file
    own = [each for each in ranked if each.candidate.passage.article.file == file and is_of(each, asked, question)]
    chosen: list[Evidence] = []
    words = 0
    for each in sorted({each.sentence.span: each for each in own}.values(), key=lambda each: each.sentence.span):
        words += len(each.sentence.text.split())
        if chosen and (words > RULE_WORDS or len(chosen) == RULE_SENTENCES):
            break
        chosen.append(each)
    return chosen


_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es?|ed)|refut(?:es?|ed)|contradict(?:s|ed)?)\b"
    r"(?: (?:this|that|it|these|those)\b"
    r"| (?:the|any|such) (?:claims?|reports?|allegations?|statements?|plans?|rumou?rs?)\b)",
    re.IGNORECASE,
)
BEHIND = 3
"""How many sentences behind a claim its denial may stand."""


def denial_of(claim: Evidence, ranked: Sequence[Evidence]) -> Evidence | None:
    """Return the sentence, shortly behind another in its passage, that denies it, as "The ministry denied this" does.

    Args:
        claim: the sentence.
        ranked: all sentences of the passages found.
    """
    passage = claim.candidate.passage.id
    behind = [
        each for each in ranked if each.candidate.passage.id == passage and 0 < each.position - claim.position <= BEHIND
    ]
    denying = [each for each in behind if _DENIES.search(each.sentence.text)]
    return min(denying, key=lambda each: each.position, default=None)


def _is_new(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    return not evidence.sentence.heading and not any(
        same_words(evidence.sentence.text, other.sentence.text) for other in chosen
    )


def _gain(search: Search, evidence: Evidence, chosen: Sequence[Evidence], asked: Breadth) -> float:
    if asked is Breadth.VIEWS:
        files = {each.candidate.passage.article.file for each in chosen}
        return OTHER_SOURCE * (evidence.candidate.passage.article.file not in files)
    missing = [word for word in search.question.words if not any(word.forms & each.terms for each in chosen)]
    total = sum(search.rarities.values()) or 1.0
    return UNCOVERED * sum(search.rarities[word.word] for word in missing if word.forms & evidence.terms) / total
