"""The real engine, broken on purpose: the gate stops it and names the cause."""

import json
from dataclasses import replace

import pytest

from eval.records import Run
from eval.runs.compare import compare
from eval.runs.gate import DEFAULT_BARS, Verdict, judge
from eval.runs.storage import run_to_json
from index.errors import LibraryError
from rag.reading.reader import Unread
from rag.records import Answer, Citation
from tests.eval.conftest import Measured, Sample, ask_all

# Making the library takes a while on a machine that has other work, when it isn't in the cache.
pytestmark = pytest.mark.timeout(600)


def judged(run: Run, measured: Measured) -> Verdict:
    return judge(run, DEFAULT_BARS["seeds"], compare(measured.run, run))


def fallen(verdict: Verdict) -> set[str]:
    return {breach.metric for breach in verdict.breaches}


def shifted(answer: Answer) -> Answer:
    citations = tuple(replace(each, start=each.start + 1, end=each.end + 1) for each in answer.citations)
    return replace(answer, citations=citations)


def refusing(answer: Answer) -> Answer:
    return replace(answer, answered=False, answer="The articles don't answer this question.", citations=())


def test_every_quote_of_the_real_engine_is_verbatim(measured: Measured) -> None:
    assert measured.run.metrics["verbatim"].value == 1
    assert measured.run.metrics["whole_words"].value == 1
    assert measured.run.warnings == ()


def test_two_runs_give_identical_scores(measured: Measured, sample: Sample) -> None:
    some = replace(sample.questions, cases=sample.questions.cases[::9])
    runs = (ask_all(sample, engine, some) for engine in (measured.engine(lambda answer: answer), sample.pressmark))
    first, second = (json.loads(run_to_json(run)) for run in runs)
    assert first.pop("timings") != second.pop("timings")
    assert first == second


def test_lexical_search_dropped(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a reader, which puts the passages in an order of its own, so that ten articles hide most of it."""
    monkeypatch.setattr(sample.pressmark.pipeline, "reader", Unread())
    answerable = replace(sample.questions, cases=tuple(case for case in sample.questions.cases if case.answerable))
    whole = ask_all(sample, sample.pressmark, answerable)
    monkeypatch.setattr("rag.retrieval.hybrid.queries.full_text", lambda *_: [])
    monkeypatch.setattr("rag.retrieval.hybrid.lexical_score", lambda *_: 0.0)
    broken = ask_all(sample, sample.pressmark, answerable)
    verdict = judge(broken, DEFAULT_BARS["seeds"], compare(whole, broken))
    assert "mrr" in fallen(verdict)
    assert verdict.comparison
    assert verdict.comparison.ranking.is_drop
    assert "mrr (MRR) is 0." in verdict.message
    assert "retrieval recall@" in verdict.message
    assert "one of the two searches, by meaning or by words, is missing" in verdict.message


def test_every_offset_shifted_by_one(measured: Measured) -> None:
    verdict = judged(measured.altered(shifted), measured)
    cited = sum(bool(outcome.answer["citations"]) for outcome in measured.run.outcomes)
    assert "verbatim" in fallen(verdict)
    assert f"citations are not verbatim in {cited} of {cited} answers: offsets are off, by 1 in" in verdict.message
    assert verdict.comparison
    assert verdict.comparison.is_drop


def test_every_offset_shifted_together_with_its_quote(measured: Measured) -> None:
    texts = measured.sample.corpus.texts

    def moved(citation: Citation) -> Citation:
        start, end = citation.start + 1, citation.end + 1
        return replace(citation, start=start, end=end, quote=texts[citation.file][start:end])

    run = measured.altered(lambda answer: replace(answer, citations=tuple(map(moved, answer.citations))))
    verdict = judged(run, measured)
    assert "whole_words" in fallen(verdict)
    assert "quotes begin or end inside a word" in verdict.message


def test_an_engine_that_fails(measured: Measured) -> None:
    def failing(answer: Answer) -> Answer:
        if answer.answered:
            raise LibraryError("The library's copy of a.txt doesn't match its passages: index it again.")
        return answer

    verdict = judged(measured.altered(failing), measured)
    answered = sum(outcome.answer["answered"] for outcome in measured.run.outcomes)
    assert f"{answered} questions ended in an error" in verdict.reasons
    assert f"the engine failed on {answered} of 184 questions, first: The library's copy of a.txt" in verdict.message


def test_answer_always(measured: Measured) -> None:
    def answering(answer: Answer) -> Answer:
        if answer.answered:
            return answer
        place, texts = answer.retrieved[0], measured.sample.corpus.texts
        quote = texts[place.file][place.start : place.end]
        cited = Citation(1, place.file, place.start, place.end, 1, 1, quote, None, None, None, None, place.score)
        return replace(answer, answered=True, answer=f"{quote} [1]", citations=(cited,))

    run = measured.altered(answering)
    verdict = judged(run, measured)
    unanswerable = sum(outcome.case.answerable is False for outcome in run.outcomes)
    assert run.metrics["refusal_recall"].value == 0
    assert run.metrics["balanced_accuracy"].value == 0.5
    assert "refusal_recall" in fallen(verdict)
    assert f"nothing was refused: {unanswerable} unanswerable questions were answered" in verdict.message


def test_refuse_always(measured: Measured) -> None:
    run = measured.altered(refusing)
    verdict = judged(run, measured)
    answerable = sum(outcome.case.answerable is True for outcome in run.outcomes)
    assert (run.metrics["right"].value, run.metrics["balanced_accuracy"].value) == (0, 0.5)
    assert "right" in fallen(verdict)
    assert f"everything was refused: {answerable} answerable questions got no answer" in verdict.message
