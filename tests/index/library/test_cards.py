"""Cards of a library are read again when other articles tell more of their names; nothing is embedded for it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from index.catalog import cards, queries
from index.catalog.schema import ARTICLE
from index.ingestion.sync import index_paths
from index.library import cards as again
from index.library.doctor import examine
from index.library.library import Library
from index.library.transfer import import_library
from index.metadata import finder
from index.metadata.evidence import NO_EVIDENCE, Evidence
from index.metadata.finder import Card
from index.records import SourceText
from rag.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import WordEmbedding, WriteArticles

LIBRARIES = Path(__file__).parents[1] / "catalog" / "libraries"
PROSE = "The {0} of Alderton was opened on Wednesday in the rain, two years later than the council had planned it.\n"


def by_file(library: Library) -> dict[str, tuple[str | None, ...]]:
    with library.catalog.reading() as connection:
        found = queries.article_cards(connection)
    return {card.file: (card.title, card.author, card.publisher, card.published) for card in found}


def test_an_outlet_that_comes_again_is_told_from_the_writers_for_earlier_articles_too(
    library: Library, write_articles: "WriteArticles", settings: Settings, embedder: "WordEmbedding"
) -> None:
    first = {"a.txt": f"Bridge opens at last\n\nKestrel Bay\nPiet Aldous\n9 March 2022\n\n{PROSE.format('bridge')}"}
    index_paths(library, [write_articles(first)], settings)
    more = {
        f"b{number}.txt": f"The Kestrel Bay\n\nNumber {number} is one we never wanted\n\nBy Ann{number * 'a'} Brook\n"
        f"{number} May 2022\n\n{PROSE.format(f'gate {number}')}\n© 2022 The Kestrel Bay. All rights reserved.\n"
        for number in range(1, 7)
    }
    index_paths(library, [write_articles(first | more)], settings)
    assert by_file(library)["a.txt"] == ("Bridge opens at last", "Piet Aldous", "Kestrel Bay", "2022-03-09")
    before = embedder.embedded
    with library.catalog.writing() as connection:
        again.refresh(connection, cards.ids_of(connection, versions(library)))
    assert by_file(library)["a.txt"] == ("Bridge opens at last", "Piet Aldous", "Kestrel Bay", "2022-03-09")
    assert embedder.embedded == before
    assert examine(library).faults == ()


def versions(library: Library) -> list[str]:
    with library.catalog.reading() as connection:
        return list(connection.scalars(select(ARTICLE.c.version)))


def test_the_dates_in_names_of_files_count_when_they_agree_with_texts(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    files = {
        f"td-{day}0322.txt": f"Tide {day} was high\n\nBy Ann Brook\n{day} March 2022\n\n{PROSE.format(f'dock {day}')}"
        for day in (13, 14, 15)
    }
    files["td-160322.txt"] = f"Tide was low\n\nBy Ann Brook\n\n{PROSE.format('mole')}"
    index_paths(library, [write_articles(files)], settings)
    assert by_file(library)["td-160322.txt"][3] == "2022-03-16"


def test_an_earlier_article_is_dated_by_its_name_once_others_show_how_names_are_made(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    first = {"td-160322.txt": f"Tide was low\n\nBy Ann Brook\n\n{PROSE.format('mole')}"}
    index_paths(library, [write_articles(first)], settings)
    assert by_file(library)["td-160322.txt"][3] is None
    more = {
        f"td-{day}0322.txt": f"Tide {day} was high\n\nBy Ann Brook\n{day} March 2022\n\n{PROSE.format(f'dock {day}')}"
        for day in (13, 14, 15)
    }
    index_paths(library, [write_articles(first | more)], settings)
    assert by_file(library)["td-160322.txt"][3] == "2022-03-16"


def test_an_earlier_article_is_dated_once_its_paper_shows_that_days_stand_first(
    library: Library, write_articles: "WriteArticles", settings: Settings
) -> None:
    article = "Tide {0} was high\n\nThe Kestrel Bay Herald\nBy Ann Brook\n{1}\n\n{2}"
    first = {"low.txt": article.format("one", "04/03/2022", PROSE.format("mole"))}
    index_paths(library, [write_articles(first)], settings)
    assert by_file(library)["low.txt"][3] is None
    more = {"high.txt": article.format("two", "23/03/2022", PROSE.format("dock"))}
    index_paths(library, [write_articles(first | more)], settings)
    assert by_file(library)["low.txt"][3] == "2022-03-04"


def test_articles_without_a_date_are_not_read_again_for_each_new_file(
    library: Library, write_articles: "WriteArticles", settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {f"a{number}.txt": f"Quay {number} is wet\n\n{PROSE.format(f'quay {number}')}" for number in range(20)}
    first |= {
        f"td-{day}0322.txt": f"Tide {day} was high\n\nBy Ann Brook\n{day} March 2022\n\n{PROSE.format(f'dock {day}')}"
        for day in (13, 14, 15)
    }
    index_paths(library, [write_articles(first)], settings)
    read: list[str] = []

    def read_card(source: SourceText, file: str, evidence: Evidence = NO_EVIDENCE) -> Card:
        read.append(file)
        return finder.read_card(source, file, evidence)

    monkeypatch.setattr(again, "read_card", read_card)
    more = {"td-170322.txt": f"Tide was high\n\nBy Ann Brook\n17 March 2022\n\n{PROSE.format('weir')}"}
    index_paths(library, [write_articles(first | more)], settings)
    assert not [file for file in read if file.startswith("a")]


def test_a_library_of_an_older_form_gets_its_cards_anew_and_stays_whole(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    import_library(LIBRARIES / "form-2.pressmark", folder)
    library = Library(Settings(library=folder))
    assert by_file(library)["bridge.txt"] == (
        "Bridge opens late and dear; nobody falls in", "Marguerite Okonkwo", "Tidewater Sentinel", "2022-03-08",
    )  # fmt: skip
    assert by_file(library)["kiosk.txt"] == (
        "A new kiosk on the quay", "Ada Lindqvist", "The Harbour Gazette", "2019-03-12",
    )  # fmt: skip
    with library.catalog.reading() as connection:
        assert cards.outdated(connection, 1) == []
        assert connection.scalar(text("SELECT count(*) FROM mention WHERE role = 'outlet'")) == 2
    assert examine(library).faults == ()
    library.close()
