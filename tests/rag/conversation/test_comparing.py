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
        (
            "Compare how many people the mill of Velm and the mill of Hay employ.",
            ("the mill of Velm", "the mill of Hay"),
        ),
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
        "What is the tax rate for 2024?",
        "What is the tax rate 2022 in Port Ellery?",
    ]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "In which season did the club win more games, 2021-22 or 2023-24?",
            "How many games did the club win in 2021-22?",
        ),
        ("Did Velm handle more cargo than Harrow?", "How much cargo did Velm handle?"),
        ("Which port handled more cargo in 2022, Velm or Harrow?", "Velm handled how much cargo in 2022?"),
        ("Who won more games in 2022, Velm or Harrow?", "How many games did Velm win in 2022?"),
        ("By how much did the lake grow from 5 May to 9 May?", "What was the lake on 5 May?"),
        ("Which was built first, the mill or the pier?", "When was the mill built?"),
        ("Who resigned first, the mayor or the smith?", "When did the mayor resign?"),
        ("Is Velm bigger than Harrow?", "How big is Velm?"),
        ("Were there more strikes in 2021 or 2022?", "How many strikes were there in 2021?"),
        ("How much more did the library cost than the pool?", "How much did the library cost?"),
        ("difference between the prize of 2021 and the one of 2024", "What was the prize of 2021?"),
    ],
)
def test_each_side_is_asked_for_in_a_question_of_its_own(question: str, first: str) -> None:
    comparison = read_comparison(question)
    assert comparison is not None
    assert comparison.sides[0].query == first


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
