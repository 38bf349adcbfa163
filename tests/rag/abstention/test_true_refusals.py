"""Refusals name only what really is missing."""

import json
from pathlib import Path

import pytest

from eval.datasets.corpora import library_of, read_corpus
from index.language.analysis import function_words, stem, words
from rag.abstention.refusal import refusal_text, refuse
from rag.abstention.verdict import Verdict
from rag.records import Answer
from rag.retrieval.ranking import Evidence
from rag.settings import Settings
from tests.rag.builders import candidate, passage, search

NEWSROOM = Path(__file__).resolve().parents[4] / "shared" / "data" / "newsroom-dev"
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


def test_no_refusal_over_the_newsroom_names_a_word_that_stands_near(request: pytest.FixtureRequest) -> None:
    if not NEWSROOM.is_dir():
        pytest.skip("newsroom-dev is no part of the project")
    rows = [json.loads(line) for line in (NEWSROOM / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    folder, kept, settings = NEWSROOM / "articles", request.config.cache.mkdir("pressmark-eval"), Settings()
    with library_of(folder, read_corpus(folder, settings.file_limit), settings, kept) as opened:
        refused = [opened.ask(row["question"]) for row in rows if row["answerable"] is False]
    assert [each.question for each in refused if named_falsely(each)] == []
