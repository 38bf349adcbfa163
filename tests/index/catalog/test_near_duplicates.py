import random
from collections.abc import Callable

import pytest

from index.catalog import queries
from index.catalog.near_duplicates import are_copies, band_hashes, word_runs
from index.ingestion.sync import index_paths
from index.library.library import Library
from index.records import Span
from rag.settings import Settings
from tests.conftest import WriteArticles


def prose(seed: int, words: int = 300) -> str:
    random_words = random.Random(seed)
    return " ".join(f"w{random_words.randrange(5000)}" for _ in range(words)) + "."


def edited(text: str, every: int) -> str:
    return " ".join("edited" if at % every == 0 else word for at, word in enumerate(text.split()))


def alike(one: str, other: str) -> bool:
    first, second = (word_runs(text, [Span(0, len(text))]) for text in (one, other))
    return are_copies(first, second)


def test_runs_are_of_five_words_whatever_their_case_and_only_of_the_content() -> None:
    text = "MENU a b c d e f a b c d e"
    runs = word_runs(text, [Span(5, len(text))])
    assert len(runs) == 6  # abcde bcdef cdefa defab efabc, and abcde again; fabcd
    assert (runs == word_runs(text.upper(), [Span(5, len(text))])).all()
    assert len(word_runs("four words are few", [Span(0, 18)])) == 0


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda text: text, True),
        (lambda text: edited(text, 20), True),
        (lambda text: " ".join(text.split()[:150]), True),
        (lambda text: text + " " + prose(9, 200), True),
        (lambda text: edited(text, 5), False),
        (lambda _: prose(2), False),
    ],
)
def test_a_copy_with_few_changes_is_known_and_another_article_is_not(
    make: Callable[[str], str], expected: bool
) -> None:
    text = prose(1)
    assert alike(text, make(text)) is expected


def test_bands_find_nearly_all_copies_with_one_word_in_twenty_changed_and_no_strangers() -> None:
    found = strangers = 0
    for seed in range(100):
        bands = set(band_hashes(word_runs(prose(seed), [Span(0, 10_000)])))
        found += bool(bands & set(band_hashes(word_runs(edited(prose(seed), 20), [Span(0, 10_000)]))))
        strangers += bool(bands & set(band_hashes(word_runs(prose(seed + 1000), [Span(0, 10_000)]))))
    assert found >= 97
    assert strangers == 0


def test_a_notice_is_too_short_to_tell() -> None:
    text = prose(1, 20)
    assert band_hashes(word_runs(text, [Span(0, len(text))])) == ()
    assert not alike(text, text)


def test_near_copies_share_an_origin_in_the_library_and_others_have_their_own(
    library: Library, write_articles: WriteArticles, settings: Settings
) -> None:
    report = prose(1)
    folder = write_articles({"a.txt": report, "b.txt": edited(report, 25), "c.txt": prose(2)})
    index_paths(library, [folder], settings)
    with library.catalog.reading() as connection:
        ids = {card.file: card.id for card in queries.article_cards(connection)}
        origins = queries.origins(connection, ids.values())
    assert origins[ids["a.txt"]] == origins[ids["b.txt"]] != origins[ids["c.txt"]]
    (folder / "b.txt").write_text(prose(3), encoding="utf-8")
    (folder / "d.txt").write_text(report + " It ends so.", encoding="utf-8")
    index_paths(library, [folder], settings)
    with library.catalog.reading() as connection:
        ids = {card.file: card.id for card in queries.article_cards(connection)}
        origins = queries.origins(connection, ids.values())
    assert origins[ids["a.txt"]] == origins[ids["d.txt"]]
    assert len({origins[each] for each in ids.values()}) == 3
