import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Span
from rag.citations.quotes import CitationError, Quote, answer_text, arrange_quotes, cite, highlights
from rag.questions.analysis import analyse_question
from tests.rag.builders import article_of, evidence, passage

STORY = passage(
    "The harbour bridge of Selmar was opened.",
    "It was signed for there.",
    "The ferry struck a pillar.",
    "The bridge stayed closed.",
    "Nobody knows the reason.",
    start=100,
)
OTHER = passage("The mill of Orvik will close.", file="b.txt", number=2)


def ranges(quotes: Sequence[Quote]) -> list[tuple[str, int, int]]:
    return [(quote.passage.article.file, quote.first, quote.last) for quote in quotes]


def test_a_sentence_that_points_back_brings_its_neighbour() -> None:
    (quote,) = arrange_quotes([evidence(STORY, 1)])
    assert (quote.first, quote.last) == (0, 1)
    assert quote.text == "The harbour bridge of Selmar was opened. It was signed for there."
    assert quote.span == Span(100, 100 + len(quote.text))


@pytest.mark.parametrize(
    "opening", ["He was", "They were", "This was", "But it was", "Its roof was", "However, it was"]
)
def test_every_such_opening_brings_its_neighbour(opening: str) -> None:
    (quote,) = arrange_quotes([evidence(passage("Otto Lind came.", f"{opening} seen there."), 1)])
    assert quote.first == 0


@pytest.mark.parametrize(
    ("opening", "first"),
    [("The event, which few saw,", 0), ("The remarks", 0), ("The talks in Astana", 1), ("The harbour", 1)],
)
def test_what_is_taken_up_again_brings_the_sentence_that_told_of_it(opening: str, first: int) -> None:
    (quote,) = arrange_quotes([evidence(passage("The fair of Orvik began.", f"{opening} drew a crowd."), 1)])
    assert quote.first == first


LAUNCH = passage("Otto Lind came to Orvik on Monday.", "The city cheered the captain of the city of Selmar.")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Which city did the crowd cheer in?", 0),
        ("In what Norwegian city was the crowd?", 0),
        ("Which captain was cheered?", 1),
        ("Who was cheered by the city?", 1),
        ("What is the city like?", 1),
    ],
)
def test_what_is_only_called_the_city_brings_its_neighbour_when_a_city_is_asked_for(question: str, first: int) -> None:
    nouns = analyse_question(question, "en", ["en"]).chosen
    (quote,) = arrange_quotes([evidence(LAUNCH, 1)], nouns)
    assert (quote.first, quote.last) == (first, 1)


def test_a_sentence_that_stands_by_itself_comes_alone() -> None:
    assert ranges(arrange_quotes([evidence(STORY, 2)])) == [("a.txt", 2, 2)]


def test_a_heading_is_no_neighbour_and_the_first_sentence_has_none() -> None:
    headed = passage("Bridges", "It was opened.", headings=[0])
    assert ranges(arrange_quotes([evidence(headed, 1)])) == [("a.txt", 1, 1)]
    alone = passage("It was opened.", "Rain fell.")
    assert ranges(arrange_quotes([evidence(alone, 0)])) == [("a.txt", 0, 0)]


def test_a_quote_within_another_is_not_given_twice() -> None:
    assert ranges(arrange_quotes([evidence(STORY, 1), evidence(STORY, 0)])) == [("a.txt", 0, 1)]
    assert ranges(arrange_quotes([evidence(STORY, 0), evidence(STORY, 1)])) == [("a.txt", 0, 1)]


def test_overlapping_quotes_are_joined_and_keep_the_better_score() -> None:
    (quote,) = arrange_quotes([evidence(STORY, 0, 0.7), evidence(STORY, 1, 0.9)])
    assert quote.score == 0.9


def test_a_quote_that_bridges_two_others_joins_them_all() -> None:
    chain = passage("Otto Lind came.", "He was tall.", "He was old.", "Rain fell.")
    chosen = [evidence(chain, 0), evidence(chain, 2), evidence(chain, 1)]
    assert ranges(arrange_quotes(chosen)) == [("a.txt", 0, 2)]


