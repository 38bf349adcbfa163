"""The page's endpoints, as gradio_client and MCP clients reach them."""

from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from rag import Pressmark, Turn
from rag.serialise import answer_to_dict
from tests.ui.page.door import timeless

CAPTAIN = "Who is the captain of the ferry Margarethe?"
FILES = ["ferry.md", 'it\'s "<b>odd</b>".md', "news/bees.txt"]


def test_ask_gives_the_answer_that_the_engine_gives(client: Client, pressmark: Pressmark) -> None:
    answer = client.predict(CAPTAIN, api_name="/ask")
    assert timeless(answer) == timeless(answer_to_dict(pressmark.ask(CAPTAIN)))
    assert answer["answered"]
    citation = answer["citations"][0]
    assert pressmark.article_text(citation["file"])[citation["start"] : citation["end"]] == citation["quote"]


def test_a_follow_up_is_asked_with_the_conversation_before_it(client: Client, pressmark: Pressmark) -> None:
    history = [{"role": "user", "content": CAPTAIN}, {"role": "assistant", "content": "Ruth Halloran."}]
    answer = client.predict("And when was it built?", history, api_name="/ask")
    turns = [Turn(each["role"], each["content"]) for each in history]
    assert answer["standalone_question"] == pressmark.ask("And when was it built?", turns).standalone_question
    assert "Margarethe" in answer["standalone_question"]


def test_a_question_can_be_limited_to_articles(client: Client) -> None:
    limits: list[dict[str, Any]] = [
        {"files": ["news/bees.txt"]},
        {"publishers": ["the roof post"]},
        {"published_from": "2021-06", "published_to": "2021"},
    ]
    for limit in limits:
        found = client.predict("the ferry, the bees, the clock", **limit, api_name="/search")["hits"]
        assert {hit["file"] for hit in found} == {"news/bees.txt"}


def test_search_gives_at_most_so_many_passages(client: Client, pressmark: Pressmark) -> None:
    found = client.predict("the ferry in the yard", 1, api_name="/search")
    assert found["query"] == "the ferry in the yard"
    (hit,) = found["hits"]
    assert pressmark.article_text(hit["file"])[hit["start"] : hit["end"]] == hit["text"]


def test_articles_are_listed_page_by_page(client: Client) -> None:
    pages = [client.predict(limit=2, offset=offset, api_name="/articles") for offset in (0, 2)]
    assert [page["total"] for page in pages] == [3, 3]
    assert sorted(card["file"] for page in pages for card in page["articles"]) == sorted(FILES)
    (card,) = client.predict("ROOF POST", api_name="/articles")["articles"]
    assert (card["file"], card["title"]) == ("news/bees.txt", "Bees on the roof")
    assert "id" not in card


@pytest.mark.parametrize(
    ("endpoint", "arguments", "reason"),
    [
        ("/ask", {"question": ""}, "question: string should have at least 1 character"),
        ("/ask", {"question": " \n"}, "The question is empty"),
        ("/ask", {"question": "x" * 2001}, "question: string should have at most 2000 characters"),
        ("/ask", {"question": ["x"]}, "question: input should be a valid string"),
        ("/ask", {"question": "x", "history": "x"}, "history: input should be a valid list"),
        ("/ask", {"question": "x", "history": [{"role": "system", "content": ""}]}, "history.0.role: input should be"),
        ("/ask", {"question": "x", "history": [{"role": "user"}]}, "history.0.content: field required"),
        ("/ask", {"question": "x", "history": [{"role": "user", "content": ""}] * 101}, "at most 100 items"),
        ("/ask", {"question": "x", "files": ["ferry.mb"]}, "no article 'ferry.mb': did you mean 'ferry.md'?"),
        ("/ask", {"question": "x", "files": {"a": 1}}, "files: input should be a valid list"),
        ("/ask", {"question": "x", "published_from": "2019-13"}, "published_from '2019-13' is no date"),
        ("/search", {"query": "x", "limit": 101}, "limit: input should be less than or equal to 100"),
        ("/search", {"query": "x", "limit": "3"}, "limit: input should be a valid integer"),
        ("/articles", {"offset": -1}, "offset: input should be greater than or equal to 0"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    client: Client, endpoint: str, arguments: dict[str, Any], reason: str
) -> None:
    with pytest.raises(AppError) as refused:
        client.predict(**arguments, api_name=endpoint)
    assert reason in str(refused.value)
