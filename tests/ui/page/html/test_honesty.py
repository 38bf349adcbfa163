"""What an answer isn't sure of, as HTML."""

from dataclasses import replace

import pytest

from rag import Answer, Citation, Retrieved, Timings
from rag.messages.texts import say
from rag.records import CheckedSentence, Checks, Difference, DifferingValue, Nearest, Refusal, SpellingCorrection
from tests.ui.page.html.reading import Reading
from ui.page.conversation import Exchange
from ui.page.html.thread import exchange_html

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def citation(marker: int = 1, quote: str = "It opened in 1923.", **more: object) -> Citation:
    made = Citation(marker, f"{EVIL}.txt", 0, len(quote), 7, 7, quote, EVIL, EVIL, EVIL, "2017-03-12", 0.9)
    return replace(made, **more)  # type: ignore[arg-type]


def answer(text: str = "It opened in 1923. [1]", **more: object) -> Answer:
    made = Answer("When?", "When?", text, True, 0.95, (citation(),), (Retrieved("a", 0, 1, 1.0),), Timings(1, 1, 2))
    return replace(made, **more)  # type: ignore[arg-type]


def test_differing_sources_stand_side_by_side_with_their_dates() -> None:
    values = (DifferingValue("265", (1,)), DifferingValue("251", (2,)))
    cited = (citation(), citation(2, published="2021-07-16"))
    noted = ("The sources differ: 265 [1]; 251 [2].", "As of 2021-07-16.")
    differing = answer(citations=cited, differences=(Difference(values),), notes=noted)
    read = Reading(exchange_html(Exchange(differing), 0)).text
    assert "265 [1]; 251" not in read  # said once, side by side
    assert "As of 2021-07-16." in read
    assert read.index("265") < read.index("12 March 2017") < read.index("251") < read.index("16 July 2021")


def test_a_newer_value_stands_above_what_it_replaces_with_whose_word_it_is() -> None:
    values = (DifferingValue("265", (2,), "the police"), DifferingValue("251", (1,)))
    cited = (citation(), citation(2, published="2021-07-16"))
    made = exchange_html(Exchange(answer(citations=cited, differences=(Difference(values, "update"),))), 0)
    read = Reading(made).text
    told = (
        "A newer value",
        "Who says so",
        "265",
        "newest",
        "the police",
        "16 July 2021",
        "251",
        "replaced",
        "12 March",
    )
    places = [read.index(each) for each in told]
    assert places == sorted(places)
    assert made.count("<tr>") == 3
    assert "Who says so" not in exchange_html(Exchange(answer(differences=(Difference((values[1],) * 2),))), 0)


@pytest.mark.parametrize("key", ["model-alone", "model-against", "model-elsewhere"])
def test_the_page_says_that_the_answer_would_be_another_without_the_model(key: str) -> None:
    note = say(key, "en", place="a.txt:7")
    refusal = Refusal(3, 0, (), ())
    told = answer(f"It opened in 1923. [1]\n\n{note}", notes=(note,))
    against = answer("The articles don't answer this question.", answered=False, refusal=refusal, notes=(note,))
    made = exchange_html(Exchange(against if key == "model-against" else told), 0)
    assert Reading(made).text.count(note) == 1
    assert '<p class="note"' in made


def test_a_refusal_says_what_was_searched_and_what_has_no_support() -> None:
    refusal = Refusal(10, 2, ("leave",), (Nearest("a.md", 3, 9, 4, "A title", "Some words"),))
    refused = answer("The articles don't answer this question. More.", answered=False, citations=(), refusal=refusal)
    read = Reading(exchange_html(Exchange(refused), 0)).text
    assert "Searched 10 articles; 2 files could not be read." in read
    assert "leave" in read
    assert "a.md:4" in read


@pytest.mark.parametrize(
    ("language", "quoted"), [("en", "“It opened.”"), ("de", "„It opened.“"), ("fr", "« It opened. »")]
)
def test_the_nearest_sentence_is_a_button_with_its_quotation_marks(language: str, quoted: str) -> None:
    near = Nearest("a.md", 3, 13, 4, "A title", "It opened.")
    refused = answer("No. More.", answered=False, citations=(), refusal=Refusal(10, 0, (), (), near), language=language)
    made = exchange_html(Exchange(refused), 0)
    button = made[made.index('data-start="3"') :].split(">", 1)[1].split("</button>")[0]
    assert button.replace("\xa0", " ") == quoted


def test_a_refusal_shows_what_a_word_was_taken_for_and_the_question_that_is_answered() -> None:
    refused = answer(
        "No article has “brigde”; this is the answer for “bridge”.\n\nThe articles don't answer this question. More.",
        answered=False,
        citations=(),
        refusal=Refusal(10, 0, (), ()),
        notes=("No article has “brigde”; this is the answer for “bridge”.",),
        corrections=(SpellingCorrection("brigde", "bridge"),),
        suggestions=("When was the bridge opened?",),
    )
    read = Reading(exchange_html(Exchange(refused), 0)).text
    assert read.count("No article has “brigde”; this is the answer for “bridge”.") == 1
    assert "The articles don't answer this question." in read
    assert "You could ask:" in read
    assert "When was the bridge opened?" in read


def test_what_is_said_around_an_answer_is_in_its_language() -> None:
    refusal = Refusal(3, 1, ("verlassen",), (Nearest("a.md", 3, 9, 4, "Titel", "Worte"),))
    refused = answer("Die Artikel beantworten diese Frage nicht. Mehr.", answered=False, citations=(), refusal=refusal)
    read = Reading(exchange_html(Exchange(replace(refused, language="de")), 0)).text
    for said in ("3 Artikel durchsucht; 1 Datei war nicht lesbar.", "Nichts in der Nähe stützt verlassen.", "Nächst"):
        assert said in read
    told = Reading(exchange_html(Exchange(answer(language="de", mode="m")), 0)).text
    for said in ("Quelle", "12. März 2017", "Sehr wahrscheinlich", "Geschrieben von m, an den Zitaten geprüft"):
        assert said in told


def test_a_struck_sentence_is_shown_struck_through() -> None:
    checks = Checks(2, 1, 0, 1, (CheckedSentence("True.", "supported"), CheckedSentence("False.", "removed")))
    made = exchange_html(Exchange(answer(checks=checks, mode="local")), 0)
    assert "<s>False.</s>" in made
    assert "<s>True.</s>" not in made
    assert "1 of 2 written sentences borne out by the quotes; 1 struck out." in Reading(made).text
