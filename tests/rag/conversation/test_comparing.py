import pytest

from rag.conversation.comparing import read_comparison


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Which handles more cargo, Velm or Harrow?", ("Velm", "Harrow")),
        ("Which was built first, the mill of Ostrel or the mill of Hay?", ("the mill of Ostrel", "the mill of Hay")),
        (
            "What is the difference between the fine of 2021 and the one in 2023?",
            ("the fine of 2021", "the one in 2023"),
        ),
        ("How much higher is the rate for 2024 than the one for 2022?", ("the rate for 2024", "the one for 2022")),
        ("How did the budget change from 2021 to 2023?", ("2021", "2023")),
        ("price of crab per pound, 2021 to 2024", ("2021", "2024")),
        ("Is Velm bigger than Harrow?", ("Velm", "Harrow")),
        ("Did the bridge open before or after the flood?", ("the bridge", "the flood")),
        ("Compare Velm and Harrow", ("Velm", "Harrow")),
    ],
)
def test_both_sides_are_told(question: str, sides: tuple[str, str]) -> None:
    comparison = read_comparison(question)
    assert comparison is not None
    assert tuple(side.name for side in comparison.sides) == sides


def test_each_side_is_searched_with_what_the_other_says_of_both() -> None:
    comparison = read_comparison("How much higher is the tax rate for 2024 than the one for 2022 in Port Ellery?")
    assert comparison is not None
    assert [side.query for side in comparison.sides] == [
        "is the tax rate for 2024",
        "is the tax rate 2022 in Port Ellery",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Who opened the bridge?",
        "Did the mayor resign?",
        "When was the bridge opened, and by whom?",
        "Who is the leader?",
    ],
)
def test_nothing_is_compared(question: str) -> None:
    assert read_comparison(question) is None
