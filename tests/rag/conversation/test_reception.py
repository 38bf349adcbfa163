import pytest

from rag.engine import Pressmark
from rag.records import Filters, Turn
from tests.rag.builders import ARTICLES


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Hallo", "Die Sammlung hat 4 Artikel."),
        ("Bonjour", "La bibliothèque contient 4 articles."),
        ("Hola", "La biblioteca tiene 4 artículos."),
        ("Merhaba", "Kütüphanede 4 makale var."),
        ("Привет", "В библиотеке 4 статьи."),
        ("مرحبا", "في المكتبة 4 مقالات."),
    ],
)
def test_a_greeting_is_returned_in_its_language_with_what_the_library_holds(
    shelf: Pressmark, message: str, said: str
) -> None:
    answer = shelf.ask(message)
    assert said in answer.answer
    assert answer.suggestions
    assert (answer.answered, answer.citations, answer.refusal) == (True, (), None)


def test_what_the_library_holds_is_counted_within_the_filters(shelf: Pressmark) -> None:
    assert "holds 1 article." in shelf.ask("hello", filters=Filters(files=(next(iter(ARTICLES)),))).answer


def test_a_follow_up_looks_behind_the_small_talk(real: Pressmark) -> None:
    said = [Turn("user", "Who opened the harbour bridge of Selmar?"), Turn("assistant", "The mayor, Otto Lind. [1]")]
    talk = [Turn("user", "thanks"), Turn("assistant", "You're welcome. You could ask: When did Mira Sand say so?")]
    question = "And when was it opened?"
    assert real.ask(question, [*said, *talk]).standalone_question == real.ask(question, said).standalone_question
