"""What each article gives for an answer, and which of them agree."""

from rag.answers.agreement import about_the_same, answers_given, subject_words
from rag.retrieval.hybrid import Candidate, Search
from rag.retrieval.ranking import rank_evidence
from tests.rag.builders import candidate, covered_by, passage, search

QUESTION = "When was the Selmar bridge opened?"


def article(text: str, file: str, number: int, similarity: float = 0.9) -> Candidate:
    share = covered_by(QUESTION, text)
    return candidate(passage(text, file=file, number=number), [similarity], [share], covered=share)


def groups(found: Search) -> list[list[str]]:
    return [[given.values[0].text for given in group] for group in answers_given(found, rank_evidence(found))]


def test_articles_that_give_different_dates_are_told_apart() -> None:
    one = article("The selmar bridge was opened on 12 May 1931.", "a.txt", 1)
    other = article("The selmar bridge was opened in June 1932.", "b.txt", 2)
    assert groups(search(QUESTION, one, other)) == [["12 May 1931"], ["June 1932"]]


def test_a_date_more_exact_than_another_is_the_same_answer() -> None:
    one = article("The selmar bridge was opened on 12 May 1931.", "a.txt", 1)
    other = article("The selmar bridge was opened in 1931.", "b.txt", 2, 0.88)
    assert groups(search(QUESTION, one, other)) == [["12 May 1931", "1931"]]


def test_one_article_does_not_differ_from_itself() -> None:
    texts = ("The selmar bridge was opened on 12 May 1931.", "The selmar bridge opened again in 1946.")
    shares = [covered_by(QUESTION, text) for text in texts]
    assert len(groups(search(QUESTION, candidate(passage(*texts), [0.9, 0.88], shares, covered=1.0)))) == 1


def test_an_article_on_something_else_does_not_differ() -> None:
    one = article("The selmar bridge was opened on 12 May 1931.", "a.txt", 1)
    other = article("The ferry was opened in 1998.", "b.txt", 2)
    assert groups(search(QUESTION, one, other)) == [["12 May 1931"]]


def test_a_sentence_that_holds_too_little_of_the_question_gives_no_answer() -> None:
    one = article("The selmar bridge was opened on 12 May 1931.", "a.txt", 1)
    texts = ("The selmar bridge is red.", "Rain fell in 1950.")
    other = candidate(passage(*texts, file="b.txt", number=2), [0.8, 0.8], [0.75, 0.0], covered=0.75)
    assert groups(search(QUESTION, one, other)) == [["12 May 1931"]]


def test_passages_about_the_subject_hold_its_name() -> None:
    one = article("The selmar bridge was opened on 12 May 1931.", "a.txt", 1)
    other = article("The dalby bridge was opened in 1998.", "b.txt", 2)
    assert about_the_same(search(QUESTION, one, other), one) == [one]


def test_a_question_without_names_is_about_its_rarest_words() -> None:
    found = search("when was honey sold and eaten")
    assert len(subject_words(found)) == 2


def test_nothing_found_gives_no_answers() -> None:
    assert answers_given(search(QUESTION), []) == []
