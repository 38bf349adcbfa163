import dataclasses
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.chunking.blocks import plain_words
from index.chunking.frontmatter import find_front_matter
from index.metadata.finder import find_metadata
from index.metadata.foot import first_published_in
from index.metadata.names import is_outlet, is_person
from index.metadata.titles import title_in_name
from index.records import Found, Metadata

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
SEED = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the repository")

BODY = """The bridge over the Alder was opened on Wednesday, two years later than planned.

Officials expect some four thousand cars a day, most of them on their way to the harbour. Nobody fell in.
"""


def values(text: str, file: str = "a1b2c3.txt") -> dict[str, str | None]:
    found = find_metadata(text, file)
    names = ("title", "author", "publisher", "published", "url")
    return {name: getattr(found, name) and getattr(found, name).value for name in names}


def value(what: str, text: str, file: str = "a1b2c3.txt") -> str | None:
    return values(text, file)[what]


def words(text: str, found: Found | None) -> str:
    assert found is not None
    assert found.span is not None
    return found.span.of(text)


def test_front_matter_gives_every_value_with_its_place() -> None:
    text = (
        '---\ntitle: "A bridge, at last"\nauthors: [Ann Alder, Bo Brook]\nsource: River Post\ndate: 2019-05-01 10:00\n'
        "lang: en-GB\nurl: https://example.org/bridge\n---\n\n# Another heading\n\n" + BODY
    )
    found = find_metadata(text, "x.md")
    assert values(text) == {
        "title": "A bridge, at last",
        "author": "Ann Alder, Bo Brook",
        "publisher": "River Post",
        "published": "2019-05-01",
        "url": "https://example.org/bridge",
    }
    assert words(text, found.title) == "A bridge, at last"
    assert words(text, found.author) == "Ann Alder, Bo Brook"
    assert words(text, found.published) == "2019-05-01 10:00"
    assert found.language is not None
    assert (found.language.value, found.language.how) == ("en", "front matter")


def test_front_matter_that_is_no_sound_yaml_is_read_by_lines() -> None:
    text = "---\r\ntitle: The river: a history\r\nauthor: 'Ann Alder'\r\n---\r\n" + BODY
    assert values(text)["title"] == "The river: a history"
    assert words(text, find_metadata(text, "x").author) == "Ann Alder"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n" + BODY,
        "---\nA line between rules\n---\n" + BODY,
        "---\ntitle: never closed\n\n" + BODY,
        " ---\ntitle: not at the start\n---\n",
        "---\n" + "[" * 9000 + "\n---\n" + BODY,
    ],
)
def test_a_rule_at_the_start_is_no_front_matter(text: str) -> None:
    assert find_front_matter(text) is None


def test_a_source_that_is_an_address_is_no_publisher() -> None:
    text = "---\nsource: https://example.org/a\ndate: soon\nlang: Klingon\n---\n" + BODY
    assert value("publisher", text) is None
    assert value("url", text) == "https://example.org/a"
    assert value("published", text) is None


TITLES = {
    "# **A bridge** at last\n\n" + BODY: "A bridge at last",
    "# [A bridge at last](/b)\n\n" + BODY: "A bridge at last",
    "A bridge at last?\n\n" + BODY: "A bridge at last?",
    "“At last”: a bridge\nBy Ann Alder\n\n" + BODY: "“At last”: a bridge",
    "By Ann Alder\n\n1 May 2019\n\nA bridge at last\n\n" + BODY: "A bridge at last",
    "Is there really a bridge over the Alder now, two years after they said so?\n\n" + BODY: (
        "Is there really a bridge over the Alder now, two years after they said so?"
    ),
    "0 $\n100 $\n9 DAYS LEFT\n\nA bridge at last\n\n" + BODY: "A bridge at last",
    "Kicker\n\n# A bridge at last\n\n" + BODY: "A bridge at last",
    "Title: A bridge at last\nAuthor: Ann Alder\n\n" + BODY: "A bridge at last",
    BODY + "\nThe post A bridge at last appeared first on River Post.": "A bridge at last",
    "Köprü açıldı\n\nIrmağın üstündeki köprü çarşamba günü açıldı.\n": "Köprü açıldı",
}


