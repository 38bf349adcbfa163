"""What the engine loses of a perfect model's word: `python -m eval.experiments.oracle SET...`.

In the model's place stands one that knows the gold: of the numbered sentences that it is shown it names those that
overlap it, with the gold answer that stands in each, and says that none answers where there is none. Whatever is wrong
then is lost by the engine, and is told by where: not among the passages found, cut by the window, or overruled.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.llms.custom import CustomLLM
from pydantic import Field
from rich.console import Console
from rich.table import Table

from eval.datasets.corpora import Corpus
from eval.datasets.gold import resolve_gold
from eval.datasets.sets import QuestionSet
from eval.metrics.matching import states
from eval.metrics.measures import says_they_differ
from eval.metrics.scoring import score
from eval.records import Case, GoldSource
from eval.runs.session import Request, opened_sets
from index.records import StoredPassage
from rag.engine import Pressmark
from rag.generation.prompts import numbered_line
from rag.generation.reading.reader import NEAREST, POOL
from rag.generation.reading.reply import NamedAnswer, Reply
from rag.questions.followups.standalone import remembered, standalone_question
from rag.records import Answer, Filters
from rag.retrieval.preference import within_asked_time
from rag.serialise import answer_to_dict
from rag.settings import Settings

RIGHT: Final = "right"
NOT_FOUND: Final = "not among the passages"
CUT: Final = "cut by the window"
OVERRULED: Final = "overruled"
UNASKED: Final = "answered without the model"
IN_PART: Final = "shown, but not all of it quoted"
_NUMBERED: Final = re.compile(r"^\[(\d+)\] (.+)$", re.MULTILINE)


class Oracle(CustomLLM):
    """Names every sentence that it is shown and that is given to it as gold."""

    gold: dict[str, list[str]] = Field(default_factory=dict)
    """The sentences that answer, as they stand on the sheet, with the answers that each gives."""
    differ: bool = False
    named: int = 0
    """How many sentences it named last."""

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex is told of it."""
        return LLMMetadata(model_name="oracle", is_chat_model=True)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponse:
        """Refuse: it is only asked in a chat."""
        raise NotImplementedError

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponseGen:
        """Refuse: it is only asked in a chat."""
        raise NotImplementedError

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: object) -> ChatResponseGen:
        """Yield its reply in one piece."""
        shown = [(int(number), words) for number, words in _NUMBERED.findall(messages[-1].content or "")]
        answers = [
            NamedAnswer(sentence=number, answer=answer)
            for words, gives in self.gold.items()
            for number, text in shown
            if text == words
            for answer in gives
        ]
        self.named = len({each.sentence for each in answers})
        reply = Reply(question="", answers=answers, agree=not self.differ, missing="", sure=1.0)
        written = reply.model_dump_json()
        yield ChatResponse(message=ChatMessage(role="assistant", content=written), delta=written)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a question."""

    case: Case
    right: bool
    """An answerable one states every fact and cites a gold article; another is refused."""
    lost: str
    """Where the answer was lost; `right` where it wasn't."""
    differ: bool
    """Whether it says that the sources differ."""
    tokens: int
    """What the model was told."""


def ask_oracle(questions: QuestionSet, pressmark: Pressmark, corpus: Corpus, types: Sequence[str]) -> Iterator[Told]:
    """Ask the questions of a set with a known right treatment, with an oracle as the model that reads."""
    oracle = Oracle()
    settings = pressmark.settings.model_copy(update={"write": False, "llm_cache": None})
    engine = Pressmark(pressmark.library, settings, oracle)
    for case in questions.cases:
        if case.answerable is None or (types and case.type not in types):
            continue
        gold = resolve_gold(case, corpus.texts).sources
        passages = _passages(engine, case)
        oracle.gold, oracle.differ, oracle.named = _gold_sentences(case, gold, passages), bool(case.differ), 0
        answer = engine.ask(case.question, case.history)
        yield _told(case, gold, corpus.texts, answer, oracle)


