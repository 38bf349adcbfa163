"""The endpoints as tools for language models."""

import json
from typing import Any

import pytest
from gradio_client import Client

from tests.ui.page.door import caller, timeless
from ui.page.serving import Served

CAPTAIN = "Who is the captain of the ferry Margarethe?"


def call_tool(served: Served, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    with caller(served) as client:
        headers = {"Accept": "application/json, text/event-stream"}
        answer = client.post("gradio_api/mcp/", json=message, headers=headers)
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()["result"]
    return result


def test_the_tools_are_the_endpoints(served: Served) -> None:
    tools = {tool["name"]: tool for tool in call_tool(served, "tools/list")["tools"]}
    assert sorted(tools) == ["articles", "ask", "check", "search"]
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
