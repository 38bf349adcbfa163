import pytest

from rag.catalog.overviews.requests import OverviewRequest, Scope, read_overview
from rag.messages.texts import say


@pytest.mark.parametrize(
    "question",
    [
        "What is this about?",
        "Summarize the articles",
        "can you give me a summary of the articles?",
        "what's new",
        "What topics are covered?",
        "news",
    ],
)
def test_the_library_is_meant(question: str) -> None:
    assert read_overview(question, "en") == OverviewRequest(Scope.LIBRARY)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Worum geht es in den Artikeln?", "de"),
        ("Quoi de neuf ?", "fr"),
        ("¿De qué tratan los artículos?", "es"),
        ("Makaleleri özetle", "tr"),
        ("О чём эти статьи?", "ru"),
        ("ما الجديد؟", "ar"),
    ],
)
def test_the_library_is_meant_in_every_language(question: str, language: str) -> None:
    assert read_overview(question, language) == OverviewRequest(Scope.LIBRARY)


@pytest.mark.parametrize(
    "question", ["List the countries mentioned", "Which countries are mentioned?", "what countries are in the articles"]
)
def test_its_countries_are_meant(question: str) -> None:
    assert read_overview(question, "en") == OverviewRequest(Scope.COUNTRIES)


@pytest.mark.parametrize(("question", "language", "scope"), [
    ("Wer wird erwähnt?", "de", Scope.PEOPLE), ("Welche Länder werden in den Artikeln genannt?", "de", Scope.COUNTRIES),
    ("Qui est mentionné ?", "fr", Scope.PEOPLE), ("Quels pays sont cités dans les articles ?", "fr", Scope.COUNTRIES),
    ("¿Quiénes se mencionan?", "es", Scope.PEOPLE), ("¿Qué países se mencionan?", "es", Scope.COUNTRIES),
    ("Kimlerden bahsediliyor?", "tr", Scope.PEOPLE), ("Hangi ülkelerden söz ediliyor?", "tr", Scope.COUNTRIES),
    ("Кто упоминается в статьях?", "ru", Scope.PEOPLE), ("Какие страны упоминаются?", "ru", Scope.COUNTRIES),
    ("من المذكورون في المقالات؟", "ar", Scope.PEOPLE), ("ما هي الدول المذكورة؟", "ar", Scope.COUNTRIES),
])  # fmt: skip
def test_people_and_countries_are_asked_for_in_seven_languages(question: str, language: str, scope: Scope) -> None:
    assert read_overview(question, language) == OverviewRequest(scope)


@pytest.mark.parametrize("question", ["Which countries sanctioned Turkey?", "Which states are in the union?"])
def test_countries_that_did_something_are_for_the_articles_to_tell(question: str) -> None:
    assert read_overview(question, "en") is None


@pytest.mark.parametrize("question", ["List all the people mentioned", "Who is in the news here?", "who is who"])
def test_its_people_are_meant(question: str) -> None:
    assert read_overview(question, "en") == OverviewRequest(Scope.PEOPLE)


@pytest.mark.parametrize(
    ("question", "request_"),
    [
        ("Summarise the obituary of Ann Low", OverviewRequest(Scope.MATTER, "Ann Low", article=True)),
        ("Main points of Ann Low's column?", OverviewRequest(Scope.MATTER, "Ann Low", article=True, opinion=True)),
        ("give me 3 key facts about the theft", OverviewRequest(Scope.MATTER, "the theft")),
        ("what do the papers say about the theft", OverviewRequest(Scope.MATTER, "the theft")),
        ("Who is who in the Low affair?", OverviewRequest(Scope.PEOPLE, "the Low")),
        (
            "What was the affair around Mayor Low all about?",
            OverviewRequest(Scope.MATTER, "the affair around Mayor Low"),
        ),
        ("tell me about the S-400 deal", OverviewRequest(Scope.MATTER, "the S-400 deal")),
    ],
)
def test_a_matter_or_an_article_is_meant(question: str, request_: OverviewRequest) -> None:
    assert read_overview(question, "en") == request_


@pytest.mark.parametrize(
    "question",
    [
        "Who chaired the inquiry?",
        "What was the debate about?",
        "What are they about?",
        "tell me more",
        "Name the people who were killed in the fire",
        "What issues did the mayor raise?",
        "What is the S-400?",
    ],
)
def test_something_else_is_asked(question: str) -> None:
    assert read_overview(question, "en") is None


@pytest.mark.parametrize(
    ("question", "language", "topic"),
    [
        ("Give me a timeline of the harbour affair", "en", "the harbour"),
        ("chronology of the strike", "en", "the strike"),
        ("Harbour strike timeline", "en", "Harbour strike"),
        ("What were the key dates in the strike?", "en", "the strike"),
        ("What happened when in the strike?", "en", "the strike"),
        ("tell me about the strike in chronological order", "en", "the strike"),
        ("What was the sequence of events leading up to the strike?", "en", "the strike"),
        ("How did the strike unfold?", "en", "the strike"),
        ("timeline", "en", ""),
        ("Give me a chronology of the articles", "en", ""),
        ("Chronologie des Streiks", "de", "Streiks"),
        ("Zeitleiste", "de", ""),
        ("Donne-moi la chronologie de la grève", "fr", "grève"),
        ("cronología de la huelga", "es", "huelga"),
        ("Хронология забастовки", "ru", "забастовки"),
        ("grevin kronolojisi", "tr", "grevin"),
        ("kronoloji", "tr", ""),
        ("التسلسل الزمني", "ar", ""),
    ],
)
def test_what_happened_when_is_asked_of_a_matter_or_of_all(question: str, language: str, topic: str) -> None:
    assert read_overview(question, language) == OverviewRequest(Scope.CHRONOLOGY, topic)


@pytest.mark.parametrize(
    "question",
    [
        "What was the order of the court?",
        "What happened when the ferry struck the pillar?",
        "Who made the timeline?",
        "How did the strike end?",
        "When did the strike begin?",
    ],
)
def test_when_or_how_one_thing_happened_is_no_chronology(question: str) -> None:
    assert read_overview(question, "en") is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "tr", "ru", "ar"])
def test_what_an_overview_leads_on_to_is_understood(language: str) -> None:
    title = "Valves open on TurkStream"
    topic = read_overview(say("overview-ask-topic", language, title=title), language)
    article = read_overview(say("overview-ask-article", language, title=title), language)
    assert topic == OverviewRequest(Scope.MATTER, title)
    assert article is not None
    assert article.topic == title