def _passages(engine: Pressmark, case: Case) -> list[StoredPassage]:
    """Return the passages that the model's sentences are chosen from."""
    asked = engine.pipeline.understand(standalone_question(case.question, remembered(case.history)))
    found = engine.pipeline.retriever.search(asked, within_asked_time(asked, Filters()), POOL, NEAREST)
    return [each.passage for each in found.candidates]


def _gold_sentences(case: Case, gold: Sequence[GoldSource], passages: Sequence[StoredPassage]) -> dict[str, list[str]]:
    """Return the sentences of some passages that overlap the gold, as a sheet has them, the newest article first."""
    marked: dict[str, list[str]] = {}
    for passage in sorted(passages, key=lambda each: each.article.published or "", reverse=True):
        spans = [span for source in gold if source.file == passage.article.file for span in source.spans]
        for sentence in passage.sentences:
            if any(sentence.span.start < span.end and span.start < sentence.span.end for span in spans):
                marked[numbered_line(1, sentence.text).removeprefix("[1] ")] = _gives(case, sentence.text)
    return marked


def _gives(case: Case, text: str) -> list[str]:
    """Return the gold answers that stand in a sentence, one a fact; the whole of it where none does."""
    stated = [
        next((str(each) for each in fact if str(each).casefold() in text.casefold() and states(text, each)), None)
        for fact in case.facts
    ]
    return [each for each in stated if each] or [""]


def _told(case: Case, gold: Sequence[GoldSource], texts: Mapping[str, str], answer: Answer, oracle: Oracle) -> Told:
    scored = score(case, gold, answer_to_dict(answer), texts)
    right = bool(scored.get("right")) if case.answerable else not answer.answered
    lost = RIGHT
    if not right:
        lost = _where(case, answer, oracle)
    tokens = answer.usage.prompt_tokens if answer.usage else 0
    return Told(case, right, lost, says_they_differ(answer_to_dict(answer)), tokens)


def _where(case: Case, answer: Answer, oracle: Oracle) -> str:
    if answer.reading is None:
        return UNASKED
    if not case.answerable:
        return OVERRULED
    if not oracle.gold:
        return NOT_FOUND
    if not oracle.named:
        return CUT
    return IN_PART if answer.answered else OVERRULED


def table_of(name: str, told: Sequence[Told]) -> Table:
    """Return a row a type: how many were treated rightly, and said to differ where so and elsewhere."""
    table = Table("", "questions", "right", "differ where so", "elsewhere", title=name)
    for kind in [*dict.fromkeys(each.case.type for each in told), ""]:
        of = [each for each in told if kind in ("", each.case.type)]
        so, other = [each for each in of if each.case.differ], [each for each in of if not each.case.differ]
        table.add_row(
            kind or "all", str(len(of)), _share([each.right for each in of]), _share([each.differ for each in so]),
            _share([each.differ for each in other]),
        )  # fmt: skip
    return table


def main() -> None:
    """Print a table for each set, and what was lost where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="names or paths")
    parser.add_argument("--library", type=Path, help="ask a library as it is")
    parser.add_argument("--types", default="", help="only questions of these types, parted by commas")
    given = parser.parse_args()
    console = Console()
    types = [each for each in given.types.split(",") if each]
    for questions, pressmark, corpus in opened_sets(Request(tuple(given.sets), library=given.library), Settings()):
        told = list(ask_oracle(questions, pressmark, corpus, types))
        console.print(table_of(questions.name, told))
        for lost, count in Counter(each.lost for each in told).most_common():
            console.print(f"{lost}: {count} {' '.join(each.case.id for each in told if each.lost == lost != RIGHT)}")
        console.print(f"most tokens told: {max((each.tokens for each in told), default=0)}")


def _share(of: Sequence[bool]) -> str:
    return f"{sum(of) / len(of):.3f}" if of else ""


if __name__ == "__main__":
    main()
