"""The measures of one answer or one ranking, as pure functions. No gold gives None: no score, which is not zero."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eval.metrics.matching import plain, stated_facts
from eval.records import Fact, GoldSource
from index.records import Span

FIRST_WORDS: Final = 50
"""What a reader takes in before deciding whether to read on."""

BRIEF: Final = 220
"""The most words of an overview."""
NEAR: Final = 20
"""Characters on either side in which a quote that isn't at its place is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a citation or a retrieved passage: file and character range."""

    file: str
    span: Span


def fact_recall(text: str, facts: Sequence[Fact]) -> float | None:
    """Return the share of the facts that a text states."""
    stated = stated_facts(text, facts)
    return sum(stated) / len(stated) if stated else None


def all_facts(text: str, facts: Sequence[Fact]) -> float | None:
    """Return 1 when a text states every fact, else 0."""
    return float(all(stated_facts(text, facts))) if facts else None


def all_facts_early(text: str, facts: Sequence[Fact]) -> float | None:
    """Return 1 when the first 50 words state every fact, else 0."""
    return all_facts(" ".join(plain(text).split()[:FIRST_WORDS]), facts)


def says_they_differ(answer: Mapping[str, Any]) -> bool:
    """Return True if an answer says that its sources differ: it lists two or more values of them.

    A newer value, a correction and a rounder one are no disagreement.
    """
    told = [each for each in answer.get("differences") or () if each.get("kind", "conflict") == "conflict"]
    return bool(answer["answered"]) and any(len(each["values"]) > 1 for each in told)


def word_count(text: str) -> int:
    """Return how many words an answer has, markers not counted."""
    return len(plain(text).split())


def in_gold_article(place: Place, gold: Sequence[GoldSource]) -> bool:
    """Return True if a place is in one of the gold articles."""
    return any(place.file == source.file for source in gold)


def on_gold_words(place: Place, gold: Sequence[GoldSource]) -> bool:
    """Return True if a place overlaps words that answer."""
    return any(_overlaps(place, source) for source in gold)


def _overlaps(place: Place, source: GoldSource) -> bool:
    return place.file == source.file and any(
        place.span.start < span.end and span.start < place.span.end for span in source.spans
    )


def knows_words(gold: Sequence[GoldSource]) -> bool:
    """Return True if every gold source says where its words stand: else spans can't be scored."""
    return bool(gold) and all(source.spans for source in gold if source.group >= 0)


def citation_precision(citations: Sequence[Place], gold: Sequence[GoldSource], *, words: bool) -> float | None:
    """Return the share of the citations that are in a gold article, or with `words` overlap the gold words.

    None without citations, for then there is nothing to be wrong, and without gold.
    """
    if not citations or not gold or (words and not knows_words(gold)):
        return None
    fits = on_gold_words if words else in_gold_article
    return sum(fits(citation, gold) for citation in citations) / len(citations)


def citation_recall(citations: Sequence[Place], gold: Sequence[GoldSource], *, words: bool) -> float | None:
    """Return the share of the gold sources that are cited; sources of one group say the same, so one is enough."""
    if not gold or (words and not knows_words(gold)):
        return None
    fits = on_gold_words if words else in_gold_article
    groups = wanted_groups(gold)
    found = {source.group for source in gold if any(fits(citation, [source]) for citation in citations)}
    return len(found & groups) / len(groups) if groups else None


def wanted_groups(gold: Sequence[GoldSource]) -> set[int]:
    """Return the groups that have to be found; a negative group may be cited, but need not."""
    return {source.group for source in gold if source.group >= 0}


def first_citation(citations: Sequence[Place], gold: Sequence[GoldSource]) -> float | None:
    """Return 1 when the first citation, the one people look at, is in a gold article."""
    return float(in_gold_article(citations[0], gold)) if citations and gold else None


def verbatim_share(quotes: Sequence[tuple[Place, str]], texts: Mapping[str, str]) -> float | None:
    """Return the share of the quotes that are exactly what their file says at their place.

    Args:
        quotes: the place of each citation and what it quotes.
        texts: the text of each article, read from the files and not from the library.
    """
    return sum(is_verbatim(place, quote, texts) for place, quote in quotes) / len(quotes) if quotes else None


def is_verbatim(place: Place, quote: str, texts: Mapping[str, str]) -> bool:
    """Return True if `file_text[start:end] == quote`; an empty quote, or one beyond the text, never is."""
    return bool(quote) and place.span.start >= 0 and place.span.of(texts.get(place.file, "")) == quote


def displacement(place: Place, quote: str, texts: Mapping[str, str]) -> int | None:
    """Return how many characters after its place a quote really stands, if that is near; before it is negative."""
    text = texts.get(place.file, "")
    offsets = sorted(range(-NEAR, NEAR + 1), key=abs)
    starts = (place.span.start + offset for offset in offsets)
    return next((start - place.span.start for start in starts if start >= 0 and text.startswith(quote, start)), None)


def cuts_no_word(place: Place, texts: Mapping[str, str]) -> bool:
    """Return True if a place begins and ends between words: a quote that is verbatim but displaced doesn't."""
    text = texts.get(place.file, "")
    return not any(
        0 < edge < len(text) and text[edge - 1].isalnum() and text[edge].isalnum()
        for edge in (place.span.start, place.span.end)
    )


def ranked_gold(ranking: Sequence[Place], gold: Sequence[GoldSource]) -> list[str]:
    """Return a ranking of passages as ids: a gold source's group where it is first found, else an id of its own.

    Each group counts once: a second passage with the same words finds nothing new. Where a set only knows articles,
    each article counts once, at its best passage.
    """
    words = knows_words(gold)
    ids: list[str] = []
    for rank, place in enumerate(ranking):
        fits = [source for source in gold if (_overlaps(place, source) if words else place.file == source.file)]
        fresh = [group_id(source.group) for source in fits if source.group >= 0 and group_id(source.group) not in ids]
        own = f"passage {rank}" if words else f"article {place.file}"
        if fresh:
            ids += dict.fromkeys(fresh)
        elif not fits and own not in ids:
            ids.append(own)
    return ids


def group_id(group: int) -> str:
    """Return the id that `ranked_gold` gives a group of gold sources."""
    return f"gold {group}"


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """Return the share of the relevant items among the first `k`."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant)) if relevant else None


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float | None:
    """Return 1 / rank of the first relevant item; 0 when there is none."""
    if not relevant:
        return None
    return next((1 / rank for rank, each in enumerate(ranking, start=1) if each in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], grades: Mapping[str, int], k: int) -> float | None:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear as trec_eval."""
    ideal = _gain(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    return _gain([max(0, grades.get(each, 0)) for each in ranking[:k]]) / ideal if ideal else None


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
