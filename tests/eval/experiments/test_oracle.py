"""A perfect model in the model's place: what it names is quoted, and what is lost is said to be lost where it is."""

from pathlib import Path

from eval.datasets.corpora import Corpus
from eval.datasets.sets import QuestionSet
from eval.experiments.oracle import NOT_FOUND, RIGHT, ask_oracle, table_of
from eval.records import Case, Source
from index.records import Span
from tests.conftest import WordEmbedding
from tests.rag.builders import opened_over

ARTICLES = {
    "a.txt": "---\ndate: 2020-01-02\n---\nThe fire at the mill hurt 31 people.\n",
    "b.txt": "---\ndate: 2020-01-03\n---\nThe fire at the mill hurt 38 people. It rained all night.\n",
}


def source(file: str, words: str) -> Source:
    start = ARTICLES[file].index(words)
    return Source(file, spans=(Span(start, start + len(words)),))


HURT = "How many people did the fire at the mill hurt?"
CASES = (
    Case(
        "fact", "What was the weather like?", facts=(("rained",),), sources=(source("b.txt", "It rained"),), type="fact"
    ),
    Case(
        "conflict", HURT, facts=(("31",), ("38",)), sources=(source("a.txt", "31"), source("b.txt", "38")), differ=True
    ),
    Case("none", "Who owns the mill?", answerable=False),
    Case("head", "In which year did the mill burn?", facts=(("2020",),), sources=(source("a.txt", "2020-01-02"),)),
)


def test_what_a_perfect_model_names_reaches_the_reader(tmp_path: Path) -> None:
    questions, corpus = QuestionSet("mine", CASES), Corpus("mine", ARTICLES, "")
    with opened_over(tmp_path, ARTICLES, WordEmbedding()) as library:
        told = {each.case.id: each for each in ask_oracle(questions, library, corpus, ())}
    assert {name: each.lost for name, each in told.items()} == {
        "fact": RIGHT, "conflict": RIGHT, "none": RIGHT, "head": NOT_FOUND,
    }  # fmt: skip
    assert [name for name, each in told.items() if each.differ] == ["conflict"]
    assert table_of("mine", list(told.values())).row_count == 3
