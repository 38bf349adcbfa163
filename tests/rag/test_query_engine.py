import asyncio

from llama_index.core.base.response.schema import RESPONSE_TYPE
from llama_index.core.schema import TextNode

from rag.engine import Pressmark
from rag.query_engine import PressmarkQueryEngine
from rag.records import Answer
from tests.conftest import awaited
from tests.rag.builders import ARTICLES

QUESTION = "When was the harbour bridge of Selmar opened?"


def check_response(response: RESPONSE_TYPE) -> None:
    assert response.metadata
    answer = response.metadata["answer"]
    assert isinstance(answer, Answer)
    assert str(response) == answer.answer
    assert len(response.source_nodes) == len(answer.citations) > 0
    for scored, citation in zip(response.source_nodes, answer.citations, strict=True):
        node = scored.node
        assert isinstance(node, TextNode)
        assert ARTICLES[node.metadata["file"]][node.start_char_idx : node.end_char_idx] == node.text == citation.quote
        assert node.metadata["marker"] == citation.marker
        assert node.metadata["line_start"] == citation.line_start
        assert scored.score == citation.score
    assert len({scored.node.node_id for scored in response.source_nodes}) == len(answer.citations)


def test_the_sources_of_a_response_keep_their_exact_places(real: Pressmark) -> None:
    check_response(PressmarkQueryEngine(real).query(QUESTION))


def test_a_query_can_be_awaited(shelf: Pressmark, answering: None) -> None:
    check_response(awaited(PressmarkQueryEngine(shelf).aquery(QUESTION)))


def test_several_queries_can_be_awaited_together(shelf: Pressmark, answering: None) -> None:
    engine = PressmarkQueryEngine(shelf)

    async def several() -> list[RESPONSE_TYPE]:
        return await asyncio.gather(*(engine.aquery(QUESTION) for _ in range(4)))

    for response in awaited(several()):
        check_response(response)


def test_a_refusal_has_no_sources(shelf: Pressmark, declining: None) -> None:
    response = PressmarkQueryEngine(shelf).query(QUESTION)
    assert response.source_nodes == []
    assert response.metadata
    assert not response.metadata["answer"].answered


def test_it_has_no_prompts_to_replace(shelf: Pressmark) -> None:
    assert PressmarkQueryEngine(shelf).get_prompts() == {}
