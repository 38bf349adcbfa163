"""The library as HTML."""

import re

from index.ingestion.sync import Report
from index.records import ArticleCard, Failure
from rag import Filters
from tests.ui.page.html.reading import Reading
from ui.page.html.library import bars_of, list_html, progress_html, report_html, scope_html
from ui.page.html.start import holdings

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def card(file: str, published: str | None, publisher: str | None = "The Quay") -> ArticleCard:
    return ArticleCard(1, file, "0", file, None, publisher, published, "en", None, 10, 2)


def test_bars_are_months_or_years_without_gaps() -> None:
    months = bars_of(["2020-02-01", "2020-04-09", "2020-04-10"])
    assert [(bar.first, bar.last, bar.count) for bar in months] == [
        ("2020-02-01", "2020-02-29", 1), ("2020-03-01", "2020-03-31", 0), ("2020-04-01", "2020-04-30", 2)
    ]  # fmt: skip
    assert [(bar.label, bar.count) for bar in bars_of(["1999-01-01", "2003-05-05"])] == [
        ("1999", 1), ("2000", 0), ("2001", 0), ("2002", 0), ("2003", 1)
    ]  # fmt: skip
    assert bars_of([]) == []


def test_the_list_finds_all_words_and_dims_what_is_not_asked() -> None:
    cards = [card("ferry", "2019-05-04"), card("bees", None, None)]
    made = list_html(cards, Filters(files=("ferry",)), "")
    assert re.findall(r'<li class="entry( out)?">', made) == ["", " out"]
    assert "ferry" in list_html(cards, Filters(), "QUAY ferry")
    assert "No article" in list_html(cards, Filters(), "quay bees")


def test_what_is_asked_is_said_when_it_is_not_everything() -> None:
    cards = [card("ferry", "2019-05-04"), card("bees", None, None)]
    assert scope_html(cards, Filters()) == ""
    read = Reading(scope_html(cards, Filters(published_from="2019-05-01", published_to="2019-05-31"))).text
    assert read.startswith("Asking 1 article of 2: May 2019")
    assert holdings(cards) == "2 articles of The Quay, 2019."
    assert holdings([]).startswith("The library is empty")


def test_progress_and_report_name_stages_failures_and_reasons() -> None:
    assert "Reading 2 of 5" in progress_html("reading", 2, 5)
    assert 'data-do="halt"' in progress_html("storing", 1, 1)
    made = report_html(Report(new=["a"], failed=[Failure("b.txt", f"b.txt: {EVIL}")]))
    read = Reading(made)
    assert "1 new article." in read.text
    assert EVIL in read.text
    assert "img" not in read.tags
