"""The endpoints on the page's server, as programs reach them."""

import itertools
from concurrent.futures import ThreadPoolExecutor

from rag import Pressmark
from tests.ui.page.door import caller, program
from ui.page.serving import Served

CAPTAIN = "Who is the captain of the ferry Margarethe?"


def test_nothing_else_of_the_page_can_be_called(served: Served) -> None:
    with caller(served) as client:
        told = client.get("gradio_api/info", params={"all_endpoints": "true"}).json()
        events = client.get("config").json()["dependencies"]
    assert sorted(told["named_endpoints"]) == ["/articles", "/ask", "/check", "/search"]
    assert told["unnamed_endpoints"] == {}
    public = [event["api_name"] for event in events if event["api_visibility"] != "private"]
    assert sorted(public) == ["articles", "ask", "check", "search"]


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
