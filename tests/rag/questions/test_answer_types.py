from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.questions.analysis import Question
from rag.questions.answer_types import answer_words, has_answer_words
from rag.questions.kinds import Kind
from tests.rag.builders import asked


def of_kind(question: str, kind: Kind) -> Question:
    return replace(asked(question), kind=kind)


def found(sentence: str, kind: Kind, question: str = "") -> list[str]:
    return [span.of(sentence) for span in answer_words(sentence, of_kind(question, kind))]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("It opened on 12 May 1931.", ["12 May 1931"]),
        ("It opened on 12\u00a0May\u00a01931.", ["12\u00a0May\u00a01931"]),
        ("On May 12, 1931 it opened.", ["May 12, 1931"]),
        ("On the 3rd of March, 1999, it shut.", ["3rd of March, 1999"]),
        ("on March 3rd 1999", ["March 3rd 1999"]),
        ("Sept. 5, 2001", ["Sept. 5, 2001"]),
        ("Signed 2017-03-12 in Oslo", ["2017-03-12"]),
        ("12.03.2017 or 12/3/2017", ["12.03.2017", "12/3/2017"]),
        ("in March 2017 and late 2019", ["March 2017", "late 2019"]),
        ("in the spring of 2019", ["spring of 2019"]),
        ("from 1939–45, in the mid-1990s", ["1939–45", "mid-1990s"]),
        ("last Tuesday and next month", ["last Tuesday", "next month"]),
        ("He came on Friday, not yesterday.", ["on Friday", "yesterday"]),
        ("a 19th-century mill of the 18th century", ["19th-century", "18th century"]),
        ("It shuts in December.", ["in December"]),
        ("12 Mayıs 1931", ["1931"]),
        ("He may go, and they march.", []),
        ("Room 31, page 215, 4.2 million", []),
    ],
)
def test_dates_in_many_spellings(sentence: str, dates: list[str]) -> None:
    assert found(sentence, Kind.WHEN) == dates


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("The mill employs 340 people.", ["340 people"]),
        ("It is 612 metres long.", ["612 metres"]),
        ("Some 1,500,000 came, 6,5 million paid.", ["1,500,000 came", "6,5 million paid"]),
        ("It cost €2.5 billion, or $ 80 million.", ["€2.5 billion", "$ 80 million"]),
        ("A price of $2.5bn, 80m euros", ["$2.5bn", "80m euros"]),
        ("5 per cent or 45% of them", ["5 per cent", "45%"]),
        ("10-15 percent, 10–15 percent", ["10-15 percent", "10–15 percent"]),
        ("two hundred soldiers, twenty-two", ["two hundred soldiers", "twenty-two"]),
        ("At -5 degrees 3½ miles are long", ["-5 degrees", "3½ miles"]),
        ("On 12 May 1931, 30 ships came in 2 rows.", ["30 ships", "2 rows"]),
    ],
)
def test_numbers_with_their_units(sentence: str, numbers: list[str]) -> None:
    assert found(sentence, Kind.HOW_MANY) == numbers


@pytest.mark.parametrize("sentence", ["the S-400", "COVID-19 spread", "Boeing-747s", "no figure here"])
def test_a_figure_in_a_name_is_no_number(sentence: str) -> None:
    assert found(sentence, Kind.HOW_MANY) == []


def test_half_a_figure_is_never_a_number() -> None:
    assert found("a 35,000-strong crowd", Kind.HOW_MANY) in ([], ["35,000-strong"], ["35,000-strong crowd"])


MIXED = "In 2019 some 45% of the 3 million men aged 30 years paid €5, others 70 dollars."


@pytest.mark.parametrize("question", ["How much did they pay?", "How much did it cost?", "What was the price?"])
def test_money_asked_is_money_given(question: str) -> None:
    given_back = found(MIXED, Kind.HOW_MANY, question)
    assert given_back == ["€5", "70 dollars"]


@pytest.mark.parametrize("question", ["What percentage of men paid?", "What share paid?"])
def test_a_share_asked_is_a_percentage_given(question: str) -> None:
    assert found(MIXED, Kind.HOW_MANY, question) == ["45%"]


def test_an_age_asked_is_not_answered_by_money() -> None:
    assert found("He paid €5 at the age of 30 years.", Kind.HOW_MANY, "How old was he?")[-1] == "30 years"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("The mayor, Otto Lind, opened it.", ["Otto Lind"]),
        ("Otto Lind opened it.", ["Otto Lind"]),
        ("However John went.", ["John"]),
        ("In the United States all is well.", ["United States"]),
        ("On Monday Kaya left.", ["Kaya"]),
        ("In Ankara he met Vladimir Putin.", ["Ankara", "Vladimir Putin"]),
        ("It was theirs.", []),
        ("Nobody came on Monday in August.", []),
        ("J.R.R. Tolkien met Dr. Smith.", ["J.R.R. Tolkien", "Dr. Smith"]),
        ("“We won,” said O’Neill of the U.S. Senate", ["O’Neill", "U.S. Senate"]),
        (
            "Владимир Путин, İbrahim Şahin and Charles de Gaulle",
            ["Владимир Путин", "İbrahim Şahin", "Charles de Gaulle"],
        ),
    ],
)
def test_names_without_the_words_that_open_sentences(sentence: str, named: list[str]) -> None:
    assert found(sentence, Kind.WHO) == named
    assert found(sentence, Kind.WHERE) == named


def test_a_reason_runs_to_the_end_of_the_sentence() -> None:
    assert found("It shut because power is dear.", Kind.WHY) == ["because power is dear."]
    assert found("It shut.", Kind.WHY) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "question", "words"),
    [
        ("Otto Lind and Anna Holt came.", Kind.WHO, "Who came besides OTTO LIND?", ["Anna Holt"]),
        ("In 1999, not in 2003, it shut.", Kind.WHEN, "When in 1999 did it shut?", ["2003"]),
        ("The 340 people saw 2 ships.", Kind.HOW_MANY, "How many ships did 340 people see?", ["2 ships"]),
        ("ERDOĞAN met Putin.", Kind.WHO, "Whom did Erdogan meet?", ["Putin"]),
    ],
)
def test_what_the_question_says_itself_is_no_answer(sentence: str, kind: Kind, question: str, words: list[str]) -> None:
    assert found(sentence, kind, question) == words


def test_a_question_of_no_kind_has_no_answer_words() -> None:
    assert answer_words("Otto Lind came on 12 May 1931.", of_kind("What is it?", Kind.OTHER)) == []
    assert has_answer_words("Otto Lind came on 12 May 1931.", of_kind("What is it?", Kind.OTHER)) is None


def test_a_missing_date_speaks_against_a_sentence_a_missing_because_does_not() -> None:
    assert has_answer_words("It shut.", of_kind("When?", Kind.WHEN)) is False
    assert has_answer_words("It shut in 1999.", of_kind("When?", Kind.WHEN)) is True
    assert has_answer_words("It shut.", of_kind("Why?", Kind.WHY)) is None
    assert has_answer_words("It shut because it rained.", of_kind("Why?", Kind.WHY)) is True


TEXT = st.text(alphabet=st.sampled_from("Aaz İış.,-–’ 0123459%$€\n\u00a0🦊MmayJunetwo"), max_size=60)


@given(TEXT, st.sampled_from(Kind), TEXT)
def test_answer_words_are_ranges_of_the_sentence_in_order_and_apart(sentence: str, kind: Kind, question: str) -> None:
    spans = answer_words(sentence, of_kind(question, kind))
    assert all(0 <= span.start < span.end <= len(sentence) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(sentence) == span.of(sentence).strip() for span in spans)
