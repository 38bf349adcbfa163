"""Relative dates are reckoned from the article's own date, and left alone where that isn't sure."""

import pytest

from rag.citations.relative_dates import date_words, shifted


def meanings(text: str, published: str | None, language: str = "en") -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.meaning) for each in date_words(text, published, language)]


@pytest.mark.parametrize(
    ("text", "published", "words", "meaning"),
    [
        ("He was killed last December.", "2017-03-12", "last December", "2016-12"),
        ("He was killed last December.", "2017-12-12", "last December", "2016-12"),
        ("It opens next May.", "2017-03-12", "next May", "2017-05"),
        ("It was sold last year.", "2017-03-12", "last year", "2016"),
        ("They met last month.", "2022-01-31", "last month", "2021-12"),
        ("It will be closed next month.", "2021-12-31", "next month", "2022-01"),
        ("It closed yesterday.", "2020-03-01", "yesterday", "2020-02-29"),
        ("It closed three days ago.", "2020-03-01", "three days ago", "2020-02-27"),
        ("It closed two years ago.", "2020-03-01", "two years ago", "2018"),
        ("It closed two weeks ago.", "2020-03-31", "two weeks ago", "2020-03"),
        ("Putin opened the summit on Friday.", "2017-03-12", "on Friday", "2017-03-10"),
        ("The talks will be held on Friday.", "2017-03-12", "on Friday", "2017-03-17"),
        ("The congress closed last Thursday.", "2019-09-16", "last Thursday", "2019-09-12"),
        ("In December he said so.", "2022-01-31", "In December", "2021-12"),
        ("On July 17 the White House said so.", "2019-07-19", "On July 17", "2019-07-17"),
        (
            "It cost lives on the night of Friday, July 15, officials say.",
            "2016-07-17",
            "Friday, July 15",
            "2016-07-15",
        ),
    ],
)
def test_a_sure_date_is_resolved(text: str, published: str, words: str, meaning: str) -> None:
    assert meanings(text, published) == [(words, meaning)]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("He was killed last December.", None),
        ("He was killed last December.", "2017"),
        ("“It was sold last year,” he said.", "2017-03-12"),  # who knows when he said so
        ("It appears on Friday.", "2017-03-12"),  # neither past nor future for sure
        ("It closed last Tuesday.", "2017-03-10"),  # this week's, or the one before
        ("It closed two weeks ago.", "2020-03-15"),  # February or March
        ("The bridge bears the name of the martyrs of July 15.", "2021-07-16"),
        ("A truce is to begin at midnight on Jan. 12.", "2020-01-09"),
        ("It was opened on May 12, 1931, in May 1931 and in 1931.", "2017-03-12"),
        ("This may open today.", "2017-03-12"),
    ],
)
def test_what_is_not_sure_is_left_alone(text: str, published: str | None) -> None:
    assert meanings(text, published) == []


@pytest.mark.parametrize(
    ("text", "language", "words", "meaning"),
    [
        ("Köprü geçen yıl açıldı.", "tr", "geçen yıl", "2016"),
        ("Мост открыли в прошлом году.", "ru", "в прошлом году", "2016"),
        ("Die Brücke wurde im vergangenen Jahr eröffnet.", "de", "im vergangenen Jahr", "2016"),
        ("Le pont a été ouvert l’année dernière.", "fr", "l’année dernière", "2016"),
        ("El puente se abrió el mes pasado.", "es", "el mes pasado", "2017-02"),
        ("افتتح الجسر العام الماضي.", "ar", "العام الماضي", "2016"),
    ],
)
def test_other_languages_have_the_plainest_words(text: str, language: str, words: str, meaning: str) -> None:
    assert meanings(text, "2017-03-12", language) == [(words, meaning)]


def test_ranges_move_with_the_quote() -> None:
    (found,) = shifted(date_words("It was sold last year.", "2017-03-12"), 100)
    assert (found.start, found.end) == (112, 121)
