from collections.abc import Sequence

import numpy as np
import pytest
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, TextNode
from sqlalchemy import Connection

from index.catalog import queries
from index.library.library import Library
from rag.engine import Pressmark, open_library
from rag.questions.analysis import analyse_question
from rag.records import Filters
from rag.retrieval import hybrid
from rag.retrieval.hybrid import HybridRetriever, Search
from rag.retrieval.nodes import passage_node
from tests.conftest import WordEmbedding, awaited
from tests.rag.builders import ARTICLES, asked, passage
from tests.rag.conftest import Fill

BRIDGE, BEES, LIGHTHOUSE, FESTIVAL = ARTICLES
NOWHERE = Filters(files=("gone.txt",))


def files(search: Search) -> set[str]:
    return {candidate.passage.article.file for candidate in search.candidates}


def look(pressmark: Pressmark, text: str, filters: Filters | None = None, limit: int | None = None) -> Search:
    retriever = pressmark.pipeline.retriever
    return retriever.search(analyse_question(text, "en", retriever.languages()), filters or Filters(), limit)


def test_the_passage_with_the_words_of_the_question_comes_first(shelf: Pressmark) -> None:
    assert look(shelf, "How many beehives does the opera house keep?").candidates[0].passage.article.file == BEES


def test_the_passage_with_the_meaning_of_the_question_comes_first(real: Pressmark) -> None:
    found = look(real, "Which vessel damaged the crossing?")
    assert found.candidates[0].passage.article.file == BRIDGE


def test_candidates_come_best_first_and_no_more_than_the_limit(shelf: Pressmark) -> None:
    every = look(shelf, "the bridge and the bees", limit=100)
    scores = [each.score for each in every.candidates]
    assert scores == sorted(scores, reverse=True)
    few = look(shelf, "the bridge and the bees", limit=2)
    assert [each.passage.id for each in few.candidates] == [each.passage.id for each in every.candidates[:2]]


def test_no_passage_is_found_twice(shelf: Pressmark) -> None:
    ids = [each.passage.id for each in look(shelf, "bridge bees festival fox", limit=100).candidates]
    assert len(ids) == len(set(ids))


def test_a_passage_that_only_the_words_find_is_found(shelf: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf.library, "nearest", lambda _vector, _limit: [])
    found = look(shelf, "beehives")
    assert files(found) == {BEES}
    assert found.candidates[0].lexical > 0


def test_a_passage_that_only_the_meaning_finds_is_found(shelf: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.retrieval.hybrid.queries.full_text", lambda *_: [])
    assert BEES in files(look(shelf, "beehives"))


def test_the_scores_of_a_candidate_are_those_of_its_sentences(shelf: Pressmark) -> None:
    for each in look(shelf, "How many beehives does the opera house keep?").candidates:
        assert each.similarities.shape == (len(each.passage.sentences),)
        assert each.best == pytest.approx(float(each.similarities.max()))
        assert len(each.coverages) == len(each.passage.sentences)
        assert max(each.coverages) <= each.coverage + 1e-9
        assert np.all(np.abs(each.similarities) <= 1.01)


def test_the_title_covers_words_too(shelf: Pressmark) -> None:
    (found,) = look(shelf, "beehives on the roof", Filters(files=(BEES,))).candidates
    assert found.coverage == pytest.approx(1)


def test_words_that_stand_in_no_article_are_known_as_such(shelf: Pressmark) -> None:
    found = look(shelf, "bridge zeppelin")
    assert found.unknown == {"zeppelin"}
    assert found.rarities["zeppelin"] > found.rarities["bridge"] > 0


def test_a_question_in_a_language_of_no_article_is_foreign(shelf: Pressmark) -> None:
    def foreign(language: str | None) -> bool:
        return shelf.pipeline.retriever.search(asked("bridge", language), Filters()).foreign

    assert (foreign("en"), foreign("tr"), foreign("ru"), foreign(None)) == (False, False, True, False)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(files=(BRIDGE,)), {BRIDGE}),
        (Filters(files=(BRIDGE, LIGHTHOUSE)), {BRIDGE, LIGHTHOUSE}),
        (Filters(publishers=("Harbour Post",)), {BRIDGE}),
        (Filters(publishers=("harbour POST", "nobody")), {BRIDGE}),
        (Filters(publishers=("Öncü Haber",)), {BEES}),
        (Filters(publishers=("öncü haber",)), {BEES}),
        (Filters(published_from="2019-09-01"), {BEES, LIGHTHOUSE}),
        (Filters(published_to="2019-09-01"), {BRIDGE, BEES}),
        (Filters(published_from="2017-03-13", published_to="2021-05-29"), {BEES}),
        (Filters(files=(BRIDGE,), published_from="2018-01-01"), set()),
        (Filters(files=(FESTIVAL,)), {FESTIVAL}),
        (Filters(files=(FESTIVAL,), published_from="0001-01-01"), set()),  # it has no date
        (NOWHERE, set()),
    ],
)
def test_filters_leave_the_other_articles_out(shelf: Pressmark, filters: Filters, expected: set[str]) -> None:
    assert files(look(shelf, "bridge bees fox festival harbour", filters, limit=100)) == expected


