"""An answer written by a language model from the evidence, and checked sentence by sentence before it counts."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.catalog import queries
from index.language.analysis import terms
from index.library.library import Library
from index.vectors.embedding import embed_texts
from rag.citations.quotes import Quote, cite, highlights
from rag.generation.calling import model_words
from rag.generation.checks.check import CheckedDraft, SourceMaterial, check_drafts
from rag.generation.checks.drafts import draft_sentences
from rag.generation.checks.quotations import find_words
from rag.generation.checks.support import Excerpt, Source, best_support, sources_of
from rag.generation.markers import Marker, parse_markers
from rag.generation.models import ChosenModel
from rag.generation.notes import with_differences
from rag.generation.prices import cost
from rag.generation.prompts import choose_excerpts, writing_messages
from rag.generation.streaming import ModelError, Tally
from rag.language.parsing import read
from rag.messages.texts import say
from rag.records import Answer, CheckedSentence, Checks, Citation, Delta, Timings, Usage
from rag.retrieval.hybrid import Search
from rag.retrieval.reranking import Ranking
from rag.settings import Settings

_SEARCHED_FOR_QUOTATION = 10
"""Passages that are looked through for a quotation that the cited articles don't have."""


@dataclass(slots=True)
class _Quotes:
    """The quotes of an answer in the order of their first use: the place in it, from 1, is the marker."""

    confidence: float
    texts: dict[str, str]
    every: list[Quote] = field(default_factory=list)

    def markers(self, sources: Sequence[Source]) -> tuple[int, ...]:
        """Return the markers of some sentences; neighbours become one quote."""
        return tuple(self._marker(quote) for quote in _runs(sources))

    def citations(self) -> tuple[Citation, ...]:
        """Return all citations so far, each checked against its article."""
        return cite(self.every, self.texts, self.confidence)

    def _marker(self, quote: Quote) -> int:
        for number, known in enumerate(self.every, start=1):
            if (known.passage.article.file, known.span) == (quote.passage.article.file, quote.span):
                return number
        self.every.append(quote)
        return len(self.every)


class Writer:
    """Lets a model write answers, and never takes its word for anything. Safe to use from several threads."""

    def __init__(self, model: ChosenModel, library: Library, settings: Settings, rank: Ranking) -> None:
        """Write with a model about the articles of a library, from sentences in the order that `rank` gives."""
        self.model, self._library, self._settings, self._rank = model, library, settings, rank

    def write(
        self, quoted: Answer, search: Search, spent: Tally | None = None, quotes: Sequence[Quote] | None = None
    ) -> Iterator[Delta | Answer]:
        """Yield the words of a written answer with its citations as they come, and last the checked answer.

        Args:
            quoted: the answer in quotes, which stands when the model fails or nothing that it wrote holds.
            search: what was found for the question.
            spent: what was spent on the question before.
            quotes: the only words that it is written from, where a model has named the sentences that answer.
        """
        started, tally = time.perf_counter(), spent or Tally()
        evidence = self._evidence(search, quotes, quoted.language)
        messages = writing_messages(quoted.standalone_question, evidence.excerpts, quoted.language)
        parts: list[str | tuple[int, ...]] = []
        streamed = _Quotes(quoted.confidence, dict(evidence.texts))
        reason = None
        try:
            for part in parse_markers(model_words(self.model, self._settings, messages, tally)):
                parts.append(part if isinstance(part, str) else part.numbers)
                yield from _shown(part, parts, evidence, streamed)
        except ModelError as error:
            reason = f"model-{error.reason}"
        answer = self._finished(quoted, search, evidence, parts, reason)
        now = round((time.perf_counter() - started) * 1000, 2)
        timings = Timings(
            quoted.timings.retrieve_ms, quoted.timings.answer_ms + now, round(quoted.timings.total_ms + now, 2)
        )
        yield replace(answer, timings=timings, usage=self.usage(tally))

    def _finished(
        self,
        quoted: Answer,
        search: Search,
        evidence: SourceMaterial,
        parts: list[str | tuple[int, ...]],
        reason: str | None,
    ) -> Answer:
        """Return the written answer, checked; or the quoted one with the reason why it stands."""
        written = "".join(part for part in parts if isinstance(part, str)).strip()
        if reason is None and not written:
            reason = "model-empty"
        if reason is None and written.startswith(say("refusal", quoted.language)):
            reason = "model-unsure"
        if reason is not None:
            return _fallback(quoted, say(reason, quoted.language))
        results = check_drafts(draft_sentences(parts, evidence.language), evidence)
        quotes = _Quotes(quoted.confidence, dict(evidence.texts))
        marked = [(result, quotes.markers(result.sources)) for result in results]
        checks = _checks(marked, show_removed=not self._settings.strict)
        if not quotes.every:
            return replace(_fallback(quoted, say("model-unsupported", quoted.language)), checks=checks)
        notes = quoted.notes + ((say("model-demo", quoted.language),) if self.model.demo else ())
        answer = replace(
            quoted,
            answer=_text(marked),
            citations=quotes.citations(),
            highlights=highlights(quotes.every, search.question),
            mode=self.model.name,
            notes=notes,
            checks=checks,
        )
        answer = with_differences(answer, quoted)
        return replace(answer, answer="\n\n".join([answer.answer, *answer.notes]))

    def _evidence(self, search: Search, quotes: Sequence[Quote] | None, language: str) -> SourceMaterial:
        if quotes is None:
            excerpts = choose_excerpts(self._rank(search), self.model.evidence_tokens(self._settings))
        else:
            excerpts = tuple(
                Excerpt(number, each.passage, each.first, each.last) for number, each in enumerate(quotes, start=1)
            )
        files = {each.passage.article.file for each in excerpts}
        with self._library.catalog.reading() as connection:
            texts = {file: queries.article_text(connection, file) or "" for file in files}
        return SourceMaterial(
            excerpts, texts, self._elsewhere, lambda each: embed_texts(self._library.embedder, each), language
        )

    def _elsewhere(self, words: str) -> str | None:
        """Return the file of the article that has some words, among those that full-text search finds for them."""
        with self._library.catalog.reading() as connection:
            found: dict[str, None] = {}
            for language in queries.languages(connection):
                ids = queries.full_text(connection, terms(words, language), _SEARCHED_FOR_QUOTATION)
                found |= {each.article.file: None for each in queries.load_passages(connection, ids).values()}
            return find_words(words, ((file, queries.article_text(connection, file) or "") for file in found))

    def usage(self, tally: Tally) -> Usage:
        """Return what some calls came to, with an estimate of the cost."""
        dollars = cost(self.model.prices, tally.prompt_tokens, tally.answer_tokens)
        return Usage(tally.calls, tally.prompt_tokens, tally.answer_tokens, dollars)


