import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.catalog import queries
from index.errors import LibraryError, UsageError
from index.library.library import Library
from rag.citations.quotes import CitationError
from rag.conversation.reception import CHAT
from rag.engine import LONGEST_QUESTION, Pressmark, open_library
from rag.messages.texts import REFUSAL
from rag.records import Answer, Delta, Filters, Timings, Turn
from rag.settings import Settings
from tests.conftest import WordEmbedding
from tests.rag.builders import ARTICLES
from tests.rag.conftest import Fill

BRIDGE, BEES, LIGHTHOUSE, FESTIVAL = ARTICLES


def timeless(answer: Answer) -> Answer:
    return replace(answer, timings=Timings(0, 0, 0))


def check_exact(answer: Answer, pressmark: Pressmark) -> None:
    """Assert what is promised of every answer, whatever the articles say."""
    for citation in answer.citations:
        text = pressmark.article_text(citation.file)
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        assert citation.line_start == line_of(text, citation.start)
        assert citation.line_end == line_of(text, citation.end - 1)
        assert 0 <= citation.score <= 1
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    assert all(f"[{marker}]" in answer.answer for marker in markers)
    places = {citation.marker: citation for citation in answer.citations}
    for marker, span in answer.highlights:
        assert places[marker].start <= span.start < span.end <= places[marker].end
    for passage in answer.retrieved:
        assert 0 <= passage.start < passage.end <= len(pressmark.article_text(passage.file))
    if answer.mode != CHAT:  # what is said to the tool itself is answered without a quote
        assert answer.answered == bool(answer.citations) == (not answer.answer.startswith(REFUSAL))
    assert 0 <= answer.confidence <= 1


def line_of(text: str, offset: int) -> int:
    """Count the newlines before an offset, in any of their three forms."""
    return 1 + len(re.findall(r"\r\n|\r|\n", text[:offset]))


@pytest.mark.parametrize(
    ("question", "file", "words"),
    [
        ("When was the harbour bridge of Selmar opened?", BRIDGE, "12\u00a0May 1931"),
        ("How many beehives does the opera house keep on its roof?", BEES, "six beehives"),
        ("Işıklı köyündeki deniz feneri ne zaman yapıldı?", LIGHTHOUSE, "1884 yılında"),
        ("How many visitors does the fox festival in Dalby draw?", FESTIVAL, "5,000 visitors"),
        ("What does Mira Sand sell at the gate of the fox festival?", FESTIVAL, "“fox bread” 🥖"),
    ],
)
def test_citations_are_exact_in_every_script(real: Pressmark, question: str, file: str, words: str) -> None:
    answer = real.ask(question)
    assert answer.answered, answer.answer
    assert answer.citations[0].file == file
    assert words in answer.citations[0].quote
    text = ARTICLES[file]
    assert all(text[each.start : each.end] == each.quote for each in answer.citations if each.file == file)
    check_exact(answer, real)


def test_the_words_that_answer_are_bold(real: Pressmark) -> None:
    answer = real.ask("When was the harbour bridge of Selmar opened?")
    assert "**12\u00a0May 1931**" in answer.answer
    marker, span = answer.highlights[0]
    assert (marker, span.of(ARTICLES[BRIDGE])) == (1, "12\u00a0May 1931")


def test_a_quote_over_two_lines_is_shown_on_one(real: Pressmark) -> None:
    answer = real.ask("How many kilograms of honey did the bees give in the summer of 2019?")
    cited = next(each for each in answer.citations if "honey" in each.quote)
    assert "80 kilograms of honey\nin the summer" in cited.quote
    assert cited.line_end == cited.line_start + 1
    assert "honey in the summer" in answer.answer.replace("*", "")
    assert "\n" not in answer.answer.split("\n\n")[0]


