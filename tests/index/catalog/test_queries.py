from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sqlalchemy import Connection

from index.catalog import queries
from index.catalog.backends.base import Chosen
from index.catalog.filtering import article_count, article_ids, choose
from index.ingestion.sync import index_paths
from index.language.analysis import terms
from index.library.library import Library
from rag.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import WriteArticles

HEAD = "---\ntitle: {}\npublisher: {}\ndate: {}\nlanguage: {}\n---\n\n"
ARTICLES = {
    "turkey.md": HEAD.format("The order of missiles", "River Post", "2019-07-12", "en")
    + "President Erdoğan announced the order in Diyarbakır. The first missiles came on Friday.\n\n"
    + "## What followed\n\nThe order was never cancelled, whatever was said about the missiles.\n",
    "köprü.md": HEAD.format("Köprü açıldı", "Nehir", "2020-01-05", "tr")
    + "Cumhurbaşkanı Erdoğan köprüyü açtı. Isparta'dan gelenler alkışladı.\n",
    "undated.txt": "Fluss Erle: 4,12 m um 6 Uhr, Brücke frei, Marktplatz gesperrt, Umleitung ausgeschildert.\n",
    "signs.txt": "…\n",
}


@pytest.fixture
def connection(library: Library, write_articles: "WriteArticles", settings: Settings) -> "Iterator[Connection]":
    index_paths(library, [write_articles(ARTICLES)], settings)
    with library.catalog.reading() as opened:
        yield opened


def files_of(connection: Connection, ids: list[int]) -> list[str]:
    cards = {card.id: card.file for card in queries.article_cards(connection)}
    return sorted(cards[each] for each in ids)


def searched(connection: Connection, words: str, chosen: Chosen | None = None) -> list[str]:
    """Return the files of the passages found, searching as a question does: in the languages of all articles."""
    ids = queries.full_text(connection, terms(words, "en") + terms(words, "tr"), 10, chosen)
    passages = queries.load_passages(connection, ids)
    return [passages[each].article.file for each in ids]


def test_an_empty_library_counts_nothing(library: Library) -> None:
    with library.catalog.reading() as connection:
        assert queries.counts(connection) == queries.Counts(0, 0, 0)
        assert queries.languages(connection) == []
        assert queries.passage_lengths(connection) == (0, 1)
        assert queries.article_cards(connection) == []
        assert queries.full_text(connection, ["order"], 10) == []
        assert queries.load_passages(connection, [1, 2]) == {}


def test_articles_passages_and_sentences_are_counted(connection: Connection) -> None:
    assert queries.counts(connection) == queries.Counts(articles=4, passages=4, sentences=7)


def test_the_most_frequent_language_comes_first(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    index_paths(library, [write_articles(ARTICLES)], settings)
    with library.catalog.reading() as connection:
        assert set(queries.languages(connection)) == {"en", "tr", None}
    index_paths(library, [write_articles({"more.md": ARTICLES["köprü.md"] + "\n"})], settings)
    with library.catalog.reading() as connection:
        assert queries.languages(connection)[0] == "tr"


def test_whatever_a_thread_reads_within_a_reading_is_of_one_state(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    folder = write_articles(ARTICLES)
    with library.catalog.reading() as connection, ThreadPoolExecutor(1) as elsewhere:
        assert queries.counts(connection).articles == 0
        elsewhere.submit(index_paths, library, [folder], settings).result()
        with library.catalog.reading() as again:
            assert queries.counts(again).articles == 0
            assert library.catalog.generation() == queries.generation(connection)
    with library.catalog.reading() as later:
        assert queries.counts(later).articles == 4


def test_a_card_tells_all_but_the_text(connection: Connection) -> None:
    (card,) = queries.article_cards(connection, ["turkey.md"])
    assert (card.title, card.publisher, card.published) == ("The order of missiles", "River Post", "2019-07-12")
    assert (card.language, card.author, card.passages) == ("en", None, 2)
    assert card.characters == len(ARTICLES["turkey.md"])
    assert [card.file for card in queries.article_cards(connection)] == sorted(ARTICLES)


def test_the_average_length_is_that_of_the_passages(connection: Connection) -> None:
    tokens = [passage.tokens for passage in queries.load_passages(connection, range(1, 5)).values()]
    assert len(tokens) == 4
    count, mean = queries.passage_lengths(connection)
    assert count == 4
    assert mean == pytest.approx(sum(tokens) / 4)


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, sorted(ARTICLES)),
        ({"files": ["turkey.md", "nowhere"]}, ["turkey.md"]),
        ({"publishers": ["river post", "Another"]}, ["turkey.md"]),
        ({"published_from": "2020-01-01"}, ["köprü.md"]),
        ({"published_to": "2019-07-12"}, ["turkey.md"]),
        ({"published_from": "2019-07-12", "published_to": "2020-01-05"}, ["köprü.md", "turkey.md"]),
        ({"published_from": "2019-01-01", "publishers": ["Nehir"], "files": ["turkey.md"]}, []),
    ],
)
def test_articles_are_chosen_by_every_limit_given(
    connection: Connection, limits: dict[str, list[str]], expected: list[str]
) -> None:
    chosen = choose(connection, **limits)  # type: ignore[arg-type]
    assert files_of(connection, article_ids(connection, chosen)) == expected
    assert article_count(connection, chosen) == len(expected)