def last_answer(pieces: Iterable[Delta | Answer]) -> Answer:
    """Return the answer that ends a stream.

    Raises:
        ValueError: there is none.
    """
    *_, last = pieces
    if not isinstance(last, Answer):
        raise ValueError("The stream ended without an answer.")
    return last


def _shown(
    part: str | Marker, parts: Sequence[str | tuple[int, ...]], evidence: SourceMaterial, quotes: _Quotes
) -> Iterator[Delta]:
    """Yield what a reader sees at once: the words, and for each marker the quotes that its sentence rests on.

    What a marker names is narrowed to the sentences that bear out the words before it; one that names nothing is
    left out.
    """
    if isinstance(part, str):
        yield Delta(part)
        return
    before = next((each for each in reversed(parts) if isinstance(each, str)), "")
    support = best_support(read(before, evidence.language), sources_of(evidence.numbered(part.numbers)))
    known = len(quotes.every)
    markers = quotes.markers(support.sources)
    if markers:
        yield Delta("".join(f"[{marker}]" for marker in markers), quotes.citations()[known:])


def _runs(sources: Sequence[Source]) -> Iterator[Quote]:
    """Yield a quote for each run of neighbouring sentences."""
    run: list[Source] = []
    for source in sorted(sources, key=lambda each: (each.passage.id, each.position)):
        if run and (source.passage.id, source.position) != (run[-1].passage.id, run[-1].position + 1):
            yield Quote(run[0].passage, run[0].position, run[-1].position, 1.0)
            run = []
        run.append(source)
    if run:
        yield Quote(run[0].passage, run[0].position, run[-1].position, 1.0)


def _text(marked: Sequence[tuple[CheckedDraft, tuple[int, ...]]]) -> str:
    """Return the sentences that stand, each with its markers."""
    text = ""
    for result, markers in marked:
        if result.stands:
            joint = "" if not text else "\n\n" if result.draft.opens else " "
            text += f"{joint}{result.draft.text} {''.join(f'[{marker}]' for marker in markers)}"
    return text


def _checks(marked: Sequence[tuple[CheckedDraft, tuple[int, ...]]], *, show_removed: bool) -> Checks:
    kept = [result for result, _ in marked if result.stands]
    repaired = sum(result.repaired for result in kept)
    details = tuple(
        CheckedSentence(
            result.draft.text,
            "removed" if not result.stands else "repaired" if result.repaired else "supported",
            markers,
            result.problems,
        )
        for result, markers in marked
        if result.stands or show_removed
    )
    return Checks(len(marked), len(kept) - repaired, repaired, len(marked) - len(kept), details)


def _fallback(quoted: Answer, note: str) -> Answer:
    """Return the quoted answer with a note that says why it stands, in the place of one about the model's reading."""
    if quoted.reading and quoted.reading.verdict == "failed":
        text = quoted.answer.removesuffix(f"\n\n{quoted.notes[-1]}")
        quoted = replace(quoted, answer=text, notes=quoted.notes[:-1])
    return replace(quoted, answer=f"{quoted.answer}\n\n{note}", notes=(*quoted.notes, note))
