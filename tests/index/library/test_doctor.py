"""Everything that must hold of a library is checked, and what is derived is made anew."""

import pytest
from sqlalchemy import text

from index.ingestion.sync import index_paths
from index.library.doctor import examine, mend
from index.library.library import Library
from rag.settings import Settings
from tests.conftest import WriteArticles


@pytest.fixture
def filled(library: Library, settings: Settings, write_articles: WriteArticles) -> Library:
    index_paths(library, [write_articles({"a.txt": "The quay\n\nThe quay opened on Monday.\n"})], settings)
    return library


def test_a_sound_library_has_no_fault_and_is_counted(filled: Library) -> None:
    examined = examine(filled)
    assert (examined.faults, examined.counts.articles) == ((), 1)


@pytest.mark.parametrize(
    ("damage", "part", "derived"),
    [
        ("UPDATE passage_terms SET terms = 'other'", "full text", True),
        ("UPDATE article SET characters = 3", "articles", False),
        ("UPDATE quantized SET vectors = zeroblob(68)", "filters", True),
        ("DELETE FROM quantized", "filters", True),
        ("UPDATE article SET sentences = sentences + 1", "articles", True),
        ("DELETE FROM place", "articles", False),
        ("UPDATE sentence SET vector = zeroblob(length(vector))", "vectors", False),
    ],
)
def test_a_fault_is_named_with_its_part_and_what_is_derived_can_be_mended(
    filled: Library, damage: str, part: str, derived: bool
) -> None:
    with filled.catalog.writing() as connection:
        connection.execute(text(damage))
    faults = examine(filled).faults
    assert (faults[0].part, faults[0].derived) == (part, derived)
    if derived:
        with filled.writer():
            mend(filled)
        assert examine(filled).faults == ()
