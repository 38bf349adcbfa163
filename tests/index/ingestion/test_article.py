from index.ingestion.article import cut_article
from index.language.token_counts import count_tokens
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