def test_passages_of_different_files_are_never_joined() -> None:
    other = passage("The mill will close.", "It was sold.", file="b.txt", number=2)
    assert ranges(arrange_quotes([evidence(STORY, 0), evidence(other, 1)])) == [("a.txt", 0, 0), ("b.txt", 0, 1)]


def test_the_lead_comes_first_then_its_article_in_reading_order_then_the_others() -> None:
    chosen = [evidence(STORY, 2), evidence(OTHER, 0), evidence(STORY, 4), evidence(STORY, 0)]
    expected = [("a.txt", 2, 2), ("a.txt", 0, 0), ("a.txt", 4, 4), ("b.txt", 0, 0)]
    assert ranges(arrange_quotes(chosen)) == expected


def test_sentences_that_follow_one_another_are_one_quote() -> None:
    plain = passage("Otto Lind came.", "Rain fell.", "Trams stopped.", "Shops shut.")
    chosen = [evidence(plain, 1, 0.7), evidence(plain, 3, 0.8), evidence(plain, 2, 0.6)]
    (quote,) = arrange_quotes(chosen)
    assert (quote.first, quote.last, quote.score) == (1, 3, 0.8)
    assert quote.text == "Rain fell. Trams stopped. Shops shut."


def test_the_lead_opens_the_answer_though_a_sentence_before_it_is_quoted_too() -> None:
    plain = passage("Otto Lind came.", "Rain fell.", "Trams stopped.", "Shops shut.")
    chosen = [evidence(plain, 2), evidence(plain, 1), evidence(plain, 0)]
    assert ranges(arrange_quotes(chosen)) == [("a.txt", 2, 2), ("a.txt", 0, 1)]


def test_no_evidence_gives_no_quotes() -> None:
    assert arrange_quotes([]) == []


OPENINGS = st.lists(st.sampled_from(["He was", "Otto was", "Then he was", "It is"]), min_size=8, max_size=8)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7)), unique=True, max_size=8), OPENINGS)
def test_every_chosen_sentence_stands_in_exactly_one_quote(chosen: list[tuple[bool, int]], openings: list[str]) -> None:
    sentences = [f"{opening} number {number}." for number, opening in enumerate(openings)]
    one, other = passage(*sentences), passage(*sentences, file="b.txt", number=2)
    quotes = arrange_quotes([evidence(one if first else other, position) for first, position in chosen])
    for first, position in chosen:
        file = "a.txt" if first else "b.txt"
        assert sum(each.passage.article.file == file and each.first <= position <= each.last for each in quotes) == 1


def test_citations_are_numbered_in_the_order_of_the_answer() -> None:
    quotes = arrange_quotes([evidence(STORY, 3, 0.9), evidence(OTHER, 0, 0.6), evidence(STORY, 0, 0.7)])
    texts = {"a.txt": article_of(STORY), "b.txt": article_of(OTHER)}
    citations = cite(quotes, texts, 0.8)
    assert [each.marker for each in citations] == [1, 2, 3]
    assert [each.file for each in citations] == ["a.txt", "a.txt", "b.txt"]
    assert all(texts[each.file][each.start : each.end] == each.quote for each in citations)
    assert citations[0].score == pytest.approx(0.8)
    assert all(0 <= each.score <= 0.8 for each in citations)


@pytest.mark.parametrize("scores", [(0.0, 0.0), (-0.5, -0.7), (0.1, -0.1)])
def test_scores_of_citations_stay_between_0_and_1_whatever_the_embedder_gives(scores: tuple[float, float]) -> None:
    quotes = [Quote(STORY, 0, 0, scores[0]), Quote(STORY, 2, 2, scores[1])]
    citations = cite(quotes, {"a.txt": article_of(STORY)}, 0.5)
    assert all(0 <= each.score <= 0.5 for each in citations)


def test_a_citation_has_the_first_and_the_last_line_of_its_quote() -> None:
    lined = passage("One was\nhere.", "He left.", "Rain fell.", joint="\n\n")
    (citation,) = cite(arrange_quotes([evidence(lined, 1)]), {"a.txt": lined.text}, 0.5)
    assert (citation.line_start, citation.line_end) == (1, 4)


