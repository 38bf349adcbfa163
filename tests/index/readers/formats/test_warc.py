"""Web archives: an article a page."""

from dataclasses import replace

from eval.experiments.formats import to_warc
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import PIECE


def test_an_archive_of_the_web_gives_its_pages_by_address() -> None:
    other = replace(PIECE, title="Second report")
    parts = read_bytes("a.warc.gz", to_warc([PIECE, other]))
    assert parts is not None
    assert parts[1].member == "example.org/2019-07-13/second-report"
    assert all(part.article and PIECE.paragraphs[0] in part.article.text for part in parts)
