"""Another model's order of the likeliest sentences, by setting: any LlamaIndex postprocessor that reranks."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, TextNode

from index.errors import UsageError
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence, rank_evidence

LOOKED_AT: Final = 20
"""Sentences that a reranker sees: the right one is among them for 99.8 % of the xquad-dev questions, of ten 98.8."""
EXTRAS: Final = {
    "flashrank": ("llama_index.postprocessor.flashrank_rerank", "FlashRankRerank"),
    "cross-encoder": ("llama_index.postprocessor.sbert_rerank", "SentenceTransformerRerank"),
    "cohere": ("llama_index.postprocessor.cohere_rerank", "CohereRerank"),
}
"""Rerankers by the prefix of the setting: their module and class, installed as an extra of that name."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the sentences of a search are ordered: by their signs alone, or the best of them by a reranker."""

    reranker: BaseNodePostprocessor | None = None

    def __call__(
        self, search: Search, read: Callable[[Search, Sequence[Evidence]], list[Evidence]] | None = None
    ) -> list[Evidence]:
        """Return every sentence of the search, the likeliest answer first.

        Args:
            search: the question with its passages.
            read: a reader's word on the sentences, which comes before the reranker's.
        """
        ranked = rank_evidence(search)
        if read is not None:
            ranked = read(search, ranked)
        return rerank(self.reranker, search.question.text, ranked) if self.reranker and ranked else ranked


def rerank(reranker: BaseNodePostprocessor, question: str, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Put the best sentences into a reranker's order.

    They keep the scores that stood at their places: a reranker's own have another scale, and what is quoted beside
    the best sentence is decided by how far below it the others lie. What the reranker leaves out comes after what it
    returns, in the order of before.
    """
    head = ranked[:LOOKED_AT]
    nodes = [NodeWithScore(node=_node(number, each), score=each.score) for number, each in enumerate(head)]
    returned = reranker.postprocess_nodes(nodes, query_str=question)
    order = list(dict.fromkeys(int(each.node.node_id) for each in returned))
    order += [number for number in range(len(head)) if number not in order]
    placed = [replace(head[number], score=at.score) for number, at in zip(order, head, strict=True)]
    return [*placed, *ranked[LOOKED_AT:]]


def _node(number: int, evidence: Evidence) -> TextNode:
    """Return a sentence as a node under the title of its article, as it was embedded."""
    title = evidence.candidate.passage.article.title
    return TextNode(id_=str(number), text=evidence.sentence.text, metadata={"title": title} if title else {})


def create_reranker(name: str | None) -> BaseNodePostprocessor | None:
    """Return the reranker that the setting names, or nothing when it names none.

    Args:
        name: `flashrank:MODEL`, `cross-encoder:MODEL` or `cohere:MODEL`.

    Raises:
        UsageError: an unknown name, a maker whose package isn't installed, or one that wants a key.
    """
    if name is None:
        return None
    maker, _, model = name.partition(":")
    if maker not in EXTRAS or not model:
        raise UsageError(f"The reranker {name!r} is unknown: use {':MODEL, '.join(EXTRAS)}:MODEL.")
    module, class_name = EXTRAS[maker]
    try:
        made = getattr(importlib.import_module(module), class_name)
        reranker: BaseNodePostprocessor = made(model=model, top_n=LOOKED_AT)
    except ImportError as missing:  # the cross-encoder imports its packages when it is made
        raise UsageError(
            f"The reranker {name!r} needs packages that are missing: pip install 'pressmark[{maker}]'."
        ) from missing
    except ValueError as wrong:  # Cohere's, without a key
        raise UsageError(f"The reranker {name!r} can't be used: {str(wrong).rstrip('.')}.") from wrong
    return reranker
