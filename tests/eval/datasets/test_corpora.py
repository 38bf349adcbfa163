"""The articles of a set, and the libraries that are made of them."""

import json
from pathlib import Path

import pytest

from eval.datasets.corpora import cache_folder, folder_of, library_of, read_corpus, safe_file_name
from eval.records import RIGHT
from eval.runs.session import Request
from rag.settings import Settings
from tests.conftest import WordEmbedding, WriteArticles
from tests.eval.builders import MILLS
from tests.eval.conftest import Ask


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
    with folder_of(MILLS, None) as folder:
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
    folder, settings = write_articles(MILLS), Settings()
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
