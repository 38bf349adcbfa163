"""A word that no article has is taken for the one word of the library that is meant, and the answer says so."""

import pytest

from rag.engine import Pressmark
from rag.messages.translations import LANGUAGES
from rag.records import SpellingCorrection, Turn
from tests.rag.builders import opened_over
from tests.rag.test_engine import check_exact

ARTICLES = {
    "sky.txt": "The satellite Sky\n\nThe satellite Sky was launched in 1972 from Kourou. Its builder, Otto Grelmann, "
    "said that the government would pay for it. The rocket carried a second satellite of the town of Harrow.\n",
    "septic.txt": "A septicemic horse\n\nThe septicemic horse of the mill was treated for nine days.\n",
    "price.txt": "The prince\n\nThe prince of Selmar sold his boat to the miller of Orvik.\n",
}


@pytest.fixture(scope="module")
def sky(tmp_path_factory: pytest.TempPathFactory) -> object:
    with opened_over(tmp_path_factory.mktemp("sky"), ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        ("When was the sattelite Sky launched?", "sattelite", "satellite"),
        ("when was teh satelite launched", "satelite", "satellite"),
        ("What did Grelmnan say?", "Grelmnan", "Grelmann"),
        ("what did grelman say", "grelman", "Grelmann"),
        ("What did Grelmann say about the goverment?", "goverment", "government"),
        ("Was sagte Grelmnan?", "Grelmnan", "Grelmann"),
    ],
)
def test_a_slip_is_put_right(sky: Pressmark, question: str, typed: str, meant: str) -> None:
    spelled = sky.pipeline.spell(question)
    assert spelled.corrections == (SpellingCorrection(typed, meant),)
    assert spelled.text == question.replace(typed, meant)


@pytest.mark.parametrize(
    "question",
    [
        "When was the satellite Sky launched?",
        "Who is the mayor of Harlow?",  # another letter is another name
        "What was the price of the boat?",  # a common word
        "What is septicemia?",  # another form of a word of the articles
        "Wie heißt der Satellit?",
        "What is sold in Kou?",
    ],
)
def test_a_word_that_may_be_meant_is_left_alone(sky: Pressmark, question: str) -> None:
    assert sky.pipeline.spell(question) == (question, ())


def test_the_answer_is_for_the_word_that_is_meant_and_says_so(sky: Pressmark) -> None:
    answer = sky.ask("When was the sattelite Sky launched?")
    check_exact(answer, sky)
    assert answer.answered
    assert answer.question == "When was the sattelite Sky launched?"
    assert answer.standalone_question == "When was the satellite Sky launched?"
    assert answer.answer.startswith("No article has “sattelite”; this is the answer for “satellite”.\n\n")
    assert answer.notes[0] in answer.answer
    assert "1972" in answer.answer


def test_what_was_misspelt_before_is_understood_later(sky: Pressmark) -> None:
    said = [Turn("user", "What did Grelmnan say?"), Turn("assistant", "That the government would pay. [1]")]
    assert sky.ask("What did he build?", said).standalone_question == "What did Grelmann build?"


def test_a_refusal_says_so_too(sky: Pressmark) -> None:
    answer = sky.ask("How much did the sattelite Sky cost the emperor of Paraguay?")
    assert answer.corrections == (SpellingCorrection("sattelite", "satellite"),)
    assert "“satellite”" in answer.answer.split("\n\n")[0]


def test_it_is_said_in_the_language_of_the_question(sky: Pressmark) -> None:
    said = {
        "de": sky.ask("Was sagte Grelmnan über den Satelliten?").notes[0],
        "fr": sky.ask("Qu’est-ce que Grelmnan a dit ?").notes[0],
        "es": sky.ask("¿Qué dijo Grelmnan?").notes[0],
        "tr": sky.ask("Dün akşam Grelmnan ne dedi?").notes[0],
        "ru": sky.ask("Что сказал Grelmnan?").notes[0],
        "ar": sky.ask("ماذا قال Grelmnan؟").notes[0],
        "en": sky.ask("What did Grelmnan say?").notes[0],
    }
    assert len(set(said.values())) == len(LANGUAGES)
    assert all("Grelmnan" in note and "Grelmann" in note for note in said.values())
