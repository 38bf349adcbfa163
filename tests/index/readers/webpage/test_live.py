"""Live pages: what each entry says is told by who wrote it on which day."""

import pytest

from index.readers.formats.html import read_html
from index.readers.registry import read_bytes
from tests.index.readers.formats.builders import value

FIRST = "The pumps of the lock were stopped yesterday, and the water has risen by a hand since then, a keeper said."
SECOND = "The first barge was pulled off the sill yesterday by two tugs, to the cheers of the people on the bridge."
THIRD = "Divers looked at the gates in the morning and found a bicycle, an anvil and no crack that anybody could see."
LEAD = "The great lock of Marl End has been shut since a barge ran aground in it. This page tells what happens there."
DATA = """<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Live: the lock at Marl End",
"datePublished": "2024-05-06T08:00:00+02:00", "author": {"@type": "Person", "name": "Piet Aldous"},
"liveBlogUpdate": [
{"@type": "BlogPosting", "url": "https://marl.example/live#e2", "datePublished": "2024-05-07T09:10:00+02:00",
 "author": {"@type": "Person", "name": "Dita Sollis"}},
{"@type": "BlogPosting", "url": "https://marl.example/live#e1", "datePublished": "2024-05-06T14:00:00+02:00"}]}
</script>"""


def told(page: str) -> list[tuple[str, str | None, str | None, str]]:
    """Return the name, author and day of each article of a page, and its last paragraph."""
    articles = [(part.member, part.article) for part in read_html(page.encode()) if part.article]
    return [
        (member, value(each.stated.author), value(each.stated.published), each.text.rpartition("\n")[2])
        for member, each in articles
    ]


def whole(entries: str, head: str = "", lead: str = LEAD, title: str = "Live: the lock at Marl End") -> str:
    body = f"<main><h1>{title}</h1><p class='byline'>By Piet Aldous</p><p>{lead}</p>{entries}</main>"
    return f"<html lang='en'><head>{head}</head><body>{body}</body></html>"


def test_entries_have_the_authors_and_days_that_the_data_give_them() -> None:
    entries = (
        f"<div class='entry' id='e2'><b>09.10</b><p>{SECOND}</p></div>"
        f"<div class='entry' id='e1'><b>14.00</b><p>{FIRST}</p></div>"
    )
    marked = entries.replace("class='entry'", "itemprop='liveBlogUpdate'")
    assert told(whole(marked, DATA)) == [
        ("", "Piet Aldous", "2024-05-06", LEAD),
        ("dita-sollis-2024-05-07", "Dita Sollis", "2024-05-07", SECOND),
        ("piet-aldous-2024-05-06", "Piet Aldous", "2024-05-06", FIRST),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        f"<article><time datetime='2024-05-07T09:10'>09.10</time><p>By Dita Sollis</p><p>{SECOND}</p></article>"
        f"<article><time datetime='2024-05-06T14:00'>14.00</time><p>By Wim Hasket</p><p>{FIRST}</p></article>"
        f"<article><time datetime='2024-05-06T11:00'>11.00</time><p>By Wim Hasket</p><p>{THIRD}</p></article>",
        f"<ul class='live-blog'><li><span class='author'>Dita Sollis</span> <i>7 May 2024</i><p>{SECOND}</p></li>"
        f"<li><span class='author'>Wim Hasket</span> <i>6 May 2024</i><p>{FIRST}</p></li>"
        f"<li><span class='author'>Wim Hasket</span> <i>6 May 2024</i><p>{THIRD}</p></li></ul>",
        f"<p class='t'>7 May 2024, 09.10 – Dita Sollis</p><p>{SECOND}</p>"
        f"<p class='t'>6 May 2024, 14.00 – Wim Hasket</p><p>{FIRST}</p>"
        f"<p class='t'>6 May 2024, 11.00 – Wim Hasket</p><p>{THIRD}</p>",
    ],
)
def test_entries_are_told_by_their_own_bylines_and_dates(entries: str) -> None:
    _, second, first = told(whole(entries))
    assert second == ("dita-sollis-2024-05-07", "Dita Sollis", "2024-05-07", SECOND)
    assert first == ("wim-hasket-2024-05-06", "Wim Hasket", "2024-05-06", THIRD)


def test_a_live_page_of_one_writer_and_day_stays_one_article() -> None:
    entries = "".join(
        f"<article><time datetime='2024-05-06T{hour}:00'>{hour}.00</time><p>{each}</p></article>"
        for hour, each in ((11, THIRD), (10, FIRST))
    )
    ((member, author, published, _),) = told(whole(entries, DATA))
    assert (member, author, published) == ("", "Piet Aldous", "2024-05-06")


def test_a_page_that_lists_other_stories_is_no_live_page() -> None:
    entries = (
        f"<article><time datetime='2024-05-07'>7 May</time><p>{SECOND}</p></article>"
        f"<article><time datetime='2024-05-02'>2 May</time><p>{FIRST}</p></article>"
    )
    assert len(told(whole(entries, title="The lock at Marl End"))) == 1


def test_a_live_page_in_german_is_taken_apart_like_one_in_english() -> None:
    entries = (
        "<section class='beitrag'><p>Von Jörg Düsel, 8. Mai 2024, 9.30 Uhr</p><p>Die Pumpen wurden gestern "
        "abgestellt, und das Wasser steigt seither um eine Handbreit in der Stunde.</p></section>"
        "<section class='beitrag'><p>Von Almut Denker, 7. Mai 2024, 17 Uhr</p><p>Der Kahn wurde gestern von zwei "
        "Schleppern von der Schwelle gezogen, und die Leute auf der Brücke klatschten.</p></section>"
    )
    page = whole(entries, title="Liveticker: Die Schleuse in Halden", lead="Die Schleuse ist seit dem Wochenende zu.")
    found = [(author, published) for _, author, published, _ in told(page)]
    assert found[-2:] == [("Jörg Düsel", "2024-05-08"), ("Almut Denker", "2024-05-07")]


def test_the_name_of_an_entry_says_whose_it_is_in_an_archive_too() -> None:
    parts = read_bytes("live.html", whole(f"<div id='e2' itemprop='liveBlogUpdate'>{SECOND}</div><div id='e1' "
        f"itemprop='liveBlogUpdate'>{FIRST}</div>", DATA).encode())  # fmt: skip
    assert parts
    assert [part.member for part in parts] == ["", "dita-sollis-2024-05-07", "piet-aldous-2024-05-06"]
