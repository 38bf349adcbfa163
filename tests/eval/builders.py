"""Made-up questions, answers and runs, so that a test spells out only what it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics.diagnosis import diagnose
from eval.metrics.scoring import score
from eval.metrics.summary import latency_of, reliability_of, summarise, summarise_types
from eval.records import Case, GoldSource, Outcome, Run, Source
from index.records import Span

MILLS = {
    "001-mill.txt": "The mill in Alderholt burned in 1901. It was rebuilt with brick the year after.\n",
    "002-bridge.txt": "The bridge at Alderholt was opened in 1874 by Anna Weber.\n",
}
TEXTS = {
    "a.txt": "The mill burned in 1901. It was rebuilt.",
    "b.txt": "A new mill opened. Its owner was Anna Weber.",
    "c.txt": "Rain fell.",
}
BURNED = Case("q1", "When did the mill burn?", facts=(("1901",),), sources=(Source("a.txt", ("burned in 1901",)),))
GOLD = (GoldSource("a.txt", (Span(9, 23),), 1000),)
OFF = Case("q2", "Who is king?", answerable=False)


def answer(
    *quotes: tuple[str, int, int], retrieved: Sequence[tuple[str, int, int]] = (), **changes: object
) -> dict[str, Any]:
    """An answer that quotes these places; without any, a refusal. They are retrieved too, before the others."""
    citations = [
        {"marker": marker, "file": file, "start": start, "end": end, "quote": TEXTS[file][start:end]}
        for marker, (file, start, end) in enumerate(quotes, start=1)
    ]
    made: dict[str, Any] = {
        "answer": " ".join(f"{each['quote']} [{each['marker']}]" for each in citations) or "Nothing was found.",
        "answered": bool(citations),
        "confidence": 0.9 if citations else 0.1,
        "citations": citations,
        "retrieved": [{"file": file, "start": start, "end": end} for file, start, end in (*quotes, *retrieved)],
    }
    return made | changes


def outcome(
    case: Case, gold: tuple[GoldSource, ...], given: Mapping[str, Any], texts: Mapping[str, str] = TEXTS
) -> Outcome:
    """What becomes of an answer."""
    diagnosis, why = diagnose(case, gold, given, texts)
    return Outcome(case, gold, given, score(case, gold, given, texts), diagnosis, why, 10.0)


def right(number: int) -> Outcome:
    """A question answered rightly."""
    return outcome(_numbered(BURNED, number), GOLD, answer(("a.txt", 0, 24)))


def wrong(number: int) -> Outcome:
    """The same question answered with another sentence of the right article."""
    return outcome(_numbered(BURNED, number), GOLD, answer(("a.txt", 25, 40), retrieved=[("a.txt", 0, 24)]))


def refused(number: int, *, answerable: bool = False) -> Outcome:
    """A refusal."""
    if answerable:
        return outcome(_numbered(BURNED, number), GOLD, answer(retrieved=[("a.txt", 0, 24)]))
    return outcome(_numbered(OFF, number), (), answer())


def answered(number: int) -> Outcome:
    """An answer to what the articles don't answer."""
    return outcome(_numbered(OFF, number), (), answer(("c.txt", 0, 10)))


def run(*outcomes: Outcome, **changes: Any) -> Run:  # noqa: ANN401  # any field of a run
    """A run of these outcomes."""
    made: dict[str, Any] = {
        "name": "mine", "version": "1", "commit": "abc", "settings": {"sentences": 3}, "embedder": "words",
        "corpus": "articles", "corpus_hash": "c0", "set_hash": "s0", "articles": len(TEXTS), "outcomes": outcomes,
        "metrics": summarise(outcomes), "by_type": summarise_types(outcomes), "reliability": reliability_of(outcomes),
        "latency": latency_of(outcomes),
    }  # fmt: skip
    return Run(**made | changes)


def _numbered(case: Case, number: int) -> Case:
    return Case(f"q{number}", case.question, (), case.answerable, case.facts, case.sources, "when")
