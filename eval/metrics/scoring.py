"""One answer against its gold: every measure of `eval.metrics.measures` that the gold allows."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics import measures
from eval.metrics.matching import stated_facts, token_f1
from eval.metrics.measures import Place
from eval.records import OVERVIEW, Case, GoldSource
from index.records import Span

DEPTHS = (1, 5, 10)
"""How many retrieved passages are looked at."""


def places(rows: Sequence[Mapping[str, Any]]) -> list[Place]:
    """Return where the citations or retrieved passages of an answer stand."""
    return [Place(row["file"], Span(row["start"], row["end"])) for row in rows]


def score(
    case: Case, gold: Sequence[GoldSource], answer: Mapping[str, Any], texts: Mapping[str, str]
) -> dict[str, float]:
    """Return the scores of one answer, by metric; what the gold says nothing of is absent.

    Args:
        case: the question.
        gold: its sources, found in the articles.
        answer: as `ask --json` prints it.
        texts: the text of each article, read from the files.
    """
    scored: dict[str, float | None] = _quotes(answer, texts)
    scored |= _cost(answer) | _writing(answer)
    if case.answerable:
        scored |= _answer(case, gold, answer)
        scored |= ranking_scores(places(answer["retrieved"]), gold)
    if case.type == OVERVIEW and answer["answered"]:
        scored["brief"] = float(measures.word_count(answer["answer"]) <= measures.BRIEF)
    if case.wrong:
        scored["misinformation"] = float(answer["answered"] and any(stated_facts(answer["answer"], case.wrong)))
    if case.differ is not None:
        scored["differences" if case.differ else "false_differences"] = float(measures.says_they_differ(answer))
    return {name: round(value, 6) for name, value in scored.items() if value is not None}


def ranking_scores(ranking: Sequence[Place], gold: Sequence[GoldSource]) -> dict[str, float | None]:
    """Return how well passages are ranked: by the gold words where all are known, else by article."""
    grades: dict[str, int] = {}
    for source in gold:
        if source.group >= 0:
            name = measures.group_id(source.group)
            grades[name] = max(source.grade, grades.get(name, 0))
    relevant = [name for name, grade in grades.items() if grade > 0]
    ids = measures.ranked_gold(ranking, gold)
    scored = {f"recall@{depth}": measures.recall_at(ids, relevant, depth) for depth in DEPTHS}
    return scored | {"mrr": measures.reciprocal_rank(ids, relevant), "ndcg@10": measures.ndcg_at(ids, grades, 10)}


def _quotes(answer: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, float | None]:
    quotes = [(place, row["quote"]) for place, row in _quoted(answer)]
    displaced = [shift for place, quote in quotes if (shift := measures.displacement(place, quote, texts))]
    whole = [float(measures.cuts_no_word(place, texts)) for place, _ in quotes]
    return {
        "verbatim": measures.verbatim_share(quotes, texts),
        "whole_words": sum(whole) / len(whole) if whole else None,
        "displaced": float(displaced[0]) if displaced else None,
    }


def _quoted(answer: Mapping[str, Any]) -> list[tuple[Place, Mapping[str, Any]]]:
    return list(zip(places(answer["citations"]), answer["citations"], strict=True))


def _answer(case: Case, gold: Sequence[GoldSource], answer: Mapping[str, Any]) -> dict[str, float | None]:
    """Score what was said and what it is said to rest on; a refusal says nothing, whatever words it is made of."""
    text = answer["answer"] if answer["answered"] else ""
    cited = places(answer["citations"]) if answer["answered"] else []
    stated = measures.all_facts(text, case.facts)
    in_article = float(any(measures.in_gold_article(place, gold) for place in cited))
    on_words = float(any(measures.on_gold_words(place, gold) for place in cited))
    return {
        "right": None if stated is None or not gold else stated * in_article,
        "right_words": None if stated is None or not measures.knows_words(gold) else stated * on_words,
        "answer_recall": stated,
        "fact_recall": measures.fact_recall(text, case.facts),
        "token_f1": token_f1(text, case.facts),
        "answer_early": measures.all_facts_early(text, case.facts),
        "first_citation": measures.first_citation(cited, gold),
        "citation_precision": measures.citation_precision(cited, gold, words=False),
        "citation_recall": measures.citation_recall(cited, gold, words=False),
        "span_precision": measures.citation_precision(cited, gold, words=True),
        "span_recall": measures.citation_recall(cited, gold, words=True),
    }


def _cost(answer: Mapping[str, Any]) -> dict[str, float | None]:
    """Return the length of an answer, and what a language model took for it, when one was used."""
    usage = answer.get("usage") or {}
    tokens = [usage[name] for name in ("prompt_tokens", "answer_tokens") if usage.get(name) is not None]
    return {
        "answer_words": float(measures.word_count(answer["answer"])) if answer["answered"] else None,
        "tokens": float(sum(tokens)) if tokens else None,
        "cost": usage.get("cost_usd"),
    }


def _writing(answer: Mapping[str, Any]) -> dict[str, float | None]:
    """Return what became of the sentences that a language model wrote, as shares of them."""
    checks = answer.get("checks") or {}
    count = checks.get("sentences")
    return {name: checks[name] / count if count else None for name in ("supported", "repaired", "removed")}
