"""What the catalog knows of the files that articles came from."""

from index.catalog import queries, sources
from index.catalog.sources import Finished, folder_here
from index.ingestion.sync import index_paths
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WriteArticles

WORDS = "The quay\n\nThe quay opened on Monday.\n"


def shown(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return [card.file for card in queries.article_cards(connection)]


def test_an_article_that_stands_twice_stays_until_the_last_place_is_gone(
    library: Library, settings: Settings, write_articles: WriteArticles
) -> None:
    folder = write_articles({"a.txt": WORDS, "b.txt": WORDS})
    index_paths(library, [folder], settings)
    root = str(folder)
    with library.catalog.writing() as connection:
        assert sources.copies(connection) == {"a.txt": ("b.txt",)}
        assert sources.forget_sources(connection, [(root, "a.txt")]) == []
    assert shown(library) == ["b.txt"]
    with library.catalog.writing() as connection:
        assert sources.forget_sources(connection, [(root, "b.txt")])
    assert shown(library) == []


def test_two_files_may_swap_their_names(library: Library, settings: Settings, write_articles: WriteArticles) -> None:
    folder = write_articles({"a.txt": WORDS, "b.txt": WORDS.replace("quay", "dock")})
    index_paths(library, [folder], settings)
    root = str(folder)
    with library.catalog.reading() as connection:
        before = {card.file: card.id for card in queries.article_cards(connection)}
    with library.catalog.writing() as connection:
        for old, new in (("a.txt", "x"), ("b.txt", "a.txt"), ("x", "b.txt")):
            sources.move_sources(connection, {(root, old): (root, new)})
    with library.catalog.reading() as connection:
        after = {card.file: card.id for card in queries.article_cards(connection)}
    assert after == {"a.txt": before["b.txt"], "b.txt": before["a.txt"]}


def test_what_could_not_be_read_is_kept_with_its_reason(library: Library) -> None:
    with library.catalog.writing() as connection:
        sources.finish_sources(connection, [Finished(("/a", "x.pdf"), "1", {"": "it is damaged"}, None)])
        known = sources.known_sources(connection)[("/a", "x.pdf")]
        assert (known.sha256, known.failures) == ("1", {"": "it is damaged"})
        sources.finish_sources(connection, [Finished(("/a", "x.pdf"), "2", {}, ())])
        assert sources.known_sources(connection)[("/a", "x.pdf")].failures == {}


def test_a_folder_of_another_machine_is_none_here() -> None:
    assert folder_here("/a") is not None
    assert folder_here("imported:/a") is None
    assert folder_here("a") is None
