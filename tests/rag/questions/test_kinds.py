"""The first question phrase tells what kind of words answers."""

import pytest

from rag.questions.kinds import Kind, question_kind


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (
            Kind.WHEN,
            ["When?", "And when was it built?", "What year was it built?", "In which month of 1999 did it open?",
             "How long ago was that?", "On what date did he sign?", "WHEN DID IT OPEN",
             "date on which they left"],
        ),
        (
            Kind.HOW_MANY,
            ["How many people work there?", "how much did it cost?", "How long is the bridge?", "How old is he?",
             "What percentage of voters came?", "What was the price of the ticket?", "At what age did he retire?",
             "What is the population of Dalby?", "What was the total cost?", "How often does it run?",
             "attendance at the match where Almeirosa won", "Number of people who had to flee", "the total cost of it"],
        ),
        (
            Kind.WHO,
            ["Who opened it?", "To whom did he write?", "Whose idea was it?", "Which president signed it?",
             "Which Turkish minister resigned?", "What are the names of the founders?"],
        ),
        (Kind.WHERE, ["Where is it?", "In which city was he born?", "What country sells them?", "And where to?"]),
        (Kind.WHY, ["Why did it close?", "What caused the fire?", "For what reason was it shut?", "cause of the fire"]),
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
