"""A question is about the catalog only when it is worded so, names an article, and leaves no words over."""

import pytest

from rag.catalog.questions import CatalogQuestion, Order, read_catalog_question, read_foreign_question
from rag.catalog.words import Asked


@pytest.mark.parametrize(("question", "read"), [
    ("Who wrote the article about the pier?", CatalogQuestion(Asked.AUTHOR, topic="the pier")),
    ("Who is the author?", CatalogQuestion(Asked.AUTHOR, pointed=True)),
    ("Who wrote it?", CatalogQuestion(Asked.AUTHOR, pointed=True, vague=True)),
    ("When was the latest article published?", CatalogQuestion(Asked.PUBLISHED, order=Order.LATEST)),
    ("Which newspaper published the article on night trams?", CatalogQuestion(Asked.PUBLISHER, topic="night trams")),
    ("How many articles are there?", CatalogQuestion(Asked.COUNT)),
    ("List the articles from the Harbour Post", CatalogQuestion(Asked.LIST, named="the Harbour Post")),
    ("which article is the newest", CatalogQuestion(Asked.LIST, order=Order.LATEST)),
    ("What articles are the oldest?", CatalogQuestion(Asked.LIST, order=Order.OLDEST)),
    ("articles from 2016", CatalogQuestion(Asked.LIST, named="2016")),
    ("who wrote these articles?", CatalogQuestion(Asked.AUTHOR, pointed=True, several=True)),
    ("Who are the authors?", CatalogQuestion(Asked.AUTHOR, pointed=True, several=True)),
    ("When were they published?", CatalogQuestion(Asked.PUBLISHED, pointed=True, several=True)),
    ("Where are these articles from?", CatalogQuestion(Asked.PUBLISHER, pointed=True, several=True)),
    ("What are your sources?", CatalogQuestion(Asked.PUBLISHER, pointed=True, several=True)),
    ("Which newspapers are in here?", CatalogQuestion(Asked.PUBLISHER, pointed=True, several=True)),
    ("which newspapers do you have", CatalogQuestion(Asked.PUBLISHER, pointed=True, several=True)),
    ("Which papers are these articles from?", CatalogQuestion(Asked.PUBLISHER, pointed=True, several=True)),
    ("Who wrote gulls.txt?", CatalogQuestion(Asked.AUTHOR, named="gulls.txt", loose=True)),
    ("What has Ada Quill written?", CatalogQuestion(Asked.LIST, named="Ada Quill", loose=True)),
])  # fmt: skip
def test_what_is_asked_of_which_articles_is_read(question: str, read: CatalogQuestion) -> None:
    assert read_catalog_question(question) == read


@pytest.mark.parametrize("question", [
    "Who wrote the report that accused the minister?",
    "Who wrote Hamlet?",
    "articles about honey",
    "Who are the journalists of Turkey?",
    "Which newspapers reported the fire?",
    "Where are the wardens from?",
    "When was the bridge opened?",
    "Which articles mention honey?",
    "How many articles mention honey?",
    "What did the article say about honey?",
])  # fmt: skip
def test_a_question_on_what_articles_say_is_not_for_the_catalog(question: str) -> None:
    read = read_catalog_question(question)
    assert read is None or read.loose


def test_an_opinion_piece_has_to_say_that_it_is_one() -> None:
    read = read_catalog_question("Who wrote the opinion piece about the fountain?")
    assert read
    assert (read.label, read.loose, read.topic) == ("opinion", True, "the fountain")


@pytest.mark.parametrize(("question", "language", "asked"), [
    ("Wer hat den Artikel über Gulls geschrieben?", "de", Asked.AUTHOR),
    ("Gulls hakkındaki makaleyi kim yazdı?", "tr", Asked.AUTHOR),
    ("Quand a été publié l'article sur Gulls ?", "fr", Asked.PUBLISHED),
    ("¿Quién escribió el artículo sobre Gulls?", "es", Asked.AUTHOR),
    ("Кто написал статью о Gulls?", "ru", Asked.AUTHOR),
])  # fmt: skip
def test_other_languages_are_read_by_what_is_left_over(question: str, language: str, asked: Asked) -> None:
    read = read_foreign_question(question, language)
    assert read
    assert (read.asked, read.topic) == (asked, "Gulls")


def test_a_language_without_words_for_an_article_or_a_question_without_one_is_not_read() -> None:
    assert read_foreign_question("Kuka kirjoitti artikkelin?", "fi") is None
    assert read_foreign_question("Wer eröffnete die Brücke?", "de") is None


def test_a_foreign_question_with_nothing_left_points_at_the_conversation() -> None:
    assert read_foreign_question("Wer hat den Artikel geschrieben?", "de") == CatalogQuestion(
        Asked.AUTHOR, pointed=True
    )
