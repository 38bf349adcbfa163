"""One question goes one way: from the catalog, or by retrieval, verdict, quotes and what a model writes of them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.errors import LibraryError
from index.library.library import Library
from rag.engine import Pressmark
from rag.pipeline import Pipeline
from rag.reading.reader import Unread
from rag.records import Answer, Delta, Filters, Turn
from rag.retrieval.hybrid import Search
from rag.retrieval.ranking import Evidence
from rag.retrieval.reranking import Ranking
from rag.settings import Settings
from tests.conftest import ScriptedModel
from tests.rag.conftest import Fill

QUESTION = "When was the harbour bridge of Selmar opened?"


class Knowing(Unread):
    """Reads that a sentence with a certain word answers, and no other."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def read(self, search: Search, ranked: Sequence[Evidence]) -> list[Evidence]:
        odds = [3.0 if self.word in each.sentence.text else -3.0 for each in ranked]
        read = [replace(each, score=each.score + said, log_odds=said) for each, said in zip(ranked, odds, strict=True)]
        return sorted(read, key=lambda each: -each.score)


def streamed(pressmark: Pressmark, question: str, *history: Turn) -> tuple[list[Delta], Answer]:
    *pieces, last = pressmark.pipeline.stream(question, history, Filters())
    assert isinstance(last, Answer)
    return [piece for piece in pieces if isinstance(piece, Delta)], last


def test_a_question_for_the_catalog_is_answered_from_it(real: Pressmark) -> None:
    (piece,), answer = streamed(real, "How many articles are there?")
    assert answer.retrieved == ()
    assert piece.text == answer.answer


def test_another_one_is_answered_in_quotes_with_what_was_found(real: Pressmark) -> None:
    answer, search = real.pipeline.quote(QUESTION, QUESTION, Filters())
    assert answer.answered
    assert answer.refusal is None
    assert {each.file for each in answer.retrieved} == {each.passage.article.file for each in search.candidates}
    for citation in answer.citations:
        assert real.article_text(citation.file)[citation.start : citation.end] == citation.quote


def test_the_passages_of_an_answer_come_as_they_were_read_and_not_as_they_were_found(fill: Fill) -> None:
    told = [f"The toll of the bridge of Selmar was raised, and the bridge toll was told in {year}." for year in (1, 2)]
    pressmark = fill({"a.txt": told[0], "b.txt": told[1], "c.txt": "Drivers pay forty crowns to cross it since May."})
    pipeline = Pipeline(pressmark.library, pressmark.settings, None, pressmark.pipeline.rank, Knowing("forty"))
    answer, search = pipeline.quote("What is the toll of the bridge of Selmar?", "What is the toll?", Filters())
    assert search.candidates[0].passage.article.file != "c.txt"
    assert answer.retrieved[0].file == "c.txt"
    scores = [each.score for each in answer.retrieved]
    assert scores == sorted(scores, reverse=True)


def test_a_verdict_that_does_not_suffice_ends_in_a_refusal(real: Pressmark) -> None:
    answer, _ = real.pipeline.quote("Who is the president of Peru?", "Who is the president of Peru?", Filters())
    assert (answer.answered, answer.citations) == (False, ())
    assert answer.refusal
    assert answer.refusal.searched == len(real.articles())


def test_the_time_of_publication_in_a_question_limits_what_is_searched(real: Pressmark) -> None:
    asked = "What did articles published in 2019 say about the bridge?"
    answer, search = real.pipeline.quote(asked, asked, Filters())
    assert {each.passage.article.published for each in search.candidates} == {"2019-09-01"}
    if answer.refusal:
        assert answer.refusal.searched == 1


def test_a_follow_up_is_made_complete_before_anything_is_looked_for(real: Pressmark) -> None:
    history = (Turn("user", "Who opened the harbour bridge?"), Turn("assistant", "**Otto Lind** opened it. [1]"))
    _, answer = streamed(real, "When did he open it?", *history)
    assert answer.question == "When did he open it?"
    assert answer.standalone_question == "When did Otto Lind open the harbour bridge?"
    assert "12\u00a0May 1931" in answer.answer


def test_a_refusal_is_not_written_anew(real: Pressmark) -> None:
    model = ScriptedModel(script=["Peru has one [1]."])
    pressmark = Pressmark(real.library, real.settings, model)
    _, answer = streamed(pressmark, "Who is the president of Peru?")
    assert answer.refusal
    assert len(model.asked) == 1, "it only read"


def test_a_question_is_taken_apart_in_its_own_language(real: Pressmark) -> None:
    assert real.pipeline.understand(QUESTION).language == "en"
    assert real.pipeline.understand("Işıklı köyündeki deniz fenerini kim yaptı?").language == "tr"


def test_an_empty_library_says_how_to_fill_it(library: Library, settings: Settings) -> None:
    pipeline = Pipeline(library, settings, None, Ranking(), Unread())
    with pytest.raises(LibraryError, match="pressmark index FOLDER"):
        pipeline.understand(QUESTION)


@pytest.mark.usefixtures("answering")
def test_articles_that_mention_something_are_listed(fill: Fill) -> None:
    pressmark = fill({"a.txt": "The roof gave much honey in 2019.", "b.txt": "Dalby sold its honey to Selmar."})
    answer, _ = pressmark.pipeline.quote("Which articles mention honey?", "Which articles mention honey?", Filters())
    assert {each.file for each in answer.citations} == {"a.txt", "b.txt"}
    assert answer.notes[0].startswith("Mentioned in: ")