@pytest.mark.parametrize("question", ["Who is the president of Peru?", "What is the boiling point of mercury?"])
def test_what_the_articles_do_not_say_is_declined(real: Pressmark, question: str) -> None:
    answer = real.ask(question)
    assert not answer.answered
    assert answer.citations == ()
    assert answer.highlights == ()
    assert answer.answer.startswith(REFUSAL)
    assert f"{len(ARTICLES)} articles" in answer.answer
    assert answer.retrieved
    check_exact(answer, real)


def test_the_best_place_is_named_when_nothing_answers(shelf: Pressmark, declining: None) -> None:
    answer = shelf.ask("How many beehives does the opera house keep?")
    assert f"Bees on the roof ({BEES}:" in answer.answer
    assert answer.retrieved[0].file == BEES


@pytest.mark.parametrize(("filters", "searched"), [
    (Filters(files=(BEES,)), "1 article"),
    (Filters(published_from="2019-01-01"), "2 articles"),
    (Filters(files=("gone.txt",)), "0 articles"),
])  # fmt: skip
def test_a_refusal_counts_the_articles_that_the_filters_let_through(
    shelf: Pressmark, declining: None, filters: Filters, searched: str
) -> None:
    assert f"Searched {searched}" in shelf.ask("Who is the president of Peru?", filters=filters).answer


def test_filters_limit_citations_and_what_was_retrieved(shelf: Pressmark, answering: None) -> None:
    answer = shelf.ask("How many beehives does the opera house keep?", filters=Filters(files=(FESTIVAL,)))
    assert {each.file for each in answer.citations} == {FESTIVAL}
    assert {each.file for each in answer.retrieved} == {FESTIVAL}


def test_a_follow_up_is_answered_from_the_question_before(real: Pressmark) -> None:
    history = [Turn("user", "When was the harbour bridge of Selmar opened?"), Turn("assistant", "In 1931. [1]")]
    answer = real.ask("And how much did it cost?", history)
    assert answer.question == "And how much did it cost?"
    assert "Selmar" in answer.standalone_question
    assert answer.citations[0].file == BRIDGE
    assert any("4.2 million crowns" in each.quote for each in answer.citations)


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u00a0"])
def test_an_empty_question_is_wrong_use(shelf: Pressmark, question: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        shelf.ask(question)
    with pytest.raises(UsageError, match="empty"):
        shelf.search(question)


def test_a_question_may_be_as_long_as_the_limit_and_no_longer(shelf: Pressmark) -> None:
    assert shelf.ask("bridge ".ljust(LONGEST_QUESTION, "x")).standalone_question.startswith("bridge")
    with pytest.raises(UsageError, match=r"2,001 characters"):
        shelf.ask("x" * (LONGEST_QUESTION + 1))
    with pytest.raises(UsageError):
        shelf.search("x" * (LONGEST_QUESTION + 1))


@pytest.mark.parametrize("question", ["???", "🦊🦊", "\ud800", "bridge\0bees", '"; DROP TABLE article; --'])
def test_an_odd_question_gets_an_answer_or_a_refusal(shelf: Pressmark, answering: None, question: str) -> None:
    check_exact(shelf.ask(question), shelf)


def test_space_around_a_question_changes_nothing(shelf: Pressmark) -> None:
    padded, plain = shelf.ask("  How old is the bridge?\n"), shelf.ask("How old is the bridge?")
    assert padded.question == "  How old is the bridge?\n"
    assert timeless(replace(padded, question=plain.question)) == timeless(plain)


def test_an_empty_library_says_how_to_fill_it(library: Library, settings: Settings) -> None:
    with pytest.raises(LibraryError, match="empty: add articles with `pressmark index"):
        Pressmark(library, settings).ask("Who?")
    with pytest.raises(LibraryError, match="empty"):
        Pressmark(library, settings).search("Who?")


def test_the_same_question_gets_the_same_answer(real: Pressmark) -> None:
    question = "Who opened the harbour bridge of Selmar?"
    assert timeless(real.ask(question)) == timeless(real.ask(question))


def test_timings_add_up(shelf: Pressmark) -> None:
    timings = shelf.ask("Who opened the bridge?").timings
    assert 0 < timings.retrieve_ms <= timings.total_ms
    assert timings.retrieve_ms + timings.answer_ms == pytest.approx(timings.total_ms, abs=0.05)


QUESTIONS = (
    "When was the harbour bridge opened?",
    "How many beehives does the opera house keep?",
    "Who sells fox bread?",
    "Deniz feneri ne zaman yapıldı?",
)


def test_eight_threads_get_the_answers_that_one_gets(shelf: Pressmark, answering: None) -> None:
    expected = [timeless(shelf.ask(question)) for question in QUESTIONS]
    fresh = Pressmark(shelf.library, shelf.settings)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(fresh.ask, QUESTIONS * 8))
    assert [timeless(answer) for answer in answers] == expected * 8


