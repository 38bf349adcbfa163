"""Catalogs of every older form are brought up to date, each once, and nothing that was in them is lost."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, text

from index.catalog import migrations
from index.catalog.database import Catalog
from index.errors import LibraryError
from index.library.library import Library
from index.library.transfer import import_library
from rag.engine import Pressmark
from rag.settings import Settings

LIBRARIES = Path(__file__).with_name("libraries")
"""A small library of each earlier form, as `pressmark export` of that version wrote it."""


def recorded(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT name FROM migration ORDER BY name")))


def test_a_new_catalog_needs_no_step(tmp_path: Path, catalog_address: SecretStr | None) -> None:
    made = Catalog(tmp_path, catalog_address)
    with made.reading() as connection:
        assert (recorded(connection), migrations.pending(connection)) == (list(migrations.names()), [])
    made.close()


def test_the_steps_are_numbered_in_their_order() -> None:
    numbers = [int(name[1:4]) for name in migrations.names()]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("form", sorted(LIBRARIES.glob("*.pressmark")), ids=lambda path: path.stem)
def test_a_library_of_an_older_form_opens_and_answers(form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    import_library(form, folder)
    settings = Settings(library=folder)
    library = Library(settings)
    with library.catalog.reading() as connection:
        assert recorded(connection) == list(migrations.names())
    with Pressmark(library, settings) as pressmark:
        answer = pressmark.ask("When did the kiosk on the quay open?")
        assert [citation.file for citation in answer.citations] == ["kiosk.txt"]
        for citation in answer.citations:
            assert pressmark.article_text(citation.file)[citation.start : citation.end] == citation.quote


def test_a_catalog_from_before_steps_were_recorded_gets_what_it_lacks_and_keeps_what_it_has(
    tmp_path: Path, catalog_address: SecretStr | None
) -> None:
    made = Catalog(tmp_path, catalog_address)
    made.set_setting("name", "one")
    with made.writing() as connection:
        connection.execute(text("DROP TABLE migration"))
        connection.execute(text("DROP TABLE failure"))
        connection.execute(text("DROP INDEX ix_article_origin"))
        for column in ("kind", "pages", "origin"):
            connection.execute(text(f"ALTER TABLE article DROP COLUMN {column}"))
        connection.execute(
            text(
                "INSERT INTO article (root, file, version, sha256, encoding, text, content, found, characters)"
                " VALUES ('/a', 'a.txt', 'v', 's', 'utf-8', 'Words.', '[]', '{}', 6)"
            )
        )
    made.close()
    again = Catalog(tmp_path, catalog_address)
    with again.reading() as connection:
        kept = connection.execute(text("SELECT kind, pages, origin, text FROM article")).all()
        assert kept == [("text", "[]", None, "Words.")]
        assert connection.scalar(text("SELECT count(*) FROM failure")) == 0
        assert connection.execute(text("SELECT root, file FROM source JOIN place ON source.id = source_id")).all() == [
            ("/a", "a.txt")
        ]
        assert recorded(connection) == list(migrations.names())
    assert again.setting("name") == "one"
    again.close()


def test_a_catalog_of_a_later_version_is_refused_in_one_sentence(
    tmp_path: Path, catalog_address: SecretStr | None
) -> None:
    made = Catalog(tmp_path, catalog_address)
    with made.writing() as connection:
        connection.execute(text("INSERT INTO migration VALUES ('m999_add_smell')"))
    made.close()
    with pytest.raises(LibraryError, match=r"later version of Pressmark \(m999_add_smell\): use that version"):
        Catalog(tmp_path, catalog_address)