def test_filters_find_the_nearest_sentences_of_the_chosen_articles_however_far(shelf: Pressmark) -> None:
    found = look(shelf, "beehives on the opera house", Filters(files=(LIGHTHOUSE,)))
    assert files(found) == {LIGHTHOUSE}


def test_how_frequent_a_word_is_is_counted_once(shelf: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(shelf, "beehives of the opera, for Zanzibar")
    monkeypatch.setattr(queries, "document_frequencies", lambda *_: pytest.fail("counted again"))
    again = look(shelf, "beehives of the opera, for Zanzibar")
    assert (again.rarities, again.unknown) == (first.rarities, first.unknown)


def test_of_a_large_library_only_the_rarest_words_are_read(shelf: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hybrid, "READ_THROUGH", 1)
    read: list[Sequence[str]] = []

    def full_text(_connection: Connection, terms: Sequence[str], *_: object) -> list[int]:
        read.append(terms)
        return []

    monkeypatch.setattr(queries, "full_text", full_text)
    look(shelf, "How many beehives does the bridge keep?")
    assert len(read[0]) == 1
    assert read[0][0].startswith("beehiv")


def test_a_hit_that_the_catalog_does_not_know_is_dropped(shelf: Pressmark, monkeypatch: pytest.MonkeyPatch) -> None:
    nearest = shelf.library.nearest
    monkeypatch.setattr(shelf.library, "nearest", lambda vector, limit: ["gone:0", *nearest(vector, limit), "gone:1"])
    with_ghosts = look(shelf, "beehives", limit=100)
    monkeypatch.undo()
    plain = look(shelf, "beehives", limit=100)
    assert [each.passage.id for each in with_ghosts.candidates] == [each.passage.id for each in plain.candidates]


def test_vectors_left_by_a_stopped_run_show_nobody_anything(fill: Fill, library: Library) -> None:
    pressmark = fill({"a.txt": "The bridge of Selmar was opened by the mayor."})
    vector = np.zeros((1, 64), dtype=np.float32)
    vector[0, 5] = 1
    library._vectors.put(["stopped:0"], vector)
    assert files(look(pressmark, "bridge")) == {"a.txt"}


def test_another_generation_is_noticed(fill: Fill) -> None:
    pressmark = fill({"a.txt": "The bridge of Selmar was opened by the mayor."})
    assert look(pressmark, "zeppelin bridge").unknown == {"zeppelin"}
    fill({"a.txt": "The zeppelin of Selmar was painted by the pupils.", "b.txt": "A zeppelin flew over Orvik in May."})
    found = look(pressmark, "zeppelin bridge")
    assert found.unknown == {"bridge"}
    assert files(found) == {"a.txt", "b.txt"}
    assert all("zeppelin" in each.passage.text for each in found.candidates)


def test_what_another_process_wrote_is_found(fill: Fill, library: Library) -> None:
    fill({"a.txt": "The bridge of Selmar was opened by the mayor."})
    with open_library(library.folder, embedder=WordEmbedding()) as reader:
        assert files(look(reader, "zeppelin")) == {"a.txt"}
        fill({"b.txt": "A zeppelin flew over Orvik in the rain."})
        assert files(look(reader, "zeppelin")) == {"b.txt"}


def test_passages_beyond_the_cache_are_found_all_the_same(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.retrieval.hybrid.CACHED", 1)
    pressmark = fill({f"{number}.txt": f"Bridge number {number} was opened by the mayor." for number in range(5)})
    for _ in range(2):
        assert len(look(pressmark, "bridge mayor").candidates) == 5


def test_an_empty_library_has_no_candidates(library: Library) -> None:
    retriever = HybridRetriever(library)
    assert retriever.languages() == []
    assert retriever.search(asked("bridge"), Filters()).candidates == ()
    assert retriever.search(asked("bridge"), NOWHERE).candidates == ()


@pytest.mark.parametrize("text", ["???", "🦊", '"bridge" OR (bees', "NEAR(a b)", "ﾞﾟ", "a\0b", "\ud800", "' --", "*"])
def test_no_question_breaks_the_search(shelf: Pressmark, text: str) -> None:
    assert look(shelf, text).question.text == text


def test_a_passage_node_has_the_range_of_the_raw_text() -> None:
    node = passage_node(passage("One came.", "Two left.", file="x/y.txt", title="Old", start=42))
    assert (node.text, node.start_char_idx, node.end_char_idx) == ("One came. Two left.", 42, 61)
    assert node.metadata["file"] == "x/y.txt"
    assert node.metadata["title"] == "Old"
    assert node.relationships[NodeRelationship.SOURCE].node_id == "x/y.txt"  # type: ignore[union-attr]


def exact(nodes: Sequence[NodeWithScore]) -> bool:
    texts = [each.node for each in nodes if isinstance(each.node, TextNode)]
    return len(texts) == len(nodes) and all(
        ARTICLES[node.metadata["file"]][node.start_char_idx : node.end_char_idx] == node.text for node in texts
    )


def test_it_is_a_llama_index_retriever(shelf: Pressmark) -> None:
    nodes = HybridRetriever(shelf.library, limit=3).retrieve("How many beehives does the opera house keep?")
    assert len(nodes) == 3
    assert nodes[0].node.metadata["file"] == BEES
    assert [each.get_score() for each in nodes] == sorted((each.get_score() for each in nodes), reverse=True)
    assert exact(nodes)


def test_it_retrieves_asynchronously_and_within_its_filters(shelf: Pressmark) -> None:
    retriever = HybridRetriever(shelf.library, filters=Filters(files=(LIGHTHOUSE,)))
    nodes = awaited(retriever.aretrieve(QueryBundle("beehives")))
    assert {each.node.metadata["file"] for each in nodes} == {LIGHTHOUSE}
    assert exact(nodes)


def test_a_word_of_no_article_finds_those_that_begin_alike(shelf: Pressmark) -> None:
    found = look(shelf, "What does the beekeeping bring?")
    assert "beekeeping" not in found.unknown
    assert [each.passage.article.file for each in found.candidates if each.lexical > 0] == [BEES]


def test_a_misspelt_word_finds_the_one_that_is_meant_but_a_name_is_left_alone(real: Pressmark) -> None:
    asked = real.pipeline.understand("who is the beekeper of the opera house")
    found = real.pipeline.retriever.search(asked, Filters())
    assert "beekeper" not in found.unknown
    assert found.candidates[0].passage.article.file == "bees.txt"
    named = real.pipeline.retriever.search(
        real.pipeline.understand("When did the mayor of Beekeper resign?"), Filters()
    )
    assert "beekeper" in named.unknown