def test_full_text_search_finds_words_typed_without_their_marks(connection: Connection) -> None:
    assert set(searched(connection, "ERDOGAN")) == {"turkey.md", "köprü.md"}
    assert searched(connection, "diyarbakir") == ["turkey.md"]
    assert searched(connection, "isparta") == ["köprü.md"]


def test_full_text_search_finds_other_forms_of_a_word_and_words_of_the_title(connection: Connection) -> None:
    assert searched(connection, "cancelling") == ["turkey.md"]
    assert searched(connection, "announcing orders") == ["turkey.md", "turkey.md"]


def test_full_text_search_stays_within_the_chosen_articles(connection: Connection) -> None:
    assert searched(connection, "erdogan", choose(connection, files=["köprü.md"])) == ["köprü.md"]
    assert searched(connection, "erdogan", choose(connection, files=["nowhere"])) == []


def test_full_text_search_takes_any_question(connection: Connection) -> None:
    assert searched(connection, 'NEAR("a b" AND OR NOT * ^ -) ½ \ufdfa % missiles') != []
    assert len(queries.full_text(connection, [*(f"w{number}" for number in range(5000)), "missil"], 10)) == 2
    assert queries.full_text(connection, [], 10) == []


def test_a_term_s_frequency_is_the_number_of_its_passages(connection: Connection) -> None:
    found = queries.document_frequencies(connection, terms("Erdoğan missiles nothing", "en"))
    assert found == {"erdogan": 1, "missil": 2}


def test_passages_carry_sentences_words_and_unit_vectors(connection: Connection) -> None:
    passages = queries.load_passages(connection, [1, 2, 3, 4, 99])
    assert sorted(passages) == [1, 2, 3, 4]
    (after,) = [passage for passage in passages.values() if passage.heading == "What followed"]
    assert [sentence.heading for sentence in after.sentences] == [True, False]
    assert after.sentences[1].lines == (12, 12)
    for passage in passages.values():
        assert passage.vectors.shape == (len(passage.sentences), 64)
        assert np.allclose(np.linalg.norm(passage.vectors, axis=1), 1, atol=1e-3)


def test_only_vectors_with_a_live_sentence_have_a_passage(connection: Connection, library: Library) -> None:
    ids = list(library._vectors.ids())
    assert set(queries.passages_of_vectors(connection, [*ids, "left:0"])) == set(ids)


def test_the_text_of_an_article_is_that_of_its_file(connection: Connection, tmp_path: Path) -> None:
    for file in ARTICLES:
        assert queries.article_text(connection, file) == (tmp_path / "articles" / file).read_text(encoding="utf-8")
    assert queries.article_text(connection, "nowhere") is None


def test_a_sample_of_files_is_spread_over_all_that_were_stored(connection: Connection) -> None:
    assert queries.sample_of_files(connection, 2) == sorted(ARTICLES)[::2]
    assert queries.sample_of_files(connection, 9) == sorted(ARTICLES)
