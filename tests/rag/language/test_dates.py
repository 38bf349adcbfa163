"""Two spellings of a date are read alike, and the dates of a sentence are found."""

import pytest

from rag.language.dates import YearMonthDay, days, find_dates, find_named_dates, is_like_a_month, read_date, same_day
from rag.language.parsing import read


@pytest.mark.parametrize(("words", "day"), [
    ("12 May 1931", (1931, 5, 12)), ("May 12, 1931", (1931, 5, 12)), ("1931-05-12", (1931, 5, 12)),
    ("Sept. 2016", (2016, 9, None)), ("in late 1931", (1931, None, None)), ("on the 3rd of June", (None, 6, 3)),
    ("the 1930s", (None, None, None)), ("19th century", (None, None, None)), ("last Friday", (None, None, None)),
])  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_given(words: str, day: YearMonthDay) -> None:
    assert read_date(words) == day


@pytest.mark.parametrize("words", ["Mayor", "Martin", "Augustus"])
def test_a_name_that_begins_like_a_month_is_read_as_none(words: str) -> None:
    assert read_date(words)[1] is None
    assert is_like_a_month(words)


@pytest.mark.parametrize(("sentence", "found"), [
    ("It opened on July 15, 2016.", ["July 15, 2016"]),
    ("It opened in early 2016 and closed last Friday.", ["early 2016", "last Friday"]),
    ("From 1914–18 and since the 19th century.", ["1914–18", "19th century"]),
    ("Nobody came.", []),
])  # fmt: skip
def test_words_that_tell_a_time_are_found(sentence: str, found: list[str]) -> None:
    assert [span.of(sentence) for span in find_dates(sentence)] == found


def test_a_named_date_is_no_relative_one() -> None:
    text = "In May 2016, last week and in 1914."
    assert [span.of(text) for span in find_named_dates(text)] == ["May 2016", "1914"]


@pytest.mark.parametrize(("claimed", "told", "published", "same"), [
    ("It was in July 2019.", "It was on July 12, 2019.", None, True),
    ("It was in December 2016.", "It was in December.", "2017-03-12", True),
    ("It was in December 2017.", "It was in December.", "2017-03-12", False),
    ("It was on Friday.", "It was on July 15, 2016.", None, True),
    ("It was on July 12, 2019.", "It was in July 2019.", None, False),
])  # fmt: skip
def test_a_source_may_tell_more_of_a_date_or_leave_the_year_out(
    claimed: str, told: str, published: str | None, same: bool
) -> None:
    (one,), (other,) = days(read(claimed)), days(read(told))
    assert same_day(one, other, published) is same


def test_may_is_a_month_only_where_time_is_spoken_of() -> None:
    assert [day.month for day in days(read("May agreed in May."))] == [5]
