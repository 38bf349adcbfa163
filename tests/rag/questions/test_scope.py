"""How much of the articles a question needs is told by its form."""

import pytest

from rag.questions.scope import Breadth, asks_for_articles, breadth, frames_a_list, in_other_words


@pytest.mark.parametrize(("question", "asked"), [
    ("Is a second shipment on its way?", Breadth.VIEWS),
    ("How do the sources see the bridge?", Breadth.VIEWS),
    ("What do the articles say about honey?", Breadth.VIEWS),
    ("Do the papers agree on the toll?", Breadth.VIEWS),
    ("Compare the bridge and the ferry.", Breadth.VIEWS),
    ("What did Lind say about the bridge, and what about the ferry?", Breadth.PARTS),
    ("What did Lind and Reiter each say?", Breadth.PARTS),
    ("List the mayors of Selmar.", Breadth.ITEMS),
    ("What are the reasons for the delay?", Breadth.ITEMS),
    ("When was the bridge opened?", Breadth.ONE),
    ("Who is the director of the film?", Breadth.ONE), ("After the storm, who opened the bridge?", Breadth.ONE),
])  # fmt: skip
def test_the_form_of_a_question_tells_how_much_it_needs(question: str, asked: Breadth) -> None:
    assert breadth(question) is asked


@pytest.mark.parametrize(("question", "asks"), [
    ("Which articles mention honey?", True), ("What stories talk about the bridge?", True),
    ("List the articles that discuss Selmar.", True), ("Which texts are about bees?", True),
    ("show me articles about energy", True), ("articles on bees", True), ("find stories about the ferry", True),
    ("Which report on the bridge was wrong?", False),
    ("What do the articles say about honey?", False), ("Which article did Lind write?", False),
    ("Who wrote the article about bees?", False),
])  # fmt: skip
def test_the_form_of_a_question_tells_whether_it_asks_for_articles(question: str, asks: bool) -> None:
    assert asks_for_articles(question) is asks


def test_the_words_of_the_asking_are_no_topic() -> None:
    assert [word for word in ("Articles", "mention", "mentions", "honey") if not frames_a_list(word)] == ["honey"]


@pytest.mark.parametrize(("request_", "question"), [
    ("Give me quotes by Otto Lind", "What did Otto Lind say?"),
    ("all statements from the mayor on tolls!", "What did the mayor say on tolls?"),
    ("How many articles are there about honey?", "Which articles mention honey?"),
    ("What did Otto Lind say?", "What did Otto Lind say?"), ("quotes on tolls", "quotes on tolls"),
])  # fmt: skip
def test_some_requests_stand_for_a_question(request_: str, question: str) -> None:
    assert in_other_words(request_) == question
