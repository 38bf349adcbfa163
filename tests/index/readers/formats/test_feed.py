"""Feeds: an article an entry."""

from dataclasses import replace

import pytest

from eval.experiments.formats import to_feed
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import PIECE, only, value


def test_a_feed_gives_an_article_for_each_entry_whose_name_outlives_its_growth() -> None:
    other = replace(PIECE, title="Second report", paragraphs=("Something else happened on the river on Monday.",))
    parts = read_bytes("a.atom", to_feed([PIECE, other]))
    assert parts is not None
    assert [part.article.text.partition("\n")[0] for part in parts if part.article] == [
        f"# {PIECE.title}",
        "# Second report",
    ]
    assert parts[1].member.startswith("second-report-")
    assert parts[0].article
    assert value(parts[0].article.stated.publisher) == "The Alder Post"
    (alone,) = read_bytes("b.xml", to_feed([other])) or ()
    assert alone.member == parts[1].member


def test_a_feed_that_breaks_its_parser_is_said_to() -> None:
    with pytest.raises(ValueError, match=r"breaks its parser; save it again"):
        read_bytes("a.rss", b'<rss version="2.0"><channel><authors foo="x"></authors><author>x</author>')


def test_an_entry_of_a_feed_that_was_cut_off_stops_nothing() -> None:
    head = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>'
    sound = b"<entry><title>The ferry</title><content>The ferry left at noon.</content></entry>"
    for cut in (b"<title", b"<title>The harbour</title><content", b"<summary"):
        parts = read_bytes("a.atom", head + sound + b"<entry>" + cut)
        assert parts is not None
        assert [part.article.text for part in parts if part.article] == ["# The ferry\n\nThe ferry left at noon."]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Sat, 03 Feb 2024 23:40:00 -0700", "2024-02-03"),
        ("Sun, 04 Feb 2024 01:10:00 +0900", "2024-02-04"),
        ("2024-02-03T23:40:00-07:00", "2024-02-03"),
        ("3 February 2024", "2024-02-03"),
    ],
)
def test_the_day_of_an_entry_is_that_of_its_own_time_zone(stamp: str, day: str) -> None:
    feed = (
        f"<rss version='2.0'><channel><title>Post</title><item><title>Dam</title><pubDate>{stamp}</pubDate>"
        "<description>The dam leaks.</description></item></channel></rss>"
    )
    assert value(only("a.rss", feed.encode()).stated.published) == day
