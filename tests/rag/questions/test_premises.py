"""What a question takes for granted is read from its words."""

import pytest

from rag.questions.kinds import Kind, question_kind
from rag.questions.premises import Deed, Premises, read_premises, shorten_states, without_request


def premises(text: str) -> Premises:
    return read_premises(text, question_kind(text))


@pytest.mark.parametrize(("question", "who", "verb"), [
    ("Why did Turkey leave NATO?", ("turkey",), "leave"),
    ("When did the Bank of England finally raise its rate?", ("bank", "of", "england"), "raise"),
    ("When did the line open?", None, None),
    ("Who said that Turkey left?", None, None),
    ("Why did Turkey not leave NATO?", None, None),
    ("When did Turkey say so?", None, None),
])  # fmt: skip
def test_a_deed_is_presumed_by_when_and_why(question: str, who: tuple[str, ...] | None, verb: str | None) -> None:
    deed = premises(question).deed
    assert (deed and deed.who, deed and deed.verb) == (who, verb)


def test_what_a_deed_is_done_to_is_known_unless_the_question_ends_with_the_verb() -> None:
    assert premises("Why did Turkey leave NATO?").deed == Deed(("turkey",), "leave", frozenset({"nato"}))
    assert premises("When did Lind die?").deed == Deed(("lind",), "die", None)


@pytest.mark.parametrize(("question", "word"), [
    ("Who is the chief executive of Gasnor?", "chief"),
    ("What was the name of the pilot?", "pilot"),
    ("What is the full name of Otto Lind?", None),
    ("Who shot at the mayor?", None),
])  # fmt: skip
def test_an_office_or_a_name_that_is_asked_for_is_read(question: str, word: str | None) -> None:
    assert premises(question).unnamed == word


def test_a_claim_asks_whether_something_is_true() -> None:
    assert premises("Did the bridge cost 4.2 million crowns?").claim
    assert premises("Is it true that it cost 4.2 million crowns?").claim
    assert not premises("What cost 4.2 million crowns?").claim


@pytest.mark.parametrize(("question", "words"), [
    ("How long is the bridge?", "how long"),
    ("In what year was it opened?", "what year"),
    ("When was it opened?", "when"),
    ("Who opened it?", ""),
])  # fmt: skip
def test_the_words_that_ask_for_a_number_or_date_are_kept(question: str, words: str) -> None:
    assert premises(question).number_asked == words


def test_names_are_those_of_the_matter_with_states_in_short_form() -> None:
    asked = "According to the article, what did the United States send Dmitry Peskov on a Friday in March?"
    assert [name.words for name in premises(asked).names] == ["US", "Dmitry Peskov"]
    assert shorten_states("the European Union") == "the EU"


def test_phrases_about_the_request_are_no_matter() -> None:
    assert without_request("According to the article, who left?").split() == [",", "who", "left?"]
    assert without_request("In Idiz's view, who left?").split() == [",", "who", "left?"]
    assert without_request("Who left?") == "Who left?"


def test_the_kind_decides_what_is_presumed() -> None:
    assert read_premises("Where did Turkey leave NATO?", Kind.WHERE).deed is None
