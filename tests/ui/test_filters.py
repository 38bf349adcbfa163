"""Filters: what counts, and what is said about a slip."""

import os
import unicodedata
from typing import Literal

import pytest

from index.errors import UsageError
from index.records import ArticleCard
from rag.records import Filters
from tests.ui.door import Run
from ui.filters import check_filters, make_filters


def card(file: str, publisher: str | None, published: str | None) -> ArticleCard:
    return ArticleCard(1, file, "", None, None, publisher, published, None, None, 0, 0)


Form = Literal["NFC", "NFD"]
CARDS = (card("a.txt", "The Quay", "2019-05-04"), card("b.txt", None, None), card("c.txt", "Post", "2021-06-30"))


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        ("2019", "2019", "2019-01-01", "2019-12-31"),
        ("2020-02", "2020-02", "2020-02-01", "2020-02-29"),
        ("2019-05-04", " 2019-05-04 ", "2019-05-04", "2019-05-04"),
        (None, "2021", None, "2021-12-31"),
        (None, None, None, None),
    ],
)
def test_a_year_or_a_month_stands_for_its_days(
    first: str | None, last: str | None, start: str | None, end: str | None
) -> None:
    assert make_filters(None, None, first, last) == Filters((), (), start, end)


@pytest.mark.parametrize("typed", ["yesterday", "2019-13", "2019-02-30", "19-01-01", "0000", "2019-1-1", "", "٢٠١٩-x"])
def test_what_is_no_date_is_named(typed: str) -> None:
    with pytest.raises(UsageError, match=r"--to .* is no date: write it as"):
        make_filters(None, None, None, typed)


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="--from 2021 is later than --to 2020"):
        make_filters(None, None, "2021", "2020")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(files=("a.txt",)),
        Filters(publishers=("the quay", "POST")),
        Filters(published_from="2021-06-30"),
        Filters(published_to="2019-05-04"),
        Filters(),
    ],
)
def test_filters_that_an_article_passes_are_good(filters: Filters) -> None:
    check_filters(filters, CARDS)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(files=("a.text",)), "no article 'a.text': did you mean 'a.txt'?"),
        (Filters(files=("zebra",)), "no article 'zebra': `pressmark info` lists them."),
        (Filters(publishers=("The Quai",)), "no publisher 'The Quai': did you mean 'The Quay'?"),
        (Filters(published_to="2018-12-31"), "No article passes the filters"),
        (Filters(files=("b.txt",), published_to="2030-01-01"), "No article passes the filters"),
        (Filters(files=("a.txt",), publishers=("Post",)), "No article passes the filters"),
    ],
)
def test_filters_that_nothing_passes_are_told(filters: Filters, sentence: str) -> None:
    with pytest.raises(UsageError) as told:
        check_filters(filters, CARDS)
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    "limits",
    [
        ("--file", "news/bees.txt"),
        ("--publisher", "the roof post"),
        ("--from", "2020"),
        ("--from", "2021-06-30", "--to", "2021-06"),
    ],
)
def test_a_filter_leaves_only_its_articles(run: Run, limits: tuple[str, ...]) -> None:
    hits = run("search", "the ferry, the bees and the orchard", "--json", *limits).json()["hits"]
    assert {hit["file"] for hit in hits} == {"news/bees.txt"}


def test_a_filter_may_be_given_again(run: Run) -> None:
    args = ("search", "the ferry, the bees and the orchard", "--json", "--file", "ferry.md", "--file", "orchard.txt")
    assert {hit["file"] for hit in run(*args).json()["hits"]} == {"ferry.md", "orchard.txt"}


def test_a_question_about_an_article_that_is_filtered_out_is_declined(run: Run) -> None:
    question = "Who is the captain of the ferry Margarethe?"
    assert run("ask", question, "--json", "--publisher", "The Quay").json()["answered"] is True
    assert run("ask", question, "--json", "--publisher", "The Roof Post").json()["answered"] is False


def test_a_filter_that_names_nothing_is_wrong_use(run: Run) -> None:
    done = run("ask", "Who is the captain?", "--file", "fery.md")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "The library has no article 'fery.md': did you mean 'ferry.md'?\n"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("stored", ["NFC", "NFD"])
def test_a_file_is_found_however_its_letters_are_composed(form: Form, stored: Form) -> None:
    name = unicodedata.normalize(stored, "Straße/Brücke.md")
    filters = make_filters([unicodedata.normalize(form, "Straße/Brücke.md")], None, None, None)
    check_filters(filters, [card(name, None, None)])
    assert name in filters.files


def test_a_name_that_is_no_unicode_is_found_as_the_library_shows_it() -> None:
    filters = make_filters([os.fsdecode(b"Br\xfccke.md")], None, None, None)
    check_filters(filters, [card("Br\N{REPLACEMENT CHARACTER}cke.md", None, None)])
