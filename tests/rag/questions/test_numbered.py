"""Things told apart by a number."""

import pytest

from index.language.numbered import is_label, label_of
from rag.questions.numbered import asked_numbers, numbered_things


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "kiln number 5", [("kiln", "5")]),
        ("en", "the rules of Section VI", [("section", "6")]),
        ("en", "Articles 5, 6 and 8", [("article", "5"), ("article", "6"), ("article", "8")]),
        ("en", "pumps 2 to 4", [("pump", "2"), ("pump", "3"), ("pump", "4")]),
        ("en", "the second pump", [("pump", "2")]),
        ("en", "phase two", [("phase", "2")]),
        ("en", "§ 12", [("paragraph", "12")]),
        ("de", "nach Artikel 6", [("article", "6")]),
        ("fr", "l’article 6", [("article", "6")]),
        ("es", "el artículo 6", [("article", "6")]),
        ("tr", "6. madde", [("article", "6")]),
        ("ru", "в статье 6", [("article", "6")]),
        ("ar", "المادة 6", [("article", "6")]),
        ("en", "in 2019, in May 5, after 3 days, of 8", []),
        ("en", "the ABC and the IPCC", []),
    ],
)
def test_numbered_things_are_found(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.noun, each.number) for each in numbered_things(text, language)] == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What does Article 6 allow?", ["6"]),
        ("Who lit kiln 4?", ["4"]),
        ("Who lit kiln number 4 of Velm?", ["4"]),
        ("Where do trains from platform 4 go?", ["4"]),
        ("Who beat 3 rivals?", []),
        ("What was the second level?", []),
        ("Who won Super Bowl 50?", []),
    ],
)
def test_a_question_asks_of_one_number(question: str, found: list[str]) -> None:
    assert [each.number for each in asked_numbers(question, "en")] == found


@pytest.mark.parametrize("words", ["Article 6.", "**Section 3**", "§ 5", "Madde 12 –", "Статья 7."])
def test_a_label_only_numbers_what_follows(words: str) -> None:
    assert is_label(words)
    assert not is_label(f"{words} Nobody may fish.")


def test_a_label_says_what_it_numbers() -> None:
    assert label_of("Art. 5 Nobody may fish.") == ("article", "5")
    assert label_of("6. madde") == ("article", "6")
    assert label_of("Section VI") == ("section", "6")
    assert label_of("Absatz 2") == ("subparagraph", "2")
    assert label_of("Part of it") is None