@pytest.mark.parametrize("text", ["", "x" * 500, article_of(STORY).replace("signed", "singed"), article_of(STORY)[1:]])
def test_a_quote_that_the_article_does_not_say_is_an_error(text: str) -> None:
    with pytest.raises(CitationError, match=r"a\.txt .*index it again"):
        cite(arrange_quotes([evidence(STORY, 1)]), {"a.txt": text}, 0.5)
    with pytest.raises(CitationError):
        cite(arrange_quotes([evidence(STORY, 1)]), {}, 0.5)


def test_the_text_has_each_marker_behind_its_quote_and_a_paragraph_a_source() -> None:
    quotes = arrange_quotes([evidence(STORY, 3), evidence(STORY, 2), evidence(OTHER, 0)])
    text = answer_text(cite(quotes, {"a.txt": article_of(STORY), "b.txt": article_of(OTHER)}, 0.5), ())
    assert text == ("The bridge stayed closed. [1] The ferry struck a pillar. [2]\n\nThe mill of Orvik will close. [3]")
    assert re.findall(r"\[(\d+)\]", text) == ["1", "2", "3"]


def test_the_words_that_answer_are_bold_and_their_ranges_are_of_the_article() -> None:
    dated = passage("Rain fell on the day.", "Otto Lind opened it on 12 May 1931.", start=50)
    article = article_of(dated)
    quotes = arrange_quotes([evidence(dated, 1)])
    bold = highlights(quotes, analyse_question("When was it opened?", "en", ["en"]))
    assert [(marker, span.of(article)) for marker, span in bold] == [(1, "12 May 1931")]
    text = answer_text(cite(quotes, {"a.txt": article}, 0.5), bold)
    assert text == "Otto Lind opened it on **12 May 1931**. [1]"


def test_the_words_that_a_reader_names_are_bold_instead() -> None:
    dated = passage("Otto Lind opened it on 12 May 1931.", "Nobody else was there.", start=50)
    article = article_of(dated)
    read = [
        replace(evidence(dated, 0), log_odds=2.0, answer=Span(50, 59)),
        replace(evidence(dated, 1), log_odds=-5.0, answer=Span(90, 95)),
    ]
    bold = highlights(arrange_quotes(read), analyse_question("When was it opened?", "en", ["en"]))
    assert [span.of(article) for _, span in bold] == ["Otto Lind"]


def test_several_bold_words_of_a_quote_keep_their_places() -> None:
    named = passage("Anna Holt met Otto Lind.")
    quotes = arrange_quotes([evidence(named, 0)])
    bold = highlights(quotes, analyse_question("Who met?", "en", ["en"]))
    assert answer_text(cite(quotes, {"a.txt": named.text}, 0.5), bold) == "**Anna Holt** met **Otto Lind**. [1]"


def test_only_a_few_words_of_a_quote_are_bold() -> None:
    many = passage("; ".join(f"it rained in {year}" for year in range(1950, 1970)))
    bold = highlights(arrange_quotes([evidence(many, 0)]), analyse_question("When did it rain?", "en", ["en"]))
    assert 1 <= len(bold) <= 5
    assert list(bold) == sorted(bold)


def test_the_words_nearest_to_those_of_the_question_are_bold() -> None:
    far = "In 1901 and 1902 and 1903 there was talk of much else, as there had been in 1904, and for long. "
    long = passage(far + "The bridge was opened in 1931.")
    question = analyse_question("When was the bridge opened?", "en", ["en"])
    bold = highlights(arrange_quotes([evidence(long, 0)]), question)
    assert "1931" in {span.of(long.text) for _, span in bold}


@pytest.mark.parametrize("joint", ["\n", "\r\n", "  \n\t", "\n\n", "\r"])
def test_a_quote_over_several_lines_is_shown_on_one_and_cited_as_it_stands(joint: str) -> None:
    lined = passage(f"They gave 80{joint}kilograms of honey.")
    (citation,) = cite(arrange_quotes([evidence(lined, 0)]), {"a.txt": lined.text}, 0.5)
    assert citation.quote == lined.text
    assert answer_text([citation], ()) == "They gave 80 kilograms of honey. [1]"