@pytest.mark.parametrize("text", TITLES)
def test_a_title_is_found_and_cited(text: str) -> None:
    found = find_metadata(text, "a1b2c3.txt").title
    assert found is not None
    assert found.value == TITLES[text]
    assert plain_words(words(text, found)) == TITLES[text]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "of the river , which rose again",
        "and so it went\n\n" + BODY,
        "2019-05-01\n\n" + BODY,
        "12 $\n\n" + BODY,
        "",
    ],
)
def test_a_text_without_a_title_has_none(text: str) -> None:
    assert value("title", text) is None


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("news/2019-05-01-river-rises-again.txt", "River rises again"),
        ("a_bridge_at_last.md", "A bridge at last"),
        ("003_d4614d5e4eabd9fe.txt", None),
        ("doc-0bded49d8dd0.txt", None),
        ("article-12.txt", None),
        ("deadbeef.txt", None),
    ],
)
def test_a_file_name_is_a_title_only_when_it_reads_like_one(file: str, title: str | None) -> None:
    assert title_in_name(file) == title
    assert value("title", BODY, file) == title
    assert value("title", "# A heading\n\n" + BODY, file) == "A heading"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ann Alder", "Ann Alder"),
        ("By [Ann Alder](#)", "Ann Alder"),
        ("*By ANN ALDER*", "Ann Alder"),
        ("by Ann Alder and Bo van Brook", "Ann Alder, Bo van Brook"),
        ("By Ann Alder, River Correspondent", "Ann Alder"),
        ("By Ann Alder | May 1, 2019", "Ann Alder"),
        ("Written by Ann M. Alder-O’Brook", "Ann M. Alder-O’Brook"),
        ("**Author:** Ann Alder", "Ann Alder"),
        ("Von Änne Müller", "Änne Müller"),
        ("Автор: Анна Ольхова", "Анна Ольхова"),
        ("By Any Means Necessary", None),
        ("By the river", None),
        ("By 2019", None),
        ("By land, by sea", None),
    ],
)
def test_a_byline_names_the_author(line: str, author: str | None) -> None:
    text = f"A bridge at last\n\n{line}\n\n{BODY}"
    found = find_metadata(text, "x.txt").author
    assert (found and found.value) == author
    if found and author:
        written = words(text, found).lower()
        assert written.startswith(author.split(", ")[0].lower())
        assert written.endswith(author.split(", ")[-1].lower())


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        ("The river is the reason, writes Ann Alder. It rose again.", "Ann Alder"),
        ("The river is the reason, writes Ann Alder in the River Post.", None),
        ("The river is the reason, the columnist Ann Alder wrote on Friday.", None),
        ("The river is the reason, says Ann Alder.", None),
    ],
)
def test_only_an_opening_by_the_author_names_her(opening: str, author: str | None) -> None:
    assert value("author", f"A bridge\n\n{opening}\n\n{BODY}") == author


def test_a_quoted_columnist_further_down_is_not_the_author() -> None:
    assert value("author", f"A bridge\n\n{BODY}\nThe river is the reason, writes Ann Alder.") is None


@pytest.mark.parametrize(
    "foot",
    [
        "Copyright © [Ann Alder](#), River Post, 2019",
        "© 2019 River Post\n\nArticles by: [Ann Alder](#)",
        "*Ann Alder is a journalist based by the river.*",
    ],
)
def test_the_foot_names_the_author_when_there_is_no_byline(foot: str) -> None:
    assert value("author", f"# A bridge\n\n{BODY}\n{foot}") == "Ann Alder"
    assert value("author", f"# A bridge\n\nBy Bo Brook\n\n{BODY}\n{foot}") == "Bo Brook"


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("River News, May 1, 2019", "", "River News"),
        ("Alderland, May 1, 2019", "Copyright © Alderland 2019\n\nBecome a member of Alderland", "Alderland"),
        ("Alderton, May 1, 2019", "", None),
        ("", "The post A bridge appeared first on The Alder.", "The Alder"),
        ("", "The original source of this article is River Watch", "River Watch"),
        ("", "This article was originally published by Alder Today on May 1, 2019.", "Alder Today"),
        ("", "This article was originally published in 2019.", None),
        ("", "Copyright © Ann Alder, Alderland, 2019", "Alderland"),
        ("", "© 2019 The Alder. All rights reserved.", "The Alder"),
        ("", "© 2019 Ann Alder", None),
        ("Source: Alder Today", "", "Alder Today"),
        ("Support Alderland", "Support Alderland\n\nAlderland\n\nONE TIME GIFT 5 USD", "Alderland"),
        ("Support Alderland", "Support Alderland", None),
        ("", "The River News said so, and the mayor did not deny it.", None),
    ],
)
def test_a_publisher_is_named_only_where_the_page_says_so(above: str, below: str, publisher: str | None) -> None:
    text = f"# A bridge\n\n{above}\n\n{BODY}\n{below}\n"
    found = find_metadata(text, "x.txt").publisher
    assert (found and found.value) == publisher
    if found:
        assert words(text, found) == publisher


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Cumhurbaşkanı köprüyü açtı; ırmağın öbür kıyısında çiftçiler şenlik yaptı. " * 2, "tr"),
        ("Мост через реку открыли в среду, и жители обоих берегов прошли по нему пешком. " * 2, "ru"),
        ("Short.", None),
        ("1,470 12 % " * 100, None),
    ],
)
def test_the_language_is_told_from_enough_words(text: str, language: str | None) -> None:
    found = find_metadata(text, "x.txt").language
    assert (found and found.value) == language


def test_an_address_line_gives_the_url() -> None:
    assert value("url", f"A bridge\nURL: https://example.org/b?a=1\n\n{BODY}") == "https://example.org/b?a=1"


