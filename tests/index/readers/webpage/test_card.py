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
        ("<h4 class='vcard author'>vom <span class='fn'>Hafenblogger</span></h4>", "Hafenblogger"),
        ("<span class='post-author vcard'>Eingestellt von <span class='fn'>der Piet</span></span>", "der Piet"),
        ("<td><span>Geschrieben von <a href='/user?id=6'>Aldi</a></span></td>", "Aldi"),
        ("<p>Auteur : Piet Aldous</p>", "Piet Aldous"),
        ("<p><em>Text von Piet Aldous    Illustration von Ann Brook</em></p>", "Piet Aldous"),
        ("<p class='author vcard'>harbour_team</p>", None),
        ("<p class='byline'>By WordPress admin</p>", None),
        ("<p class='byline'>By Staff</p>", None),
        ("<p class='byline'><a href='/x'>View all posts by</a></p>", None),
    ],
)
def test_a_byline_names_the_author_and_no_one_else(top: str, author: str | None) -> None:
    assert value(page(top=top), "author") == author


@pytest.mark.parametrize(
    ("head", "top", "author"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"@type": "Person", "name": '
            '"Piet Aldous"}, {"@type": "Person", "name": "Ann Brook"}]}</script><meta name="author" content="Kestrel '
            'Press"><meta name="parsely-author" content="Piet Aldous, Ann Brook">',
            "<p>Piet Aldous, Ann Brook</p>",
            "Piet Aldous, Ann Brook",  # the owner of the site stands in another tag
        ),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Piet Aldous'>",
            "<p>Piet Aldous</p>",
            "Piet Aldous",
        ),
        (
            "<meta name='twitter:label1' content='Price'><meta name='twitter:data1' content='Piet Aldous'>",
            "<p>Piet Aldous</p>",
            None,
        ),
        ("<meta name='author' content='李小桥'>", "<p>责任编辑：李小桥</p>", "李小桥"),
    ],
)
def test_names_for_programs_count_when_they_are_seen(head: str, top: str, author: str | None) -> None:
    assert value(page(head, top), "author") == author


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
        (
            "<meta property='article:published_time' content='2022-11-03T08:00:00Z'>",
            "<span>11/03/2022</span>",
            "2022-11-03",  # the data say that the month stands first
        ),
        ("<meta name='date' content='2022-03-09'>", "", "2022-03-09"),
        (  # never changed since: the visible date is that of both
            "<meta property='article:published_time' content='2022-03-09T08:00:00Z'>",
            "<p>Updated: 9 March 2022</p><p>Pictures taken 31 January 2022</p>",
            "2022-03-09",
        ),
        (
            f"<meta property='og:title' content='{TITLE} | Kestrel TV'><script type='application/ld+json'>"
            f'{{"@type": "VideoObject", "name": "{TITLE}", "uploadDate": "2022-03-09T20:15:00+01:00"}}</script>',
            "",
            "2022-03-09",
        ),
        (
            "",
            "<p>09.03.2022 “It is open at last,” the mayor said. He was wrong about the price of it.</p>",
            "2022-03-09",
        ),
        ("", "<span class='updated' title='2022-03-09T18:52:11+00:00'></span>", "2022-03-09"),
        ("<link rel='canonical' href='https://kestrelbay.example/news/09-03-2022'>", "", "2022-03-09"),
    ],
)
def test_a_date_is_that_beside_the_headline(head: str, top: str, day: str) -> None:
    assert value(page(head, top), "published") == day


def test_the_line_that_says_when_a_page_was_posted_counts_in_a_wrapper_of_the_sidebar_too() -> None:
    posted = "<div class='submitted'>Submitted by <b>rasos</b> on 9 March 2022 - 18:55</div>"
    data = page(foot=posted).replace(b"<article>", b"<div class='with-sidebar'>").replace(b"</article>", b"")
    assert value(data, "published") == "2022-03-09"
    assert value(data.replace(b"'submitted'", b"'views'"), "published") is None


