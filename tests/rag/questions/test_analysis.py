import pytest

from rag.questions.analysis import analyse_question, folded_words
from rag.questions.kinds import Kind
from tests.rag.conftest import Fill


def test_query_words_leave_the_function_words_out() -> None:
    asked = analyse_question("When was the bridge of Selmar opened?", "en", ["en"])
    assert [word.word for word in asked.words] == ["bridge", "selmar", "opened"]
    assert asked.kind is Kind.WHEN
    assert asked.text == "When was the bridge of Selmar opened?"


def test_a_repeated_word_is_one_query_word() -> None:
    asked = analyse_question("bridges Bridges BRIDGES", "en", ["en"])
    assert [word.word for word in asked.words] == ["bridges"]


def test_query_words_are_stemmed_for_every_language_of_the_articles() -> None:
    (word,) = analyse_question("opened", "en", ["en", None]).words
    assert word.stems == {"open", "opened"}
    (word,) = analyse_question("evlerden", "tr", ["tr"]).words
    assert word.stems < {"ev", "evler", "evlerden"}
    assert "evlerden" not in word.stems


def test_turkish_function_words_are_left_out_of_a_turkish_question() -> None:
    asked = analyse_question("Bu fener ne zaman yapıldı ve kim için?", "tr", ["tr"])
    assert [word.word for word in asked.words] == ["fener", "yapildi"]


def test_a_question_of_function_words_only_keeps_them() -> None:
    assert [word.word for word in analyse_question("Who is it?", "en", ["en"]).words] == ["who", "is", "it"]


@pytest.mark.parametrize("text", ["???", "…", "🦊", " "])
def test_a_question_without_words_has_no_query_words(text: str) -> None:
    assert analyse_question(text, None, ["en"]).words == ()


def test_folded_words_are_the_same_whatever_their_spelling() -> None:
    assert folded_words("ERDOĞAN’s Işık") == folded_words("erdogan s isik")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("How many drones has Turkey sold to Ukraine?", {"drone"}),
        ("How many Turkish tourists visited the island in May?", {"tourist"}),
        ("How many examination boards exist in the country?", {"board"}),
        ("How many people were on board?", set()),
        ("How many were injured in May?", set()),
        ("How much did it cost?", set()),
    ],
)
def test_what_is_counted_is_the_plural_behind_how_many(text: str, counted: set[str]) -> None:
    assert analyse_question(text, "en", ["en"]).counted == counted


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


@pytest.mark.parametrize(("question", "everything"), [
    ("What did Otto Lind say?", True), ("What does Lind think?", True), ("What did Lind say about the toll?", False),
    ("What did Lind buy?", False), ("What is said of Lind?", False),
])  # fmt: skip
def test_what_somebody_said_may_be_asked_of_everything(question: str, everything: bool) -> None:
    assert analyse_question(question, "en", ["en"]).asks_all_said == everything


@pytest.mark.parametrize(("question", "country"), [
    ("Who is the president of Turkey?", {"turkey"}), ("who is russia's foreign minister", {"russia"}),
    ("Who was the Norwegian prime minister?", {"norway"}), ("Who is the director of the film “Turkey Shoot”?", set()),
    ("Who is the mayor of Velm?", set()), ("Who opened the bridge in Turkey?", set()),
])  # fmt: skip
def test_a_country_beside_an_office_is_whose_it_is(question: str, country: set[str]) -> None:
    assert analyse_question(question, "en", ["en"]).office_country == country