def test_names_of_people_and_outlets_are_told_by_their_form() -> None:
    assert all(map(is_person, ("Ann Alder", "Bo van Brook", "Анна Ольхова", "J. R. Brook")))
    assert not any(map(is_person, ("Ann", "The Alder", "ann alder", "Ann von", "a b", "")))
    assert all(map(is_outlet, ("The Alder", "River News", "alder.org", "RiverPost", "BBC")))
    assert not any(map(is_outlet, ("Alderton", "Ann Alder", "river", "")))


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The post X appeared first on The Alder.", "The Alder"),
        ("Der Beitrag X erschien zuerst auf Alderblatt.", "Alderblatt"),
        ("La entrada X se publicó primero en El Aliso.", "El Aliso"),
        ("The post office opened first on Monday.", None),
    ],
)
def test_a_repost_names_the_first_outlet(line: str, outlet: str | None) -> None:
    assert first_published_in(line) == outlet


def check(text: str, found: Metadata) -> None:
    for item in dataclasses.fields(found):
        one: Found | None = getattr(found, item.name)
        if one and one.span:
            assert 0 <= one.span.start < one.span.end <= len(text)
            assert one.value
            if item.name not in {"published", "updated"} and one.how != "front matter":
                written = f"{plain_words(one.span.of(text))} {one.span.of(text)}".casefold()
                parts = one.value.split(", ") if item.name in {"author", "agency"} else [one.value]
                assert all(part.casefold() in written for part in parts)


LINES = st.sampled_from(
    [*BODY.split("\n\n"), "", "", "# A *title*", "By [Ann Alder](#)", "River News, May 1, 2019", "---",
     "© 2019 The Alder", "title: x", "Support Alderland", "Alderland", "Source: Alder Today", "Title: [a](b) c",
     "By A. B. and **C D**"]
)  # fmt: skip


@settings(deadline=None)  # the first example loads the models
@given(st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=20))).map("\n".join)), st.text(max_size=30))
@example("¼*0", "")  # a star within a word is no emphasis
def test_metadata_points_at_words_of_the_text(text: str, file: str) -> None:
    check(text, find_metadata(text, file))


@settings(deadline=None)  # the first example loads the models
@given(st.lists(LINES).map(lambda lines: "---\n" + "\n".join(lines) + "\n---\nx"))
def test_front_matter_of_any_form_points_into_the_text(text: str) -> None:
    front = find_front_matter(text)
    for pairs in front.values.values() if front else ():
        assert all(0 < span.start < span.end <= len(text) for _, span in pairs)


HOSTILE = {
    "one line of words": "By " * 330_000,
    "many dates": "March 12, 2017\n" * 20_000,
    "many impossible dates": "".join(f"30 February {year}\n" for year in range(1700, 2100)),
    "many names": "By Ann Alder\n" * 20_000,
    "many headings": "# x\n" * 50_000,
    "many keys": "---\n" + "a: b\n" * 50_000,
    "many aliases": "---\na: &a [x, x]\n" + "".join(f"{c}: &{c} [*a, *a, *a]\n" for c in "bcdefgh") + "---\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded_for_odd_texts(name: str) -> None:
    started = time.thread_time()
    find_metadata(HOSTILE[name], "x" * 10_000)
    assert time.thread_time() - started < 40


@SEED
@pytest.mark.parametrize(
    ("seed", "title", "author", "publisher", "published"),
    [
        ("000", "Is Turkey pivoting", None, "The Duran", None),
        ("001", "Russia -Turkey Diplomatic", "Michael Werbowksi", "Global Research", "2017-03-12"),
        ("002", "Russia is using S-400", None, None, None),
        ("003", None, "Leo Adams", None, "2022-01-30"),
        ("004", "Putin’s Visit to Turkey", None, "SouthFront", None),
    ],
)
def test_seeds_give_what_they_say_of_themselves(
    seed: str, title: str | None, author: str | None, publisher: str | None, published: str | None
) -> None:
    (path,) = SEEDS.glob(f"{seed}_*")
    text = path.read_bytes().decode()
    found = find_metadata(text, path.name)
    check(text, found)
    given_values = values(text, path.name)
    assert (given_values["author"], given_values["publisher"], given_values["published"]) == (
        author,
        publisher,
        published,
    )
    assert (given_values["title"] or "").startswith(title or "")
    assert (given_values["title"] is None) == (title is None)
    assert found.language is not None
    assert found.language.value == "en"


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "eval" / "articles").iterdir()), ids=lambda each: each.name
)
def test_samples_keep_the_cards_of_their_front_matter(path: Path) -> None:
    text = path.read_bytes().decode()
    front = find_front_matter(text)
    assert front is not None
    stated = {name: pairs[0][0] for name, pairs in front.values.items()}
    assert values(text, path.name) == {
        name: stated.get(name) for name in ("title", "author", "publisher", "published", "url")
    }
    found = find_metadata(text, path.name)
    assert (found.agency, found.updated) == (None, None)


def test_the_rows_of_a_table_name_neither_agency_nor_author() -> None:
    text = (
        "# Crew of the tender\n\nThe crew was named by the harbour office on 9 May 2023.\n\nDuty | Name\n"
        "Mate | Lou Arden\nCook | Ravi Holt\n\nThe tender lies at the east quay until the ice has gone.\n"
    )
    found = find_metadata(text, "crew.docx")
    assert (found.agency, found.author) == (None, None)
