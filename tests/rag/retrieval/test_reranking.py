import pytest
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle
from pydantic import Field

from index.errors import UsageError
from rag.engine import Pressmark
from rag.retrieval.ranking import rank_evidence
from rag.retrieval.reranking import EXTRAS, LOOKED_AT, Ranking, create_reranker, rerank
from rag.settings import Settings
from tests.rag.builders import candidate, passage, search

STORY = passage("The bridge was opened.", "The ferry was painted.", "The tower was visited.", title="Selmar")
ASKED = search("Tell me", candidate(STORY, [0.9, 0.6, 0.3]))


class Scripted(BaseNodePostprocessor):
    """Puts sentences that hold a word first, and notes what it was asked; with `most` it returns no more."""

    wanted: str
    most: int = LOOKED_AT
    seen: list[str] = Field(default_factory=list)
    asked: list[str] = Field(default_factory=list)

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        self.asked.append(query_bundle.query_str if query_bundle else "")
        self.seen.extend(each.node.get_content() for each in nodes)
        return sorted(nodes, key=lambda each: self.wanted not in each.node.get_content())[: self.most]


def test_a_reranker_orders_the_sentences_and_their_places_keep_their_scores() -> None:
    plain = rank_evidence(ASKED)
    ranked = rerank(Scripted(wanted="tower"), "Tell me", plain)
    assert [each.position for each in ranked] == [2, 0, 1]
    assert [each.score for each in ranked] == [each.score for each in plain]
    assert ranked[0].similarity == pytest.approx(0.3)


def test_a_reranker_sees_the_question_and_each_sentence_once() -> None:
    scripted = Scripted(wanted="tower")
    Ranking(scripted)(ASKED)
    assert scripted.asked == ["Tell me"]
    assert sorted(scripted.seen) == sorted(each.text for each in STORY.sentences)


def test_what_a_reranker_leaves_out_comes_after_in_the_order_of_before() -> None:
    ranked = Ranking(Scripted(wanted="ferry", most=1))(ASKED)
    assert [each.position for each in ranked] == [1, 0, 2]


def test_sentences_far_down_stay_where_they_are() -> None:
    long = passage(*(f"Sentence {number} of the story is here." for number in range(LOOKED_AT + 5)))
    asked = search("Tell me", candidate(long, [1 - number / 100 for number in range(LOOKED_AT + 5)]))
    scripted = Scripted(wanted=f"Sentence {LOOKED_AT + 4}")
    ranked = Ranking(scripted)(asked)
    assert len(scripted.seen) == LOOKED_AT
    assert [each.position for each in ranked] == list(range(LOOKED_AT + 5))


def test_without_a_reranker_or_without_passages_nothing_changes() -> None:
    assert [each.position for each in Ranking()(ASKED)] == [0, 1, 2]
    assert Ranking(Scripted(wanted="x"))(search("Tell me")) == []


def test_a_question_goes_the_same_way_with_a_reranker(real: Pressmark) -> None:
    question = "What happened to the harbour bridge of Selmar in 1987, when a ferry struck it?"
    settings = real.settings.model_copy(update={"abstain": "eager"})
    plain = Pressmark(real.library, settings).ask(question)
    reranked = Pressmark(real.library, settings, reranker=Scripted(wanted="eleven weeks")).ask(question)
    assert plain.citations[0].quote.startswith("In 1987 a ferry")
    assert "eleven weeks" in reranked.citations[0].quote
    text = real.article_text(reranked.citations[0].file)
    assert all(text[each.start : each.end] == each.quote for each in reranked.citations)


def test_no_reranker_is_made_when_the_settings_name_none() -> None:
    assert create_reranker(Settings().reranker) is None


@pytest.mark.parametrize("name", ["magic:model", "flashrank", "flashrank:", ""])
def test_an_unknown_reranker_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UsageError, match="flashrank:MODEL, cross-encoder:MODEL, cohere:MODEL"):
        create_reranker(name)


@pytest.mark.parametrize("maker", EXTRAS)
def test_a_reranker_that_is_not_installed_names_its_extra(maker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXTRAS, maker, ("llama_index.postprocessor.not_there", "Nobody"))
    with pytest.raises(UsageError, match=rf"pip install 'pressmark\[{maker}\]'"):
        create_reranker(f"{maker}:model")
