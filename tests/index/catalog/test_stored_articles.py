import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import text

from index.catalog import queries, sources, stored_articles
from index.catalog.database import Catalog
from index.ingestion.article import cut_article
from index.language.analysis import passage_terms
from index.records import PreparedArticle, SourceText, StoredSentence

TEXT = "A bridge at last\n\nThe bridge was opened.\nThe mayor crossed\nit first.\n\nIt cost 3.5 million crowns.\n"


def prepare(file: str = "a.txt", raw: str = TEXT, version: str | None = None) -> PreparedArticle:
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    article = cut_article(file, SourceText(raw, "utf-8", sha256), 256)
    sentences = [sentence.span.of(raw) for passage in article.passages for sentence in passage.sentences]
    return PreparedArticle(
        root="/articles",
        article=article,
        version=version or f"{file}-{sha256[:8]}",
        terms=tuple(passage_terms(None, passage.span.of(raw), None) for passage in article.passages),
        embedded=tuple(hashlib.sha256(words.encode()).digest()[:16] for words in sentences),
        vectors=np.eye(len(sentences), 8, dtype=np.float32),
    )


@pytest.fixture
def catalog(tmp_path: Path, catalog_address: SecretStr | None) -> Iterator[Catalog]:
    opened = Catalog(tmp_path, catalog_address)
    yield opened
    opened.close()


def add(catalog: Catalog, *prepared: PreparedArticle) -> list[str]:
    with catalog.writing() as connection:
        return stored_articles.add_articles(connection, prepared)


def stored(catalog: Catalog) -> list[StoredSentence]:
    with catalog.reading() as connection:
        ids = connection.execute(text("SELECT id FROM passage ORDER BY id")).scalars().all()
        passages = queries.load_passages(connection, ids)
    return [sentence for each in ids for sentence in passages[each].sentences]


def test_the_stored_words_stand_where_the_offsets_say(catalog: Catalog) -> None:
    add(catalog, prepare(), prepare("b.txt", "\U0001f600 Köprü açıldı. مُحَمَّد geldi.\r\n\r\nBitti artık her şey.\r\n"))
    with catalog.reading() as connection:
        for file in ("a.txt", "b.txt"):
            raw = queries.article_text(connection, file)
            assert raw
            (card,) = queries.article_cards(connection, [file])
            ids = connection.execute(text(f"SELECT id FROM passage WHERE article_id = {card.id}")).scalars()  # noqa: S608
            for passage in queries.load_passages(connection, ids).values():
                assert passage.text == passage.span.of(raw) != ""
                for sentence in passage.sentences:
                    assert sentence.text == sentence.span.of(raw) != ""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept_catalog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    on_file = request.param == "sqlite"
    address = None if on_file else SecretStr(request.getfixturevalue("postgres").new_database())
    opened = Catalog(tmp_path_factory.mktemp("kept"), address)
    yield opened
    opened.close()


@given(raw=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))  # a NUL is refused in a file
@settings(max_examples=40)
def test_offsets_hold_for_any_text_that_a_file_may_have(kept_catalog: Catalog, raw: str) -> None:
    prepared = prepare(raw=raw)
    add(kept_catalog, prepared)
    found = stored(kept_catalog)
    assert [sentence.text for sentence in found] == [each.span.of(raw) for each in prepared.sentences]
    with kept_catalog.reading() as connection:
        assert queries.article_text(connection, "a.txt") == raw


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_from_one_whatever_ends_them(catalog: Catalog, newline: str) -> None:
    add(catalog, prepare(raw=TEXT.replace("\n", newline)))
    assert [sentence.lines for sentence in stored(catalog)] == [(1, 1), (3, 3), (4, 5), (7, 7)]


def test_a_sentence_knows_whether_it_opens_its_paragraph(catalog: Catalog) -> None:
    add(catalog, prepare())
    assert [sentence.paragraph_start for sentence in stored(catalog)] == [True, True, False, True]
    assert [sentence.heading for sentence in stored(catalog)] == [True, False, False, False]


def test_the_rest_of_a_long_paragraph_opens_none(catalog: Catalog) -> None:
    raw = " ".join(f"This is the sentence number {number} of one long paragraph." for number in range(40))
    prepared = prepare(raw=raw)
    assert len(prepared.article.passages) > 1
    add(catalog, dataclasses.replace(prepared, vectors=np.zeros((40, 8), dtype=np.float32)))
    assert [sentence.paragraph_start for sentence in stored(catalog)] == [True] + [False] * 39


def test_a_new_version_replaces_the_old_and_names_the_vectors_left_over(catalog: Catalog) -> None:
    first, second = prepare(), prepare(raw=TEXT.replace("first", "last"))
    assert add(catalog, first) == []
    assert add(catalog, prepare("b.txt")) == []
    assert add(catalog, second) == list(first.vector_ids)
    assert "The mayor crossed\nit last." in [sentence.text for sentence in stored(catalog)]
    with catalog.reading() as connection:
        assert queries.counts(connection) == queries.Counts(2, 2, 8)
        assert queries.document_frequencies(connection, ["first", "last", "bridge"]) == {
            "first": 1,
            "last": 2,
            "bridge": 2,
        }


def test_the_same_version_again_leaves_no_vector_over(catalog: Catalog) -> None:
    add(catalog, prepare())
    assert add(catalog, prepare()) == []
    assert len(stored(catalog)) == 4


def test_what_is_removed_is_gone_from_every_table(catalog: Catalog) -> None:
    one, other = prepare(), prepare("b.txt")
    add(catalog, one, other)
    with catalog.writing() as connection:
        assert sources.forget_sources(connection, [("/articles", "a.txt"), ("/", "never there")]) == list(
            one.vector_ids
        )
        assert sources.forget_sources(connection, [("/articles", "b.txt")]) == list(other.vector_ids)
    with catalog.reading() as connection:
        for table in (
            "article",
            "passage",
            "sentence",
            "passage_terms",
            "passage_vocabulary",
            "place",
            "source",
            "band",
        ):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608


def test_metadata_is_stored_with_its_proof(catalog: Catalog) -> None:
    raw = "---\ntitle: A bridge at last\ndate: 2019-05-01\n---\n\n" + TEXT
    add(catalog, prepare(raw=raw))
    with catalog.reading() as connection:
        row = connection.execute(text("SELECT found, content, title, published, author FROM article")).one()
    found = json.loads(row.found)
    assert (row.title, row.published, row.author) == ("A bridge at last", "2019-05-01", None)
    assert found["title"]["how"] == "front matter"
    start, end = found["title"]["span"]
    assert raw[start:end] == "A bridge at last"
    assert "author" not in found
    assert all(raw[start:end] for start, end in json.loads(row.content))


def test_an_article_that_moved_keeps_all_but_its_folder(catalog: Catalog) -> None:
    add(catalog, prepare())
    with catalog.writing() as connection:
        assert sources.move_sources(connection, {("/articles", "a.txt"): ("/elsewhere", "a.txt")}) == []
    with catalog.reading() as connection:
        assert connection.scalar(text("SELECT root FROM article")) == "/elsewhere"
    assert len(stored(catalog)) == 4
