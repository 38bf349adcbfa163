"""Name what went wrong with a question: the first step at which its gold was lost."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval import records
from eval.metrics.matching import in_words, stated_facts
from eval.metrics.measures import Place, displacement, in_gold_article, is_verbatim, knows_words, on_gold_words
from eval.metrics.scoring import places
from eval.records import Case, GoldSource
from index.records import Span

Finding = tuple[str, str]
"""A diagnosis and the sentence that explains it."""


def diagnose(case: Case, gold: Sequence[GoldSource], answer: Mapping[str, Any], texts: Mapping[str, str]) -> Finding:
    """Return one of `records.DIAGNOSES`, and a sentence with what was expected and what came."""
    if "error" in answer:
        return records.FAILED, f"The engine failed: {answer['error']}"
    loose = _loose_quote(answer, texts)
    if loose:
        return records.NOT_VERBATIM, loose
    if case.type == records.SMALL_TALK:
        return _small_talk(answer)
    if case.answerable is None:
        return records.NOT_SCORED, "Nobody knows whether the articles answer it."
    if not case.answerable:
        return _unanswerable(answer)
    if not answer["answered"]:
        return _refused(case, gold, answer)
    return _answered(case, gold, answer)


def _small_talk(answer: Mapping[str, Any]) -> Finding:
    if not answer["answered"]:
        return records.WRONGLY_REFUSED, "It is said to the tool itself, which refused to answer."
    if answer["citations"]:
        return records.WRONG_SENTENCE, f"It is said to the tool itself, yet it was answered {_cited(answer)}."
    return records.RIGHT, "It is said to the tool itself, and was answered without a quote."


def _loose_quote(answer: Mapping[str, Any], texts: Mapping[str, str]) -> str | None:
    for place, row in zip(places(answer["citations"]), answer["citations"], strict=True):
        if not is_verbatim(place, row["quote"], texts):
            said = Span(max(0, place.span.start), max(0, place.span.end)).of(texts.get(place.file, ""))
            shift = displacement(place, row["quote"], texts)
            where = f"; the quote stands {abs(shift)} characters {'later' if shift > 0 else 'earlier'}" if shift else ""
            return (
                f"Citation [{row['marker']}] quotes “{_short(row['quote'])}”, but {place.file} has "
                f"“{_short(said)}” at {place.span.start}–{place.span.end}{where}."
            )
    return None


def _unanswerable(answer: Mapping[str, Any]) -> Finding:
    if not answer["answered"]:
        return records.RIGHTLY_REFUSED, "The articles don't answer it, and the tool said so."
    sure = f"with confidence {answer['confidence']:.2f}"
    return records.WRONGLY_ANSWERED, f"The articles don't answer it, yet it was answered {sure}, {_cited(answer)}."


def diagnose_ranking(gold: Sequence[GoldSource], ranking: Sequence[Place]) -> Finding:
    """Return the same where there is a ranking and no answer."""
    if any(in_gold_article(place, gold) for place in ranking):
        return records.RIGHT, "A relevant article was retrieved."
    return records.NOT_RETRIEVED, f"None of {_names(gold)} was retrieved."


def _refused(case: Case, gold: Sequence[GoldSource], answer: Mapping[str, Any]) -> Finding:
    expected = "; ".join(in_words(fact) for fact in case.facts)
    if gold and _missing(gold, places(answer["retrieved"])):
        return records.NOT_RETRIEVED, f"Expected {expected}; refused, and {_names(gold)} was not retrieved."
    return (
        records.WRONGLY_REFUSED,
        f"Expected {expected}; refused with confidence {answer['confidence']:.2f}, though the passage was retrieved.",
    )


def _answered(case: Case, gold: Sequence[GoldSource], answer: Mapping[str, Any]) -> Finding:
    stated = stated_facts(answer["answer"], case.facts)
    cited = places(answer["citations"])
    well_cited = not gold or any(in_gold_article(place, gold) for place in cited)
    if all(stated) and well_cited:
        return records.RIGHT, "Every fact is stated, with a citation from a gold article."
    lacking = "; ".join(in_words(fact) for fact, said in zip(case.facts, stated, strict=True) if not said)
    lacks = f"Lacks {lacking}" if lacking else f"States the facts, but cites no gold article ({_names(gold)})"
    return _lost(gold, answer, cited, lacks)


def _lost(gold: Sequence[GoldSource], answer: Mapping[str, Any], cited: Sequence[Place], lacks: str) -> Finding:
    """Name the step at which a gold source was lost: of several lost sources, the earliest step counts."""
    lost = _missing(gold, places(answer["retrieved"]))
    if lost:
        return records.NOT_RETRIEVED, f"{lacks}: {_names(lost)} was not retrieved."
    unchosen = [source for source in gold if not any(in_gold_article(place, [source]) for place in cited)]
    if _incomplete(gold, unchosen):
        return records.NOT_CHOSEN, f"{lacks}: {_names(unchosen)} was retrieved, but {_cited(answer)}."
    if knows_words(gold) and any(on_gold_words(place, gold) for place in cited):
        return records.WRONG_SENTENCE, f"{lacks}: the gold words are quoted only in part, {_cited(answer)}."
    return records.WRONG_SENTENCE, f"{lacks}: the right article is cited, but with other sentences, {_cited(answer)}."


def _missing(gold: Sequence[GoldSource], ranking: Sequence[Place]) -> list[GoldSource]:
    """Return the gold sources that a ranking lacks, if a whole group of them is lacking."""
    fits = on_gold_words if knows_words(gold) else in_gold_article
    missing = [source for source in gold if not any(fits(place, [source]) for place in ranking)]
    return missing if _incomplete(gold, missing) else []


def _incomplete(gold: Sequence[GoldSource], missing: Sequence[GoldSource]) -> bool:
    present = {source.group for source in gold if source not in missing}
    return any(source.group >= 0 and source.group not in present for source in missing)


def _names(gold: Sequence[GoldSource]) -> str:
    return ", ".join(dict.fromkeys(source.file for source in gold))


def _cited(answer: Mapping[str, Any]) -> str:
    files = ", ".join(dict.fromkeys(row["file"] for row in answer["citations"]))
    return f"citing {files}" if files else "without a citation"


def _short(words: str, most: int = 60) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[:most]}…"
