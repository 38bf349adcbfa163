"""Refusals name only what really is missing."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.corpora import library_of, read_corpus
from index.language.analysis import function_words, stem, words
from rag.abstention.refusal import refusal_text, refuse
from rag.abstention.verdict import Verdict
from rag.records import Answer
from rag.retrieval.ranking import Evidence
from rag.settings import Settings
from tests.rag.builders import candidate, opened_over, passage, search

NEWSROOM = Path(__file__).resolve().parents[4] / "shared" / "data" / "newsroom-dev"
REFUSALS = 100
STORY = passage("The harbour bridge was opened in 1931.", "It cost a lot.", file="a.txt")


def named_falsely(answer: Answer) -> list[str]:
    """Return the words that a refusal names as unsupported though they stand in its nearest passages in some form."""
    if answer.refusal is None:
        return []
    held = {stemmed for near in answer.refusal.nearest for stemmed in stem(words(near.text), "en")}
    return [
        each
        for each in answer.refusal.unsupported
        if any(form in held for word in words(each) if word not in function_words("en") for form in stem([word], "en"))
    ]


def test_an_inflected_word_that_stands_near_is_not_named() -> None:
    refusal = refuse(search("When do the openings of the bridges of Velm begin?", candidate(STORY)), Verdict(0.1), 1, 0)
    assert refusal.unsupported == ("Velm", "begin")


def test_the_sentence_that_comes_nearest_is_quoted_with_its_place() -> None:
    near = Evidence(candidate(STORY, coverages=[0.6, 0.0]), 0, 1.0, None)
    refusal = refuse(search("When was the harbour bridge closed?", near.candidate), Verdict(0.1), 1, 0, [near])
    assert refusal.said is not None
    assert refusal.said.text == "The harbour bridge was opened in 1931."
    assert "“The harbour bridge was opened in 1931.” (a.txt:1)" in refusal_text(refusal, "en")


@pytest.mark.timeout(900)
def test_of_a_hundred_refusals_over_the_newsroom_none_names_a_word_that_stands_near(
    request: pytest.FixtureRequest,
) -> None:
    """Its own questions without an answer, and those of other stories, of which it knows nothing or something alike."""
    if not NEWSROOM.is_dir():
        pytest.skip("newsroom-dev is no part of the project")
    rows = [row for row in _rows(NEWSROOM) if row["answerable"] is False]
    rows += _rows(NEWSROOM.parent / "stories-dev")
    folder, kept, settings = NEWSROOM / "articles", request.config.cache.mkdir("pressmark-eval"), Settings()
    refused: list[Answer] = []
    with library_of(folder, read_corpus(folder, settings.file_limit), settings, kept) as opened:
        for row in rows:
            answer = opened.ask(row["question"])
            refused += [answer] if answer.refusal else []
            if len(refused) == REFUSALS:
                break
    assert len(refused) == REFUSALS
    assert [each.question for each in refused if named_falsely(each)] == []


def _rows(suite: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (suite / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_refusal_offers_the_nearest_question_that_is_answered(tmp_path: Path) -> None:
    articles = {
        "bridge.txt": "The bridge\n\nThe harbour bridge of Selmar was opened in May 1931. The mayor, Otto Lind, cut "
        "the ribbon.\n",
        "bees.txt": "Bees\n\nThe opera house keeps six beehives on its roof. The beekeeper is Tomas Reiter.\n",
    }
    with opened_over(tmp_path, articles) as opened:
        answer = opened.ask("How many rivets does the harbour bridge of Selmar have?")
        assert not answer.answered
        assert answer.suggestions == ("When was the harbour bridge of Selmar opened?",)
        assert "They do answer: “When was the harbour bridge of Selmar opened?”" in answer.answer
        assert opened.ask(answer.suggestions[0]).answered
        assert opened.ask("Which mineral is mined in the Atacama desert?").suggestions == ()
