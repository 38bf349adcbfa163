"""`chat`: a conversation, asserted as a whole where it can be."""

from collections.abc import Iterator

import pytest

from tests.ui.door import OFF_TOPIC, Run
from ui.tasks import chat

TRANSCRIPT = """\
Ask about 3 articles; /help says more, /quit leaves.
> Who is the captain of the ferry Margarethe?
The ferry Margarethe was built in 1931 in the yard of Port Amery. Its captain is Ruth Halloran. [1]
[1] ferry.md:10

> /sources

[1] ferry.md:10  The ferry of Port Amery, Ines Okafor, The Quay, 2019-05-04
    “The ferry Margarethe was built in 1931 in the yard of Port Amery. Its captain is Ruth Halloran.”

> /quit
Goodbye.
"""


def test_a_whole_conversation(run: Run) -> None:
    done = run(
        "chat", "--terminal", stdin="Who is the captain of the ferry Margarethe?\n/sources\n/quit\nnever asked\n"
    )
    assert done == type(done)(0, TRANSCRIPT, "")


def test_a_question_leans_on_the_one_before(run: Run) -> None:
    done = run("chat", "--terminal", stdin="Who is the captain of the ferry Margarethe?\nAnd when was it built?\n")
    asked, answered = done.stdout.split("> And when was it built?\n")[1].splitlines()[:2]
    assert asked.startswith("Understood as: ")
    assert "Margarethe" in asked
    assert "1931" in answered
    assert done.stdout.endswith("\nGoodbye.\n")


def test_a_refusal_has_no_sources(run: Run) -> None:
    done = run("chat", "--terminal", stdin=f"/sources\n{OFF_TOPIC}\n/sources\n")
    assert done.code == 0
    assert done.stderr.splitlines() == [
        "There is no answer yet: ask a question first.",
        "The last answer has no sources.",
    ]


def test_a_slip_does_not_end_the_conversation(run: Run) -> None:
    done = run(
        "chat",
        "--terminal",
        stdin=f"\n/fly\x1b[2J\n/help\n{'why ' * 10_000}\nWho is the captain of the ferry Margarethe?\n",
    )
    assert done.code == 0
    assert done.stderr.splitlines()[0] == "There is no command /fly␛[2J: /help lists them."
    assert "40,000 characters" in done.stderr or "39,999 characters" in done.stderr
    assert "/sources" in done.stdout
    assert "Ruth Halloran" in done.stdout
    assert "\x1b" not in done.stdout


def test_filters_hold_for_every_question(run: Run) -> None:
    done = run("chat", "--terminal", "--file", "news/bees.txt", stdin="Who is the captain of the ferry Margarethe?\n")
    assert "Ruth Halloran" not in done.stdout


def test_ctrl_c_leaves_politely(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> Iterator[str]:
        yield "/help"
        raise KeyboardInterrupt

    monkeypatch.setattr(chat, "typed_lines", interrupted)
    done = run("chat", "--terminal")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.endswith("\nGoodbye.\n")


def test_on_a_terminal_a_prompt_waits_and_ctrl_d_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["one", "two"])

    def type_line(prompt: str) -> str:
        assert prompt == chat.PROMPT
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", type_line)
    assert list(chat.typed_lines()) == ["one", "two"]
