"""The commands that are typed every day, and their options."""

import pytest

from tests.ui.door import Run


@pytest.mark.parametrize("question", ["", "  \n ", "\u2003"])
def test_an_empty_question_is_wrong_use(run: Run, question: str) -> None:
    for command in ("ask", "search"):
        done = run(command, question)
        assert (done.code, done.stdout, done.stderr) == (2, "", "The question is empty: ask something.\n")


def test_a_question_of_ten_thousand_words_is_wrong_use(run: Run) -> None:
    done = run("ask", "why " * 10_000)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "The question has 40,000 characters: the most is 2,000.\n"


@pytest.mark.parametrize("limit", ["0", "101", "two"])
def test_search_refuses_a_limit_that_makes_no_sense(run: Run, limit: str) -> None:
    done = run("search", "honey", "--limit", limit)
    assert (done.code, done.stdout) == (2, "")
    assert "--limit" in done.stderr
