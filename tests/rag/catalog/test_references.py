"""Which articles are meant: by outlet, author, date, title, topic or the conversation, and by nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from index.records import ArticleCard
from rag.catalog.questions import CatalogQuestion, Order
from rag.catalog.references import in_conversation, resolve
from rag.catalog.words import Asked
from rag.records import Turn
from rag.retrieval.hybrid import Search
from tests.rag.builders import candidate, card, passage, search

PIER = replace(
    card("pier.txt", "The pier that sank"), author="Ada Quill", publisher="The Selmar Echo", published="2019-03-03"
)
GULLS = replace(
    card("gulls.txt", "Gulls over the market"), author="Ada Quill", publisher="Harbour Post", published="2021-06-01"
)
TRAMS = replace(card("trams.txt", "Night trams for Dalby"), publisher="Harbour Post")
CARDS = (PIER, GULLS, TRAMS)


def nothing(topic: str, cards: Sequence[ArticleCard]) -> Search:
    return search(topic)


def found(topic: str, cards: Sequence[ArticleCard]) -> Search:
    """Find the pier for every topic, within the cards."""
    told = replace(passage("The old pier of Selmar sank in the storm of Sunday night."), article=PIER)
    return search(topic, *([candidate(told, covered=0.9)] if PIER in cards else []))


def meant(asked: CatalogQuestion, *history: Turn, topics: bool = False) -> tuple[list[str], str]:
    resolved = resolve(asked, CARDS, history, found if topics else nothing)
    return ([each.file for each in resolved.cards], resolved.by) if resolved else ([], "")


def test_an_outlet_an_author_a_date_a_file_or_a_title_says_which() -> None:
    assert meant(CatalogQuestion(Asked.LIST, named="the Harbour Post")) == (["gulls.txt", "trams.txt"], "publisher")
    assert meant(CatalogQuestion(Asked.LIST, named="Quill")) == (["pier.txt", "gulls.txt"], "author")
    assert meant(CatalogQuestion(Asked.AUTHOR, named="from 2019")) == (["pier.txt"], "published")
    assert meant(CatalogQuestion(Asked.AUTHOR, named="pier.txt")) == (["pier.txt"], "title")
    assert meant(CatalogQuestion(Asked.AUTHOR, named="night trams")) == (["trams.txt"], "title")
    assert meant(CatalogQuestion(Asked.AUTHOR, named="the Dalby Gazette")) == ([], "")


def test_the_latest_and_the_oldest_are_those_by_date() -> None:
    assert meant(CatalogQuestion(Asked.AUTHOR, order=Order.LATEST)) == (["gulls.txt"], "published")
    assert meant(CatalogQuestion(Asked.AUTHOR, order=Order.OLDEST)) == (["pier.txt"], "published")


def test_a_topic_is_searched_for() -> None:
    assert meant(CatalogQuestion(Asked.AUTHOR, topic="the old pier"), topics=True) == (["pier.txt"], "title")
    assert meant(CatalogQuestion(Asked.AUTHOR, topic="the old pier")) == ([], "")


def test_nothing_says_which_article_without_a_name_a_topic_or_an_order() -> None:
    assert meant(CatalogQuestion(Asked.AUTHOR)) == ([], "")
    assert meant(CatalogQuestion(Asked.COUNT))[0] == ["pier.txt", "gulls.txt", "trams.txt"]


def test_that_article_is_the_one_whose_title_the_answer_names() -> None:
    said = Turn("assistant", "“Night trams for Dalby” says that they run from the autumn. [1]")
    assert meant(CatalogQuestion(Asked.AUTHOR, pointed=True), said) == (["trams.txt"], "title")
    assert meant(CatalogQuestion(Asked.AUTHOR, pointed=True)) == ([], "")


def test_or_the_one_that_the_answer_quotes() -> None:
    said = Turn("assistant", "The old pier of Selmar sank in the storm of Sunday night. [1]")
    assert in_conversation(CARDS, [said], found) == [PIER]
    assert in_conversation(CARDS, [Turn("assistant", "It sank. [1]")], found) == []


def test_it_is_an_article_only_where_the_conversation_is_about_one() -> None:
    said = Turn("assistant", "“Night trams for Dalby” says so. [1]")
    vague = CatalogQuestion(Asked.AUTHOR, pointed=True, vague=True)
    assert meant(vague, Turn("user", "When do night trams run?"), said) == ([], "")
    assert meant(vague, Turn("user", "What does the article say?"), said) == (["trams.txt"], "title")
