from dataclasses import replace

import numpy as np
import pytest

from rag.catalog.overviews.chronology import MOST, events_in_order, time_of
from rag.catalog.overviews.covering import Telling, sentences_to_tell
from tests.rag.builders import card, passage


def told(*sentences: str, published: str | None = "2017-03-15", language: str = "en") -> list[Telling]:
    article = replace(card(language=language), published=published)
    apart = np.eye(len(sentences), dtype=np.float32)
    return sentences_to_tell([replace(passage(*sentences), article=article, vectors=apart)])


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("The mayor of Selmar opened the bridge on 12 May 1931.", "1931-05-12"),
        ("The mayor of Selmar opened the bridge on May 12th, 1931.", "1931-05-12"),
        ("A ferry struck the third pillar in the winter of 1987.", "1987"),
        ("Work on the third pillar began in March 1988 and took a year.", "1988-03"),
        ("After the fire of 1929 the bridge was opened on 12 May 1931.", "1931-05-12"),  # the most exact
        ("The town planned it in 1925 and paid for it in 1930, the mayor said.", "1925"),  # of equals the first
        ("The bridge of Selmar was closed for eleven weeks last December.", "2016-12"),
        ("The mayor of Selmar closed the bridge to lorries on Monday.", "2017-03-13"),
        ("The bridge of Selmar stayed closed until the ice had gone.", None),
        ("“We shall be back next year and every year,” said Otto Lind.", None),  # from a day that nobody knows
        ("In the 1930s hardly anybody crossed the bridge of Selmar by car.", None),
    ],
)
def test_a_sentence_tells_of_a_time_as_exactly_as_it_says(sentence: str, time: str | None) -> None:
    assert [time_of(each) for each in told(sentence)] == [time]


@pytest.mark.parametrize(
    ("sentence", "language", "time"),
    [
        ("Der Bürgermeister eröffnete die Brücke am 12. Mai 1931 in Selmar.", "de", "1931-05-12"),
        ("Le maire a ouvert le pont de Selmar le 12 mai 1931.", "fr", "1931-05-12"),
        ("Мэр открыл мост в Сельмаре в присутствии гостей 12 мая 1931 года.", "ru", "1931-05-12"),
    ],
)
def test_dates_of_other_languages_are_read(sentence: str, language: str, time: str) -> None:
    assert [time_of(each) for each in told(sentence, language=language)] == [time]


def test_what_is_reckoned_from_an_unknown_day_is_no_event() -> None:
    assert time_of(told("The mayor of Selmar closed the bridge on Monday.", published=None)[0]) is None


def test_events_stand_in_order_of_time_and_a_year_before_its_days() -> None:
    events = events_in_order(
        told(
            "The bridge of Selmar was painted green on 3 June 1987.",
            "The harbour master counted all the ships that passed below.",
            "A ferry struck the third pillar of the bridge in 1987.",
            "Otto Lind opened the harbour bridge on 12 May 1931.",
        )
    )
    assert [when for when, _ in events] == ["1931-05-12", "1987", "1987-06-03"]
    assert events[0][1].quote.text == "Otto Lind opened the harbour bridge on 12 May 1931."


def test_a_long_course_is_cut_to_its_most_telling_events() -> None:
    events = events_in_order(
        told(*(f"Ship number {year} left Selmar for good in {year}." for year in range(1900, 1950)))
    )
    assert len(events) <= MOST
    assert [when for when, _ in events] == sorted(when for when, _ in events)
