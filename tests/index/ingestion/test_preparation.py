"""From the bytes of a file to articles that only want their vectors."""

from pathlib import Path

from index.ingestion.planning import FoundFile
from index.ingestion.preparation import CutFile, cut_file
from tests.conftest import WriteArticles

ARTICLE = "# The quay opens\n\nThe quay opened on Monday. It is made of granite.\n"


def cut(folder: Path, name: str, limit: int = 10_000) -> CutFile:
    return cut_file(FoundFile(str(folder), name, folder / name, None), limit, 256)


def test_each_sentence_is_embedded_under_its_title_and_hashed(write_articles: WriteArticles) -> None:
    (article,) = cut(write_articles({"a.md": ARTICLE}), "a.md").articles
    assert article.texts[-2:] == (
        "The quay opens: The quay opened on Monday.",
        "The quay opens: It is made of granite.",
    )
    assert len(set(article.hashes)) == len(article.texts) == len(article.hashes)


def test_the_same_bytes_have_the_same_version_wherever_they_stand(write_articles: WriteArticles) -> None:
    folder = write_articles({"a.md": ARTICLE, "b/c.md": ARTICLE, "d.md": ARTICLE + "More."})
    versions = [cut(folder, name).articles[0].version for name in ("a.md", "b/c.md", "d.md")]
    assert versions[0] == versions[1] != versions[2]


def test_a_file_that_cannot_be_read_says_why(write_articles: WriteArticles) -> None:
    made = cut(write_articles({"a.md": ARTICLE}), "a.md", limit=10)
    assert made.failed
    assert "a.md" in (made.failures or {})[""]
