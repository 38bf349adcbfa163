"""One call of the command: sets, articles, libraries, bars and earlier runs put together."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.datasets.corpora import corpus_of, library_of, read_corpus
from eval.records import NOT_RETRIEVED
from eval.runs.session import Request
from eval.runs.storage import RunError, save_run
from index.errors import PressmarkError, UsageError
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles
from tests.eval.builders import MILLS
from tests.eval.conftest import Ask

QUESTIONS = (
    {
        "id": "q1", "question": "When did the mill in Alderholt burn?", "answerable": True,
        "facts": [[{"number": 1901}]], "sources": [{"article": "001", "words": "burned in 1901"}], "type": "when",
    },
    {"id": "q2", "question": "Who painted Guernica in Paris?", "answerable": False, "type": "off-topic"},
    {
        "id": "q3", "question": "Who opened the bridge at Alderholt?", "answerable": True, "facts": [["Anna Weber"]],
        "sources": [{"article": "002", "words": "by Anna Weber"}], "without": ["002"], "type": "withheld",
    },
)  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in QUESTIONS), encoding="utf-8")
    return path


def test_a_set_is_run_over_the_articles_beside_it(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(MILLS)
    (done,) = ask(Request((str(questions),)))
    run = done.verdict.run
    assert (run.name, run.corpus, run.articles, run.embedder) == ("mine", "articles", 2, "words-64")
    assert done.texts == MILLS
    assert run.outcomes[0].gold[0].spans[0].of(MILLS["001-mill.txt"]) == "burned in 1901"
    assert "library" not in run.settings
    assert run.metrics["verbatim"].value in (1, None)


def test_a_withheld_article_is_not_asked(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(MILLS)
    (done,) = ask(Request((str(questions),)))
    withheld = done.verdict.run.outcomes[2]
    assert {row["file"] for row in withheld.answer["retrieved"]} == {"001-mill.txt"}
    assert withheld.diagnosis == NOT_RETRIEVED


def test_nothing_is_embedded_twice(
    ask: Ask, questions: Path, write_articles: WriteArticles, embedder: WordEmbedding
) -> None:
    write_articles(MILLS)
    request = Request((str(questions),))
    ask(request)
    before = embedder.embedded
    ask(request)
    assert embedder.embedded == before > 0


def test_two_runs_are_the_same(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(MILLS)
    first, second = (ask(Request((str(questions),)))[0].verdict.run for _ in range(2))
    assert first.metrics == second.metrics
    assert [each.scores for each in first.outcomes] == [each.scores for each in second.outcomes]


def test_a_library_is_asked_as_it_is(
    ask: Ask, questions: Path, write_articles: WriteArticles, embedder: WordEmbedding, tmp_path: Path
) -> None:
    folder = write_articles(MILLS)
    settings = Settings()
    corpus = read_corpus(folder, settings.file_limit)
    with library_of(folder, corpus, settings, tmp_path / "cache", embedder) as pressmark:
        place = pressmark.library.folder
        assert corpus_of(pressmark).texts == MILLS
        assert corpus_of(pressmark).sha256 == corpus.sha256
    (done,) = ask(Request((str(questions),), library=place))
    assert done.verdict.run.warnings == ()
    (folder / "001-mill.txt").write_text("Changed.", encoding="utf-8")
    (done,) = ask(Request((str(questions),), library=place))
    assert done.verdict.run.warnings[0].startswith("1 articles are gone or changed")
    assert done.texts == MILLS


def test_bars_and_minima_are_applied(ask: Ask, questions: Path, write_articles: WriteArticles, tmp_path: Path) -> None:
    write_articles(MILLS)
    (tmp_path / "pyproject.toml").write_text("[tool.pressmark.eval.mine]\nright = 1.0\nmrr = 0.0\n", encoding="utf-8")
    verdict = ask(Request((str(questions),)))[0].verdict
    assert verdict.bars == {"right": 1.0, "mrr": 0.0}
    assert [breach.metric for breach in verdict.breaches] == ["right"]
    assert ask(Request((str(questions),), minima={"right": 0.0}))[0].verdict.passed


def test_an_earlier_run_is_a_file_or_in_a_folder(
    ask: Ask, questions: Path, write_articles: WriteArticles, tmp_path: Path
) -> None:
    write_articles(MILLS)
    first = ask(Request((str(questions),)))[0].verdict.run
    save_run(first, tmp_path / "mine.json")
    for earlier in (tmp_path / "mine.json", tmp_path):
        comparison = ask(Request((str(questions),), compare=earlier))[0].verdict.comparison
        assert comparison
        assert (comparison.common, comparison.worse, comparison.better, comparison.notes) == (3, (), (), ())
    with pytest.raises(RunError, match=r"there is no mine\.json in it"):
        ask(Request((str(questions),), compare=tmp_path / "cache"))
    save_run(replace(first, name="other"), tmp_path / "other.json")
    with pytest.raises(RunError, match="a run of 'other', not of 'mine'"):
        ask(Request((str(questions), str(questions)), compare=tmp_path / "other.json"))


def test_sets_of_one_name_are_told_apart(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(MILLS)
    assert [done.verdict.run.name for done in ask(Request((str(questions), str(questions))))] == ["mine", "mine-2"]


def test_what_contradicts_itself_is_wrong_use(ask: Ask, questions: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not both"):
        ask(Request((str(questions),), articles=tmp_path, library=tmp_path))
    with pytest.raises(UsageError, match="name them with --articles"):
        ask(Request((str(questions),)))
    (tmp_path / "empty").mkdir()
    with pytest.raises(PressmarkError, match="no articles in"):
        ask(Request((str(questions),), articles=tmp_path / "empty"))


def test_a_file_that_is_no_article_is_told(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles({**MILLS, "broken.txt": b"\x00\x01\x02\xff" * 50})
    (warning,) = ask(Request((str(questions),)))[0].verdict.run.warnings
    assert "broken.txt" in warning
