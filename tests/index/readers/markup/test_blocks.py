"""A tree of HTML as Markdown."""

import pytest

from index.readers.markup.blocks import fragment_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h2>What it  cost</h2><p>Two crowns.</p>", "## What it cost\n\nTwo crowns."),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<blockquote><p>We are proud.</p></blockquote>", "> We are proud."),
        ("<p>First<br>second <b>bold</b>.</p>", "First\nsecond bold."),
        ("<p>a</p><script>var x</script><style>p {}</style><p>b</p>", "a\n\nb"),
        ("words without any markup", "words without any markup"),
    ],
)
def test_blocks_become_markdown(markup: str, text: str) -> None:
    assert fragment_text(markup) == text
