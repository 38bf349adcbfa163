"""The conversation as HTML, and that nothing in it can run."""

import re
from dataclasses import replace

from rag import Answer, Citation, Retrieved, Timings
from rag.records import CheckedSentence, Checks, Difference, DifferingValue, Nearest, Origin, Refusal
from tests.ui.page.html.reading import Reading
from ui.page.conversation import Exchange
from ui.page.html.thread import exchange_html, failed_html, plain_answer
from ui.page.html.thread import text_html as answer_html

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


def citation(marker: int = 1, quote: str = "It opened in 1923.", **more: object) -> Citation:
    made = Citation(marker, f"{EVIL}.txt", 0, len(quote), 7, 7, quote, EVIL, EVIL, EVIL, "2017-03-12", 0.9)
    return replace(made, **more)  # type: ignore[arg-type]


def answer(text: str = "It opened in 1923. [1]", **more: object) -> Answer:
    made = Answer("When?", "When?", text, True, 0.95, (citation(),), (Retrieved("a", 0, 1, 1.0),), Timings(1, 1, 2))
    return replace(made, **more)  # type: ignore[arg-type]


def test_hostile_words_become_no_tags_anywhere() -> None:
    refusal = Refusal(3, 1, (EVIL,), (Nearest(EVIL, 0, 1, 1, EVIL, EVIL),))
    differing = Difference((DifferingValue(EVIL, (1,)), DifferingValue("b", (1,))))
    whole = answer(
        f"{EVIL} **{EVIL}** [1]",
        question=EVIL,
        notes=(EVIL,),
        differences=(differing,),
        origins=(Origin((f"{EVIL}.txt", "b")),),
        checks=Checks(1, 0, 0, 1, (CheckedSentence(EVIL, "removed"),)),
        mode=EVIL,
        citations=(citation(speaker=EVIL, quote=EVIL),),
    )
    refused = answer("The articles don't answer.", answered=False, citations=(), refusal=refusal)
    for made in (exchange_html(Exchange(whole), 0), exchange_html(Exchange(refused), 0), failed_html(EVIL, 0, EVIL)):
        read = Reading(made)
        assert not {"script", "img"} & set(read.tags)
        assert not [name for name in read.attributes if name.startswith("on")]
        assert "<script>x</script>" in read.text


def test_a_marker_is_a_button_only_when_it_has_a_citation() -> None:
    made = answer_html("He wrote [2] and **left** [1].", [citation()])
    assert re.findall(r'data-marker="(\d)"', made) == ["1"]
    assert Reading(made).text == "He wrote [2] and left 1."
    assert "<strong>left</strong>" in made


def test_lists_and_paragraphs_are_kept_and_notes_stand_by_themselves() -> None:
    made = answer_html("One.\n\n- a\n- b\n\nThe sources differ.", [], ["The sources differ."])
    assert made == "<p>One.</p><ul><li>a</li><li>b</li></ul>"


def test_what_is_told_of_the_library_has_no_doubt_and_says_its_note_once() -> None:
    noted = "Read from the list of the library's articles."
    told = answer(f"10 articles.\n{noted}", citations=(), retrieved=(), confidence=1.0, notes=(noted,))
    read = Reading(exchange_html(Exchange(told), 0)).text
    assert read.count(noted) == 1
    assert "source" not in read
    assert "likely" not in read


def test_an_answer_is_copied_with_its_sources() -> None:
    made = plain_answer(answer("It **opened**. [1]"))
    assert made.startswith("It opened. [1]\n\n[1] ")
    assert "2017-03-12" in made
    assert made.endswith(":7): “It opened in 1923.”")
