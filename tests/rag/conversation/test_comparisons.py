import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over
from tests.rag.test_engine import check_exact

PORTS = {
    "velm.txt": "The port of Velm\n\nThe port of Velm was opened in 1931. In 2022 the port of Velm handled 410,000 "
    "tonnes of cargo, most of it timber.\n",
    "harrow.txt": "The port of Harrow\n\nThe port of Harrow was opened in 1904. In 2022 the port of Harrow handled "
    "388,000 tonnes of cargo, most of it grain.\n",
    "bees.txt": "Bees\n\nThe opera house keeps six beehives on its roof. The beekeeper is Tomas Reiter.\n",
}


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> object:
    with opened_over(tmp_path_factory.mktemp("ports"), PORTS) as opened:
        yield opened


def test_the_value_of_each_side_stands_in_front_and_both_are_quoted(ports: Pressmark) -> None:
    answer = ports.ask("Which port handled more cargo in 2022, Velm or Harrow?")
    check_exact(answer, ports)
    assert answer.answer.startswith("Velm: **410,000 tonnes** [1]; Harrow: **388,000 tonnes** [2].")
    assert [each.file for each in answer.citations] == ["velm.txt", "harrow.txt"]
    assert answer.differences == ()


def test_which_came_first_is_told_by_the_dates(ports: Pressmark) -> None:
    answer = ports.ask("Which was opened first, the port of Velm or the port of Harrow?")
    assert "the port of Velm: **1931**" in answer.answer
    assert "the port of Harrow: **1904**" in answer.answer


def test_the_side_that_no_article_speaks_of_is_named(ports: Pressmark) -> None:
    answer = ports.ask("Which port handled more cargo in 2022, Velm or Dalby?")
    assert answer.answered
    assert answer.answer.startswith("The articles say nothing of it for “Dalby”.")
    assert {each.file for each in answer.citations} == {"velm.txt"}
