"""A question depends on earlier turns by a pronoun, an ellipsis or a word that points; else it stands by itself."""

import pytest

from rag.questions.followups.dependence import Dependence, asked_language, dependence_of


@pytest.mark.parametrize("question", [
    "When was the harbour bridge of Selmar opened?",
    "What is a referendum?",
    "Who said that the bridge would hold?",
    "What happened at the same time in Dalby?",
    "Is it true that the bridge was closed?",
    "Kim Işıklı köyündeki deniz fenerini yaptı?",
    "Wer eröffnete die Brücke von Selmar?",
])  # fmt: skip
def test_a_question_that_stands_by_itself_depends_on_nothing(question: str) -> None:
    assert dependence_of(question) is None


@pytest.mark.parametrize(("question", "dependence"), [
    ("When did he open the harbour bridge?", Dependence("en")),
    ("Why?", Dependence("en", thin=True)),
    ("Tell me more", Dependence("en", thin=True)),
    ("What about the ferry?", Dependence("en", thin=True)),
    ("And in 2013?", Dependence("en", thin=True)),
    ("Who else opened the harbour bridge?", Dependence("en", thin=True)),
    ("Why did the mayor of Selmar say that?", Dependence("en", pointing=True)),
    ("What did the delegates in Montreal do afterwards?", Dependence("en")),
])  # fmt: skip
def test_how_an_english_question_depends_is_told(question: str, dependence: Dependence) -> None:
    assert dependence_of(question) == dependence


@pytest.mark.parametrize(("question", "language"), [
    ("O ne zaman öldü?", "tr"),
    ("Когда он умер?", "ru"),
    ("Wann ist er gestorben?", "de"),
    ("Quand est-il mort ?", "fr"),
    ("¿Y cuándo murió?", "es"),
    ("متى مات هو؟", "ar"),
])  # fmt: skip
def test_a_pronoun_of_another_language_depends_whole(question: str, language: str) -> None:
    assert dependence_of(question) == Dependence(language, thin=True)


def test_a_script_tells_the_language_where_words_do_not() -> None:
    assert (asked_language("Петербург?"), asked_language("باريس"), asked_language("Paris?")) == ("ru", "ar", "en")
