"""Questions with a time or a speaker prefer what fits, and exclude nothing but by the articles' own date."""

from dataclasses import replace

from index.records import Span, StoredPassage
from rag.records import Filters
from rag.retrieval.preference import prefer, within_asked_time
from tests.rag.builders import asked, evidence, passage


def dated(of: StoredPassage, published: str | None) -> StoredPassage:
    return replace(of, article=replace(of.article, published=published))


def within(question: str, filters: Filters) -> Filters:
    return within_asked_time(asked(question), filters)


def test_only_the_date_of_articles_themselves_excludes_any() -> None:
    filters = within("What did articles published in 2016 say about gas?", Filters())
    assert (filters.published_from, filters.published_to) == ("2016-01-01", "2016-12-31")
    assert within("How much gas was sold in 2016?", Filters()) == Filters()
    chosen = Filters(published_from="2015-01-01")
    assert within("What did reports from 2016 say?", chosen) == chosen


def test_what_the_asked_one_says_goes_before_what_is_said_of_them() -> None:
    story = passage("Drones worry Peskov, Adams wrote.", "Peskov said the drones are a danger.")
    ranked = [evidence(story, 0, 1.0), evidence(story, 1, 0.98)]
    assert [each.position for each in prefer(ranked, asked("What did Peskov say about drones?"))] == [1, 0]
    assert [each.position for each in prefer(ranked, asked("Are drones a danger?"))] == [0, 1]


def test_an_article_older_than_the_time_asked_for_goes_last_and_one_without_date_stays() -> None:
    old = dated(passage("The toll was high.", file="old.txt"), "2012-05-01")
    undated = dated(passage("The toll was low.", file="undated.txt"), None)
    later = dated(passage("In 2016 the toll was 251.", file="later.txt"), "2021-07-16")
    ranked = [evidence(old, 0, 1.0), evidence(undated, 0, 0.99), evidence(later, 0, 0.98)]
    found = [each.candidate.passage.article.file for each in prefer(ranked, asked("What was the toll in 2016?"))]
    assert found == ["later.txt", "undated.txt", "old.txt"]


def test_the_latest_prefers_the_newest_article_among_near_equals() -> None:
    old, new = (dated(passage("The deal is near.", file=year), f"{year}-05-01") for year in ("2017", "2021"))
    ranked = [evidence(old, 0, 1.0), evidence(new, 0, 0.99)]
    found = [each.candidate.passage.article.file for each in prefer(ranked, asked("What is the latest on the deal?"))]
    assert found == ["2021", "2017"]
    assert prefer([], asked("What is the latest?")) == []


def test_when_is_answered_by_a_date_before_a_stretch_of_time() -> None:
    story = passage("The fall was the first in 63 years.", "It fell in 2015.", "It fell 3 days after the storm.")
    stretch, dated, counted = (
        replace(evidence(story, position, 1.0, kind=position == 1), log_odds=2.0 - position, answer=answer)
        for position, answer in enumerate([Span(26, 34), Span(47, 51), Span(61, 67)])
    )
    when = asked("When did it fall?")
    assert prefer([stretch, counted, dated], when) == [dated, stretch, counted]
    assert prefer([counted, dated], when) == [counted, dated]
    assert prefer([stretch, dated], asked("How long was it ago?")) == [stretch, dated]
