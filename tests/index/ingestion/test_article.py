from index.ingestion.article import cut_article
from index.language.token_counts import count_tokens
from index.readers.formats.html import read_html
from index.records import SourceText

PAGE = """---
title: A bridge at last
author: Ann Alder
date: 2019-05-01
---

# A bridge at last

The bridge over the Alder was opened on Wednesday, two years late. The mayor crossed it first, and nobody fell.

## What it cost

It cost 3.5 million crowns, twice as much as the council of the town had planned in 2015.

Share this article

Facebook | Twitter
"""


def test_a_page_becomes_an_article_with_metadata_and_passages() -> None:
    article = cut_article("news/bridge.md", SourceText(PAGE, "utf-8", "0" * 64), 64)
    metadata = article.metadata
    assert metadata.title is not None
    assert metadata.published is not None
    assert (metadata.title.value, metadata.published.value) == ("A bridge at last", "2019-05-01")
    assert [passage.heading for passage in article.passages] == ["A bridge at last", "What it cost"]
    kept = [sentence.span.of(PAGE) for passage in article.passages for sentence in passage.sentences]
    assert kept[0] == "A bridge at last"
    assert kept[-1].startswith("It cost 3.5 million crowns")
    assert len(kept) == 5
    assert all(count_tokens(passage.span.of(PAGE)) <= 64 for passage in article.passages)


def test_a_text_of_signs_has_no_passage() -> None:
    assert cut_article("a.txt", SourceText("---\n\n…\n", "utf-8", "0" * 64), 64).passages == ()


def test_what_is_left_of_a_web_pages_furniture_is_no_part_of_the_article() -> None:
    told = (
        "The Harrow bridge was opened on {0} by the mayor, who said that it had cost the town twice what was planned."
    )
    page = (
        f"<article><h1>A bridge at last</h1><p>{told.format('Tuesday')}</p><p>{told.format('Friday')}</p>"
        "<p>Follow The Courier on Twitter and Instagram @TheCourier and on Facebook.</p>"
        "<p>© 2020 The Courier. All Rights Reserved</p></article>"
    )
    (part,) = read_html(f"<html><head><title>A bridge at last</title></head><body>{page}</body></html>".encode())
    assert part.article
    text = part.article.text
    article = cut_article("bridge.html", SourceText(text, "utf-8", "0" * 64, part.article.kind), 64)
    assert "All Rights Reserved" in text
    assert [span.of(text) for span in article.content] == [
        f"# A bridge at last\n\n{told.format('Tuesday')}\n\n{told.format('Friday')}"
    ]
