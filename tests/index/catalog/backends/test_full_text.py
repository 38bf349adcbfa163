"""Postgres ranks passages as SQLite's FTS5 does: the same ones in the same order, whatever is asked."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, insert, select, text

from index.catalog.backends.base import Chosen
from index.catalog.backends.choice import full_text_of
from index.catalog.database import Catalog
from index.catalog.schema import ARTICLE, PASSAGE
from index.language.analysis import words
from tests.servers import PostgresServer

SIGNS = words("½ 6½ ¾p ⑴ 2 61 हिन्दी")
"""Terms in which folding leaves signs, which part them, and the numbers that come of it."""
WORDS = [f"w{number}" for number in range(60)] + ["kopru", "сказал", "橋", "ete", *SIGNS, "x" * 3000]
PAPERS = ("Post", "Times", None)


def passages(seed: int, count: int) -> list[str]:
    """Return terms of passages in which the first words are frequent and the last are rare, some of them twice."""
    made = random.Random(seed)
    shares = [1 / (at + 1) for at in range(len(WORDS))]
    return [" ".join(made.choices(WORDS, shares, k=made.randint(1, 40))) for _ in range(count)]


def fill(connection: Connection, terms: list[str]) -> None:
    articles = [
        {"root": "/a", "file": f"{at}", "version": f"{at}", "sha256": "", "encoding": "", "text": "", "content": "[]",
         "found": "{}", "characters": 0, "publisher": PAPERS[at % 3]}
        for at in range(len(terms))
    ]  # fmt: skip
    connection.execute(insert(ARTICLE), articles)
    ids = connection.scalars(select(ARTICLE.c.id).order_by(ARTICLE.c.id)).all()
    connection.execute(insert(PASSAGE), [{"article_id": each, "start": 0, "end": 1, "tokens": 1} for each in ids])
    numbered = connection.scalars(select(PASSAGE.c.id).order_by(PASSAGE.c.id)).all()
    full_text_of(connection).add(connection, list(zip(numbered, terms, strict=True)))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> Iterator[tuple[Catalog, Catalog]]:
    folder = tmp_path_factory.mktemp("both")
    made = Catalog(folder), Catalog(folder, SecretStr(postgres.new_database()))
    for catalog in made:
        with catalog.writing() as connection:
            fill(connection, passages(1, 700))
            full_text_of(connection).remove(connection, list(range(100, 140)))
            full_text_of(connection).replace(connection, 7, "kopru w1 w1 w59")
    yield made
    for catalog in made:
        catalog.close()


@pytest.mark.parametrize("limit", [1, 5, 40, 1000])
@pytest.mark.parametrize(
    "chosen", [None, Chosen("article.publisher = :paper", {"paper": "Post"}), Chosen("article.id < 9")]
)
def test_both_databases_find_the_same_passages_in_the_same_order(
    both: tuple[Catalog, Catalog], limit: int, chosen: Chosen | None
) -> None:
    made, found = random.Random(limit), 0
    for _ in range(25):
        asked = made.choices([*WORDS[:-1], "nowhere"], k=made.randint(1, 12))  # the same twice at times
        answers = []
        for catalog in both:
            with catalog.reading() as connection:
                answers.append(full_text_of(connection).best(connection, asked, limit, chosen))
        assert answers[0] == answers[1], asked
        found += len(answers[0])
    assert found


def test_both_databases_count_and_spell_the_terms_alike(both: tuple[Catalog, Catalog]) -> None:
    known = []
    for catalog in both:
        with catalog.reading() as connection:
            index = full_text_of(connection)
            counts = index.frequencies(connection, [*WORDS[:62], *SIGNS])
            known.append((counts, index.beginning(connection, "w1", 7)))
            assert list(index.faults(connection)) == []
    assert known[0] == known[1]
    assert len(known[0][0]) > 50
    assert known[0][1][:2] == ["w1", "w10"]


def test_a_word_of_any_length_is_kept_and_found(both: tuple[Catalog, Catalog]) -> None:
    for catalog in both:
        with catalog.reading() as connection:
            assert full_text_of(connection).best(connection, ["x" * 3000], 5, None)


def test_a_wrong_count_is_found_out(postgres: PostgresServer, tmp_path: Path) -> None:
    catalog = Catalog(tmp_path, SecretStr(postgres.new_database()))
    with catalog.writing() as connection:
        fill(connection, passages(2, 5))
        connection.execute(text("UPDATE passage_vocabulary SET doc = doc + 1 WHERE term = 'w0'"))
        connection.execute(text("UPDATE passage_total SET passages = 6"))
        told = list(full_text_of(connection).faults(connection))
    assert told == ['The term "w0" is counted wrongly.', "The passages are counted wrongly."]
    catalog.close()
