"""The time and the speaker that a question asks for are read from its words."""

import pytest

from rag.questions.constraints import Period, period_of, published_asked, read_constraints, speaker_asked


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


def test_the_newest_and_the_year_of_publication_are_read() -> None:
    assert read_constraints("What is the latest on the deal?").latest
    assert not read_constraints("What is new?").latest
    published = published_asked("What did articles published in February 2016 say?")
    assert published == Period("2016-02-01", "2016-02-29")
    assert published_asked("How much gas was sold in 2016?") is None


def test_a_period_holds_its_own_days() -> None:
    assert Period("2016-01-01", None).holds("2016-01-01")
    assert not Period(None, "2015-12-31").holds("2016-01-01")
