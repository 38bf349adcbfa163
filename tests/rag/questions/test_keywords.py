"""A list of keywords is written out as the questions that it asks."""

import pytest

from rag.engine import Pressmark
from rag.questions.keywords import keyword_questions, lists_keywords
from tests.rag.builders import opened_over
from tests.rag.test_engine import check_exact

TUNNEL = {
    "tunnel.txt": "The tunnel of Velm\n\nThe tunnel of Velm was opened on 4 May 2019. It cost 310 million crowns, "
    "a third of it paid by the port. The mayor of Velm, Otto Lind, drove through it first.\n",
    "bees.txt": "Bees\n\nThe opera house keeps six beehives on its roof. The beekeeper is Tomas Reiter.\n",
}


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("S-400 price Turkey", ["What is the price of S-400 (Turkey)?"]),
        ("tunnel cost opening date", ["How much does the tunnel cost?", "When was the opening of the tunnel?"]),
        ("coup attempt dead number", ["How many people died in the coup attempt?"]),
        ("mayor Velm", ["Who is the mayor of Velm?"]),
        ("harbour bridge length cost", ["What is the length of the harbour bridge?",
                                        "How much does the harbour bridge cost?"]),
    ],
)  # fmt: skip
def test_keywords_are_written_out(typed: str, asked: list[str]) -> None:
    assert keyword_questions(typed) == asked


@pytest.mark.parametrize(
    "typed",
    ["Turkey NATO", "Erdogan", "cost", "price of crab", "Who is the mayor?", "How old is the mayor of Velm", ""],
)
def test_what_is_no_list_of_keywords_is_left_alone(typed: str) -> None:
    assert keyword_questions(typed) == []


@pytest.mark.parametrize(
    ("typed", "listed"),
    [("Akkuyu nuclear plant", True), ("Velm harvest 2022", True), ("tower", False), ("Who rules?", False), ("", False)],
)
def test_keywords_are_told_from_sentences(typed: str, listed: bool) -> None:
    assert lists_keywords(typed) is listed


@pytest.fixture(scope="module")
def tunnel(tmp_path_factory: pytest.TempPathFactory) -> object:
    with opened_over(tmp_path_factory.mktemp("tunnel"), TUNNEL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tunnel cost opening date", ["310 million", "4 May 2019"]),
        ("Velm tunnel price", ["310 million"]),
        ("mayor Velm", ["Otto Lind"]),
        ("beekeeper opera house", ["Tomas Reiter"]),
        ("opera house beehives", ["six beehives"]),
        ("Otto Lind tunnel", ["Otto Lind"]),
    ],
)
def test_keywords_are_answered(tunnel: Pressmark, typed: str, told: list[str]) -> None:
    answer = tunnel.ask(typed)
    check_exact(answer, tunnel)
    assert answer.answered
    assert answer.question == typed
    assert all(each in answer.answer.replace("**", "") for each in told)
