"""One call of the command: sets, articles, libraries, bars and earlier runs put together."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.datasets.corpora import cache_folder, corpus_of, folder_of, library_of, read_corpus, safe_file_name
from eval.records import NOT_RETRIEVED, RIGHT
from eval.runs.session import Evaluated, Request, evaluate
from eval.runs.storage import RunError, save_run
from index.errors import PressmarkError, UsageError
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles

ARTICLES = {
    "001-mill.txt": "The mill in Alderholt burned in 1901. It was rebuilt with brick the year after.\n",
    "002-bridge.txt": "The bridge at Alderholt was opened in 1874 by Anna Weber.\n",
}
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

Ask = Callable[[Request], list[Evaluated]]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture
def ask(tmp_path: Path, embedder: WordEmbedding, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Evaluate in a folder of its own, with made-up vectors."""
    monkeypatch.chdir(tmp_path)
    return lambda request: list(evaluate(request, Settings(), embedder=embedder, cache=tmp_path / "cache"))


def test_a_set_is_run_over_the_articles_beside_it(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(ARTICLES)
    (done,) = ask(Request((str(questions),)))
    run = done.verdict.run
    assert (run.name, run.corpus, run.articles, run.embedder) == ("mine", "articles", 2, "words-64")
    assert done.texts == ARTICLES
    assert run.outcomes[0].gold[0].spans[0].of(ARTICLES["001-mill.txt"]) == "burned in 1901"
    assert "library" not in run.settings
    assert run.metrics["verbatim"].value in (1, None)


def test_a_withheld_article_is_not_asked(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(ARTICLES)
    (done,) = ask(Request((str(questions),)))
    withheld = done.verdict.run.outcomes[2]
    assert {row["file"] for row in withheld.answer["retrieved"]} == {"001-mill.txt"}
    assert withheld.diagnosis == NOT_RETRIEVED


def test_nothing_is_embedded_twice(
    ask: Ask, questions: Path, write_articles: WriteArticles, embedder: WordEmbedding
) -> None:
    write_articles(ARTICLES)
    request = Request((str(questions),))
    ask(request)
    before = embedder.embedded
    ask(request)
    assert embedder.embedded == before > 0


def test_two_runs_are_the_same(ask: Ask, questions: Path, write_articles: WriteArticles) -> None:
    write_articles(ARTICLES)
    first, second = (ask(Request((str(questions),)))[0].verdict.run for _ in range(2))
    assert first.metrics == second.metrics
    assert [each.scores for each in first.outcomes] == [each.scores for each in second.outcomes]


def test_a_library_is_asked_as_it_is(
    ask: Ask, questions: Path, write_articles: WriteArticles, embedder: WordEmbedding, tmp_path: Path
) -> None:
    folder = write_articles(ARTICLES)
    settings = Settings()
    corpus = read_corpus(folder, settings.file_limit)
    with library_of(folder, corpus, settings, tmp_path / "cache", embedder) as pressmark:
        place = pressmark.library.folder
        assert corpus_of(pressmark).texts == ARTICLES
        assert corpus_of(pressmark).sha256 == corpus.sha256
    (done,) = ask(Request((str(questions),), library=place))
    assert done.verdict.run.warnings == ()
    (folder / "001-mill.txt").write_text("Changed.", encoding="utf-8")
    (done,) = ask(Request((str(questions),), library=place))
    assert done.verdict.run.warnings[0].startswith("1 articles are gone or changed")
    assert done.texts == ARTICLES


def test_bars_and_minima_are_applied(ask: Ask, questions: Path, write_articles: WriteArticles, tmp_path: Path) -> None:
    write_articles(ARTICLES)
    (tmp_path / "pyproject.toml").write_text("[tool.pressmark.eval.mine]\nright = 1.0\nmrr = 0.0\n", encoding="utf-8")
    verdict = ask(Request((str(questions),)))[0].verdict
    assert verdict.bars == {"right": 1.0, "mrr": 0.0}
    assert [breach.metric for breach in verdict.breaches] == ["right"]
    assert ask(Request((str(questions),), minima={"right": 0.0}))[0].verdict.passed


def test_an_earlier_run_is_a_file_or_in_a_folder(
    ask: Ask, questions: Path, write_articles: WriteArticles, tmp_path: Path
) -> None:
    write_articles(ARTICLES)
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
    write_articles(ARTICLES)
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
    write_articles({**ARTICLES, "broken.txt": b"\x00\x01\x02\xff" * 50})
    (warning,) = ask(Request((str(questions),)))[0].verdict.run.warnings
    assert "broken.txt" in warning


def test_a_squad_file_and_a_beir_folder_bring_their_articles(ask: Ask, tmp_path: Path) -> None:
    context = "The mill in Alderholt burned in 1901."
    qas = [
        {
            "id": "s1",
            "question": "When did the mill in Alderholt burn?",
            "answers": [{"text": "1901", "answer_start": 32}],
        }
    ]
    data = [{"title": "Mill", "paragraphs": [{"context": context, "qas": qas}]}]
    (tmp_path / "dev.json").write_text(json.dumps({"data": data}), encoding="utf-8")
    beir = tmp_path / "fiqa"
    (beir / "qrels").mkdir(parents=True)
    (beir / "corpus.jsonl").write_text(
        '{"_id": "d1", "title": "", "text": "The mill burned."}\n{"_id": "d2", "title": "", "text": "Rain fell."}\n'
    )
    (beir / "queries.jsonl").write_text('{"_id": "q1", "text": "Which mill burned?"}\n')
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    squad, ranked = (done.verdict.run for done in ask(Request((str(tmp_path / "dev.json"), str(beir)))))
    assert squad.outcomes[0].gold[0].spans[0].of("Mill\n\n" + context) == "1901"
    assert (squad.corpus, ranked.corpus) == ("dev", "fiqa")
    assert ranked.outcomes[0].diagnosis == RIGHT
    assert ranked.metrics["mrr"].value == 1
    assert ranked.metrics["right"].value is None
    assert ranked.metrics["refusal_recall"].value is None
    assert ranked.outcomes[0].ok is True


def test_without_a_cache_nothing_stays(embedder: WordEmbedding, write_articles: WriteArticles) -> None:
    settings = Settings()
    with folder_of(ARTICLES, None) as folder:
        corpus = read_corpus(folder, settings.file_limit)
        with library_of(folder, corpus, settings, None, embedder) as pressmark:
            place = pressmark.library.folder
            assert pressmark.search("mill")[0].file == "001-mill.txt"
    assert not place.exists()
    assert not folder.exists()


def test_the_cache_keeps_only_the_newest_libraries(
    tmp_path: Path, embedder: WordEmbedding, write_articles: WriteArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.datasets.corpora.KEPT", 1)
    folder, settings = write_articles(ARTICLES), Settings()
    (tmp_path / "cache" / "not-ours").mkdir(parents=True)
    places = []
    for text in ("One.", "Two."):
        (folder / "003-new.txt").write_text(text, encoding="utf-8")
        corpus = read_corpus(folder, settings.file_limit)
        with library_of(folder, corpus, settings, tmp_path / "cache", embedder) as pressmark:
            places.append(pressmark.library.folder)
    assert [place.exists() for place in places] == [False, True]
    assert (tmp_path / "cache" / "not-ours").is_dir()


def test_the_cache_is_where_the_system_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "pressmark" / "eval"
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder() is None


def test_file_names_are_safe_and_never_the_same() -> None:
    names = [safe_file_name(name) for name in ("plain", "../up", "a/b", "a-b", "a b", "", ".", "x" * 300)]
    assert len(set(names)) == len(names)
    assert all("/" not in name and not name.startswith(".") and len(name) < 120 for name in names)
    assert names[0] == "plain.txt"
