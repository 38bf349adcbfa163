"""Questions with a time or a speaker prefer what fits, and exclude nothing but by the articles' own date."""

from dataclasses import replace

import pytest

from index.records import StoredPassage
from rag.questions.constraints import Period, period_of, prefer, published_filter, speaker_asked
from rag.records import Filters
from tests.rag.builders import evidence, passage


def dated(of: StoredPassage, published: str | None) -> StoredPassage:
    return replace(of, article=replace(of.article, published=published))


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Who died in 2016?", Period("2016-01-01", "2016-12-31")),
        ("Who died in February 2016?", Period("2016-02-01", "2016-02-29")),
        ("What happened since July 2016?", Period("2016-07-01", None)),
        ("What happened after July 2016?", Period("2016-07-31", None)),
        ("What happened before 2016?", Period(None, "2016-01-01")),
        ("How many members are there as of 2016?", Period(None, "2016-12-31")),
        ("What happened?", None),
    ],
)
def test_the_time_of_a_question_is_read(question: str, period: Period | None) -> None:
    assert period_of(question) == period


def test_only_the_date_of_articles_themselves_excludes_any() -> None:
    filters = published_filter("What did articles published in 2016 say about gas?", Filters())
    assert (filters.published_from, filters.published_to) == ("2016-01-01", "2016-12-31")
    assert published_filter("How much gas was sold in 2016?", Filters()) == Filters()
    chosen = Filters(published_from="2015-01-01")
    assert published_filter("What did reports from 2016 say?", chosen) == chosen


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Dmitry Peskov say about drones?", "peskov"),
        ("According to Werbowski, what is Turkey eager to be?", "werbowski"),
        ("What is the goal, in Adams’s view?", "adams"),
        ("What did the bridge cost?", None),
    ],
)
def test_who_has_to_say_it_is_read(question: str, speaker: str | None) -> None:
    assert speaker_asked(question) == speaker


def test_what_the_asked_one_says_goes_before_what_is_said_of_them() -> None:
    story = passage("Drones worry Peskov, Adams wrote.", "Peskov said the drones are a danger.")
    ranked = [evidence(story, 0, 1.0), evidence(story, 1, 0.98)]
    assert [each.position for each in prefer(ranked, "What did Peskov say about drones?")] == [1, 0]
    assert [each.position for each in prefer(ranked, "Are drones a danger?")] == [0, 1]


def test_an_article_older_than_the_time_asked_for_goes_last_and_one_without_date_stays() -> None:
    old = dated(passage("The toll was high.", file="old.txt"), "2012-05-01")
    undated = dated(passage("The toll was low.", file="undated.txt"), None)
    later = dated(passage("In 2016 the toll was 251.", file="later.txt"), "2021-07-16")
    ranked = [evidence(old, 0, 1.0), evidence(undated, 0, 0.99), evidence(later, 0, 0.98)]
    found = [each.candidate.passage.article.file for each in prefer(ranked, "What was the toll in 2016?")]
    assert found == ["later.txt", "undated.txt", "old.txt"]


def test_the_latest_prefers_the_newest_article_among_near_equals() -> None:
    old, new = (dated(passage("The deal is near.", file=year), f"{year}-05-01") for year in ("2017", "2021"))
    ranked = [evidence(old, 0, 1.0), evidence(new, 0, 0.99)]
    found = [each.candidate.passage.article.file for each in prefer(ranked, "What is the latest on the deal?")]
    assert found == ["2021", "2017"]
    assert prefer([], "What is the latest?") == []
