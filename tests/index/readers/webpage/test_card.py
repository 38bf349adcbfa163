"""The cards of invented web pages: what their data say, checked against what can be seen."""

import time

import pytest

from index.readers.formats.html import read_html
from index.records import Metadata

PROSE = (
    "<p>The harbour bridge was opened to traffic on Wednesday, two years later than planned and at twice the price.</p>"
    "<p>Some four thousand cars a day are expected to cross it, most of them on their way to the docks. Nobody fell "
    "into the water, the harbour master said, and the fire brigade went home.</p>"
)
TITLE = "Harbour bridge opens two years late"


def page(head: str = "", top: str = "", foot: str = "", body: str = "") -> bytes:
    article = f"<article><h1>{TITLE}</h1>{top}{PROSE}</article>"
    return f"<html><head>{head}</head><body{body}><nav>Home</nav>{article}{foot}</body></html>".encode()


def card(data: bytes) -> Metadata:
    (part,) = read_html(data)
    assert part.article
    return part.article.stated


def value(data: bytes, name: str) -> str | None:
    found = getattr(card(data), name)
    return found.value if found else None


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "NewsArticle", "headline": "Harbour bridge opens two years late", "author": {"@id": "#a"},
"datePublished": "2022-03-09T23:30:00-05:00", "dateModified": "2022-03-11T08:00:00Z",
"publisher": {"@type": "Organization", "name": "Kestrel Bay Courier"}},
{"@type": "Person", "@id": "#a", "name": "Piet Aldous"}]}</script>"""


def test_structured_data_give_the_whole_card_when_it_is_seen() -> None:
    found = card(page(JSON_LD, "<p class='byline'>By Piet Aldous</p><time datetime='2022-03-09'>9 March 2022</time>"))
    values = {name: getattr(found, name).value for name in ("title", "author", "publisher", "published", "updated")}
    assert values == {
        "title": TITLE,
        "author": "Piet Aldous",
        "publisher": "Kestrel Bay Courier",
        "published": "2022-03-09",  # the day in its own time zone
        "updated": "2022-03-11",
    }


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE} | Kestrel Bay Courier</title><meta property='og:site_name' content='Kestrel Bay Courier'>",
        f"<title>Kestrel Bay Courier - {TITLE}</title><meta property='og:site_name' content='Kestrel Bay Courier'>",
        f"<title>{TITLE} › kestrelbay.example</title><link rel='canonical' href='https://www.kestrelbay.example/a'>",
        "<meta property='og:title' content='You will not believe what opened at last'>",
        "",
    ],
)
def test_the_title_is_the_headline_without_the_name_of_the_site(head: str) -> None:
    assert value(page(head), "title") == TITLE


def test_a_kicker_in_the_headline_is_left_out() -> None:
    data = page().replace(TITLE.encode(), f"<span class='kicker'>Transport</span> {TITLE}".encode())
    assert value(data, "title") == TITLE


@pytest.mark.parametrize(
    ("top", "author"),
    [
        ("<a rel='author' href='/piet'>Piet Aldous</a>", "Piet Aldous"),
        ("<span itemprop='author'><span itemprop='name'>Piet Aldous</span></span>", "Piet Aldous"),
        ("<div class='article-author'>Von Piet Aldous und Ann Brook, 9. März 2022</div>", "Piet Aldous, Ann Brook"),
        ("<p>By Piet Aldous in Kestrel Bay</p>", "Piet Aldous"),
        ("<div class='meta'><a href='/authors/piet'>Piet Aldous</a></div>", "Piet Aldous"),
        ("<p class='byline'>By WordPress admin</p>", None),
        ("<p class='byline'>By Staff</p>", None),
        ("<p class='byline'><a href='/x'>View all posts by</a></p>", None),
    ],
)
def test_a_byline_names_the_author_and_no_one_else(top: str, author: str | None) -> None:
    assert value(page(top=top), "author") == author


def test_comments_related_articles_and_unseen_names_are_no_authors() -> None:
    foot = "<div id='comments'><span class='author'>Angry Reader</span> on 3 May 2023</div>"
    found = card(page("<meta name='author' content='Setup Wizard'>", foot=foot))
    assert (found.author, found.published) == (None, None)


@pytest.mark.parametrize(
    ("head", "top", "day"),
    [
        ("<meta property='article:published_time' content='2022-03-09T08:00:00Z'>", "", "2022-03-09"),
        (
            "<meta property='article:published_time' content='2022-03-10T01:00:00Z'>",
            "<p>9 March 2022</p>",
            "2022-03-09",
        ),
        ("", "<p>Published 9 March 2022, updated 12 March 2022</p>", "2022-03-09"),
        ("", "<span>Mittwoch, 9. März 2022</span>", "2022-03-09"),
    ],
)
def test_a_date_is_that_beside_the_headline(head: str, top: str, day: str) -> None:
    assert value(page(head, top), "published") == day


def test_the_page_of_a_site_that_is_no_article_has_no_date() -> None:
    data = page("<meta property='article:published_time' content='2022-03-09T08:00:00Z'>", body=" class='page wide'")
    assert value(data, "published") is None


@pytest.mark.parametrize(
    "odd",
    [
        "<h1>" + "<span>" * 5000 + "x",
        "<div class='byline'>" * 5000,
        "<div itemprop='author'>" * 3000,
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        "<script type='application/ld+json'>{\"@graph\": " + "[{}," * 5000 + "</script>",
    ],
)
def test_time_is_bounded_for_odd_pages(odd: str) -> None:
    started = time.thread_time()
    card(page() + odd.encode())
    assert time.thread_time() - started < 20
