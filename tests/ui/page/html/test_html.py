"""The functions that make the page's HTML: what they show, and that nothing in it can run."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from index.ingestion.sync import Report
from index.records import ArticleCard, ArticleView, Failure, Found, Metadata, Span
from rag import Answer, Citation, Filters, Retrieved, Timings
from rag.records import CheckedSentence, Checks, Difference, DifferingValue, Nearest, Origin, Refusal
from ui.page.conversation import KEPT, Conversation, Exchange, from_plain, to_plain
from ui.page.html.library import bars_of, list_html, progress_html, report_html, scope_html
from ui.page.html.markup import esc
from ui.page.html.reader import Marked, article_html, text_html
from ui.page.html.start import holdings
from ui.page.html.thread import exchange_html, failed_html, plain_answer
from ui.page.html.thread import text_html as answer_html
from ui.wording import long_date

EVIL = "<script>x</script>\"'&<img src=x onerror=y>"


class Reading(HTMLParser):
    """The tags of a piece of HTML and its text, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words: list[str] = []
        self.attributes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def citation(marker: int = 1, quote: str = "It opened in 1923.", **more: object) -> Citation:
    made = Citation(marker, f"{EVIL}.txt", 0, len(quote), 7, 7, quote, EVIL, EVIL, EVIL, "2017-03-12", 0.9)
    return replace(made, **more)  # type: ignore[arg-type]


def answer(text: str = "It opened in 1923. [1]", **more: object) -> Answer:
    made = Answer("When?", "When?", text, True, 0.95, (citation(),), (Retrieved("a", 0, 1, 1.0),), Timings(1, 1, 2))
    return replace(made, **more)  # type: ignore[arg-type]


def view(text: str, content: tuple[Span, ...]) -> ArticleView:
    card = ArticleCard(1, "a.txt", "0", EVIL, None, None, "2017-03-12", "en", None, len(text), 1)
    return ArticleView(card, text, content, Metadata(published=Found("2017-03-12", "dateline")))


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


def test_differing_sources_stand_side_by_side_with_their_dates() -> None:
    values = (DifferingValue("265", (1,)), DifferingValue("251", (2,)))
    cited = (citation(), citation(2, published="2021-07-16"))
    noted = ("The sources differ: 265 [1]; 251 [2].", "As of 2021-07-16.")
    differing = answer(citations=cited, differences=(Difference(values),), notes=noted)
    read = Reading(exchange_html(Exchange(differing), 0)).text
    assert "265 [1]; 251" not in read  # said once, side by side
    assert "As of 2021-07-16." in read
    assert read.index("265") < read.index("12 March 2017") < read.index("251") < read.index("16 July 2021")


def test_a_refusal_says_what_was_searched_and_what_has_no_support() -> None:
    refusal = Refusal(10, 2, ("leave",), (Nearest("a.md", 3, 9, 4, "A title", "Some words"),))
    refused = answer("The articles don't answer this question. More.", answered=False, citations=(), refusal=refusal)
    read = Reading(exchange_html(Exchange(refused), 0)).text
    assert "Searched 10 articles; 2 files could not be read." in read
    assert "leave" in read
    assert "a.md:4" in read


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


def test_the_mark_of_a_quote_is_exactly_its_words() -> None:
    text = "Menu\r\n\r\nThe mill 🐝 closed\r\nin <1931>. It burned.\r\nFooter"
    start = text.index("The")
    quote, other = Span(start, text.index(" It")), Span(text.index("It"), text.index("\r\nFooter"))
    marks = [Marked(quote, 1, 3, (Span(text.index("<1931>"), text.index(". It")),)), Marked(other, 2, 4)]
    made = text_html(view(text, (Span(start, other.end),)), marks, marks[0])
    assert Reading(made).text == text
    found = re.findall(r"<mark[^>]*>(.*?)</mark>", made, re.DOTALL)
    assert [Reading(each).text for each in found] == [quote.of(text), other.of(text)]
    assert made.count(" current") == 1
    assert re.findall(r'furniture">([^<]*)', made) == ["Menu&#13;\n&#13;\n", "&#13;\nFooter"]