def test_more_threads_than_connections_only_wait(shelf: Pressmark) -> None:
    """Once, a question held one connection and asked for a second: enough of them waited for each other for ever."""
    barrier = threading.Barrier(24)

    def ask(question: str) -> Answer:
        barrier.wait()
        return shelf.ask(question)

    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(ask, QUESTIONS * 6))
    assert len({timeless(answer).answer for answer in answers}) <= len(QUESTIONS)


def test_an_answer_is_of_the_articles_as_they_were_when_it_was_asked(
    fill: Fill, answering: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.txt": "The bridge of Selmar was opened by the mayor.", "b.txt": "Rain fell on the mill of Orvik."}
    pressmark = fill(before)
    texts = pressmark.pipeline._texts

    def changed_first(files: set[str]) -> dict[str, str]:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(fill, {"a.txt": "Rain fell. The bridge of Selmar was closed by the queen."}).result()
        return texts(files)

    monkeypatch.setattr(pressmark.pipeline, "_texts", changed_first)
    answer = pressmark.ask("Who opened the bridge of Selmar?")
    assert "mayor" in answer.answer
    for citation in answer.citations:
        assert before[citation.file][citation.start : citation.end] == citation.quote
    monkeypatch.setattr(pressmark.pipeline, "_texts", texts)
    assert {each.file for each in pressmark.ask("Who closed the bridge of Selmar?").citations} == {"a.txt"}


def test_a_library_that_contradicts_itself_is_an_error_not_an_answer(
    shelf: Pressmark, answering: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.engine.queries.article_text", lambda _connection, _file: "Something else.")
    with pytest.raises(CitationError, match="index it again"):
        shelf.ask("Who opened the bridge of Selmar?")


def test_a_search_gives_passages_with_their_exact_places(shelf: Pressmark) -> None:
    hits = shelf.search("How many beehives does the opera house keep?", limit=3)
    assert len(hits) == 3
    assert hits[0].file == BEES
    assert hits[0].publisher == "Öncü Haber"
    for hit in hits:
        text = ARTICLES[hit.file]
        assert text[hit.start : hit.end] == hit.text
        assert (hit.line_start, hit.line_end) == (line_of(text, hit.start), line_of(text, hit.end - 1))
    assert {hit.file for hit in shelf.search("beehives", Filters(files=(BRIDGE,)))} == {BRIDGE}


def test_the_articles_and_their_texts_are_those_of_the_files(shelf: Pressmark) -> None:
    cards = shelf.articles()
    assert [card.file for card in cards] == sorted(ARTICLES)
    assert {card.file: shelf.article_text(card.file) for card in cards} == ARTICLES
    with pytest.raises(UsageError, match=r"gone\.txt"):
        shelf.article_text("gone.txt")


def test_a_missing_library_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no library at .*nowhere.*pressmark index"):
        open_library(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_the_path_wins_over_the_settings(shelf: Pressmark, tmp_path: Path) -> None:
    elsewhere = Settings(library=tmp_path / "nowhere", sentences=1)
    with open_library(str(shelf.library.folder), elsewhere, WordEmbedding()) as opened:
        assert opened.library.folder == shelf.library.folder
        assert opened.settings.sentences == 1


def test_the_library_of_another_embedder_is_refused(shelf: Pressmark) -> None:
    with pytest.raises(LibraryError, match="words-64"):
        open_library(shelf.library.folder, embedder=WordEmbedding(model_name="other"))


def test_leaving_the_block_lets_go_of_the_library(library: Library, settings: Settings) -> None:
    closed: list[bool] = []

    class Noted(Pressmark):
        def close(self) -> None:
            closed.append(True)

    with Noted(library, settings) as opened:
        assert isinstance(opened, Noted)
        assert closed == []
    with pytest.raises(KeyError), Noted(library, settings):
        raise KeyError
    assert closed == [True, True]


def test_an_answer_quotes_no_more_than_the_settings_say(shelf: Pressmark, answering: None) -> None:
    short = Pressmark(shelf.library, shelf.settings.model_copy(update={"sentences": 1}))
    assert len(short.ask("What of the bridge, the bees and the festival?").citations) == 1


WORD = st.sampled_from([
    "bridge", "mayor", "opened", "Otto", "Lind", "It", "He", "the", "12", "May", "1931", "340", "people", "🦊",
    "İstanbul", "ışık", "straße", "naïve", "e\u0301t\u00e9", "“yes”", "(no)", "𝓜ira", "Dr.", "U.S.", "-", "*", "**",
    "[1]", "_x_", "#", ">", "<b>", "&", "日本語", "مرحبا", "\ufdfa", "\u200b", "—",
])  # fmt: skip
SENTENCE = st.builds(
    lambda words, gap, end: gap.join(words) + end,
    st.lists(WORD, min_size=1, max_size=9),
    st.sampled_from([" ", " ", " ", "  ", "\u00a0", "\t", "\n", "\r\n", "\u2028"]),
    st.sampled_from([".", "!", "?", "…", ".”", "", "。", ":", ","]),
)
ARTICLE = st.builds(
    lambda sentences, gaps: "".join(part for pair in zip(sentences, gaps, strict=False) for part in pair),
    st.lists(SENTENCE, min_size=1, max_size=8),
    st.lists(
        st.sampled_from([" ", " ", "  ", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n\n", "\x0b", "\x0c", "\u2029"]),
        min_size=8,
        max_size=8,
    ),
)
QUESTION = st.one_of(
    st.sampled_from(["Who opened the bridge?", "When was it opened?", "How many people came?", "Why?"]),
    st.lists(WORD, min_size=1, max_size=5).map(" ".join),
)


@example(["The bridge has been opened!\nThe bridge has been opened. "], ["Who opened the bridge?"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ARTICLE, min_size=1, max_size=3), st.lists(QUESTION, min_size=1, max_size=4))
def test_every_citation_of_every_answer_is_exact(
    fill: Fill, answering: None, library: Library, articles: list[str], questions: list[str]
) -> None:
    pressmark = fill({f"{number}.txt": text for number, text in enumerate(articles)})
    with library.catalog.reading() as connection:
        cut = queries.counts(connection).passages
    if not pressmark.articles():
        return
    for question in questions:
        answer = pressmark.ask(question)
        check_exact(answer, pressmark)
        assert answer.answered == bool(cut)
        for citation in answer.citations:
            assert articles[int(citation.file[0])][citation.start : citation.end] == citation.quote


def test_a_streamed_answer_ends_with_the_answer_that_ask_gives(real: Pressmark) -> None:
    question = "When did the bridge open?"
    *pieces, last = real.stream(question)
    asked = real.ask(question)
    assert isinstance(last, Answer)
    assert timeless(last) == timeless(asked)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Delta)) == asked.answer
