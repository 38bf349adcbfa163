"""Questions to begin with: each shape, and how they are mixed."""

import pytest

from rag.questions.suggestions import ToldArticle, suggest_questions


def asked(*sentences: str) -> list[str]:
    return [each.question for each in suggest_questions([ToldArticle("a.txt", sentences)])]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The mill of Brook was closed in 1931.", "When was the mill of Brook closed?"),
        ("Skerry Point was built by the navy in May 1923.", "When was Skerry Point built by the navy?"),
        ("The pipeline opened in January 2020.", "When did the pipeline open?"),
        ("On May 4, 1921, a miller bought the stone of Oslo.", "When did a miller buy the stone of Oslo?"),
        ("At least 45 houses were lost in the flood.", "How many houses were lost in the flood?"),
        (
            "He said that 251 people were killed on the first night, and left.",
            "How many people were killed on the first night?",
        ),
        ("Norway's defence minister, Ada King, spoke first.", "Who is Ada King?"),
        ("Tom Reed warned that the dam would break.", "What did Tom Reed say?"),
    ],
)
def test_a_plain_sentence_becomes_the_question_it_answers(sentence: str, question: str) -> None:
    assert asked(sentence)[0] == question


@pytest.mark.parametrize(
    "sentence",
    [
        "It was closed in 1931.",
        "Two bridges were built across the Arden in May 1923.",
        "They were told in May that nothing had changed.",
        "The White House said that it was unfair.",
        "Some 45 houses were lost and nobody came, which was odd.",
        "Değirmen 1931 yılında kapatıldı.",
        "",
    ],
)
def test_what_points_elsewhere_or_runs_on_is_not_asked(sentence: str) -> None:
    assert asked(sentence) == []


def test_kinds_and_articles_take_turns_and_nothing_is_asked_twice() -> None:
    mill = ToldArticle("mill.txt", ["The mill of Brook was closed in 1931.", "Tom Reed warned that it would fall."])
    copy = ToldArticle("copy.txt", ["The mill of Brook was closed in 1931."])
    dam = ToldArticle("dam.txt", ["The dam of Arden was opened in 1950.", "45 houses were lost in the flood."])
    assert [(each.question, each.file) for each in suggest_questions([mill, copy, dam])] == [
        ("How many houses were lost in the flood?", "dam.txt"),
        ("When was the mill of Brook closed?", "mill.txt"),
        ("What did Tom Reed say?", "mill.txt"),
        ("When was the dam of Arden opened?", "dam.txt"),
    ]


def test_no_articles_no_questions() -> None:
    assert suggest_questions([]) == []
