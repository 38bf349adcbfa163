"""The page's endpoints, as gradio_client and MCP clients reach them."""

import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from rag import Pressmark, Turn
from rag.serialise import answer_to_dict
from tests.ui.page.door import caller, program, unused_port
from ui.page.serving import Door, Served, serve_page

CAPTAIN = "Who is the captain of the ferry Margarethe?"
FILES = ["ferry.md", 'it\'s "<b>odd</b>".md', "news/bees.txt"]


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings"}


@pytest.fixture(scope="module")
def served(pressmark: Pressmark) -> Iterator[Served]:
    """With the tools for language models, too."""
    served = serve_page(pressmark, Door(port=unused_port(), tools=True))
    yield served
    served.close()


@pytest.fixture(scope="module")
def client(served: Served) -> Client:
    return program(served)


def call_tool(served: Served, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    with caller(served) as client:
        headers = {"Accept": "application/json, text/event-stream"}
        answer = client.post("gradio_api/mcp/", json=message, headers=headers)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["result"]
    return result


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


def test_nothing_else_of_the_page_can_be_called(served: Served) -> None:
    with caller(served) as client:
        told = client.get("gradio_api/info", params={"all_endpoints": "true"}).json()
        events = client.get("config").json()["dependencies"]
    assert sorted(told["named_endpoints"]) == ["/articles", "/ask", "/search"]
    assert told["unnamed_endpoints"] == {}
    public = [event["api_name"] for event in events if event["api_visibility"] != "private"]
    assert sorted(public) == ["articles", "ask", "search"]


def test_eight_programs_at_once_get_their_own_answers(served: Served, pressmark: Pressmark) -> None:
    questions = [
        CAPTAIN,
        "How many weeks did the ferry Margarethe stay in the yard?",
        "How many hives does the opera house keep?",
        "Who sells the honey of the opera?",
        "Which clock did the clockmaker Aldous Finch wind?",
        "When was the ferry Margarethe built?",
        "Which mineral is mined in the Atacama desert?",
        "How long does the crossing to the island take?",
    ]
    wanted = {question: pressmark.ask(question).answer for question in questions}

    def ask_three_times(number: int) -> list[tuple[str, str]]:
        client = program(served)
        own = itertools.islice(itertools.cycle(questions), number, number + 3)
        return [(question, client.predict(question, api_name="/ask")["answer"]) for question in own]

    with ThreadPoolExecutor(8) as pool:
        got = [pair for pairs in pool.map(ask_three_times, range(8)) for pair in pairs]
    assert len(got) == 24
    assert [pair for pair in got if wanted[pair[0]] != pair[1]] == []


def test_the_tools_are_the_endpoints(served: Served) -> None:
    tools = {tool["name"]: tool for tool in call_tool(served, "tools/list")["tools"]}
    assert sorted(tools) == ["articles", "ask", "search"]
    assert tools["ask"]["description"].startswith("Answer a question with verbatim quotes")
    assert "history: the conversation before it" in tools["ask"]["description"]
    assert tools["ask"]["inputSchema"]["required"] == ["question"]
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools.values())


def test_a_tool_answers_in_json_as_the_endpoint_does(served: Served, client: Client) -> None:
    called = call_tool(served, "tools/call", name="ask", arguments={"question": CAPTAIN})
    assert not called["isError"]
    assert timeless(called["structuredContent"]) == timeless(client.predict(CAPTAIN, api_name="/ask"))
    assert timeless(json.loads(called["content"][0]["text"])) == timeless(called["structuredContent"])


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"id": NaN}'])
def test_what_is_no_json_is_no_call_of_a_tool(served: Served, body: bytes) -> None:
    headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    with caller(served) as client:
        assert client.post("gradio_api/mcp/", content=body, headers=headers).status_code == 400


def test_a_tools_error_is_a_sentence(served: Served) -> None:
    called = call_tool(served, "tools/call", name="ask", arguments={"question": "x", "files": ["nope"]})
    assert called["isError"]
    assert "The library has no article 'nope'" in called["content"][0]["text"]
