import pytest

from rag.questions.analysis import analyse_question, folded_words, names, question_kind
from rag.questions.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (
            Kind.WHEN,
            ["When?", "And when was it built?", "What year was it built?", "In which month of 1999 did it open?",
             "How long ago was that?", "On what date did he sign?", "WHEN DID IT OPEN"],
        ),
        (
            Kind.HOW_MANY,
            ["How many people work there?", "how much did it cost?", "How long is the bridge?", "How old is he?",
             "What percentage of voters came?", "What was the price of the ticket?", "At what age did he retire?",
             "What is the population of Dalby?", "What was the total cost?", "How often does it run?"],
        ),
        (
            Kind.WHO,
            ["Who opened it?", "To whom did he write?", "Whose idea was it?", "Which president signed it?",
             "Which Turkish minister resigned?", "What are the names of the founders?"],
        ),
        (Kind.WHERE, ["Where is it?", "In which city was he born?", "What country sells them?", "And where to?"]),
        (Kind.WHY, ["Why did it close?", "What caused the fire?", "For what reason was it shut?"]),
        (
            Kind.OTHER,
            ["What is a pressmark?", "Is the bridge open?", "Which treaty did they sign?", "Somewhere over there",
             "Deniz feneri ne zaman yapıldı?", ""],
        ),
    ],
)  # fmt: skip
def test_the_question_phrase_tells_the_kind(kind: Kind, questions: list[str]) -> None:
    assert {question: question_kind(question) for question in questions} == dict.fromkeys(questions, kind)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who said when it would open?", Kind.WHO),
        ("When did he say who paid?", Kind.WHEN),
        ("What happened when the bridge opened?", Kind.OTHER),
        ("How did the man who built it die?", Kind.OTHER),
        ("What about Israel, why is it courting him?", Kind.WHY),
    ],
)
def test_the_first_question_phrase_decides(question: str, kind: Kind) -> None:
    assert question_kind(question) is kind


def test_names_are_capitalised_words_that_do_not_only_open_a_sentence() -> None:
    assert names("What did Vladimir Putin say in Ankara?") == ["Vladimir", "Putin", "Ankara"]
    assert names("Erdoğan said so. Later he left: But Ali came") == ["Ali"]
    assert names("“Paris” is old") == []
    assert names("what did erdoğan say?") == []


def test_an_opening_word_is_a_name_when_its_own_letters_say_so() -> None:
    assert names("NATO grew. S-400 sells.") == ["NATO", "S-400"]


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


@pytest.mark.parametrize(("question", "language", "kind"), [
    ("Köprü ne zaman açıldı?", "tr", Kind.WHEN),
    ("Uçak hava sahasında kaç saniye kaldı?", "tr", Kind.HOW_MANY),
    ("Şirketin başında kim var?", "tr", Kind.WHO),
    ("Zirve hangi şehirde yapıldı?", "tr", Kind.WHERE),
    ("Когда открылся мост?", "ru", Kind.WHEN),
    ("Сколько человек погибло?", "ru", Kind.HOW_MANY),
    ("Кто был посредником?", "ru", Kind.WHO),
    ("Почему сорвалась сделка?", "ru", Kind.WHY),
    ("Wie viele Drohnen wurden verkauft?", "de", Kind.HOW_MANY),
    ("Warum wurde der Auftrag gekündigt?", "de", Kind.WHY),
    ("En quelle année le pont a-t-il été ouvert ?", "fr", Kind.WHEN),
    ("Où se trouve la centrale ?", "fr", Kind.WHERE),
    ("¿Quién dirige la empresa?", "es", Kind.WHO),
    ("¿Cuántos votos obtuvo?", "es", Kind.HOW_MANY),
    ("متى افتتح الجسر؟", "ar", Kind.WHEN),
    ("من افتتح الجسر؟", "ar", Kind.WHO),
    ("Köprünün rengi nedir?", "tr", Kind.OTHER),
])  # fmt: skip
def test_question_words_of_other_languages_tell_what_is_asked(question: str, language: str, kind: Kind) -> None:
    assert question_kind(question, language) is kind
