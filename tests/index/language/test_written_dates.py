import pytest

from index.language.written_dates import find_days


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Wed., Dec. 15, 2021", "2021-12-15"),
        ("Friday 13th October 2023", "2023-10-13"),
        ("13.05.2022", "2022-05-13"),
        ("12.05.21", "2021-05-12"),
        ("12 de marzo de 2017", "2017-03-12"),
        ("le 1er mars 2020", "2020-03-01"),
        ("Dienstag, 3. März 2020, 14:05 Uhr", "2020-03-03"),
        ("12 Mayıs 2021 Çarşamba", "2021-05-12"),
        ("12 МАЯ 2021 г., 14:30", "2021-05-12"),
        ("الأربعاء 9 مارس ٢٠٢٢", "2022-03-09"),
        ("12 كانون الثاني 2021", "2021-01-12"),
        ("2024-02-06T21:10:00+01:00", "2024-02-06"),
        ("Mon 03/04/2017", "2017-04-03"),  # only the third of April was a Monday
    ],
)
def test_a_date_is_read_in_its_language(words: str, iso: str) -> None:
    (day,) = find_days(words)
    assert day.iso == iso


@pytest.mark.parametrize(
    "words", ["May 3 tonnes", "In May 2020", "12.50 on 12.50.2020", "v1.02.2020.3", "30 February 2020"]
)
def test_what_is_no_date_gives_none(words: str) -> None:
    assert [day.iso for day in find_days(words)] == []


def test_numbers_that_can_be_read_both_ways_wait_for_an_order() -> None:
    (day,) = find_days("03/04/2017")
    assert (day.iso, day.read_as("day").iso, day.read_as("month").iso) == (None, "2017-04-03", "2017-03-04")


def test_a_day_without_a_year_falls_on_its_weekday_only_in_some_years() -> None:
    (day,) = find_days("Sunday 4 February")
    assert [year for year in range(2015, 2026) if day.in_year(year)] == [2018, 2024]


def test_the_words_of_a_date_take_in_weekday_time_and_zone() -> None:
    (day,) = find_days("Posted Tuesday 6 February 2024, 21:10 GMT by the desk")
    assert "Posted Tuesday 6 February 2024, 21:10 GMT by"[day.span.start : day.span.end] == (
        "Tuesday 6 February 2024, 21:10 GMT"
    )
    assert day.zone == "gmt"