def test_furniture_inside_a_quote_does_not_break_its_mark() -> None:
    text = "One. [ad] Two."
    mark = Marked(Span(0, len(text)), 1)
    made = text_html(view(text, (Span(0, 5), Span(10, 14))), [mark], mark)
    assert made.count("<mark") == 1
    assert Reading(made).text == text


def test_the_reader_says_how_the_date_is_known_and_ignores_ranges_outside() -> None:
    made = article_html(view("Words.", (Span(0, 6),)), [Marked(Span(3, 99), 1)], None)
    assert "12 March 2017 from its dateline" in Reading(made).text
    assert "<mark" not in made


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2017-04-28", "28 April 2017"), ("2016-12", "December 2016"), ("2016", "2016"), (None, ""), ("?-1", "?-1")],
)
def test_dates_are_written_out(iso: str | None, words: str) -> None:
    assert long_date(iso) == words


def test_what_html_cannot_hold_is_shown_as_a_replacement() -> None:
    assert esc("a\0\ud800\r<") == "a\ufffd\ufffd&#13;&lt;"


def test_a_conversation_survives_the_browser_and_nothing_else_does() -> None:
    talk = Conversation((Exchange(answer()), Exchange(answer(question="And who?"))))
    assert from_plain(to_plain(talk)) == talk
    assert [turn.role for turn in talk.turns] == ["user", "assistant"] * 2
    odd: object
    for odd in (None, [], {"exchanges": [{}]}, {"exchanges": "x"}, {"exchanges": [{"answer": {"question": 1}}]}):
        assert from_plain(odd) == Conversation()
    long = Conversation()
    for _ in range(KEPT + 3):
        long = long.with_exchange(Exchange(answer()))
    assert len(long.exchanges) == KEPT


def test_an_answer_is_copied_with_its_sources() -> None:
    made = plain_answer(answer("It **opened**. [1]"))
    assert made.startswith("It opened. [1]\n\n[1] ")
    assert "2017-03-12" in made
    assert made.endswith(":7): “It opened in 1923.”")


def card(file: str, published: str | None, publisher: str | None = "The Quay") -> ArticleCard:
    return ArticleCard(1, file, "0", file, None, publisher, published, "en", None, 10, 2)


def test_bars_are_months_or_years_without_gaps() -> None:
    months = bars_of(["2020-02-01", "2020-04-09", "2020-04-10"])
    assert [(bar.first, bar.last, bar.count) for bar in months] == [
        ("2020-02-01", "2020-02-29", 1), ("2020-03-01", "2020-03-31", 0), ("2020-04-01", "2020-04-30", 2)
    ]  # fmt: skip
    assert [(bar.label, bar.count) for bar in bars_of(["1999-01-01", "2003-05-05"])] == [
        ("1999", 1), ("2000", 0), ("2001", 0), ("2002", 0), ("2003", 1)
    ]  # fmt: skip
    assert bars_of([]) == []


def test_the_list_finds_all_words_and_dims_what_is_not_asked() -> None:
    cards = [card("ferry", "2019-05-04"), card("bees", None, None)]
    made = list_html(cards, Filters(files=("ferry",)), "")
    assert re.findall(r'<li class="entry( out)?">', made) == ["", " out"]
    assert "ferry" in list_html(cards, Filters(), "QUAY ferry")
    assert "No article" in list_html(cards, Filters(), "quay bees")


def test_what_is_asked_is_said_when_it_is_not_everything() -> None:
    cards = [card("ferry", "2019-05-04"), card("bees", None, None)]
    assert scope_html(cards, Filters()) == ""
    read = Reading(scope_html(cards, Filters(published_from="2019-05-01", published_to="2019-05-31"))).text
    assert read.startswith("Asking 1 article of 2: May 2019")
    assert holdings(cards) == "2 articles of The Quay, 2019."
    assert holdings([]).startswith("The library is empty")


def test_progress_and_report_name_stages_failures_and_reasons() -> None:
    assert "Reading 2 of 5" in progress_html("reading", 2, 5)
    assert 'data-do="halt"' in progress_html("storing", 1, 1)
    made = report_html(Report(new=["a"], failed=[Failure("b.txt", f"b.txt: {EVIL}")]))
    read = Reading(made)
    assert "1 new article." in read.text
    assert EVIL in read.text
    assert "img" not in read.tags
