"""A language model behind the commands: a real one on loopback, and a scripted one for what a real one seldom does."""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from rag import Answer, Pressmark, open_library
from rag.messages.texts import say
from rag.settings import Settings
from tests.conftest import ScriptedModel
from tests.scripted import scripted_server
from tests.ui.door import OFF_TOPIC, Run
from ui.terminal.answers import show_answer
from ui.terminal.generated import WAITING, answered, show_check

QUESTION = "Who is the captain of the ferry Margarethe?"
RIGHT = "The captain of the ferry Margarethe is Ruth Halloran [1]."
WRONG = "The ferry Margarethe was built in 1831 in the yard of Port Amery [1]."
Terminal = Callable[..., tuple[Answer, str]]

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


@pytest.fixture
def terminal(library_folder: Path) -> Iterator[Terminal]:
    """Asks in a terminal of 80 columns with a scripted model, and returns the answer and all that was printed."""
    opened: list[Pressmark] = []

    def ask(*script: Any, **settings: Any) -> tuple[Answer, str]:  # noqa: ANN401
        chosen = Settings(llm_retries=0, **settings)
        opened.append(open_library(library_folder, chosen, llm=ScriptedModel(script=list(script))))
        screen = io.StringIO()
        console = Console(file=screen, force_terminal=True, width=80, height=24, highlight=False, markup=False)
        answer = answered(opened[-1], console, QUESTION)
        show_answer(console, answer)
        show_check(console, answer)
        return answer, _CONTROL.sub("", screen.getvalue())

    yield ask
    for each in opened:
        each.close()


def is_written_or_says_why(answer: dict[str, Any], model: str) -> bool:
    """Whatever a weak model writes: what stands was checked, or the quotes stand and a note says why."""
    if answer["mode"] == model:
        return bool(answer["citations"]) and answer["checks"]["supported"] + answer["checks"]["repaired"] > 0
    reasons = {say(f"model-{why}", "en") for why in ("unsupported", "unsure", "empty")}
    refused = answer["reading"]["verdict"] == "none" and not answer["answered"]
    return answer["mode"] == "extractive" and (refused or answer["notes"][-1] in reasons)


@pytest.mark.timeout(300)
def test_ask_lets_a_real_model_write_and_quotes_exactly(run: Run, local_model: str, library_folder: Path) -> None:
    answer = run("ask", QUESTION, "--llm", local_model, "--json").json()
    assert is_written_or_says_why(answer, local_model)
    assert answer["usage"]["calls"] <= 2
    assert 0 < answer["usage"]["answer_tokens"] <= 41 * answer["usage"]["calls"]
    with open_library(library_folder) as pressmark:
        for citation in answer["citations"]:
            text = pressmark.article_text(citation["file"])
            assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.timeout(300)
