"""Other words for the same are found, and only in English."""

import pytest

from rag.questions.analysis import analyse_question
from rag.questions.synonyms import alike
from tests.rag.conftest import Fill


def test_a_word_means_itself_and_its_synonyms() -> None:
    assert "kill" in alike("die")
    assert alike("kill") == alike("die")
    assert alike("lantern") == {"lantern"}


@pytest.mark.parametrize(("language", "found"), [("en", True), (None, True), ("de", False)])
def test_only_a_question_in_english_has_english_synonyms(language: str | None, found: bool) -> None:
    asked = analyse_question("die", language, ["en"]).words
    assert any("kill" in word.forms for word in asked) == found


def test_articles_in_another_language_are_not_searched_for_english_words() -> None:
    (word,) = analyse_question("buy", "en", ["tr"]).words
    assert word.forms == {"buy"}


def test_an_answer_in_other_words_is_found(fill: Fill) -> None:
    texts = {f"{number}.txt": f"Street {number} of Dalby has {number} lamps.\n" for number in range(2, 40)}
    texts["fire.txt"] = "The blaze in the old mill of Orvik was over by noon. It claimed nobody.\n"
    hit, *_ = fill(texts).search("Fires in factories")
    assert hit.file == "fire.txt"
