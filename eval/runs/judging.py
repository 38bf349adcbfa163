"""A second opinion on a run: a language model says how faithful and how relevant its answers are.

It is no part of the figures and no bar looks at it: a judgement differs from model to model and from day to day. The
measures are those of LlamaIndex, `FaithfulnessEvaluator` (does the evidence support the answer) and
`AnswerRelevancyEvaluator` (does it speak to the question). ragas has the same two, but its present release can't be
installed beside Pressmark: see `CONTRIBUTING.md`.
"""

import asyncio
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from llama_index.core.evaluation import AnswerRelevancyEvaluator, FaithfulnessEvaluator
from llama_index.core.llms.llm import LLM

from eval.records import Run
from eval.runs.run import Progress
from index.errors import UsageError
from rag.generation.models import choose_model
from rag.generation.streaming import ModelError, reason_of
from rag.settings import Settings

_MARKER: Final = re.compile(r"\s*\[\d{1,4}\]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judge's scores of one answer."""

    id: str
    faithful: float | None
    """1 when the quotes support the answer, else 0; nothing where the judge wrote neither."""
    relevant: float | None
    """0, 0.5 or 1: whether the answer is about the question's subject, and about what it asks of it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The judge's scores of a run."""

    judge: str
    answers: tuple[Judgement, ...]

    def __str__(self) -> str:
        """Return it as a sentence."""
        figures = (("faithful", [each.faithful for each in self.answers]),
                   ("relevant", [each.relevant for each in self.answers]))  # fmt: skip
        told = ", ".join(f"{name} {_mean(values)}" for name, values in figures)
        return f"{self.judge} on {len(self.answers)} answers: {told}. A second opinion, which no bar looks at."


def judge_run(
    run: Run, judge: str, settings: Settings, kept: Path | None = None, progress: Progress | None = None
) -> Opinion:
    """Let a model judge the answers of a run; refusals are left out.

    Args:
        run: the run.
        judge: the model, as `PRESSMARK_LLM` names it; it need not be the one that wrote.
        settings: its limits.
        kept: a folder where judgements are kept, so that what was judged before costs nothing.
        progress: called after each answer.

    Raises:
        UsageError: the model is unknown, or its package or key is missing.
        ModelError: it can't be reached or fails.
    """
    chosen = choose_model(settings.model_copy(update={"llm": judge}))
    if chosen is None or not isinstance(chosen.llm, LLM):
        raise UsageError(f"{judge!r} can't judge: name a model.")
    answered = [(each.case.id, each.answer) for each in run.outcomes if each.answer["answered"]]
    try:
        with ThreadPoolExecutor(1) as apart:  # whoever calls may have an event loop running
            judging = apart.submit(asyncio.run, _judged(chosen.llm, judge, answered, kept, progress))
            return Opinion(judge, judging.result())
    finally:
        chosen.close()


async def _judged(
    llm: LLM,
    judge: str,
    answered: Sequence[tuple[str, Mapping[str, Any]]],
    kept: Path | None,
    progress: Progress | None,
) -> tuple[Judgement, ...]:
    """Judge one answer after the other, in one event loop: a client of a maker belongs to the loop it began in."""
    found = []
    for number, (name, answer) in enumerate(answered, start=1):
        asked = (answer["standalone_question"], _MARKER.sub("", answer["answer"]), _evidence(answer))
        key = hashlib.sha256(json.dumps([judge, *asked]).encode()).hexdigest()
        path = kept / f"{key}.judgement.json" if kept else None
        if path and path.is_file():
            scores = json.loads(path.read_text(encoding="utf-8"))
        else:
            scores = await _scores(llm, *asked)
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(scores), encoding="utf-8")
        found.append(Judgement(name, *scores))
        if progress:
            progress("judging", number, len(answered))
    return tuple(found)


async def _scores(llm: LLM, question: str, answer: str, evidence: list[str]) -> tuple[float | None, float | None]:
    try:
        faithful = await FaithfulnessEvaluator(llm=llm).aevaluate(question, answer, evidence)
        relevant = await AnswerRelevancyEvaluator(llm=llm).aevaluate(question, answer)
    except Exception as error:  # makers share no class of errors, and repeat keys in their words
        raise ModelError(reason_of(error)) from error
    said = (faithful.feedback or "").lower()
    plain = "yes" in said or "no" in said
    return (faithful.score if plain else None), relevant.score


def _evidence(answer: Mapping[str, Any]) -> list[str]:
    return [each["quote"] for each in answer["citations"]]


def _mean(values: Sequence[float | None]) -> str:
    known = [each for each in values if each is not None]
    unclear = f", {len(values) - len(known)} unclear" if len(known) < len(values) else ""
    return f"{sum(known) / len(known):.2f}{unclear}" if known else "not said"


def opinion_lines(opinion: Opinion) -> str:
    """Return an opinion as JSON lines, an answer each."""
    return "".join(f"{json.dumps(asdict(each))}\n" for each in opinion.answers)