def test_batch_tells_what_a_real_model_wrote_and_took(run: Run, local_model: str, tmp_path: Path) -> None:
    asked = [{"id": 1, "question": QUESTION}, {"id": 2, "question": OFF_TOPIC}]
    (tmp_path / "asked.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    done = run("batch", "asked.jsonl", "-o", "answers.jsonl", "--llm", local_model, "--strict")
    assert done.code == 0, done.stderr
    written, refused = map(json.loads, (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines())
    assert is_written_or_says_why(written, local_model)
    assert all(detail["status"] != "removed" for detail in (written["checks"] or {"details": []})["details"])
    assert refused["usage"]["calls"] == 1, "nothing is written when nothing supports an answer"
    assert re.search(r"^Model: [\d,]+ tokens read, \d+ written, price not known\.$", done.stderr, re.MULTILINE)


@pytest.mark.timeout(300)
def test_eval_measures_a_real_model_and_asks_it_once(
    run_without_library: Run, local_model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "mill.txt").write_text("The old mill in Alderholt burned down in 1901.\n", "utf-8")
    case = {
        "id": "q", "question": "When did the old mill in Alderholt burn down?", "answerable": True, "facts": [["1901"]],
        "sources": [{"article": "mill.txt", "words": "burned down in 1901"}],
    }  # fmt: skip
    (tmp_path / "mine.jsonl").write_text(json.dumps(case), encoding="utf-8")
    command = ("eval", "mine.jsonl", "--articles", "articles", "--llm", local_model, "--report", "report")
    done = run_without_library(*command)
    assert done.code == 0, done.stderr
    first = json.loads((tmp_path / "report" / "mine.json").read_text("utf-8"))
    assert first["metrics"]["tokens"]["value"] > 0
    if first["outcomes"][0]["answer"]["checks"]:
        shares = [first["metrics"][name]["value"] for name in ("supported", "repaired", "removed")]
        assert sum(shares) == pytest.approx(1)
    kept = sorted((tmp_path / "cache").rglob("written/*.json"))
    assert 1 <= len(kept) <= 2, "it reads, and may write"
    told = [each.read_bytes() for each in kept]
    assert run_without_library(*command).code == 0
    again = json.loads((tmp_path / "report" / "mine.json").read_text("utf-8"))
    assert again["outcomes"][0]["answer"] == first["outcomes"][0]["answer"]
    assert [each.read_bytes() for each in kept] == told


def test_on_a_terminal_words_are_seen_before_the_answer_and_what_is_wrong_is_struck_out(terminal: Terminal) -> None:
    answer, screen = terminal("The captain of the ", "ferry Margarethe is ", "Ruth Halloran [", "1", "].", f" {WRONG}")
    assert answer.checks
    assert (answer.checks.supported, answer.checks.removed) == (1, 1)
    coming = [
        WAITING, "The captain of the \n", "The captain of the ferry Margarethe is \n",
        "The captain of the ferry Margarethe is Ruth Halloran [1]",
    ]  # fmt: skip
    places = [screen.replace("The captain of the", "\nThe captain of the").find(each.rstrip("\n")) for each in coming]
    assert -1 not in places
    assert places == sorted(places), "piece by piece"
    last = screen[screen.rfind("The captain of the ferry") :]
    assert last.startswith("The captain of the ferry Margarethe is Ruth Halloran. [1]\n")
    assert "Checked: 1 of 2 written sentences borne out by the quotes; 1 struck out." in last
    assert "struck out: The ferry Margarethe was built in 1831" in last
    assert "(its quote has no such date: “1831”)" in " ".join(last.split())
    assert re.search(r"Model: \d+ tokens read, \d+ written, price not known\.", last)


def test_a_strict_reader_is_told_how_many_were_left_out_and_not_what_they_said(terminal: Terminal) -> None:
    _, screen = terminal(RIGHT, f" {WRONG}", strict=True)
    last = screen[screen.rfind("The captain of the ferry") :]
    assert "1 of 2 written sentences borne out by the quotes; 1 left out." in last
    assert "1831" not in last


def test_a_model_that_fails_in_mid_answer_leaves_quotes_and_the_reason(terminal: Terminal) -> None:
    answer, screen = terminal("The captain of the ferry ", RuntimeError("sk-secret"))
    assert answer.mode == "extractive"
    assert screen.endswith(f"{screen.splitlines()[-1]}\n")
    flat = " ".join(screen.split())
    assert "Its captain is Ruth Halloran" in flat
    assert say("unheard", "en", why=say("unheard-broken", "en")) in flat
    assert "sk-secret" not in screen


def test_a_long_answer_on_its_way_stays_within_the_terminal(terminal: Terminal) -> None:
    answer, screen = terminal(*(f"Word {number} of many.\n" for number in range(60)))
    assert answer.mode == "extractive"
    assert "Word 59 of many." in screen


def test_the_option_counts_more_than_the_setting_and_none_means_quotes(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESSMARK_LLM", "openai-like:m@http://127.0.0.1:9/v1")
    monkeypatch.setenv("PRESSMARK_LLM_RETRIES", "0")
    quoted = run("ask", QUESTION, "--llm", "none", "--json").json()
    assert (quoted["mode"], quoted["usage"]) == ("extractive", None)
    unreachable = run("ask", QUESTION)
    assert unreachable.code == 0
    assert say("unheard-unreachable", "en") in " ".join(unreachable.stdout.split())
    assert "Its captain is Ruth Halloran" in unreachable.stdout
    wrong = run("ask", QUESTION, "--llm", "gpt")
    assert wrong.code == 2
    assert "The model 'gpt' is unknown" in wrong.stderr


def test_a_variable_that_says_none_means_quotes_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSMARK_LLM", "none")
    quoted = run("ask", QUESTION, "--json").json()
    assert (quoted["mode"], quoted["usage"]) == ("extractive", None)


def test_quotes_only_lets_the_model_read_and_write_nothing(run: Run) -> None:
    def reply(messages: list[dict[str, Any]]) -> str:
        lines = re.findall(r"^\[(\d+)\] (.*)$", messages[-1]["content"], re.MULTILINE)
        (number,) = [int(number) for number, text in lines if "Ruth Halloran" in text]
        return json.dumps({"answers": [{"sentence": number, "answer": "Ruth Halloran"}], "agree": True})

    with scripted_server(reply) as server:
        answer = run("ask", QUESTION, "--llm", server.model, "--quotes", "--json").json()
    assert (answer["mode"], answer["checks"]) == ("extractive", None)
    assert (answer["usage"]["calls"], len(server.requests)) == (1, 1)
    assert answer["reading"]["verdict"] == "answers"
    assert "Ruth Halloran" in answer["citations"][0]["quote"]


@pytest.mark.parametrize("command", [("search", "ferry"), ("info",)])
def test_a_command_that_only_looks_things_up_wants_no_key(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PRESSMARK_LLM", "openai:gpt-4o-mini")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert run(*command).code == 0
