"""Pressmark inside LlamaIndex programs: a query engine whose sources keep their exact places."""

import asyncio

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.engine import Pressmark
from rag.records import Answer, Citation


class PressmarkQueryEngine(BaseQueryEngine):
    """Answers queries from a library; `response.metadata["answer"]` is the whole `Answer`."""

    def __init__(self, pressmark: Pressmark, callback_manager: CallbackManager | None = None) -> None:
        """Answer with an open library."""
        super().__init__(callback_manager=callback_manager)
        self._pressmark = pressmark

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._pressmark.ask(query_bundle.query_str)
        return Response(answer.answer, source_nodes=citation_nodes(answer), metadata={"answer": answer})

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def citation_nodes(answer: Answer) -> list[NodeWithScore]:
    """Return the citations of an answer as nodes: the text is the quote, the character range that of the file."""
    return [NodeWithScore(node=_node(citation), score=citation.score) for citation in answer.citations]


def _node(citation: Citation) -> TextNode:
    return TextNode(
        id_=f"{citation.file}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={
            "marker": citation.marker,
            "file": citation.file,
            "line_start": citation.line_start,
            "line_end": citation.line_end,
            "title": citation.title,
            "author": citation.author,
            "publisher": citation.publisher,
            "published": citation.published,
        },
    )