def test_the_stated_day_in_the_foot_of_an_article_beats_another_in_its_text() -> None:
    head = "<meta property='article:published_time' content='2022-03-09T08:00:00Z'>"
    top = "<p><strong>Opening party: 21.04.2022, 7 pm</strong></p>"
    foot = "<p>This entry was posted on 9 March 2022 at 8:00.</p>"
    assert value(page(head, top, foot), "published") == "2022-03-09"


def test_the_days_of_a_sidebar_and_of_pictures_are_not_those_of_the_page() -> None:
    picture = "<span>© Ann Brook, 31.05.2013</span>"
    aside = f"<p>{'Far below stands what else is new. ' * 40}</p><aside><span class='date'>27.02.2020</span></aside>"
    assert value(page(top=picture, foot=aside), "published") is None


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


OTHER_STORY = "<article><h3>Old mill burns</h3><time datetime='2020-01-05'>5 January 2020</time></article>"


@pytest.mark.parametrize(
    ("top", "foot"),
    [
        ("<p>The old bridge was opened on 4 May 1931 by the king, and it was shut for good in the spring.</p>", ""),
        ("<p>It was opened on <time datetime='1931-05-04'>4 May 1931</time> by the king, and it was shut.</p>", ""),
        ("", "<footer>Read on: <time datetime='2020-01-05'>5 January 2020</time> Old mill burns</footer>"),
        (
            "",
            "<div itemprop='comment' itemscope><meta itemprop='datePublished' content='2020-01-05'><p>Nice.</p></div>",
        ),
        ("", "<div class='comment'><time datetime='2020-01-05'>5 January 2020</time> Nice.</div>"),
        ("", f"<section>{OTHER_STORY}</section>"),
        ("<span class='todays-date'>Monday, 5 January 2020</span>", ""),
        ("", "<h3>See also</h3><ul><li><a href='/mill'>Old mill burns (5 January 2020)</a></li></ul>"),
        ("", "<p>Read more: Old mill burns, 5 January 2020</p>"),
        ("", "<div class='reactions'><div class='reply'><span>5 January 2020</span> Nice.</div></div>"),
        ("", "<div class='kommentare'><p>Ann am 5. Januar 2020</p><p>Schön.</p></div>"),
        ("", "<div class='events'>Next market: 5 January 2020</div>"),
        ("<figure><figcaption>The bridge on 5 January 2020</figcaption></figure>", ""),
        (
            "",
            "<div itemscope itemtype='https://schema.org/Article'><meta itemprop='datePublished' content='2020-01-05'>"
            "Old mill burns</div>",
        ),
    ],
)
def test_a_date_that_is_not_that_of_publication_is_none(top: str, foot: str) -> None:
    assert value(page(top=top, foot=foot), "published") is None


def test_the_day_of_a_change_is_taken_where_no_other_is_told() -> None:
    top = "<p><time itemprop='dateModified' datetime='2020-01-05'>5 January 2020</time></p>"
    assert value(page(top=top), "published") == "2020-01-05"


def test_the_day_of_publication_goes_before_that_of_a_change() -> None:
    top = (
        "<p><time itemprop='dateModified' datetime='2022-05-02'>2 May 2022</time> "
        "<time itemprop='datePublished' datetime='2022-03-09'>9 March 2022</time></p>"
    )
    assert (value(page(top=top), "published"), value(page(top=top), "updated")) == ("2022-03-09", "2022-05-02")


def test_of_several_articles_in_the_data_that_of_the_headline_counts() -> None:
    nodes = (
        '{"@type": "NewsArticle", "headline": "Old mill burns", "datePublished": "2020-01-05"}',
        f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2022-03-09"}}',
    )
    data = page(f"<script type='application/ld+json'>[{', '.join(nodes)}]</script>")
    assert value(data, "published") == "2022-03-09"


@pytest.mark.parametrize("clock", ["<div>Sunday, 5 January 2020</div>", "<p>Today is Sunday, 5 January 2020</p>"])
def test_a_day_above_the_article_is_that_of_the_paper(clock: str) -> None:
    assert value(page().replace(b"<nav>", f"{clock}<nav>".encode()), "published") is None


def test_the_clock_in_the_head_of_a_page_is_no_date_of_its_article() -> None:
    data = page().replace(b"<nav>", b"<header><p>Sunday, 5 January 2020</p></header><nav>")
    assert value(data, "published") is None
