"""What was so in another year than the one asked for answers nothing, however well its words fit."""

from collections.abc import Iterator

import pytest

from rag.engine import Pressmark
from tests.rag.builders import opened_over

HEAD = "---\ntitle: {title}\npublisher: Velm Post\ndate: {date}\n---\n\n"
ARTICLES = {
    "2022.md": HEAD.format(title="Higher tax", date="2022-12-14")
    + "The city council of Velm passed a 2023 budget of 431 million crowns on Tuesday, by five votes to four. Owners "
    "of a house will pay more.\n",
    "2023.md": HEAD.format(title="No raise", date="2023-12-13")
    + "The city council of Velm passed a 2024 budget of 419 million crowns on Tuesday, by nine votes to none. Nobody "
    "gets a raise.\n",
    "lind.md": HEAD.format(title="Otto Lind", date="2023-02-01")
    + "Otto Lind, the painter of Velm, has died at the age of ninety. He painted the harbour bridge in 1961, and it "
    "still hangs in the town hall.\n",
}


@pytest.fixture(scope="module")
def velm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pressmark]:
    with opened_over(tmp_path_factory.mktemp("velm"), ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How large was the budget that the council of Velm passed for 2023?", "431 million"),
        ("How large is Velm's 2024 budget?", "419 million"),
        ("How large was the budget that the council of Velm passed for 2021?", None),
        ("How large was Velm's budget in 2020?", None),
        ("How old was Otto Lind when he died?", "ninety"),
        ("What did Otto Lind die of?", None),
        ("When was Otto Lind born?", None),
    ],
)
def test_only_what_is_of_the_time_and_the_matter_answers(velm: Pressmark, question: str, quoted: str | None) -> None:
    answer = velm.ask(question)
    assert answer.answered is (quoted is not None)
    assert quoted is None or quoted in answer.citations[0].quote
