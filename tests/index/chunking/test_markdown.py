"""Comments, struck sentences, code and note marks of a Markdown source."""

import pytest

from index.ingestion.article import cut_article
from index.records import SourceText


def sentences(text: str) -> list[str]:
    article = cut_article("a.md", SourceText(text=text, encoding="utf-8", sha256="0" * 64), 200)
    found = [each for passage in article.passages for each in passage.sentences]
    return [("# " if each.heading else "") + each.span.of(text) for each in found]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- The dam belongs to Oren. -->",
        "<!--\nOld:\n\nThe dam belongs to Oren.\n-->",
        "[//]: # (The dam belongs to Oren.)",
        "[comment]: <> (The dam belongs to Oren.)",
        "%% The dam belongs to Oren. %%",
        "{/* The dam belongs to Oren. */}",
        "{>>The dam belongs to Oren.<<}",
        "<p hidden>The dam belongs to Oren.</p>",
        "<div class='a b' style='color:red; display: none'>The dam belongs to Oren.</div>",
        '<span aria-hidden="true">The dam belongs to Oren.</span>',
        "~~The dam belongs to Oren.~~",
        "<del>The dam belongs to Oren.</del>",
        "<s class='x'>The dam belongs to Oren.</s>",
    ],
)
def test_what_was_taken_back_is_no_sentence(hidden: str) -> None:
    text = f"# The dam\n\nThe dam is old.\n\n{hidden}\n\nThe dam belongs to Lena.\n"
    assert sentences(text) == ["# The dam", "The dam is old.", "The dam belongs to Lena."]


@pytest.mark.parametrize("tag", ["<p class='hidden md:block'>", "<p style='opacity:0.8'>", "<p title='a hidden dam'>"])
def test_what_is_seen_in_html_within_markdown_is_text(tag: str) -> None:
    found = sentences(f"# The dam\n\nThe dam is old.\n\n{tag}The dam belongs to Oren.</p>\n\nIt leaks.\n")
    assert any("The dam belongs to Oren." in each for each in found)


def test_a_question_that_unfolds_its_answer_stands_without_tags() -> None:
    text = (
        "# The dam\n\nThe dam is old.\n\n<details><summary>Who owns the dam?</summary>\n\nIt belongs to Lena.\n\n"
        "</details>\n\nIt leaks.\n"
    )
    assert sentences(text)[2:] == ["Who owns the dam?", "It belongs to Lena.", "It leaks."]


def test_a_struck_sentence_goes_and_struck_words_stay_marked() -> None:
    text = "# Tea\n\nTea is free. ~~It is cold.~~ It is hot. It costs ~~two~~ three crowns a pot.\n"
    assert sentences(text)[1:] == ["Tea is free.", "It is hot.", "It costs ~~two~~ three crowns a pot."]


def test_code_has_no_headlines_and_no_comments() -> None:
    text = "# Gauge\n\nRead it so.\n\n~~~sh\n# All gauges are broken\nread <!-- 3 --> now\n~~~\n\nIt is read daily.\n"
    assert sentences(text) == [
        "# Gauge",
        "Read it so.",
        "All gauges are broken",
        "read <!-- 3 --> now",
        "It is read daily.",
    ]


def test_a_comment_named_in_code_is_text() -> None:
    assert sentences("Write `<!-- so -->` above the first line of it.\n") == [
        "Write `<!-- so -->` above the first line of it."
    ]


def test_a_sentence_does_not_begin_with_the_mark_of_the_one_before() -> None:
    text = "# Rye\n\nIt fell.[3] It rose.[^4] Then it froze.¹ Nobody knew.\n\n[^4]: Weighed wet at the mill.\n"
    found = sentences(text)[1:]
    assert [each[0] for each in found] == ["I", "I", "T", "N", "W"]


def test_an_unfinished_comment_hides_nothing() -> None:
    assert "The dam belongs to Lena." in sentences("# Dam\n\nIt is <!-- old.\n\nThe dam belongs to Lena.\n")


def test_no_headline_is_taken_from_a_comment_or_code() -> None:
    text = "<!--\n# Draft title\n-->\n\n```\n# Code title\n```\n\n# The dam of Velm\n\nThe dam is old and leaks.\n"
    article = cut_article("a.md", SourceText(text=text, encoding="utf-8", sha256="0" * 64), 200)
    assert article.metadata.title is not None
    assert article.metadata.title.value == "The dam of Velm"
