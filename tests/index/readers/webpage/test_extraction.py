"""The text of a page is all of its article, in paragraphs."""

from index.readers.registry import read_bytes

LONG = (
    "The mill of Marl End was given a new wheel of oak, and the miller says that it turns more quietly now",
    "Some forty people had come to see it, among them a pupil of the village school who had drawn the plans for it",
    "The old wheel was sawn into planks, of which the parish has made benches that stand along the mill stream now",
)


def text_of(body: str) -> str:
    parts = read_bytes("a.html", f"<html><head><title>A wheel</title></head><body>{body}</body></html>".encode())
    assert parts
    assert parts[0].article
    return parts[0].article.text


def test_a_short_page_keeps_its_paragraphs_and_leaves_related_stories_out() -> None:
    related = "<div class='related'><h4>Read also</h4><article><h3>An old dam</h3></article></div>"
    text = text_of(f"<article><h1>A wheel</h1><p>{LONG[0]}.</p><p>It cost nine crowns.</p>{related}</article>")
    assert text == f"# A wheel\n\n{LONG[0]}.\n\nIt cost nine crowns."


def test_an_article_that_is_divided_into_boxes_is_read_whole() -> None:
    paragraphs = ["".join(f"<p>{each}, {at}.</p>" for each in LONG) for at in range(4)]
    boxes = "".join(f"<div class='box'><div><div class='text-content'>{each}</div></div></div>" for each in paragraphs)
    text = text_of(f"<h1>A wheel</h1><div class='boxes'>{boxes}</div><footer>Imprint</footer>")
    assert all(f"{each}, {at}." in text for at in range(4) for each in LONG)
    assert "Imprint" not in text
